"""`mtqa bench speed`: words per CPU second, memory, waiting time; each run a process of its own."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mtqa.bench.copies import copies
from mtqa.bench.languagetool import WORDS, warm_server
from mtqa.bench.process import Row, measure, median
from mtqa.bench.tools import beside, share
from mtqa.errors import UsageError
from mtqa.rules.library import library
from mtqa.text.words import count_words

BEGIN, END = "<!-- mtqa bench speed -->", "<!-- end of mtqa bench speed -->"
"""The lines of a page between which the figures are written."""

TIMES, RULES = "mtqa check, {}× the text", "mtqa check, 10× the rules"

RATED = 5_000
"""Words from which on a rate is told: below it the start of the process is most of its time."""

GAP = "\n\n"
"""What stands between the parts of the text."""

DOCUMENT = 5_000
"""Characters of a document, about those of a long news story."""


def rows(text: str, story: Path, words: int, runs: int) -> Iterator[Row]:
    """The measures, one after the other; of several runs the one with the median CPU time.

    The text is cut into documents of about `DOCUMENT` characters and repeated until there are so
    many words; memory for one large document is measured on 1 MB of it.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        mtqa = (sys.executable, "-m", "mtqa")
        check = (*mtqa, "check", "--isolated", "--quiet", "--exit-zero")
        measure("warm-up", 1, (*check, str(story)))
        yield median("mtqa --version", 0, (*mtqa, "--version"), runs)
        yield median("mtqa check, one story", _words(story), (*check, str(story)), runs)
        large = place / "large.txt"
        large.write_text(_repeated(text, 1_000_000), encoding="utf-8")
        yield median("mtqa check, one document of 1 MB", _words(large), (*check, str(large)), runs)
        for times in (1, 10, 100):
            part, counted = _documents(text, words * times // 100, place / f"part{times}")
            yield median(TIMES.format(times), counted, (*check, str(part)), runs)
        packs = place / "copies.yaml"
        packs.write_bytes(copies(library()[0], 9))
        many = (*check, "--packs", str(packs))
        measure("warm-up", 1, (*many, str(story)))
        yield median(RULES, counted, (*many, str(part)), runs)
        documents = sorted(part.iterdir())
        yield from beside(documents, place, runs)
        yield from warm_server(share(documents, WORDS)[0])


def story(text: str) -> str:
    """The first part of the text, as the one story: it has a fault, so there is a first finding."""
    first, _, _ = text.partition(GAP)
    return f"{first[:3000]}{GAP}The mayor said that the the bridge was open.\n"


def table(measured: Sequence[Row]) -> Iterator[str]:
    """The measures as a Markdown table."""
    yield "| run | words | CPU s | words per CPU second | first finding s | wall s | peak MB |"
    yield "|---|---|---|---|---|---|---|"
    for row in measured:
        rate = f"{row.rate:,.0f}" if row.words >= RATED else "–"
        words = f"{row.words:,}" if row.words else "–"
        first = f"{row.first:.2f}" if row.words and row.first is not None else "–"
        yield (
            f"| {row.name} | {words} | {row.cpu:.2f} | {rate} | {first} | {row.wall:.2f} "
            f"| {row.megabytes:.0f} |"
        )


def ratios(measured: Sequence[Row]) -> Iterator[str]:
    """How time grows with text and with rules, and how mtqa stands to the others, in this run."""
    rows = {row.name: row for row in measured}
    most = rows.get(TIMES.format(100))
    if most is None:
        return
    for times in (1, 10):
        if row := rows.get(TIMES.format(times)):
            growth = (most.cpu / row.cpu) / (most.words / row.words)
            yield f"CPU time a word, 100× the text to {times}× the text: {growth:.2f}"
    if row := rows.get(RULES):
        yield f"CPU time, 10× the rules to 100× the text: {row.cpu / most.cpu:.2f}"
    for row in measured:
        if not row.name.startswith("mtqa"):
            yield f"words per CPU second, mtqa to {row.name}: {most.rate / max(1, row.rate):,.1f}"


def written(page: str, lines: Sequence[str]) -> str:
    """The page with these lines between its marks. Raises `UsageError` if it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UsageError(f"The page has no lines {BEGIN} and {END}, between which to write.")
    return f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}"


def _documents(text: str, words: int, folder: Path) -> tuple[Path, int]:
    """A folder with the text as documents, repeated until there are so many words; their number."""
    folder.mkdir()
    counted = number = 0
    while counted < words:
        for document in _cut(text):
            (folder / f"{number:06}.txt").write_text(document, encoding="utf-8")
            number += 1
            counted += count_words(document)
            if counted >= words:
                break
    return folder, counted


def _repeated(text: str, size: int) -> str:
    """So many characters of the text, repeated if it has fewer."""
    return GAP.join([text] * (size // (len(text) + len(GAP)) + 1))[:size]


def _cut(text: str) -> Iterator[str]:
    """The text in documents of about `DOCUMENT` characters, cut at blank lines."""
    document = ""
    for part in text.split(GAP):
        document += part + GAP
        if len(document) >= DOCUMENT:
            yield document
            document = ""
    if document:
        yield document


def _words(path: Path) -> int:
    return count_words(path.read_text("utf-8", "replace"))
