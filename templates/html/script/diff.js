const rows = [...document.querySelectorAll(".row:not(.same)")];
const live = document.getElementById("live");
let at = -1;

const shown = (row) => [...row.querySelectorAll(".copy")].find((copy) => copy.offsetParent && copy.textContent.trim());

const go = (step) => {
  let next = at + step;
  while (rows[next] && !shown(rows[next])) next += step;
  if (!rows[next]) {
    live.textContent = step > 0 ? "That was the last change." : "This is the first change.";
    return;
  }
  document.querySelector(".current")?.classList.remove("current");
  at = next;
  const copy = shown(rows[at]);
  copy.classList.add("current");
  copy.tabIndex = -1;
  copy.focus({ preventScroll: true });
  copy.scrollIntoView({ block: "center" });
};

const view = (name) => {
  const other = document.getElementById(`view-${name}`);
  (other.checked ? document.getElementById("view-changes") : other).click();
};

const keys = { j: () => go(1), k: () => go(-1), n: () => go(1), p: () => go(-1), m: () => view("side"), v: () => view("result") };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const latin = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
  if (!keys[latin]) return;
  event.preventDefault();
  keys[latin]();
});
document.querySelector(".hints").hidden = false;
