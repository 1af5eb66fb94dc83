// What was decided, step by step, and kept between visits.
const data = JSON.parse(document.getElementById("data").textContent);
const findings = data.findings;
const byAnchor = new Map(findings.map((finding) => [finding.anchor, finding]));
const decisions = new Map();
const past = [];
const listeners = [];

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
  remember(draft, JSON.stringify([...decisions]));
}

window.addEventListener("pagehide", saveDraft);

function put(changes) {
  for (const [anchor, decision] of changes) {
    if (decision) decisions.set(anchor, decision);
    else decisions.delete(anchor);
  }
  clearTimeout(saving);
  saving = setTimeout(saveDraft, 200);
  for (const listener of listeners) listener(changes.map(([anchor]) => anchor));
}

// Each change is [anchor, decision], or [anchor] for back to undecided; all of them are one step.
function decide(changes) {
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  past.push(changes.map(([anchor]) => [anchor, decisions.get(anchor)]));
  put(changes.map(([anchor, decision]) => [anchor, decision && { at, ...decision }]));
}

function undo() {
  const step = past.pop();
  if (step) put(step);
  return step;
}

function restore() {
  try {
    const kept = JSON.parse(remembered(draft) ?? "[]");
    put(kept.filter(([anchor]) => byAnchor.has(anchor)));
  } catch {
    // A draft that cannot be read is none.
  }
}

function exported() {
  const reviewer = remembered("mtqa:reviewer") ?? "";
  const made = [...decisions].map(([anchor, decision]) => {
    const finding = byAnchor.get(anchor);
    const fix = decision.fix ?? 0;
    const title = decision.decision === "accept" ? (finding.fixes[fix]?.title ?? "") : "";
    return {
      id: finding.id, doc: data.stories[finding.story][0], rule: finding.rule, decision: decision.decision,
      before: finding.before, after: decision.after ?? "", fix, title,
      reason: decision.reason ?? null, note: "", reviewer, at: decision.at,
    };
  });
  made.sort((one, other) => (one.doc + one.id < other.doc + other.id ? -1 : 1));
  const decided = new Set(made.map(({ doc }) => doc));
  const documents = Object.fromEntries(Object.values(data.stories).filter(([doc]) => decided.has(doc)));
  const { tool, report, rules } = data;
  const schema = "mtqa-decisions/1";
  return JSON.stringify({ schema, tool, report, rules, documents, decisions: made }, null, 1);
}
