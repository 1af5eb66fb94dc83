"""`mtqa bench speed`: words per CPU second, memory, waiting time; each run a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.bench.copies import copies
from mtqa.errors import UsageError
from mtqa.rules.library import library
from mtqa.text.words import count_words

OTHERS: dict[str, tuple[str, ...]] = {
    "Vale": ("vale", "--no-exit", "--output=line"),
    "Harper": ("harper-cli", "lint"),
    "proselint": ("proselint", "check"),
}
"""Tools that are measured beside mtqa where their command is on the path."""

BEGIN, END = "<!-- mtqa bench speed -->", "<!-- end of mtqa bench speed -->"
"""The lines of a page between which the figures are written."""

DOCUMENT = 5_000
"""Characters of a document, about those of a long news story."""


@dataclass(frozen=True, slots=True)
class Row:
    """One process: what it ran on how many words, its CPU and wall seconds, its peak memory."""

    name: str
    words: int
    cpu: float
    wall: float
    megabytes: float

    @property
    def rate(self) -> float:
        """Words per CPU second, start of the process included."""
        return self.words / self.cpu if self.cpu else 0.0


def measure(name: str, words: int, command: Sequence[str]) -> Row:
    """One run of the command, its output thrown away; an exit code of 0 or 1 is success.

    Compiled modules are kept, as an installed program keeps them.
    Raises `RuntimeError` with the end of its error output otherwise.
    """
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            errors.seek(0)
            said = errors.read()[-400:].decode("utf-8", "replace")
            raise RuntimeError(f"{name} ended with {process.returncode}: {said}")
    cpu = used.ru_utime + used.ru_stime
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Row(name, words, cpu, wall, kilobytes / 1024)


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
        yield _median("mtqa --version", 0, (*mtqa, "--version"), runs)
        yield _median("mtqa check, one story", _words(story), (*check, str(story)), runs)
        large = place / "large.txt"
        large.write_text(text[:1_000_000], encoding="utf-8")
        yield _median("mtqa check, one document of 1 MB", _words(large), (*check, str(large)), runs)
        for times in (1, 10, 100):
            part, counted = _documents(text, words * times // 100, place / f"part{times}")
            yield _median(f"mtqa check, {times}× the text", counted, (*check, str(part)), runs)
        packs = place / "copies.yaml"
        packs.write_bytes(copies(library()[0], 9))
        many = (*check, "--packs", str(packs))
        measure("warm-up", 1, (*many, str(story)))
        yield _median("mtqa check, 10× the rules", counted, (*many, str(part)), runs)
        others = place / "others.txt"
        others.write_text(text[:600_000], encoding="utf-8")
        yield from _others(others, runs)


def table(measured: Sequence[Row]) -> Iterator[str]:
    """The measures as a Markdown table."""
    yield "| run | words | CPU s | words per CPU second | wall s | peak MB |"
    yield "|---|---|---|---|---|---|"
    for row in measured:
        rate = f"{row.rate:,.0f}" if row.words > 10_000 else "–"
        yield (
            f"| {row.name} | {row.words:,} | {row.cpu:.2f} | {rate} | {row.wall:.2f} "
            f"| {row.megabytes:.0f} |"
        )


def ratios(measured: Sequence[Row]) -> Iterator[str]:
    """How time grows with text and with rules, and how mtqa stands to the others, in this run."""
    rows = {row.name: row for row in measured}
    most = rows.get("mtqa check, 100× the text")
    if most is None:
        return
    for name in ("mtqa check, 1× the text", "mtqa check, 10× the text"):
        if name in rows:
            growth = (most.cpu / rows[name].cpu) / (most.words / rows[name].words)
            yield f"CPU time a word, 100× the text to {name.split(', ')[1]}: {growth:.2f}"
    if "mtqa check, 10× the rules" in rows:
        grown = rows["mtqa check, 10× the rules"].cpu / most.cpu
        yield f"CPU time, 10× the rules to 100× the text: {grown:.2f}"
    for name in OTHERS.keys() & rows.keys():
        yield f"words per CPU second, mtqa to {name}: {most.rate / max(1, rows[name].rate):.2f}"


def written(page: str, lines: Sequence[str]) -> str:
    """The page with these lines between its marks. Raises `UsageError` if it has none."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise UsageError(f"The page has no lines {BEGIN} and {END}, between which to write.")
    return f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}"


def _median(name: str, words: int, command: Sequence[str], runs: int) -> Row:
    measured = sorted((measure(name, words, command) for _ in range(runs)), key=lambda r: r.cpu)
    return measured[len(measured) // 2]


def _others(text: Path, runs: int) -> Iterator[Row]:
    for name, command in OTHERS.items():
        if shutil.which(command[0]):
            try:
                yield _median(name, _words(text), (*command, str(text)), runs)
            except RuntimeError as error:
                print(error, file=sys.stderr)  # noqa: T201


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


def _cut(text: str) -> Iterator[str]:
    """The text in documents of about `DOCUMENT` characters, cut at blank lines."""
    document = ""
    for part in text.split("\n\n"):
        document += part + "\n\n"
        if len(document) >= DOCUMENT:
            yield document
            document = ""
    if document:
        yield document


def _words(path: Path) -> int:
    return count_words(path.read_text("utf-8", "replace"))
