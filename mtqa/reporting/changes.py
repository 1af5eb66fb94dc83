"""What the first fixes of a file change in its paragraphs, word by word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

import regex

from mtqa.model.finding import Edit, Finding, Repair
from mtqa.model.result import FileResult
from mtqa.model.segment import Segment
from mtqa.model.span import Span

Kind = Literal["same", "deleted", "inserted"]

_TOKEN = regex.compile(r"\d+(?:[.,:/]\d+)+|\w[\w\p{M}]*+(?:['’\-]\w[\w\p{M}]*+)*+|\s|\X")
_MAX_PAIRS = 4_000_000
"""Token pairs beyond which a replacement is drawn whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that stays, goes or comes."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph: as it is, marked by findings (their numbers), or changed by one.

    `ends` are the findings that no later piece of the paragraph belongs to.
    """

    parts: tuple[Part, ...]
    findings: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether something goes or comes."""
        return any(part.kind != "same" for part in self.parts)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A segment as it is drawn, and the numbers of the findings that belong beside it.

    `removed_by` is the number of the finding whose fix removes it whole.
    """

    segment: Segment
    pieces: tuple[Piece, ...]
    findings: tuple[int, ...] = ()
    removed_by: int | None = None

    @property
    def changed(self) -> bool:
        """Whether the fixes that are drawn change it."""
        return self.removed_by is not None or any(piece.changed for piece in self.pieces)

    @property
    def after(self) -> str:
        """The text once the fixes that are drawn are made; empty if it is removed."""
        if self.removed_by is not None:
            return ""
        parts = (part for piece in self.pieces for part in piece.parts)
        return "".join(part.text for part in parts if part.kind != "deleted")


@dataclass(frozen=True, slots=True)
class Drawing:
    """The paragraphs of a file; `yielding` has, by finding, the finding whose fix is in the way.

    Findings are numbered as `FileResult.findings` has them, from 0.
    """

    paragraphs: tuple[Paragraph, ...]
    yielding: dict[int, int]


@dataclass(slots=True)
class _Ground:
    """What is taken of one segment: ranges that are changed, ranges that are marked."""

    segment: Segment
    changes: list[tuple[Span, str, int]] = field(default_factory=list)
    marks: list[tuple[Span, int]] = field(default_factory=list)
    removed_by: int | None = None
    _bounds: list[int] | None = None

    def widened(self, edit: Edit) -> tuple[Span, str]:
        """The edit's range and replacement, widened so that no word or grapheme is cut."""
        text = self.segment.text
        if self._bounds is None:
            self._bounds = [match.start() for match in _TOKEN.finditer(text)] + [len(text)]
        start = self._bounds[bisect_right(self._bounds, edit.span.start) - 1]
        end = self._bounds[bisect_left(self._bounds, edit.span.end)]
        put = text[start : edit.span.start] + edit.replacement + text[edit.span.end : end]
        return Span(start, end), put

    def rival(self, span: Span) -> int | None:
        """The finding whose change meets that range, or removes the segment."""
        if self.removed_by is not None:
            return self.removed_by
        return next((by for taken, _, by in self.changes if _meet(taken, span)), None)


def draw(file: FileResult) -> Drawing:
    """The first fix of each finding drawn where it changes the text, in the order of the findings.

    A fix that meets one already drawn yields; findings without a drawn fix are marked.
    """
    grounds = [_Ground(segment) for segment in file.segments]
    yielding: dict[int, int] = {}
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for number, finding in enumerate(file.findings):
        beside[_home(finding, file.segments)].append(number)
        repair = finding.fixes[0].repair if finding.fixes else None
        rival = _take(grounds, repair, number) if repair else None
        if rival is not None:
            yielding[number] = rival
        if (not repair or rival is not None) and finding.hit:
            grounds[finding.hit.segment].marks.append((finding.hit.span, number))
    paragraphs = tuple(
        Paragraph(ground.segment, _pieces(ground), tuple(beside[index]), ground.removed_by)
        for index, ground in enumerate(grounds)
    )
    return Drawing(paragraphs, yielding)


@dataclass(frozen=True, slots=True)
class Step:
    """What one edit of a fix does: from `start` in segment number `segment`, these parts."""

    segment: int
    start: int
    parts: tuple[Part, ...]


def steps(file: FileResult) -> Iterator[tuple[tuple[Step, ...], ...]]:
    """For each finding of the file, for each of its fixes, what that changes by words."""
    grounds = [_Ground(segment) for segment in file.segments]
    for finding in file.findings:
        yield tuple(
            tuple(_step(grounds[edit.segment], edit) for edit in fix.repair.edits)
            for fix in finding.fixes
        )


def _step(ground: _Ground, edit: Edit) -> Step:
    span, put = ground.widened(edit)
    before = span.of(ground.segment.text)
    parts = list(word_diff(before, put))
    start = span.start
    while parts and parts[0].kind == "same":
        start += len(parts.pop(0).text)
    while parts and parts[-1].kind == "same":
        parts.pop()
    return Step(edit.segment, start, tuple(parts))


def _home(finding: Finding, segments: Sequence[Segment]) -> int:
    if finding.hit:
        return finding.hit.segment
    ids = [segment.id for segment in segments]
    return ids.index(finding.segment) if finding.segment in ids else -1


def _take(grounds: Sequence[_Ground], repair: Repair, number: int) -> int | None:
    """Takes what the repair changes; or nothing, and tells the finding that is in the way."""
    wanted = [
        (grounds[edit.segment], *grounds[edit.segment].widened(edit)) for edit in repair.edits
    ]
    for ground, span, _ in wanted:
        rival = ground.rival(span)
        if rival is not None:
            return rival
    for index in repair.remove:
        rival = grounds[index].rival(Span(0, max(1, len(grounds[index].segment.text))))
        if rival is not None:
            return rival
    for ground, span, put in wanted:
        ground.changes.append((span, put, number))
    for index in repair.remove:
        grounds[index].removed_by = number
    return None


def _meet(one: Span, other: Span) -> bool:
    return one.start == other.start or one.overlaps(other)


def _pieces(ground: _Ground) -> tuple[Piece, ...]:
    text = ground.segment.text
    if ground.removed_by is not None:
        return _ended([Piece((Part("deleted", text),), (ground.removed_by,))])
    pieces: list[Piece] = []
    at = 0
    for span, put, number in sorted(ground.changes):
        pieces += _marked(text, Span(at, span.start), ground.marks)
        inside = tuple(by for mark, by in ground.marks if span.start <= mark.start < span.end)
        pieces += _change(span.of(text), put, (number, *inside))
        at = span.end
    pieces += _marked(text, Span(at, len(text)), ground.marks)
    return _ended(pieces)


def _ended(pieces: list[Piece]) -> tuple[Piece, ...]:
    seen: set[int] = set()
    for index in reversed(range(len(pieces))):
        ends = tuple(by for by in pieces[index].findings if by not in seen)
        seen |= set(ends)
        pieces[index] = replace(pieces[index], ends=ends)
    return tuple(pieces)


def _marked(text: str, span: Span, marks: Iterable[tuple[Span, int]]) -> Iterator[Piece]:
    """The unchanged text of `span`, cut where marks begin and end."""
    inside = [(mark, by) for mark, by in marks if mark.start < span.end and span.start < mark.end]
    cuts = {span.start, span.end}
    for mark, _ in inside:
        cuts |= {max(mark.start, span.start), min(mark.end, span.end)}
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        by = tuple(by for mark, by in inside if mark.start <= start and end <= mark.end)
        yield Piece((Part("same", text[start:end]),), by)


def _change(before: str, after: str, by: tuple[int, ...]) -> Iterator[Piece]:
    """The change by words, without the words around it that stay."""
    parts = list(word_diff(before, after))
    if all(part.kind == "same" for part in parts):
        yield Piece((Part("same", before),), by)
        return
    first = next(i for i, part in enumerate(parts) if part.kind != "same")
    last = next(i for i in reversed(range(len(parts))) if parts[i].kind != "same")
    yield from (Piece((part,)) for part in parts[:first])
    yield Piece(tuple(parts[first : last + 1]), by)
    yield from (Piece((part,)) for part in parts[last + 1 :])


def word_diff(before: str, after: str) -> Iterator[Part]:
    """How `before` becomes `after`, by whole words; changes that a space parts are one change.

    >>> [(part.kind, part.text) for part in word_diff("It and was", "It was")]
    [('same', 'It'), ('deleted', ' and'), ('same', ' was')]
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    runs: list[tuple[bool, list[str], list[str]]] = []
    for same, gone, come in _runs(old, new):
        spaces = same and "".join(gone).isspace() and bool(runs)
        if runs and (runs[-1][0] == same or spaces):
            runs[-1][1].extend(gone)
            runs[-1][2].extend(come)
        else:
            runs.append((same, list(gone), list(come)))
    parts = [part for run in runs for part in _parts(*run)]
    for index in range(1, len(parts) - 1):
        _shift(parts, index)
    yield from parts


def _shift(parts: list[Part], index: int) -> None:
    """Lets a word that goes or comes alone take the space before it, not the one behind it."""
    before, part, after = parts[index - 1 : index + 2]
    alone = part.kind != "same" and before.kind == after.kind == "same"
    if alone and part.text[:-1].strip() and part.text[-1] == before.text[-1] == " ":
        parts[index - 1] = Part("same", before.text[:-1])
        parts[index] = Part(part.kind, f" {part.text[:-1]}")
        parts[index + 1] = Part("same", f" {after.text}")


def _parts(same: bool, gone: list[str], come: list[str]) -> Iterator[Part]:
    """One run as parts; spaces that both ends of a change share stand outside of it."""
    if same:
        yield Part("same", "".join(gone))
        return
    tail: list[str] = []
    while gone and come and gone[-1] == come[-1] and gone[-1].isspace():
        tail.insert(0, gone.pop())
        come.pop()
    if gone:
        yield Part("deleted", "".join(gone))
    if come:
        yield Part("inserted", "".join(come))
    if tail:
        yield Part("same", "".join(tail))


def _runs(old: list[str], new: list[str]) -> Iterator[tuple[bool, list[str], list[str]]]:
    if len(old) * len(new) > _MAX_PAIRS:
        yield False, old, new
        return
    from rapidfuzz.distance import Indel

    for step in Indel.opcodes(old, new):
        gone = old[step.src_start : step.src_end]
        yield step.tag == "equal", gone, new[step.dest_start : step.dest_end]
