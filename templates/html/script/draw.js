// Paragraphs drawn anew from what was decided. Offsets are code points.
const hidden = new RegExp(data.invisible.pattern, "gu");
const touching = new Map();
for (const finding of findings) {
  for (const row of rowsOf(finding)) touching.set(row, [...(touching.get(row) ?? []), finding]);
}

// The paragraphs that a finding is about, or that one of its fixes changes.
function rowsOf({ place, fixes }) {
  const changed = fixes.flatMap(({ steps, remove }) => [...steps.map(([row]) => row), ...remove]);
  return [...new Set(place ? [place[0], ...changed] : changed)];
}

const texts = new Map(Object.entries(data.rows).map(([row, text]) => [row, Array.from(text)]));

// A paragraph's text as code points; the page has it until it is drawn anew.
function textOf(row) {
  if (!texts.has(row)) texts.set(row, Array.from(written(document.getElementById(row))));
  return texts.get(row);
}

// The words as they are in the file: without what is put in, and without references.
function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  return node.matches("ins, a") ? "" : [...node.childNodes].map(written).join("");
}

// The words that a finding is about.
function wordsOf({ place }) {
  return place ? textOf(place[0]).slice(place[1], place[2]).join("") : "";
}

function titleOf(finding, index) {
  if (finding.titles) return finding.titles[index] ?? "";
  const nodes = [...(document.getElementById(finding.anchor).querySelectorAll("li")[index]?.childNodes ?? [])];
  const end = nodes.findIndex((node) => node.nodeName === "SMALL");
  return nodes.slice(0, Math.max(end, 0)).map((node) => node.textContent).join("").slice(0, -1);
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function shown(text) {
  const made = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(hidden)) {
    const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    const name = data.invisible.names[match[0]] ?? `U+${code}`;
    made.append(text.slice(at, match.index), element("span", { class: "inv", "data-name": name }, match[0]));
    at = match.index + match[0].length;
  }
  made.append(text.slice(at));
  return made;
}

// How a person's own wording changes the words, without what both share at their ends.
function reworded(before, after) {
  const [old, made] = [before, after].map((text) => text.match(/\s+|[^\s]+/gu) ?? []);
  let head = 0;
  while (head < old.length && head < made.length && old[head] === made[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, made.length) - head;
  while (tail < most && old.at(-1 - tail) === made.at(-1 - tail)) tail += 1;
  const middle = (words) => words.slice(head, words.length - tail).join("");
  return [[0, old.slice(0, head).join("")], [-1, middle(old)], [1, middle(made)]];
}

function change(finding) {
  const decision = decisions.get(finding.anchor);
  if (decision?.decision === "reject") return { steps: [], remove: [] };
  if (decision?.decision === "edit") {
    const [row, start] = finding.place;
    return { steps: [[row, start, reworded(wordsOf(finding), decision.after)]], remove: [] };
  }
  return finding.fixes[decision?.fix ?? 0] ?? { steps: [], remove: [] };
}

const size = (text) => Array.from(text).length;
const isMade = ({ anchor }) => ["accept", "edit"].includes(decisions.get(anchor)?.decision);

function pieces(row) {
  const taken = [];
  const marks = [];
  let gone = null;
  const here = [...(touching.get(row) ?? [])].sort((one, other) => isMade(other) - isMade(one));
  for (const finding of here) {
    const { steps, remove } = change(finding);
    const mine = steps.filter((step) => step[0] === row).map(([, start, parts]) => {
      const width = parts.reduce((sum, [sign, text]) => sum + (sign <= 0 ? size(text) : 0), 0);
      return { start, end: start + width, parts, finding };
    });
    const clash = gone || mine.some((one) => taken.some((other) =>
      one.start === other.start || (one.start < other.end && other.start < one.end)));
    if (remove.includes(row) && !taken.length && !gone) gone = finding;
    else if (mine.length && !clash) taken.push(...mine);
    else if (finding.place?.[0] === row) marks.push(finding);
  }
  const text = textOf(row);
  if (gone) return [{ parts: [[-1, text.join("")]], findings: [gone] }];
  taken.sort((one, other) => one.start - other.start);
  const made = [];
  let at = 0;
  const plain = (start, end) => {
    const inside = marks.filter(({ place }) => place[1] < end && start < place[2]);
    const cuts = new Set([start, end]);
    for (const { place } of inside) cuts.add(Math.max(start, place[1])).add(Math.min(end, place[2]));
    const ordered = [...cuts].sort((one, other) => one - other);
    for (let index = 1; index < ordered.length; index += 1) {
      const [from, to] = [ordered[index - 1], ordered[index]];
      const over = inside.filter(({ place }) => place[1] <= from && to <= place[2]);
      made.push({ parts: [[0, text.slice(from, to).join("")]], findings: over });
    }
  };
  for (const { start, end, parts, finding } of taken) {
    plain(at, start);
    const inside = marks.filter(({ place }) => start <= place[1] && place[1] < end);
    made.push({ parts, findings: [finding, ...inside] });
    at = end;
  }
  plain(at, text.length);
  return made;
}

function part([sign, text]) {
  if (!sign || !text) return shown(text);
  const gap = text.trim() ? undefined : "gap";
  return element(sign < 0 ? "del" : "ins", { role: sign < 0 ? "deletion" : "insertion", class: gap }, shown(text));
}

const isResult = () => document.getElementById("view-result").checked;
const isChange = ({ parts }) => parts.some(([sign]) => sign);

function drawn(piece, ends) {
  if (!piece.findings.length) return [shown(piece.parts[0][1])];
  const [{ anchor, index }] = piece.findings;
  const role = isChange(piece) && !isResult() ? "suggestion" : undefined;
  const attributes = { role, "data-f": index, class: decisions.get(anchor)?.decision };
  const made = element(isChange(piece) ? "span" : "mark", attributes, ...piece.parts.map(part));
  return [made, ...ends.map(({ anchor: to, number }) => element("a", { href: `#${to}` }, String(number)))];
}

function drawnAfter({ parts, findings: [finding] }) {
  return parts.filter(([sign, text]) => sign >= 0 && text).map(([sign, text]) =>
    (sign ? element("ins", { "data-f": finding.index, class: text.trim() ? undefined : "gap" }, shown(text)) : shown(text)));
}

function draw(row) {
  const copy = document.getElementById(row);
  if (!copy) return;
  const all = pieces(row);
  const last = new Map(all.flatMap((piece, index) => piece.findings.map((finding) => [finding, index])));
  const ends = (index) => [...last].filter(([, at]) => at === index).map(([finding]) => finding);
  copy.replaceChildren(...all.flatMap((piece, index) => drawn(piece, ends(index))));
  const by = all.length === 1 && all[0].parts[0][0] < 0 ? all[0].findings[0] : null;
  const removed = Boolean(by?.fixes.some(({ remove }) => remove.includes(row)));
  const states = copy.parentElement.classList;
  states.toggle("removed", removed);
  states.toggle("gone", removed && isMade(by));
  const after = copy.parentElement.querySelector(".after");
  if (after) drawAfter(row, after, all);
}

function drawAfter(row, after, all = pieces(row)) {
  after.parentElement.classList.toggle("changed", all.some(isChange));
  after.replaceChildren(...all.flatMap(drawnAfter));
}

// In the result nothing is suggested any more.
function setRoles() {
  for (const one of document.querySelectorAll(".copy > span[data-f]")) {
    if (isResult()) one.removeAttribute("role");
    else one.setAttribute("role", "suggestion");
  }
}

// What comes of each paragraph stands beside it once somebody asks for both: the page has each text once.
function drawSides() {
  for (const copy of document.querySelectorAll(".copy:not(.after)")) {
    if (copy.nextElementSibling?.matches(".after")) continue;
    const after = copy.cloneNode(!touching.has(copy.id));
    after.removeAttribute("id");
    after.classList.add("after");
    copy.after(after);
    if (touching.has(copy.id)) drawAfter(copy.id, after);
  }
}

// The text of a paragraph with what was accepted or worded anew, and nothing else; null if it goes.
function resultOf(row) {
  const all = pieces(row);
  if (all.length === 1 && all[0].findings.some((one) => isMade(one) && change(one).remove.includes(row))) return null;
  return all.flatMap(({ parts, findings: [by] }) => {
    const dropped = by && isMade(by) ? -1 : 1;
    return parts.filter(([sign]) => sign !== dropped).map(([, text]) => text);
  }).join("");
}

// What the first fix makes of the finding's own words.
function proposed(finding) {
  const [row, from, to] = finding.place;
  const text = textOf(row);
  const steps = (finding.fixes[0]?.steps ?? []).filter((step) => step[0] === row);
  let made = "";
  let at = from;
  for (const [, start, parts] of [...steps].sort((one, other) => one[1] - other[1])) {
    const width = parts.reduce((sum, [sign, words]) => sum + (sign <= 0 ? size(words) : 0), 0);
    if (start < at || start + width > to) return wordsOf(finding);
    made += text.slice(at, start).join("") + parts.filter(([sign]) => sign >= 0).map(([, words]) => words).join("");
    at = start + width;
  }
  return made + text.slice(at, to).join("");
}
