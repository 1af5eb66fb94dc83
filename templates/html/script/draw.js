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

const texts = new Map(Object.entries(data.rows));

// A paragraph's text as code points; the page has it until it is drawn anew.
function textOf(row) {
  if (!texts.has(row)) {
    const copy = document.getElementById(row).cloneNode(true);
    for (const added of copy.querySelectorAll("ins, .vh, .ref")) added.remove();
    texts.set(row, copy.textContent);
  }
  return Array.from(texts.get(row));
}

const numberOf = (anchor) => document.getElementById(anchor).querySelector(".no").lastChild.data;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
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
    return { steps: [[row, start, reworded(finding.before, decision.after)]], remove: [] };
  }
  return finding.fixes[decision?.fix ?? 0] ?? { steps: [], remove: [] };
}

const size = (text) => Array.from(text).length;

function pieces(row) {
  const taken = [];
  const marks = [];
  let gone = null;
  const decided = (finding) => Number(["accept", "edit"].includes(decisions.get(finding.anchor)?.decision));
  const here = [...(touching.get(row) ?? [])].sort((one, other) => decided(other) - decided(one));
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

function part([sign, text], told) {
  if (!sign || !text) return shown(text);
  const [tag, role] = sign < 0 ? ["del", "deletion"] : ["ins", "insertion"];
  const attributes = { ...(told && { role }), ...(!text.trim() && { class: "gap" }) };
  const words = told ? [element("span", { class: "vh" }, `${sign < 0 ? "deleted" : "inserted"}: `)] : [];
  return element(tag, attributes, ...words, shown(text));
}

// With references, changes are also told in words, for those who hear the page.
function drawn(piece, references) {
  const changed = piece.parts.some(([sign]) => sign);
  if (!piece.findings.length || !(changed || references)) return [shown(piece.parts[0][1])];
  const [{ anchor }] = piece.findings;
  const state = decisions.get(anchor)?.decision ?? "undecided";
  const attributes = changed ? { class: `change ${state}`, ...(references && { role: "suggestion" }) } : { class: state };
  const parts = piece.parts.map((one) => part(one, references));
  const made = element(changed ? "span" : "mark", { ...attributes, "data-f": anchor }, ...parts);
  const links = (references ?? []).map(({ anchor: to }) =>
    element("a", { class: "ref", href: `#${to}` }, element("span", { class: "vh" }, "finding "), numberOf(to)));
  return [made, ...links];
}

function draw(row) {
  const copy = document.getElementById(row);
  if (!copy) return;
  const all = pieces(row);
  const last = new Map(all.flatMap((piece, index) => piece.findings.map((finding) => [finding, index])));
  const ends = (index) => [...last].filter(([, at]) => at === index).map(([finding]) => finding);
  copy.replaceChildren(...all.flatMap((piece, index) => drawn(piece, ends(index))));
  copy.nextElementSibling.replaceChildren(...all.flatMap((piece) => drawn(piece, null)));
  const by = all.length === 1 && all[0].parts[0][0] < 0 ? all[0].findings[0] : null;
  copy.parentElement.classList.toggle("gone", Boolean(by && decisions.get(by.anchor)?.decision === "accept"));
  copy.parentElement.classList.toggle("removed", Boolean(by));
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
    if (start < at || start + width > to) return finding.before;
    made += text.slice(at, start).join("") + parts.filter(([sign]) => sign >= 0).map(([, words]) => words).join("");
    at = start + width;
  }
  return made + text.slice(at, to).join("");
}
