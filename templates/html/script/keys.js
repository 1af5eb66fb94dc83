// What keys and buttons do. The keys can be changed; they are kept with the browser.
function view(name) {
  const input = document.getElementById(`view-${name}`);
  (input.checked ? document.getElementById("view-changes") : input).checked = true;
  changeView();
}

function changeView() {
  if (document.getElementById("view-side").checked) drawSides();
  setRoles();
  say(`${document.querySelector(`[for="${document.querySelector("[name=view]:checked").id}"]`).textContent}.`);
  if (current) current.scrollIntoView({ block: "center" });
}

function showSource() {
  const box = document.getElementById("source");
  if (!box) return say("This page has no source.");
  box.checked = !box.checked;
  return say(box.checked ? "The source is shown." : "The source is hidden.");
}

function save() {
  if (!decisions.size) return say("Nothing is decided yet: there is nothing to export.");
  const url = URL.createObjectURL(new Blob([`${exported()}\n`], { type: "application/json" }));
  element("a", { href: url, download: "decisions.json" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  return say(`${decisions.size} decisions saved as decisions.json. Apply them with: mtqa apply decisions.json`);
}

function takeBack() {
  const anchors = undo();
  if (!anchors) return say("There is nothing to undo.");
  go(cardOf(anchors[0]));
  return say(anchors.length > 1 ? `${anchors.length} decisions undone.` : "Undone.");
}

function accept(card, fix = 0) {
  if (fix === 0 || fix < finding(card).fixes.length) verdict(card, { decision: "accept", fix });
}

const open = (name) => document.getElementById(name).showModal();

const ACTIONS = {
  next: ["j", () => step(1)], previous: ["k", () => step(-1)],
  nextOpen: ["n", () => step(1, undecided())], previousOpen: ["p", () => step(-1, undecided())],
  accept: ["a", (card) => accept(card), true], reject: ["r", ask, true], edit: ["e", edit, true],
  reset: ["s", (card) => verdict(card, undefined, false), true], undo: ["u", takeBack], bulk: ["A", bulk, true],
  nextStory: ["]", () => stepStory(1)], previousStory: ["[", () => stepStory(-1)],
  search: ["/", () => showFilters(true, "q")], filters: ["f", () => showFilters(filters.hidden)],
  side: ["m", () => view("side")], result: ["v", () => view("result")], source: ["o", showSource],
  link: ["c", copyLink, true], copy: ["C", copyMenu, true],
  export: ["x", save], import: ["i", () => document.getElementById("files").click()], help: ["?", () => open("help")],
};
let keys = {};

function setKeys(own) {
  keys = Object.fromEntries(Object.entries(ACTIONS).map(([name, [key]]) => [name, typeof own[name] === "string" ? own[name] : key]));
  hints(document);
  for (const button of document.querySelectorAll(".tools [title]")) {
    const key = keys[button.dataset.do];
    button.title = button.title.replace(/\(.\)$/, () => `(${key})`);
    button.setAttribute("aria-keyshortcuts", key);
  }
}

function keptKeys() {
  try {
    return JSON.parse(remembered("mtqa:map") ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function hints(root) {
  for (const hint of root.querySelectorAll("[data-key]")) hint.textContent = keys[hint.dataset.key];
}

// The next key pressed is the action's own; who had it gets the old one.
function bind(button) {
  const name = button.firstElementChild.dataset.key;
  button.firstElementChild.textContent = "press a key";
  button.addEventListener("keydown", (event) => {
    if (["Shift", "Control", "Alt", "Meta", "AltGraph"].includes(event.key)) return bind(button);
    const key = pressed(event);
    event.preventDefault();
    event.stopPropagation();
    const other = Object.keys(keys).find((one) => keys[one] === key);
    const free = key.length === 1 && key !== " " && !/\d/.test(key);
    const made = free ? { ...keys, ...(other && { [other]: keys[name] }), [name]: key } : keys;
    setKeys(made);
    remember("mtqa:map", JSON.stringify(made));
    return say(free ? `The key is now ${key}.` : "The key stays as it was.");
  }, { once: true });
}

function pressed(event) {
  const letter = /^Key[A-Z]$/.test(event.code) && !/^[\x21-\x7e]$/.test(event.key) && event.key.length === 1;
  if (!letter) return event.key;
  return event.shiftKey ? event.code.slice(3) : event.code.slice(3).toLowerCase();
}

function leave(field, asking) {
  if (asking) close(current);
  if (current) go(current);
  else field?.blur();
}

function enter(event, field) {
  if (event.shiftKey || event.isComposing) return false;
  if (field.matches(".wording textarea")) keep(current);
  else if (field.matches(".reasons input")) current.querySelector(".reasons button").focus();
  else return false;
  return true;
}

function reasonFor(key) {
  if (!current?.querySelector(".reasons")) return undefined;
  return REASONS[(key === keys.reject ? 1 : Number(key)) - 1];
}

function onKey(event) {
  const field = event.target.closest?.("textarea, select, input:not([type=radio], [type=checkbox])");
  const asking = current?.querySelector(".reasons, .wording");
  const dialog = document.querySelector("dialog[open]");
  if (event.key === "Escape" && (field || asking) && !dialog) {
    event.preventDefault();
    return leave(field, asking);
  }
  if (field && event.key === "Enter" && enter(event, field)) return event.preventDefault();
  if (dialog && !field) {
    const choice = dialog.querySelector(`[data-number="${CSS.escape(event.key)}"]`);
    if (choice) choice.click();
    return undefined;
  }
  if (dialog || field) return undefined;
  const key = pressed(event);
  if ((event.ctrlKey || event.metaKey) && key === "z") {
    event.preventDefault();
    return takeBack();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !document.getElementById("keys-on").checked) return undefined;
  const reason = reasonFor(key);
  const arrow = event.target.matches(".card") && { ArrowDown: "next", ArrowUp: "previous" }[key];
  const name = arrow || Object.keys(keys).find((one) => keys[one] === key);
  const [, act, needsCard] = ACTIONS[name] ?? [];
  if (!reason && (!act || (needsCard && !current))) return undefined;
  event.preventDefault();
  return reason ? refuse(current, reason) : act(current);
}

function onClick(event) {
  const button = event.target.closest("button");
  const card = event.target.closest(".card");
  const to = event.target.closest(".copy a");
  const because = event.target.closest(".meta a");
  if (to) {
    event.preventDefault();
    go(cardOf(to.getAttribute("href").slice(1)));
  } else if (because) {
    event.preventDefault();
    why(card, because);
  } else if (button?.dataset.reason) {
    refuse(card, button.dataset.reason);
  } else if (button?.dataset.fix) {
    accept(card, Number(button.dataset.fix));
  } else if (button?.dataset.voice) {
    take(card, Number(button.dataset.voice));
  } else if (button?.dataset.do) {
    act(button.dataset.do, card);
  } else if (button?.matches(".bind")) {
    bind(button);
  } else if (card && !event.target.closest(".wording, .reasons, a")) {
    go(card);
  } else {
    const place = event.target.closest("[data-f]");
    if (place && getSelection().isCollapsed) go(cardOf(findings[place.dataset.f].anchor));
  }
}

function act(name, card) {
  if (name === "cancel") return leave(null, true);
  if (name === "keys") return [setKeys({}), remember("mtqa:map", "{}"), say("The keys are as they were.")];
  const again = card && status(card) === name;
  if (again && name !== "edit") return verdict(card, undefined, false);
  return ACTIONS[name][1](card);
}

function theme(name) {
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  const input = document.querySelector(`[name="theme"][value="${CSS.escape(name)}"]`);
  if (input) input.checked = true;
}

const CHANGED = {
  reviewer: ({ value }) => remember("mtqa:reviewer", value.trim()),
  "keys-on": ({ checked }) => remember("mtqa:keys", checked ? "on" : "off"),
  files: (input) => {
    bring([...input.files]);
    input.value = "";
  },
};

document.documentElement.classList.add("desk");
document.querySelector(".tools").hidden = !cards.length;
setKeys(keptKeys());
for (const rows of document.querySelectorAll(".rows")) nearRows.observe(rows);
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
  if (card && event.target.matches(".wording")) keep(card);
});
document.addEventListener("change", ({ target }) => {
  if (target.name === "view") changeView();
  if (target.name === "theme") remember("mtqa:theme", target.value);
  if (target.name === "theme") theme(target.value);
  CHANGED[target.id]?.(target);
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) bring([...event.dataTransfer.files]);
});
window.addEventListener("beforeprint", () => {
  document.getElementById("address").textContent = `${location.href} · ${document.getElementById("decided").textContent} decided`;
});
filters.addEventListener("input", filter);
filters.addEventListener("reset", () => setTimeout(filter));
window.addEventListener("hashchange", () => {
  clearTimeout(addressing);
  arrive();
});
arrive();
