// Cards, the current finding, filters, progress.
const cards = [...document.querySelectorAll(".card")];
const live = document.getElementById("live");
const filters = document.getElementById("filters");
const FIELDS = ["severity", "rule", "safety", "status", "q"];
const WORDS = {
  accept: "accepted", edit: "your wording", reject: "rejected",
  "wrong-flag": "nothing is wrong", "wrong-fix": "wrong fix", style: "style",
};
const order = new Map(cards.map((card, index) => [card, index]));
let current = null;
let lit = [];

const finding = (card) => byAnchor.get(card.id);
const status = (card) => decisions.get(card.id)?.decision ?? "undecided";
const visible = () => cards.filter((card) => !card.hidden);
const undecided = () => visible().filter((card) => status(card) === "undecided");

function say(text) {
  live.textContent = text;
}

// Cards get their buttons when they come near the window: a thousand of them at once cost time.
const near = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) equip(target);
}, { rootMargin: "1200px" });

function equip(card) {
  near.unobserve(card);
  if (card.querySelector(".actions")) return;
  const actions = document.getElementById("actions").content.cloneNode(true);
  const { fixes, before } = finding(card);
  const accept = actions.querySelector('[data-do="accept"]');
  if (!fixes.length) accept.textContent = "Agree";
  for (const button of actions.querySelectorAll("button")) {
    button.setAttribute("aria-label", `${button.textContent} finding ${numberOf(card.id)}: ${before.slice(0, 60)}`);
  }
  card.querySelector("details").before(actions);
  card.tabIndex = -1;
  if (fixes.length > 1) {
    card.querySelectorAll(".fixes li").forEach((item, index) => {
      item.append(" ", element("button", { type: "button", class: "use", "data-fix": String(index) }, "use this"));
    });
  }
  refresh(card);
}

function refresh(card) {
  const decision = decisions.get(card.id);
  const state = decision?.decision ?? "undecided";
  card.dataset.status = state;
  if (!card.querySelector(".actions")) return;
  const reason = WORDS[decision?.reason];
  card.querySelector(".verdict").textContent = decision ? WORDS[state] + (reason ? `: ${reason}` : "") : "";
  for (const button of card.querySelectorAll(".actions button")) {
    button.setAttribute("aria-pressed", String(button.dataset.do === state));
  }
  for (const button of card.querySelectorAll(".use")) {
    button.setAttribute("aria-pressed", String(state === "accept" && Number(button.dataset.fix) === (decision.fix ?? 0)));
  }
}

function refreshAll(anchors) {
  for (const anchor of anchors) refresh(document.getElementById(anchor));
  new Set(anchors.flatMap((anchor) => rowsOf(byAnchor.get(anchor)))).forEach(draw);
  progress();
  light();
}

function progress() {
  document.getElementById("progress").value = decisions.size;
  document.getElementById("decided").textContent = `${decisions.size} of ${cards.length}`;
  document.querySelector('[data-do="undo"]').disabled = !past.length;
}

function light() {
  for (const old of lit) old.classList.remove("here");
  lit = !current ? [] : rowsOf(finding(current)).flatMap((row) =>
    [...(document.getElementById(row)?.parentElement.querySelectorAll(`[data-f="${CSS.escape(current.id)}"]`) ?? [])]);
  for (const place of lit) place.classList.add("here");
}

function go(card, focus = true) {
  if (!card) return;
  current?.classList.remove("current");
  current = card;
  equip(card);
  card.classList.add("current");
  light();
  address();
  if (!focus) return;
  card.focus({ preventScroll: true });
  const { top, bottom } = card.getBoundingClientRect();
  if (top < 90 || bottom > innerHeight - 20) card.scrollIntoView({ block: "center" });
}

function step(by, among = visible()) {
  if (!among.length) return say("Nothing is left here.");
  const at = current ? order.get(current) : -1;
  const next = by > 0 ? among.find((card) => order.get(card) > at) : among.findLast((card) => order.get(card) < at);
  go(next ?? (by > 0 ? among.at(-1) : among[0]));
}

function stepStory(by) {
  const stories = [...document.querySelectorAll(".story")].filter((story) => story.querySelector(".card:not([hidden])"));
  const at = stories.indexOf(current?.closest(".story"));
  const story = stories[Math.max(0, Math.min(stories.length - 1, at + by))];
  go(story?.querySelector(".card:not([hidden])"));
}

function verdict(card, decision, onwards = true) {
  decide([[card.id, decision]]);
  const words = decision ? WORDS[decision.decision] : "back to undecided";
  const left = cards.length - decisions.size;
  if (onwards) {
    const at = order.get(card);
    const rest = undecided();
    go(rest.find((one) => order.get(one) > at) ?? rest[0] ?? card);
  } else {
    go(card);
  }
  say(`Finding ${numberOf(card.id)} ${words}, ${left} left.`);
}

function close(card) {
  card.querySelector(".reasons, .wording")?.remove();
}

function ask(card) {
  go(card);
  close(card);
  card.querySelector(".actions").after(document.getElementById("reasons").content.cloneNode(true));
  card.querySelector(".reasons button").focus();
}

function edit(card) {
  go(card);
  close(card);
  card.querySelector(".actions").after(document.getElementById("wording").content.cloneNode(true));
  const field = card.querySelector("textarea");
  field.value = decisions.get(card.id)?.after || proposed(finding(card));
  field.focus();
  field.select();
}

function keep(card) {
  const after = card.querySelector("textarea").value.replace(/\r?\n/g, " ");
  close(card);
  if (after === finding(card).before) return go(card);
  return verdict(card, { decision: "edit", after });
}

function bulk(card) {
  const { rule } = card.dataset;
  const same = undecided().filter((one) => one.dataset.rule === rule && finding(one).fixes.length);
  if (!same.length) return say(`No undecided finding of ${rule} with a fix is shown.`);
  const safe = same.filter((one) => one.dataset.safety === "safe");
  const dialog = document.getElementById("bulk");
  const [first, all] = dialog.querySelectorAll("button");
  dialog.querySelector("h2").textContent = `Accept the ${same.length} shown of ‘${rule}’?`;
  first.textContent = `Accept the ${safe.length} safe`;
  first.hidden = !safe.length || safe.length === same.length;
  all.textContent = `Accept all ${same.length}`;
  dialog.onclose = () => {
    const chosen = { safe, all: same }[dialog.returnValue] ?? [];
    if (chosen.length) {
      decide(chosen.map((one) => [one.id, { decision: "accept", fix: 0 }]));
      say(`${chosen.length} of ${rule} accepted. Press u to undo.`);
    }
    go(undecided()[0] ?? card);
  };
  dialog.returnValue = "";
  return dialog.showModal();
}

function filter() {
  const wanted = Object.fromEntries(FIELDS.map((name) => [name, filters.elements[name].value.trim()]));
  const q = wanted.q.toLowerCase();
  const any = FIELDS.some((name) => wanted[name]);
  for (const card of cards) {
    const { message, before } = { ...finding(card), message: q && card.querySelector(".message").textContent };
    card.hidden = ["severity", "rule", "safety"].some((name) => wanted[name] && card.dataset[name] !== wanted[name])
      || Boolean(wanted.status && status(card) !== wanted.status)
      || Boolean(q && !`${before}\n${message}\n${card.dataset.rule}`.toLowerCase().includes(q));
  }
  for (const row of document.querySelectorAll(".row")) row.hidden = any && !row.querySelector(".card:not([hidden])");
  for (const story of document.querySelectorAll(".story")) story.hidden = any && !story.querySelector(".card:not([hidden])");
  document.body.classList.toggle("filtered", any);
  const left = visible().length;
  document.getElementById("shown").textContent = any ? `${left} of ${cards.length} findings shown; paragraphs without them are hidden.` : "";
  if (current?.hidden) current = null;
  address();
}

function address() {
  const query = new URLSearchParams(FIELDS.map((name) => [name, filters.elements[name].value]).filter(([, value]) => value));
  const hash = `${current?.id ?? ""}${query.size ? `?${query}` : ""}`;
  if (location.hash.slice(1) !== hash) history.replaceState(null, "", `#${hash}`);
}

function arrive() {
  const [anchor, query] = location.hash.slice(1).split("?");
  const given = new URLSearchParams(query ?? "");
  if (given.size) {
    for (const name of FIELDS) filters.elements[name].value = given.get(name) ?? "";
    filters.hidden = false;
    filter();
  }
  const card = cards.find((one) => one.id === anchor);
  if (card && !card.hidden) go(card, card !== document.activeElement);
}
