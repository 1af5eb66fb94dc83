"""What a report shows of each file: paragraphs with their changes, and cards beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from mtqa.model.finding import Finding, Severity
from mtqa.model.result import FileResult, Run
from mtqa.reporting.changes import Drawing, Paragraph, draw
from mtqa.reporting.readability import Readability, readability, running_text

_MOST_ROOM = 6
_MOST_ROWS = 50
_MOST_CARDS = 12
"""A chunk, which a browser lays out at once, has no more rows and about as many cards."""


@dataclass(frozen=True, slots=True)
class Card:
    """A finding beside its paragraph.

    `index` counts from 0 on its page and `number` from 1 in its story, `anchor` is unique on the
    page, `undrawn` says why the first fix is not drawn (empty if it is, or if there is none),
    `why` is the anchor of what the page says of the rule (empty if nothing).
    """

    index: int
    number: int
    anchor: str
    finding: Finding
    why: str
    undrawn: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph and its cards, which have the room of `span` paragraphs: the next have none.

    `near` says that the paragraph before it or behind it has cards, `begins` that another story of
    the file begins with it.
    """

    anchor: str
    paragraph: Paragraph
    cards: tuple[Card, ...]
    span: int
    near: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class Story:
    """A file; `bilingual` if it has a source, readability None where it could not be computed."""

    anchor: str
    file: FileResult
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    by_severity: Mapping[str, int]
    before: Readability | None
    after: Readability | None

    @property
    def chunks(self) -> Iterator[tuple[Row, ...]]:
        """The rows by chunks that are laid out at once."""
        chunk: list[Row] = []
        for row in self.rows:
            chunk.append(row)
            if len(chunk) == _MOST_ROWS or sum(len(one.cards) for one in chunk) >= _MOST_CARDS:
                yield tuple(chunk)
                chunk = []
        if chunk:
            yield tuple(chunk)

    @property
    def bilingual(self) -> bool:
        """Whether a paragraph has a source."""
        return any(segment.original for segment in self.file.segments)


def stories(run: Run, why: Mapping[str, str]) -> tuple[Story, ...]:
    """The files of a run, in its order; `why` has the anchors that say why a rule is there."""
    seen: Counter[str] = Counter()
    return tuple(
        _story(f"doc{number}", file, why, seen) for number, file in enumerate(run.files, 1)
    )


def _story(anchor: str, file: FileResult, why: Mapping[str, str], seen: Counter[str]) -> Story:
    drawing = draw(file)
    first = seen.total()
    cards = tuple(
        Card(
            first + number,
            number + 1,
            _unique(finding.id, seen),
            finding,
            why.get(finding.rule, ""),
            _undrawn(file, drawing, number),
        )
        for number, finding in enumerate(file.findings)
    )
    paragraphs = drawing.paragraphs
    rows = tuple(
        Row(
            f"{anchor}-{index + 1}",
            paragraph,
            tuple(cards[number] for number in paragraph.findings),
            _room(paragraphs, index),
            any(one.findings for one in paragraphs[max(0, index - 1) : index + 2]),
            index > 0 and paragraph.segment.story != paragraphs[index - 1].segment.story,
        )
        for index, paragraph in enumerate(paragraphs)
    )
    counts = Counter(str(finding.severity) for finding in file.findings)
    by_severity = {str(level): counts[str(level)] for level in reversed(Severity)}
    return Story(anchor, file, rows, cards, by_severity, *_readability(file, drawing))


def _room(paragraphs: Sequence[Paragraph], index: int) -> int:
    """How many paragraphs from this one on have no cards but this one's, `_MOST_ROOM` at most."""
    following = paragraphs[index + 1 : index + _MOST_ROOM]
    return 1 + len(list(takewhile(lambda paragraph: not paragraph.findings, following)))


def _undrawn(file: FileResult, drawing: Drawing, number: int) -> str:
    rival = drawing.yielding.get(number)
    if rival is None:
        return ""
    return f"Not drawn: it overlaps the fix of finding {rival + 1} ({file.findings[rival].rule})."


def _readability(
    file: FileResult, drawing: Drawing
) -> tuple[Readability | None, Readability | None]:
    if file.document is None or not file.document.language.startswith("en"):
        return None, None
    texts = [segment.text for segment in file.segments]
    before = readability(running_text(file.segments, texts))
    changed = [paragraph.after for paragraph in drawing.paragraphs]
    return before, readability(running_text(file.segments, changed))


def _unique(identity: str, seen: Counter[str]) -> str:
    seen[identity] += 1
    return identity if seen[identity] == 1 else f"{identity}-{seen[identity]}"
