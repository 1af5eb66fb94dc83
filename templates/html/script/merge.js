// What other reviewers decided, brought in from their files. Nothing in a file is trusted.
const SCHEMA = "mtqa-decisions/1";
const VERDICTS = ["accept", "edit", "reject", "undecided"];
const REASONS = ["wrong-flag", "wrong-fix", "style"];
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)?$/;
const OWN = "you";

const outcome = ({ decision, fix, after }) => JSON.stringify([decision, decision === "accept" ? fix ?? 0 : 0, decision === "edit" ? after : ""]);
const isConflict = (anchor) => new Set((voices.get(anchor) ?? []).map(outcome)).size > 1;

// The decisions in the text of a file, or an error that says what is wrong with it.
function parsed(text) {
  const file = JSON.parse(text);
  if (file?.schema !== SCHEMA) throw new Error(`it does not say that it is ${SCHEMA}`);
  if (!Array.isArray(file.decisions) || !file.documents || typeof file.documents !== "object") throw new Error("it has no decisions or no documents");
  file.decisions.forEach((one, index) => {
    const texts = ["id", "doc", "rule", "before"].every((name) => typeof one?.[name] === "string");
    const more = ["after", "title", "note", "reviewer", "at"].every((name) => ["string", "undefined"].includes(typeof one?.[name]));
    const number = one?.fix === undefined || (Number.isInteger(one.fix) && one.fix >= 0);
    const known = VERDICTS.includes(one?.decision) && (one.reason == null || REASONS.includes(one.reason));
    if (!(texts && more && number && known && TIME.test(one.at ?? ""))) throw new Error(`decision ${index + 1} is not one`);
  });
  return file;
}

const byId = new Map(findings.map((one) => [`${data.stories[one.story].path}\0${one.id}`, one]));

// The finding of this page that a decision is about, if both were made of the same document.
function subject(one, documents) {
  const found = byId.get(`${one.doc}\0${one.id}`);
  if (!found || documents[one.doc] !== data.stories[found.story].digest || found.rule !== one.rule) return null;
  if ((found.before ?? wordsOf(found)) !== one.before) return null;
  if (one.decision === "edit" && !found.place) return null;
  return one.decision === "accept" && found.fixes.length && (one.fix ?? 0) >= found.fixes.length ? null : found;
}

function voice({ decision, fix = 0, after = "", reason = null, note = "", reviewer = "", at = "" }) {
  return { decision, fix, after, reason, note, reviewer: reviewer || "someone", at };
}

// Each person's last word about each finding.
function collected(files) {
  const heard = new Map();
  let strange = 0;
  for (const { decisions: given, documents } of files) {
    for (const one of given) {
      const about = subject(one, documents);
      if (!about) strange += 1;
      if (!about || one.decision === "undecided") continue;
      const said = heard.get(about.anchor) ?? [...(voices.get(about.anchor) ?? [])];
      const mine = voice(one);
      const at = said.findIndex(({ reviewer }) => reviewer === mine.reviewer);
      if (at < 0) said.push(mine);
      else if (said[at].at <= mine.at) said[at] = mine;
      heard.set(about.anchor, said);
    }
  }
  return [heard, strange];
}

// Where all agree that is decided; where one alone spoke, so is that; the rest is for a person to settle.
function merge(files) {
  const [heard, strange] = collected(files);
  const changes = [];
  let quarrels = 0;
  for (const [anchor, said] of heard) {
    const own = decisions.get(anchor);
    if (own && !own.reviewer && !said.some(({ reviewer }) => reviewer === OWN)) said.push({ fix: 0, after: "", reason: null, note: "", ...own, reviewer: OWN });
    const others = said.filter(({ reviewer }) => reviewer !== OWN);
    if (new Set(said.map(outcome)).size > 1) {
      quarrels += 1;
      changes.push([anchor, undefined]);
    } else {
      const [first, ...also] = said.some(({ reviewer }) => reviewer === OWN) ? [own, ...others] : others;
      changes.push([anchor, { ...first, also }]);
    }
  }
  if (changes.length) decide(changes, [...heard]);
  document.querySelector('[name=status] [value="conflict"]').hidden = !cards.some(({ id }) => isConflict(id));
  const left = strange ? ` ${strange} are not about the findings on this page, or about another version of a story, and were left out.` : "";
  return `${changes.length - quarrels} findings decided by others, ${quarrels} on which people differ: those are undecided, with what each said.${left}`;
}

async function bring(chosen) {
  const files = [];
  for (const file of chosen) {
    try {
      files.push(parsed(await file.text()));
    } catch (error) {
      return tell(`${file.name} is no file of decisions: ${error instanceof SyntaxError ? "it is no JSON" : error.message}. Nothing was brought in.`);
    }
  }
  return tell(merge(files));
}

// A message that stays until it is closed.
function tell(text) {
  const dialog = document.getElementById("told");
  dialog.querySelector("p").textContent = text;
  dialog.showModal();
}

function showVoices(card) {
  card.querySelector(".voices")?.remove();
  const said = voices.get(card.id) ?? [];
  const differ = isConflict(card.id);
  card.classList.toggle("conflict", differ);
  if (!differ) return;
  const list = element("ul", { class: "voices", "aria-label": "What others decided" });
  said.forEach((one, index) => {
    const label = `Take what ${one.reviewer} decided on finding ${finding(card).number}`;
    const button = element("button", { type: "button", class: "use", "data-voice": index, "aria-label": label }, "take this");
    list.append(element("li", {}, element("b", {}, one.reviewer), ` ${told({ ...one, reviewer: "" })} `, button));
  });
  card.querySelector(".actions").before(list);
}

// A decision that settles what people decided differently keeps in its note what each of them said.
function settling(anchor, decision) {
  if (!decision || !isConflict(anchor)) return decision;
  const said = voices.get(anchor).map((one) => `${one.reviewer}: ${one.decision}${one.reason ? ` (${one.reason})` : ""}`);
  return { ...decision, note: [decision.note, `settled: ${said.join("; ")}`].filter(Boolean).join(" — ") };
}

function take(card, index) {
  const { decision, fix, after, reason, note } = voices.get(card.id)[index];
  verdict(card, { decision, fix, after, reason, note });
}
