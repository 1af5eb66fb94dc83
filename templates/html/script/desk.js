// Cards, the current finding, what is decided about it, progress.
const cards = [...document.querySelectorAll(".card")];
const live = document.getElementById("live");
const WORDS = {
  accept: "accepted", reject: "rejected",
  "wrong-flag": "nothing is wrong", "wrong-fix": "wrong fix", style: "style",
};
const order = new Map(cards.map((card, index) => [card, index]));
let current = null;
let lit = [];

const finding = (card) => byAnchor.get(card.id);
const cardOf = (anchor) => document.getElementById(anchor);
const safetyOf = (card) => card.querySelector("small[class]")?.textContent ?? "none";
const severityOf = (card) => card.classList[1];
const status = (card) => decisions.get(card.id)?.decision ?? "undecided";
const visible = () => cards.filter((card) => !card.hidden);
const undecided = () => visible().filter((card) => status(card) === "undecided");
const stencil = (name) => document.getElementById(name).content.cloneNode(true);

function say(text) {
  live.textContent = text;
}

// Cards get their buttons when they come near the window: a thousand of them at once cost time.
const nearCards = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) if (isIntersecting) equip(target);
}, { rootMargin: "600px" });
const nearRows = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    nearRows.unobserve(target);
    for (const card of target.querySelectorAll(".card")) nearCards.observe(card);
  }
}, { rootMargin: "1200px" });

function equip(card) {
  nearCards.unobserve(card);
  if (card.querySelector(".actions")) return;
  const { fixes, number, rule } = finding(card);
  const actions = stencil("actions");
  const words = wordsOf(finding(card)).slice(0, 60);
  if (!fixes.length) actions.querySelector("[data-do=accept] span").textContent = "Agree";
  if (!finding(card).place) actions.querySelector("[data-do=edit]").remove();
  for (const button of actions.querySelectorAll("button")) {
    const name = button.querySelector("span").textContent;
    button.setAttribute("aria-label", `${name} finding ${number}: ${words}`);
  }
  hints(actions);
  card.querySelector(".meta").before(actions);
  card.tabIndex = -1;
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", `Finding ${number}, ${severityOf(card)}: ${rule}`);
  if (fixes.length > 1) {
    card.querySelectorAll("li").forEach((item, index) => {
      const label = `Use this for finding ${number}: ${titleOf(finding(card), index)}`;
      item.append(" ", element("button", { type: "button", class: "use", "data-fix": index, "aria-label": label }, "use this"));
    });
  }
  refresh(card);
}

function told({ decision, after, reason, note, reviewer, also = [] }) {
  const what = decision === "edit" ? `worded anew: ‘${after}’` : WORDS[decision];
  const by = reviewer ? ` by ${[reviewer, ...also.map((one) => one.reviewer)].join(", ")}` : "";
  return `${what}${reason ? `: ${WORDS[reason]}` : ""}${by}${note ? ` — ${note}` : ""}`;
}

// What is decided is folded, but for the finding that somebody looks at.
function fold(card) {
  card.classList.toggle("folded", status(card) !== "undecided" && card !== current);
}

function refresh(card) {
  const decision = decisions.get(card.id);
  const state = decision?.decision ?? "undecided";
  card.dataset.status = state;
  fold(card);
  if (!card.querySelector(".actions")) return;
  card.querySelector(".verdict").textContent = decision ? told(decision) : "";
  for (const button of card.querySelectorAll(".actions [aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button.dataset.do === state));
  }
  for (const button of card.querySelectorAll(".use")) {
    button.setAttribute("aria-pressed", String(state === "accept" && Number(button.dataset.fix) === (decision.fix ?? 0)));
  }
  showVoices(card);
}

function refreshAll(anchors) {
  for (const anchor of anchors) refresh(cardOf(anchor));
  new Set(anchors.flatMap((anchor) => rowsOf(byAnchor.get(anchor)))).forEach(draw);
  progress(anchors);
  light();
}

function progress(anchors = [...byAnchor.keys()]) {
  document.getElementById("progress").value = decisions.size;
  document.getElementById("decided").textContent = `${decisions.size} of ${cards.length}`;
  document.querySelector('[data-do="undo"]').disabled = !past.length;
  for (const story of new Set(anchors.map((anchor) => byAnchor.get(anchor).story))) {
    const all = data.stories[story].findings;
    const done = all.filter(([anchor]) => decisions.has(anchor)).length;
    for (const place of document.querySelectorAll(`[data-story="${story}"]`)) {
      place.replaceChildren(`${done} of ${all.length}`, element("span", { class: place.matches("td") ? "vh" : "" }, " decided"));
      place.classList.toggle("complete", done === all.length);
    }
  }
}

function light() {
  for (const old of lit) old.classList.remove("here");
  lit = !current ? [] : rowsOf(finding(current)).flatMap((row) =>
    [...(document.getElementById(row)?.parentElement.querySelectorAll(`[data-f="${finding(current).index}"]`) ?? [])]);
  for (const place of lit) place.classList.add("here");
}

function go(card, focus = true) {
  if (!card) return;
  const old = current;
  old?.classList.remove("current");
  current = card;
  if (old) fold(old);
  fold(card);
  equip(card);
  card.classList.add("current");
  light();
  addressSoon();
  if (!focus) return;
  card.focus({ preventScroll: true });
  const { top, bottom } = card.getBoundingClientRect();
  if (top < 90 || bottom > innerHeight - 20) card.scrollIntoView({ block: "center" });
}

function step(by, among = visible()) {
  if (!among.length) return say("Nothing is left here.");
  const at = current ? order.get(current) : -1;
  const next = by > 0 ? among.find((card) => order.get(card) > at) : among.findLast((card) => order.get(card) < at);
  if (!next) say(by > 0 ? "That was the last one." : "This is the first one.");
  return go(next ?? (by > 0 ? among.at(-1) : among[0]));
}

function stepStory(by) {
  const stories = [...document.querySelectorAll(".story")].filter((story) => story.querySelector(".card:not([hidden])"));
  const at = stories.indexOf(current?.closest(".story"));
  const story = stories[Math.max(0, Math.min(stories.length - 1, at + by))];
  if (!story) return;
  go(story.querySelector(".card:not([hidden])"));
  story.scrollIntoView();
  say(`${story.querySelector("h2").textContent}: ${story.querySelector("[data-story]").textContent}.`);
}

function verdict(card, decision, onwards = true) {
  decide([[card.id, settling(card.id, decision)]]);
  const words = decision ? told(decision) : "back to undecided";
  const left = cards.length - decisions.size;
  if (onwards) {
    const at = order.get(card);
    const rest = undecided();
    go(rest.find((one) => order.get(one) > at) ?? rest[0] ?? card);
  } else {
    go(card);
  }
  say(`Finding ${finding(card).number} ${words}, ${left} left.`);
}

function close(card) {
  card.querySelector(".reasons, .wording")?.remove();
}

function ask(card) {
  go(card);
  close(card);
  card.querySelector(".actions").after(stencil("reasons"));
  card.querySelector(".reasons button").focus();
}

function refuse(card, reason) {
  const note = card.querySelector(".reasons input").value.trim();
  close(card);
  verdict(card, { decision: "reject", reason, ...(note && { note }) });
}

function edit(card) {
  if (!finding(card).place) return say("There are no words here to put others in the place of.");
  go(card);
  close(card);
  card.querySelector(".actions").after(stencil("wording"));
  const field = card.querySelector("textarea");
  field.value = decisions.get(card.id)?.after || proposed(finding(card));
  field.focus();
  return field.select();
}

function keep(card) {
  const after = card.querySelector("textarea").value.replace(/\r?\n/g, " ");
  close(card);
  if (after !== wordsOf(finding(card))) return verdict(card, { decision: "edit", after });
  go(card);
  return say("The words stay as they are: reject the finding if nothing is wrong.");
}

// Why the rule is there, told in the card: the page has it once, at its end.
function why(card, link) {
  const shownAlready = card.querySelector(".reason");
  link.setAttribute("aria-expanded", String(!shownAlready));
  if (shownAlready) return shownAlready.remove();
  const told = document.getElementById(link.getAttribute("href").slice(1)).cloneNode(true);
  return link.parentElement.before(element("p", { class: "reason" }, ...told.querySelector("dd").childNodes, " (", told.querySelector("small").textContent, ")"));
}

// Opens a dialog, closes it once a button is pressed, and does at once what the button stands for.
function choose(dialog, choice) {
  dialog.onsubmit = (event) => {
    event.preventDefault();
    dialog.close();
    choice(event.submitter?.value ?? "");
  };
  dialog.showModal();
}

function bulk(card) {
  const { rule } = finding(card);
  const same = undecided().filter((one) => finding(one).rule === rule);
  if (!same.length) return say(`No undecided finding of ${rule} is shown.`);
  const all = same.filter((one) => finding(one).fixes.length);
  const safe = all.filter((one) => safetyOf(one) === "safe");
  const choices = { safe: safe.length < all.length ? safe : [], all, reject: same };
  const names = { safe: `Accept the ${safe.length} safe`, all: `Accept all ${all.length}`, reject: `Reject all ${same.length}: nothing is wrong` };
  const dialog = document.getElementById("bulk");
  dialog.querySelector("h2").textContent = `${same.length} undecided of ‘${rule}’ shown`;
  for (const button of dialog.querySelectorAll("button[value]")) {
    button.textContent = names[button.value] ?? "Cancel";
    button.hidden = choices[button.value]?.length === 0;
  }
  return choose(dialog, (choice) => {
    const chosen = choices[choice] ?? [];
    const made = choice === "reject" ? { decision: "reject", reason: "wrong-flag" } : { decision: "accept", fix: 0 };
    if (chosen.length) decide(chosen.map((one) => [one.id, made]));
    go(undecided()[0] ?? card);
    if (chosen.length) say(`${chosen.length} of ${rule} ${WORDS[made.decision]}, ${cards.length - decisions.size} left. Press u to undo.`);
  });
}
