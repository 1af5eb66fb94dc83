// What was decided, step by step, and kept between visits.
const data = JSON.parse(document.getElementById("data").textContent);
const findings = Object.entries(data.stories).flatMap(([story, told]) =>
  told.findings.map((one, index) => unpacked(story, index + 1, one)));
findings.forEach((finding, index) => { finding.index = index; });
const byAnchor = new Map(findings.map((finding) => [finding.anchor, finding]));
const decisions = new Map();
const voices = new Map(); // by anchor, what others decided, as their files have it
const past = [];
const listeners = [];

// The data has paragraphs as numbers in their story; here they are anchors.
function unpacked(story, number, [anchor, rule, place, fixes, extra]) {
  const row = (paragraph) => `${story}-${paragraph}`;
  return {
    anchor, story, number, id: anchor, rule: data.names[rule], ...extra,
    place: place && [row(place[0]), place[1], place[2]],
    fixes: fixes.map(([steps, remove = []]) => ({
      steps: steps.map(([paragraph, start, parts]) => [row(paragraph), start, parts]),
      remove: remove.map(row),
    })),
  };
}

function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Private windows and some file: pages keep nothing; the export does.
  }
}

const draft = `mtqa:${data.report}`;
let saving = 0;

function saveDraft() {
  clearTimeout(saving);
  saving = 0;
  remember(draft, JSON.stringify({ decisions: [...decisions], voices: [...voices], past }));
}

window.addEventListener("pagehide", () => saving && saveDraft());

function put(changes) {
  for (const [anchor, decision] of changes) {
    if (decision) decisions.set(anchor, decision);
    else decisions.delete(anchor);
  }
  if (!saving) saving = setTimeout(saveDraft, 300);
  for (const listener of listeners) listener(changes.map(([anchor]) => anchor));
}

const now = () => `${new Date().toISOString().slice(0, 19)}Z`;

// Each change is [anchor, decision], or [anchor] for back to undecided; all of them are one step.
// `heard` has the voices that came along, by anchor.
function decide(changes, heard = []) {
  const before = changes.map(([anchor]) => [anchor, decisions.get(anchor)]);
  past.push({ changes: before, voices: heard.map(([anchor]) => [anchor, voices.get(anchor)]) });
  hear(heard);
  put(changes.map(([anchor, decision]) => [anchor, decision && { at: now(), ...decision }]));
}

function hear(all) {
  for (const [anchor, said] of all) {
    if (said) voices.set(anchor, said);
    else voices.delete(anchor);
  }
}

function undo() {
  const step = past.pop();
  if (!step) return null;
  hear(step.voices);
  put(step.changes);
  return step.changes.map(([anchor]) => anchor);
}

function restore() {
  try {
    const kept = JSON.parse(remembered(draft) ?? "{}");
    const known = ([anchor]) => byAnchor.has(anchor);
    hear((kept.voices ?? []).filter(known));
    past.push(...(kept.past ?? []));
    put((kept.decisions ?? []).filter(known).filter(isWhole));
  } catch {
    // A draft that cannot be read is none.
  }
}

function isWhole([anchor, made]) {
  return VERDICTS.includes(made?.decision) && (made.decision !== "edit" || Boolean(typeof made.after === "string" && byAnchor.get(anchor).place));
}

// A decision as the file has it; of one that several people made alike, each one's.
function entries(finding, { also = [], ...decision }) {
  const fix = decision.fix ?? 0;
  const title = decision.decision === "accept" ? titleOf(finding, fix) : "";
  const own = {
    id: finding.id, doc: data.stories[finding.story].path, rule: finding.rule,
    decision: decision.decision, before: finding.before ?? wordsOf(finding), after: decision.after ?? "",
    fix, title, reason: decision.reason ?? null, note: decision.note ?? "",
    reviewer: decision.reviewer ?? remembered("mtqa:reviewer") ?? "", at: decision.at,
  };
  return [own, ...also.map((other) => ({ ...own, ...other }))];
}

function exported() {
  const made = [...decisions].flatMap(([anchor, decision]) => entries(byAnchor.get(anchor), decision));
  const order = ({ doc, id, reviewer }) => `${doc}\0${id}\0${reviewer}`;
  made.sort((one, other) => (order(one) < order(other) ? -1 : 1));
  const decided = new Set(made.map(({ doc }) => doc));
  const documents = Object.fromEntries(Object.values(data.stories)
    .filter(({ path }) => decided.has(path)).map(({ path, digest }) => [path, digest]));
  const { tool, report, rules } = data;
  return JSON.stringify({ schema: SCHEMA, tool, report, rules, documents, decisions: made }, null, 1);
}
