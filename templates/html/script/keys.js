// What keys and buttons do.
const view = (name) => {
  const input = document.getElementById(`view-${name}`);
  (input.checked ? document.getElementById("view-changes") : input).checked = true;
};

async function copyLink() {
  address();
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link was copied.");
  } catch {
    say("The link could not be copied: it is in the address bar.");
  }
}

function save() {
  if (!decisions.size) return say("Nothing is decided yet: there is nothing to export.");
  const url = URL.createObjectURL(new Blob([`${exported()}\n`], { type: "application/json" }));
  const link = element("a", { href: url, download: "decisions.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  return say(`${decisions.size} decisions saved as decisions.json. Apply them with: mtqa apply decisions.json`);
}

function takeBack() {
  const step = undo();
  if (!step) return say("There is nothing to undo.");
  go(document.getElementById(step[0][0]));
  return say(step.length > 1 ? `${step.length} decisions undone.` : "Undone.");
}

function toggleFilters(field) {
  filters.hidden = !filters.hidden && !field;
  document.querySelector('[data-do="filters"]').setAttribute("aria-expanded", String(!filters.hidden));
  if (!filters.hidden) filters.elements[field ?? "severity"].focus();
}

function accept(card, fix = 0) {
  if (fix === 0 || fix < finding(card).fixes.length) verdict(card, { decision: "accept", fix });
}

const ALWAYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  n: () => step(1, undecided()), p: () => step(-1, undecided()),
  u: takeBack, "]": () => stepStory(1), "[": () => stepStory(-1),
  "/": () => toggleFilters("q"), f: () => toggleFilters(), m: () => view("side"), v: () => view("result"),
  x: save, "?": () => document.getElementById("help").showModal(),
};
const ON_CARD = { a: accept, r: ask, e: edit, s: (card) => verdict(card, undefined, false), A: bulk, c: copyLink };
const REASONS = ["wrong-flag", "wrong-fix", "style"];

function pressed(event) {
  const letter = /^Key[A-Z]$/.test(event.code) && !/^[\x21-\x7e]$/.test(event.key) && event.key.length === 1;
  if (!letter) return event.key;
  return event.shiftKey ? event.code.slice(3) : event.code.slice(3).toLowerCase();
}

function onKey(event) {
  const field = event.target.closest?.("textarea, select, input:not([type=radio])");
  const asking = current?.querySelector(".reasons, .wording");
  if (event.key === "Escape" && (field || asking) && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    if (asking) close(current);
    if (current) go(current);
    else field?.blur();
    return;
  }
  if (field?.matches(".wording textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    keep(current);
    return;
  }
  if (document.querySelector("dialog[open]") || field) return;
  const key = pressed(event);
  if ((event.ctrlKey || event.metaKey) && key === "z") {
    event.preventDefault();
    takeBack();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !document.getElementById("keys-on").checked) return;
  const reasons = current?.querySelector(".reasons");
  const number = key === "r" && reasons ? 1 : Number(key);
  if (reasons && REASONS[number - 1]) {
    event.preventDefault();
    close(current);
    verdict(current, { decision: "reject", reason: REASONS[number - 1] });
    return;
  }
  if (/^Arrow/.test(key) && !event.target.matches(".card")) return;
  const action = ALWAYS[key] ?? (current && ON_CARD[key]);
  if (!action) return;
  event.preventDefault();
  if (ALWAYS[key]) action();
  else action(current);
}

function onClick(event) {
  const button = event.target.closest("button");
  const card = event.target.closest(".card");
  const link = event.target.closest("a.ref, a.no");
  if (link) {
    event.preventDefault();
    go(document.getElementById(link.getAttribute("href").slice(1)));
  } else if (button?.dataset.reason) {
    close(card);
    verdict(card, { decision: "reject", reason: button.dataset.reason });
  } else if (button?.dataset.fix) {
    accept(card, Number(button.dataset.fix));
  } else if (button?.dataset.do) {
    act(button.dataset.do, card);
  } else if (card && !event.target.closest("details, .wording")) {
    go(card);
  } else {
    const place = event.target.closest("[data-f]");
    if (place && getSelection().isCollapsed) go(document.getElementById(place.dataset.f));
  }
}

function act(name, card) {
  const again = card && status(card) === name;
  if (again && name !== "edit") return verdict(card, undefined, false);
  const actions = {
    undo: takeBack, filters: () => toggleFilters(), help: ALWAYS["?"], export: save,
    accept: () => accept(card), reject: () => ask(card), edit: () => edit(card),
    cancel: () => { close(card); go(card); },
  };
  return actions[name]?.();
}

function theme(name) {
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  const input = document.querySelector(`[name="theme"][value="${CSS.escape(name)}"]`);
  if (input) input.checked = true;
}

document.documentElement.classList.add("desk");
document.querySelector(".tools").hidden = !cards.length;
cards.forEach((card) => near.observe(card));
listeners.push(refreshAll);
restore();
progress();
theme(remembered("mtqa:theme") ?? "");
document.getElementById("reviewer").value = remembered("mtqa:reviewer") ?? "";
document.getElementById("keys-on").checked = remembered("mtqa:keys") !== "off";
document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener("submit", (event) => {
  const card = event.target.closest(".card");
  if (event.target.method !== "dialog") event.preventDefault();
  if (card) keep(card);
});
document.addEventListener("change", ({ target }) => {
  if (target.name === "theme") remember("mtqa:theme", target.value);
  if (target.name === "theme") theme(target.value);
  if (target.id === "reviewer") remember("mtqa:reviewer", target.value.trim());
  if (target.id === "keys-on") remember("mtqa:keys", target.checked ? "on" : "off");
});
filters.addEventListener("input", filter);
filters.addEventListener("reset", () => setTimeout(filter));
window.addEventListener("hashchange", arrive);
arrive();
