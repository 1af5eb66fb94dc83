"""Quotation marks and apostrophes: told apart, paired, and what lies between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from mtqa.model.span import Span


class Role(StrEnum):
    """What a mark does."""

    OPEN = "open"
    CLOSE = "close"
    APOSTROPHE = "apostrophe"
    PRIME = "prime"
    """A sign of feet, inches, minutes or seconds."""


class Mark(NamedTuple):
    """A mark at a place of a segment (code points)."""

    segment: int
    span: Span
    text: str
    role: Role


class Pair(NamedTuple):
    """An opening mark and the closing mark of the same segment that belongs to it."""

    first: Mark
    last: Mark

    @property
    def inner(self) -> Span:
        """What lies between the two."""
        return Span(self.first.span.end, self.last.span.start)


DOUBLE = frozenset(("``", "''", *'"“”„‟«»'))
SINGLE = frozenset("'‘’‚‛‹›`´")
_ANGLED = frozenset("«»‹›")

_MARKS = re.compile("[\"“”„‟«»'‘’‚‛‹›`´]" r"(?:(?<=[\"“”„‟«»])|(?<!\w.)|(?!\w))")
_TOKENISED = re.compile(r"``|''|" + _MARKS.pattern)
_ELIDED = re.compile(r"['’‘](?:\d0s?|\d\ds?|(?i:n|em|tis|twas|till?|cause|cos|bout|round))\b")
_CLIPPED = re.compile(r"(?i)(?<!\w)['’‘]n['’]")
_NEXT_WORD = re.compile(r" [a-z0-9]")
_FEET = re.compile(r"\d['’′´]\s?\d{1,2}(?:[.,½¼¾]\d*)?$")
_QUOTES = frozenset("\"“”„‟«»'‘’‚‛‹›`´")
_BEFORE = frozenset("([{—–-‑/=>|*_~¿¡")
_BEHIND = frozenset(".,;:!?…)]}—–-‑/<>|*_~，。；：！？、،؛؟%")
_STACKED = 4
"""Marks side by side that are looked past for the character that decides."""
_CANDIDATES = 40
"""Marks that are tried as the end of one single quotation."""
_ENDS = frozenset((Role.OPEN, Role.CLOSE))
_FAR = 4
"""Segments (which may be sentences) from one opening mark of a quotation to its next."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of all segments of a story.

    `loose` are double marks that lack their other half and are not part of a quotation that runs
    over several segments. A quotation of several paragraphs opens each and closes the last.
    """

    marks: tuple[tuple[Mark, ...], ...]
    pairs: tuple[tuple[Pair, ...], ...]
    loose: tuple[Mark, ...]
    runs: tuple[tuple[Span, ...], ...] = field(repr=False)
    """The parts of quotations that run over several segments."""

    def inside(self, number: int) -> tuple[Span, ...]:
        """The ranges of segment `number` between quotation marks, in order; some hold others."""
        return tuple(sorted([*(pair.inner for pair in self.pairs[number]), *self.runs[number]]))


def pair_marks(texts: Sequence[str]) -> Marks:
    """The marks of these texts, which are the segments of one story in order.

    An apostrophe between two letters is no mark: it cannot be anything else.
    """
    read = [_Segment(number, texts[number], found) for number, found in _found(texts)]
    runs: list[list[Span]] = [[] for _ in texts]
    loose = tuple(_running(read, texts, runs))
    marks: list[tuple[Mark, ...]] = [()] * len(texts)
    pairs: list[tuple[Pair, ...]] = [()] * len(texts)
    for one in read:
        marks[one.number] = tuple(one.marks)
        pairs[one.number] = tuple(sorted(one.pairs))
    return Marks(tuple(marks), tuple(pairs), loose, tuple(map(tuple, runs)))


_Found = tuple[Span, str]
"""A mark that may be anything: its place in its text, and what it looks like."""


def _found(texts: Sequence[str]) -> Iterable[tuple[int, list[_Found]]]:
    """What may be marks in each text that has some, with the number of the text."""
    joined = "\n".join(texts)
    if "``" in joined:
        each = ((number, list(_one_by_one(text))) for number, text in enumerate(texts))
        return [(number, found) for number, found in each if found]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found: defaultdict[int, list[_Found]] = defaultdict(list)
    for match in _MARKS.finditer(joined):
        start, end = match.span()
        number = bisect_right(starts, start) - 1
        found[number].append((Span(start - starts[number], end - starts[number]), match[0]))
    return found.items()


def _one_by_one(text: str) -> Iterator[_Found]:
    for match in (_TOKENISED if "``" in text else _MARKS).finditer(text):
        yield Span(*match.span()), match[0]


class _Shape(NamedTuple):
    """Whether the characters around a mark let it open, and let it close."""

    opens: bool
    closes: bool


class _Segment:
    """The marks of one text: first the double ones, then the single ones between them."""

    def __init__(self, number: int, text: str, found: list[_Found]) -> None:
        self.number = number
        self.text = text
        self.marks: list[Mark] = []
        self.pairs: list[Pair] = []
        self.loose: list[Mark] = []
        self._double([item for item in found if item[1] in DOUBLE])
        self._single([item for item in found if item[1] in SINGLE])
        self.marks.sort()

    def _double(self, found: list[_Found]) -> None:
        self._by_shape(found)
        roles = {mark.role for mark in self.loose}
        if len(roles) == 1 and len(found) % 2 == 0 and all(glyph == '"' for _, glyph in found):
            self._by_turns([mark for mark in self.marks if mark.role in _ENDS])

    def _by_shape(self, found: list[_Found]) -> None:
        waiting: list[Mark] = []
        for span, glyph in found:
            role = self._double_role(span, glyph, waiting)
            mark = Mark(self.number, span, glyph, role)
            self.marks.append(mark)
            if role is Role.OPEN:
                waiting.append(mark)
            elif role is Role.CLOSE:
                self._close(mark, waiting)
        self.loose = sorted(self.loose + waiting)

    def _by_turns(self, marks: list[Mark]) -> None:
        """Straight marks whose spacing is at odds with their number open and close by turns."""
        if len(marks) % 2 or any(self._begins_speech(mark) for mark in marks[1::2]):
            return
        self.loose = []
        self.marks = [mark for mark in self.marks if mark.role not in _ENDS]
        self.pairs = [
            Pair(first._replace(role=Role.OPEN), last._replace(role=Role.CLOSE))
            for first, last in zip(marks[::2], marks[1::2], strict=True)
        ]
        self.marks += [mark for pair in self.pairs for mark in pair]

    def _begins_speech(self, mark: Mark) -> bool:
        before, behind = self.text[: mark.span.start], self.text[mark.span.end :]
        return before.endswith((", ", ": ")) and behind[:1].isupper()

    def _close(self, mark: Mark, waiting: list[Mark]) -> None:
        angled = mark.text in _ANGLED
        for index in range(len(waiting) - 1, -1, -1):
            if (waiting[index].text in _ANGLED) is angled:
                self.pairs.append(Pair(waiting[index], mark))
                self.loose += waiting[index + 1 :]
                del waiting[index:]
                return
        self.loose.append(mark)

    def _double_role(self, span: Span, glyph: str, waiting: list[Mark]) -> Role:
        last = waiting[-1].text if waiting else ""
        if glyph in ("``", "„", "‟"):
            return Role.OPEN
        if glyph == "''":
            return Role.CLOSE
        shape = self._shape(span)
        if glyph in _ANGLED:
            return _angled_role(glyph, shape, last)
        if self._is_inch(span, glyph, shape, bool(last)):
            return Role.PRIME
        if not last and self._is_possessive(span, glyph, shape):
            return Role.APOSTROPHE
        if glyph == "“":
            closing = (shape.closes and not shape.opens) or (last == "„" and not shape.opens)
            return Role.CLOSE if last and closing else Role.OPEN
        if glyph == "”":
            turned = not last and shape.opens and not shape.closes
            return Role.OPEN if turned else Role.CLOSE
        if shape.opens is not shape.closes:
            return Role.OPEN if shape.opens else Role.CLOSE
        if not self.text[span.end :].strip() and self.text[: span.start].strip():
            return Role.CLOSE
        return Role.CLOSE if last else Role.OPEN

    def _is_inch(self, span: Span, glyph: str, shape: _Shape, waiting: bool) -> bool:
        if glyph == "“" or not span.start or not self.text[span.start - 1].isdigit():
            return False
        if _FEET.search(self.text, max(0, span.start - 8), span.start):
            return True
        return not waiting and not (shape.opens and not shape.closes)

    def _is_possessive(self, span: Span, glyph: str, shape: _Shape) -> bool:
        """Whether a double mark stands where a plural has its apostrophe (the players" bus)."""
        if glyph == "“" or shape.opens or not shape.closes:
            return False
        text = self.text
        return (
            text[span.start - 1] == "s"
            and bool(_NEXT_WORD.match(text, span.end))
            and not text.count('"', span.end) % 2
        )

    def _shape(self, span: Span) -> _Shape:
        left, right = _beside(self.text, span.start - 1, -1), _beside(self.text, span.end, 1)
        apart, ends = left.isspace(), right.isspace()
        return _Shape(
            (apart or left in _BEFORE) and not ends, (ends or right in _BEHIND) and not apart
        )

    def _single(self, found: list[_Found]) -> None:
        if not found:
            return
        free = [item for item in found if not self._is_apostrophe(*item)]
        shapes = {span: self._shape(span) for span, _ in free}
        openers = [
            n for n, (span, glyph) in enumerate(free) if shapes[span].opens or glyph in "‘‚‹"
        ]
        zones = _zones(shapes, self.pairs) if openers else {}
        taken: set[Span] = set()
        for index in openers:
            span, glyph = free[index]
            if span in taken:
                continue
            closers = (
                item
                for item in free[index + 1 : index + 1 + _CANDIDATES]
                if item[0] not in taken
                and (shapes[item[0]].closes or item[1] in "‹›")
                and zones[item[0]] == zones[span]
            )
            last = self._closer(span, glyph, closers)
            if last:
                taken |= {span, last[0]}
                pair = Pair(
                    Mark(self.number, span, glyph, Role.OPEN), Mark(self.number, *last, Role.CLOSE)
                )
                self.pairs.append(pair)
                self.marks += pair
        self.marks += [
            Mark(self.number, span, glyph, self._left_over(span, glyph))
            for span, glyph in found
            if span not in taken
        ]

    def _is_apostrophe(self, span: Span, glyph: str) -> bool:
        """Whether the mark stands for letters left out, whatever else is in the text."""
        if glyph not in "'’‘":
            return False
        text = self.text
        if _ELIDED.match(text, span.start) and not text[span.start - 1 : span.start].isalnum():
            return True
        return span.start >= 2 and bool(_CLIPPED.fullmatch(text, span.start - 2, span.end))

    def _closer(self, span: Span, glyph: str, closers: Iterable[_Found]) -> _Found | None:
        """The mark that closes the one at `span`: rather not one behind a plural or a lost g."""
        doubtful = None
        for at, closing in closers:
            if at.start <= span.start + 1 or (glyph in _ANGLED) is not (closing in _ANGLED):
                continue
            if closing == "‘" and glyph != "‚":
                continue
            if not self._may_be_possessive(at):
                return at, closing
            doubtful = doubtful or (at, closing)
        return doubtful

    def _may_be_possessive(self, span: Span) -> bool:
        text = self.text
        return (
            text[span.start - 1] in "snSNzxZX" and text[span.end : span.end + 2].strip().isalpha()
        )

    def _left_over(self, span: Span, glyph: str) -> Role:
        before, behind = self.text[span.start - 1 : span.start], self.text[span.end : span.end + 1]
        if glyph == "‘" and behind.isalnum() and not before.isalnum():
            return Role.APOSTROPHE if _ELIDED.match(self.text, span.start) else Role.OPEN
        if before.isdigit() and glyph in "'´’" and not behind.isalnum():
            return Role.PRIME
        if glyph in "'’" or (before.isalnum() and behind.isalnum()):
            return Role.APOSTROPHE
        return Role.CLOSE if before.strip() else Role.OPEN


def _beside(text: str, at: int, step: int) -> str:
    """The character from `at` on in that direction that is no quotation mark; a space at an end."""
    for _ in range(_STACKED):
        if not 0 <= at < len(text) or text[at] not in _QUOTES:
            break
        at += step
    return text[at] if 0 <= at < len(text) else " "


def _angled_role(glyph: str, shape: _Shape, last: str) -> Role:
    if glyph == "»":
        return Role.OPEN if last not in _ANGLED and shape.opens else Role.CLOSE
    return Role.CLOSE if last == "»" and shape.closes else Role.OPEN


def _zones(spans: Iterable[Span], pairs: Iterable[Pair]) -> dict[Span, Span | None]:
    """The innermost double quotation around each span."""
    events: list[tuple[int, int, Span]] = [(span.start, 1, span) for span in spans]
    for pair in pairs:
        events += [(pair.inner.start, 0, pair.inner), (pair.inner.end, 2, pair.inner)]
    around: list[Span] = []
    zones: dict[Span, Span | None] = {}
    for _, kind, span in sorted(events):
        if kind == 0:
            around.append(span)
        elif kind == 1:
            zones[span] = around[-1] if around else None
        elif span in around:
            around.remove(span)
    return zones


def _running(
    read: Sequence[_Segment], texts: Sequence[str], runs: list[list[Span]]
) -> Iterator[Mark]:
    """The marks that stay loose; the others join over segments, and `runs` takes their ranges."""
    waiting: list[Mark] = []
    for segment in read:
        doubles = [mark for mark in segment.marks if mark.text in DOUBLE and mark.role in _ENDS]
        if not doubles:
            continue
        closes = bool(segment.loose) and segment.loose[0].role is Role.CLOSE
        if waiting and not closes:
            if not _goes_on(waiting[-1], doubles[0], segment.text):
                yield from waiting
            waiting = []
        for mark in segment.loose:
            if mark.role is Role.OPEN:
                waiting.append(mark)
                runs[segment.number].append(Span(mark.span.end, len(segment.text)))
            elif waiting:
                _join(waiting.pop(), mark, texts, runs)
            else:
                yield mark
    yield from waiting


def _goes_on(opened: Mark, first: Mark, text: str) -> bool:
    """Whether a segment that has `first` for its first mark takes an open quotation up again."""
    begins = first.role is Role.OPEN and not text[: first.span.start].strip()
    return begins and first.segment - opened.segment <= _FAR


def _join(first: Mark, last: Mark, texts: Sequence[str], runs: list[list[Span]]) -> None:
    for number in range(first.segment + 1, last.segment):
        runs[number].append(Span(0, len(texts[number])))
    runs[last.segment].append(Span(0, last.span.start))
