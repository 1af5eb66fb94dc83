"""Findings that the desk's lists speak against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mtqa.analysis.story import Story
from mtqa.model.finding import Edit, Hit, Repair
from mtqa.model.span import Span

_OF_THE_STORY = frozenset({"accuracy/omission", "accuracy/mistranslation"})
"""Faults that do not lie in how a name is written."""


def spared(hits: Iterable[Hit], story: Story) -> list[Hit]:
    """The hits outside what is to be left alone; in a right name, those that mean no fault of it.

    A repair that would change a phrase of the lists goes; one that adds a mark beside it stays.
    """
    found = list(hits)
    if not story.ledger or not found:
        return found
    sacred: dict[int, list[Span]] = {}
    accepted: dict[int, list[Span]] = {}
    for number in {number for hit in found for number in _numbers(hit)}:
        text = story.segments[number].text
        sacred[number] = story.ledger.sacred(text)
        accepted[number] = story.ledger.accepted(text)
    kept = []
    for hit in found:
        right = [] if hit.mqm in _OF_THE_STORY else accepted[hit.segment]
        if not _is_inside(hit, sacred[hit.segment] + right):
            kept.append(_careful(hit, sacred, accepted, story))
    return kept


def _numbers(hit: Hit) -> Iterable[int]:
    yield hit.segment
    yield from (edit.segment for repair in hit.repairs for edit in repair.edits)


def _is_inside(hit: Hit, phrases: Iterable[Span]) -> bool:
    """Whether the hit lies in one of the phrases, and its repair, if any, would change it."""
    over = [span for span in phrases if span.start <= hit.span.start and hit.span.end <= span.end]
    if not over:
        return False
    edits = [edit for repair in hit.repairs[:1] for edit in repair.edits]
    return not edits or any(_cuts(edit, span) for edit in edits for span in over)


def _cuts(edit: Edit, phrase: Span) -> bool:
    if edit.span.start == edit.span.end:
        return phrase.start < edit.span.start < phrase.end
    return edit.span.overlaps(phrase)


def _careful(
    hit: Hit, sacred: dict[int, list[Span]], accepted: dict[int, list[Span]], story: Story
) -> Hit:
    def harmful(repair: Repair) -> bool:
        return any(
            _cuts(edit, span) and span.of(story.segments[edit.segment].text) not in edit.replacement
            for edit in repair.edits
            for span in sacred[edit.segment] + accepted[edit.segment]
        )

    repairs = tuple(repair for repair in hit.repairs if not harmful(repair))
    return hit if len(repairs) == len(hit.repairs) else replace(hit, repairs=repairs)
