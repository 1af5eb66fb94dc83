// Words for the clipboard, from the data and never from what is drawn.
async function copyText(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyOldWay(text)) return say(`${what} could not be copied: the browser does not allow it here.`);
  }
  return say(`${what} copied.`);
}

function copyOldWay(text) {
  const field = element("textarea", { class: "vh", "aria-hidden": "true", tabindex: -1 });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  current?.focus({ preventScroll: true });
  return done;
}

const link = () => {
  address();
  return location.href;
};

function storyResult(card) {
  const copies = card.closest(".story").querySelectorAll(".copy:not(.after)");
  return [...copies].map(({ id }) => (touching.has(id) ? resultOf(id) : written(document.getElementById(id))))
    .filter((text) => text !== null).join("\n\n");
}

const rowOf = (card) => finding(card).place?.[0] ?? card.closest(".row").querySelector(".copy").id;
const quoted = (text) => text.replace(/[\\`*_[\]<>#|]/g, "\\$&");

function asMarkdown(card) {
  const { rule, number, story, fixes } = finding(card);
  const decision = decisions.get(card.id);
  const lines = [
    `**${quoted(rule)}** (${severityOf(card)}, finding ${number} in ${quoted(data.stories[story].path)})`,
    quoted(card.querySelector("p").textContent),
    `> ${quoted(textOf(rowOf(card)).join(""))}`,
    ...fixes.map((_, index) => `- ${quoted(titleOf(finding(card), index))}`),
    ...(decision ? [quoted(told(decision))] : []),
  ];
  return `${lines.join("\n\n")}\n`;
}

const COPIES = {
  link: ["The link", link],
  before: ["The paragraph as it is", (card) => textOf(rowOf(card)).join("")],
  after: ["The paragraph as decided", (card) => resultOf(rowOf(card)) ?? ""],
  markdown: ["The finding as Markdown", asMarkdown],
  story: ["The story as decided", storyResult],
};

function copyLink() {
  return copyText(link(), "The link");
}

function copyMenu(card) {
  go(card);
  choose(document.getElementById("copy"), (choice) => {
    const [what, text] = COPIES[choice] ?? [];
    go(card);
    if (what) copyText(text(card), what);
  });
}
