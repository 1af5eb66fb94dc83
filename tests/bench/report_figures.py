"""Measures the report against its budgets, in a real browser; exits 1 if one is broken.

Times are by the clock, so they count only where nothing else runs; what the page's own thread is at
work to load, and for a key, is printed beside them ("cpu").

python tests/bench/report_figures.py [--chromium PATH]
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import sync_playwright

import mtqa

LOADED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
  () => done(performance.now()))))"""
WATCH = """() => {
  window.painted = [];
  const behind = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });
  window.timed = (act) => new Promise(done => {
    const start = performance.now();
    act();
    behind(() => done(performance.now() - start));
  });
  addEventListener("keydown", () => {
    const start = performance.now();
    behind(() => painted.push(performance.now() - start));
  }, true);
}"""
FILTER = """(status) => timed(() => {
  const field = document.querySelector("[name=severity]");
  field.value = status;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  field.dispatchEvent(new Event("change", {bubbles: true}));
})"""
KEYS = "jjj" + "aru" * 20 + "j" * 20 + "a" * 40
JUMP = "(anchor) => timed(() => { location.hash = anchor; })"
SYLLABLES = ("ba", "ko", "lin", "dar", "mes", "tu", "rov", "en", "sha", "pel", "gri", "mon", "tas")


def story(paragraphs: int, findings: int, seed: int = 1) -> str:
    """Paragraphs of 30 words, every so many of which has a word twice."""
    chance = random.Random(seed)
    words = sorted(
        {"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4000)}
    )
    texts = []
    for number in range(paragraphs):
        told = chance.sample(words, 30)
        if number % (paragraphs // findings) == 0:
            told[12:12] = ["of", "of"]
        texts.append(f"{' '.join(told).capitalize()}.")
    return "\n\n".join(texts)


def loaded(browser: Any, path: Path) -> tuple[float, float]:
    """Milliseconds until the page is painted, and those that its thread was at work."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    busy = clock(page)
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_load_state("load")
    shown = page.evaluate(LOADED)
    effort = busy()
    page.close()
    return shown, effort


def clock(page: Any) -> Callable[[], float]:
    """Tells the milliseconds that the page's thread was at work."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    return busy


def measure(browser: Any, page_text: str, folder: Path) -> dict[str, float]:
    """Bytes, and milliseconds until what was asked for is painted."""
    path = folder / "report.html"
    path.write_text(page_text, encoding="utf-8")
    loads, efforts = zip(*(loaded(browser, path) for _ in range(5)), strict=True)
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(path.as_uri())
    page.evaluate(WATCH)
    busy = clock(page)
    start = busy()
    for key in KEYS:
        page.keyboard.press(key)
        page.wait_for_timeout(20)
    effort = (busy() - start) / len(KEYS)
    keys = page.evaluate("painted")
    filters = [page.evaluate(FILTER, one) for one in ("minor", "major", "", "minor", "")]
    anchors = page.evaluate("[...document.querySelectorAll('.card')].map(card => card.id)")
    jumps = [page.evaluate(JUMP, anchor) for anchor in [*anchors[7::97], *anchors[3::89]]]
    page.close()
    return {
        "MB": len(page_text.encode()) / 1e6,
        "load ms": sorted(loads)[2],
        "load cpu ms": sorted(efforts)[2],
        "key cpu ms": effort,
        "key p95 ms": quantiles(keys, n=20)[-1],
        "filter ms": max(filters),
        "jump p95 ms": quantiles(jumps[1:], n=20)[-1],
        "first jump ms": jumps[0],
    }


CASES = (
    (1_000, 1_000, {"MB": 1.0, "load ms": 300, "key p95 ms": 50}),
    (
        10_000,
        1_000,
        {"MB": 5.0, "load ms": 600, "filter ms": 100, "jump p95 ms": 250, "first jump ms": 1500},
    ),
)


def main() -> int:
    """Prints each figure with its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    chromium = parser.parse_args().chromium
    broken = False
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for paragraphs, findings, budgets in CASES:
            found = mtqa.check(story(paragraphs, findings), settings={"select": ["repeated-word"]})
            print(f"{paragraphs:,} paragraphs, {len(found.findings):,} findings")
            figures = measure(browser, mtqa.render_report(found), Path(folder))
            for name, figure in figures.items():
                budget = budgets.get(name)
                over = budget is not None and figure > budget
                broken = broken or over
                limit = f"{budget:>8}" if budget else ""
                print(f"  {name:<14} {figure:>9.2f} {limit} {'OVER' if over else ''}")
        browser.close()
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
