"""What people judged of a rule's hits in benchmark texts, as `rules/judgements` keeps it.

A file a rule, without a word of the texts: each row names a hit by file, record and place.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mtqa._resources import bundled
from mtqa.errors import PackError
from mtqa.model.finding import Safety

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LEAST = 20
"""The fewest hits by which a rule is measured."""
DEFAULT_SHARE = 0.8
"""The share of right hits below which a measured rule is not in the default profile."""
SAFE_SHARE = 0.95
"""The share of hits right with their fix below which that fix is not safe."""
MOST_WRONG = 2
"""The most wrong hits in text without faults that an unmeasured rule of the default may have."""

COLUMNS = ("file", "record", "start", "end", "digest", "fix", "edit", "verdict", "note")
_HEAD = re.compile(r"# (?P<hits>\d+) hits, seed (?P<seed>\d+)$")


class Verdict(StrEnum):
    """What a strict sub-editor says of a hit."""

    RIGHT = "right"
    """The finding is right, and so is its first fix if it has one."""
    FIX_WRONG = "fix-wrong"
    """The finding is right, its first fix is not."""
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A hit with its verdict.

    `digest` stands for its words, `fix` is how safe its first fix is, `edit` stands for that fix.
    """

    file: str
    record: str
    start: int
    end: int
    digest: str
    fix: Safety | None
    edit: str
    verdict: Verdict | None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, Safety | None, str]:
        """What stays the same while the rule is sharpened; with another fix it is another hit."""
        return self.file, self.record, self.digest, self.fix, self.edit


@dataclass(frozen=True, slots=True)
class Judged:
    """The judgements of one rule; `hits` is how many it had in all, out of which some were drawn.

    A hit of which nobody is sure counts as not right.
    """

    hits: int
    seed: int
    rows: tuple[Judgement, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether there are enough hits to speak of a share."""
        return len(self.rows) >= LEAST

    @property
    def right(self) -> int:
        """The hits whose finding is right."""
        return sum(row.verdict in (Verdict.RIGHT, Verdict.FIX_WRONG) for row in self.rows)

    @property
    def safe(self) -> tuple[int, int]:
        """Of the hits with a safe fix, those that are right with it, and all."""
        verdicts = [row.verdict for row in self.rows if row.fix is Safety.SAFE]
        return verdicts.count(Verdict.RIGHT), len(verdicts)

    @property
    def wrong_by_file(self) -> Counter[str]:
        """The wrong hits by the file they stand in."""
        return Counter(row.file for row in self.rows if row.verdict is Verdict.WRONG)

    def __str__(self) -> str:
        """In a few words, as the rule's page has it."""
        if not self.measured:
            return f"unmeasured ({self.hits} hits{f', {self.right} right' if self.rows else ''})"
        share = round(100 * self.right / len(self.rows))
        return (
            f"{self.right} of {len(self.rows)} hits judged right ({share} %; "
            f"drawn from {self.hits:,}, seed {self.seed})"
        )


def judged(rule: str, folder: Traversable | None = None) -> Judged | None:
    """What people judged of a rule's hits; None if nobody has. Raises `PackError` for a fault."""
    path = (folder or bundled("rules") / "judgements") / f"{rule}.tsv"
    return parse(path.read_text(encoding="utf-8"), path.name) if path.is_file() else None


def parse(text: str, name: str) -> Judged:
    """The judgements in a file's text. Raises `PackError` with the line of a fault."""
    first, _, rest = text.partition("\n")
    head = _HEAD.match(first)
    if not head:
        raise PackError(f"{name}:1: should be ‘# N hits, seed N’, as `mtqa bench draw` writes it.")
    table = csv.DictReader(io.StringIO(rest), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(table.fieldnames or ()) != COLUMNS:
        raise PackError(f"{name}:2: the columns should be {', '.join(COLUMNS)}.")
    rows = tuple(_row(row, f"{name}:{number}") for number, row in enumerate(table, 3))
    return Judged(int(head["hits"]), int(head["seed"]), rows)


def _row(row: dict[str, str], where: str) -> Judgement:
    if set(row) != set(COLUMNS) or None in row.values():
        raise PackError(f"{where}: should have {len(COLUMNS)} columns, parted by tabs.")
    try:
        start, end = int(row["start"]), int(row["end"])
        fix = Safety(row["fix"]) if row["fix"] != "none" else None
        verdict = Verdict(row["verdict"]) if row["verdict"] else None
    except ValueError as error:
        verdicts = ", ".join(Verdict)
        raise PackError(f"{where}: {error}; verdicts are {verdicts}.") from error
    name = row["file"], row["record"]
    return Judgement(*name, start, end, row["digest"], fix, row["edit"], verdict, row["note"])


def write(found: Judged) -> str:
    """The text of a file with these judgements."""
    lines = [f"# {found.hits} hits, seed {found.seed}", "\t".join(COLUMNS)]
    lines += ["\t".join(_cells(row)) for row in found.rows]
    return "\n".join(lines) + "\n"


def _cells(row: Judgement) -> Iterable[str]:
    yield from (row.file, row.record, str(row.start), str(row.end), row.digest)
    yield from (row.fix or "none", row.edit)
    yield row.verdict or ""
    yield " ".join(row.note.split())


def objections(found: Judged, *, default: bool, clean: Sequence[str]) -> list[str]:
    """What speaks against a rule being as it is; `clean` names the files without faults.

    A rule right too seldom does not belong in the default profile, and a fix that is wrong too
    often is not safe. Rows without a verdict speak against it as well.
    """
    said = []
    missing = sum(row.verdict is None for row in found.rows)
    if missing:
        said.append(f"{missing} hits have no verdict")
    if found.measured and default and found.right < DEFAULT_SHARE * len(found.rows):
        said.append(f"{found}: less than {DEFAULT_SHARE:.0%} is not for the default profile")
    wrong = sum(found.wrong_by_file[file] for file in clean)
    if not found.measured and default and wrong > MOST_WRONG:
        said.append(f"unmeasured, and {wrong} hits in text without faults are wrong")
    right, safe = found.safe
    if right < SAFE_SHARE * safe:
        said.append(f"{right} of {safe} safe fixes are right: less than {SAFE_SHARE:.0%} is unsafe")
    return said
