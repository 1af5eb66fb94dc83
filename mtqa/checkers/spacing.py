"""Spaces at quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.quotes import DOUBLE, Pair
from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span

_ENGLISH = frozenset("\"“”‘’'")
_ENDINGS = ("s", "ed", "ing", "er", "ers", "th", "n")


@checker(
    r"[\"“‘]\s", r"\s[\"”’]", r"[^\W_][“\"]\w", r"[\w.,!?][”\"][^\W_]", r"(?<!\w)'\s", r"\s'(?!\w)"
)
def quote_spacing(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Spaces inside a pair of marks, and the lack of one outside."""
    for number in where:
        text = story.segments[number].text
        for pair in story.marks.pairs[number]:
            if {pair.first.text, pair.last.text} <= _ENGLISH and pair.inner.of(text).strip():
                sure = len(story.marks.pairs[number]) == 1
                yield from _at_opening(number, text, pair, sure)
                yield from _at_closing(number, text, pair, sure)


def _at_opening(number: int, text: str, pair: Pair, sure: bool) -> Iterator[Place]:
    start, end = pair.first.span
    inner = pair.inner.of(text)
    gap = len(inner) - len(inner.lstrip())
    if gap and (not start or text[start - 1].isspace() or text[start - 1] in "([—–"):
        yield _place(number, Span(end, end + gap), "")
    elif gap and sure:
        yield _place(number, Span(start, end + gap), f" {pair.first.text}")
    elif not gap and start and text[start - 1].isalpha() and pair.first.text in DOUBLE:
        yield _place(number, Span(start, end), f" {pair.first.text}")


def _at_closing(number: int, text: str, pair: Pair, sure: bool) -> Iterator[Place]:
    start, end = pair.last.span
    inner = pair.inner.of(text)
    gap = len(inner) - len(inner.rstrip())
    glued = end < len(text) and text[end].isalpha()
    if gap and not glued:
        yield _place(number, Span(start - gap, start), "")
    elif gap and sure:
        yield _place(number, Span(start - gap, end), f"{pair.last.text} ")
    elif not gap and glued and pair.last.text in DOUBLE and not _is_ending(text, end):
        yield _place(number, Span(start, end), f"{pair.last.text} ")


def _is_ending(text: str, at: int) -> bool:
    """Whether a word's ending stands behind the mark, as in “A”s."""
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[at:end] in _ENDINGS


def _place(number: int, span: Span, put: str) -> Place:
    title = "Move the space" if put.strip() else "Delete the space"
    return Place(number, span, {}, (Repair(title, Safety.SAFE, (Edit(number, span, put),)),))
