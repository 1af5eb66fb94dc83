"""Spaces at quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.quotes import DOUBLE, Pair
from mtqa.analysis.story import Story
from mtqa.checkers.base import checker, matching
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span

_MARK = "[\"“”„‟«»'‘’‚‛‹›`´]"
_LEFT, _RIGHT = r"[\s(\[{—–‑/=>|*_~¿¡-]", r"[\s.,;:!?…)\]}—–‑/<>|*_~，。；：！？、،؛؟%-]"
_OPENING, _CLOSING = rf"{_MARK}*\"{_MARK}*\S", rf"\S{_MARK}*\"{_MARK}*"
_WRONG = (
    rf"(?:^|\s){_MARK}+(?:\s|$)",
    r"[“‘]\s",
    rf"\s{_MARK}*[”’](?!\w)",
    r"[^\W_][“\"]\w",
    r"\S[”\"][^\W_]",
    rf"(?:^|{_LEFT}){_OPENING}[^\"]*{_LEFT}{_OPENING}",
    rf"{_CLOSING}{_RIGHT}[^\"]*{_CLOSING}(?:{_RIGHT}|$)",
)
"""Marks with space on both sides or on neither, on the wrong side of curly ones; and straight ones
of which two in a row look like openings, or like closings, so that they may be paired by turns."""

_Fault = tuple[Span, str]
"""A range and what belongs there."""

_ENGLISH = frozenset("\"“”‘’'")
_ENDINGS = ("s", "ed", "ing", "er", "ers", "th", "n")


@checker(*_WRONG)
def quote_spacing(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Spaces inside a pair of marks, and the lack of one outside.

    Where a mark has no other half, or a pair holds another of its kind, nobody can be sure which
    marks go together.
    """
    for number in matching(story, where, *_WRONG):
        text = story.texts[number]
        odd = {mark.segment for mark in story.marks.loose}
        clear = number not in odd and not _tangled(story.marks.pairs[number])
        for pair in story.marks.pairs[number]:
            if {pair.first.text, pair.last.text} <= _ENGLISH and pair.inner.of(text).strip():
                sure = len(story.marks.pairs[number]) == 1
                faults = [*_at_opening(text, pair, sure), *_at_closing(text, pair, sure)]
                if faults:
                    yield _place(number, faults, Safety.SAFE if clear else Safety.SUGGESTED)


def _tangled(pairs: Sequence[Pair]) -> bool:
    """Whether a pair stands inside another of the same kind."""
    last: dict[str, int] = {}
    for pair in sorted(pairs):
        if pair.first.span.start < last.get(pair.first.text, 0):
            return True
        last[pair.first.text] = pair.last.span.end
    return False


def _at_opening(text: str, pair: Pair, sure: bool) -> Iterator[_Fault]:
    start, end = pair.first.span
    inner = pair.inner.of(text)
    gap = len(inner) - len(inner.lstrip())
    if gap and (not start or text[start - 1].isspace() or text[start - 1] in "([—–"):
        yield Span(end, end + gap), ""
    elif gap and sure:
        yield Span(start, end + gap), f" {pair.first.text}"
    elif inner[0].isalnum() and start and text[start - 1].isalpha() and pair.first.text in DOUBLE:
        yield Span(start, end), f" {pair.first.text}"


def _at_closing(text: str, pair: Pair, sure: bool) -> Iterator[_Fault]:
    start, end = pair.last.span
    inner = pair.inner.of(text)
    gap = len(inner) - len(inner.rstrip())
    glued = end < len(text) and text[end].isalpha()
    if gap and not glued:
        yield Span(start - gap, start), ""
    elif gap and sure:
        yield Span(start - gap, end), f"{pair.last.text} "
    elif not gap and glued and pair.last.text in DOUBLE and not _is_ending(text, end):
        yield Span(start, end), f"{pair.last.text} "


def _is_ending(text: str, at: int) -> bool:
    """Whether a word's ending stands behind the mark, as in “A”s."""
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[at:end] in _ENDINGS


def _place(number: int, faults: Sequence[_Fault], safety: Safety) -> Place:
    """One finding for a pair, whatever is wrong at its two ends."""
    edits = tuple(Edit(number, span, put) for span, put in faults)
    title = "Move the space" if any(put.strip() for _, put in faults) else "Delete the space"
    span = Span(faults[0][0].start, faults[-1][0].end)
    return Place(number, span, {}, (Repair(title, safety, edits),))
