// What is shown, and the address that says so.
const filters = document.getElementById("filters");
const FIELDS = ["severity", "rule", "safety", "status", "story", "q"];
const flagged = [...document.querySelectorAll(".row.flag")];
let addressing = 0;

const wanted = (name) => filters.elements[name]?.value.trim() ?? "";

function fits(card) {
  const { rule, story } = finding(card);
  const q = wanted("q").toLowerCase();
  const differ = wanted("status") === "conflict" && status(card) === "undecided" && isConflict(card.id);
  return (!wanted("rule") || rule === wanted("rule"))
    && (!wanted("severity") || severityOf(card) === wanted("severity"))
    && (!wanted("safety") || safetyOf(card) === wanted("safety"))
    && (!wanted("story") || story === wanted("story"))
    && (!wanted("status") || differ || status(card) === wanted("status"))
    && (!q || `${wordsOf(finding(card))}\n${card.querySelector("p").textContent}\n${rule}`.toLowerCase().includes(q));
}

function filter() {
  const any = FIELDS.some(wanted);
  for (const card of cards) card.hidden = any && !fits(card);
  for (const row of flagged) row.hidden = any && !row.querySelector(".card:not([hidden])");
  for (const story of document.querySelectorAll(".story")) story.hidden = any && !story.querySelector(".card:not([hidden])");
  document.body.classList.toggle("filtered", any);
  const left = visible().length;
  document.getElementById("shown").textContent = any ? `${left} of ${cards.length} findings shown; paragraphs without them are hidden.` : "";
  if (current?.hidden) current = null;
  addressSoon();
}

function showFilters(open, field = "severity") {
  filters.hidden = !open;
  document.querySelector('[data-do="filters"]').setAttribute("aria-expanded", String(open));
  if (open) filters.elements[field].focus();
}

function address() {
  clearTimeout(addressing);
  const query = new URLSearchParams(FIELDS.map((name) => [name, wanted(name)]).filter(([, value]) => value));
  const hash = `${current?.id ?? ""}${query.size ? `?${query}` : ""}`;
  if (location.hash.slice(1) !== hash) history.replaceState(null, "", `#${hash}`);
}

// Browsers refuse too many addresses in a row.
function addressSoon() {
  clearTimeout(addressing);
  addressing = setTimeout(address, 250);
}

function arrive() {
  const [anchor, query] = location.hash.slice(1).split("?");
  const given = new URLSearchParams(query ?? "");
  if (given.size) {
    for (const name of FIELDS) if (filters.elements[name]) filters.elements[name].value = given.get(name) ?? "";
    showFilters(true, [...given.keys()].find((name) => filters.elements[name]));
    filter();
  }
  const card = cards.find((one) => one.id === anchor);
  if (card && !card.hidden) go(card, card !== document.activeElement);
}
