"""Notices that a text was translated by a machine, left in the copy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span

LONGEST = 260
"""The most characters of a notice."""


@checker(r"(?i)translat")
def translation_notice(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A whole segment, or a sentence at either end of one, that `patterns` match from end to end.

    Silent where the house keeps its notices.
    """
    if story.house.notices == "keep":
        return
    notice = _notice(tuple(options["patterns"]))
    for number in where:
        text = story.segments[number].text
        if len(text) <= LONGEST and notice.fullmatch(text.strip()):
            repair = Repair("Remove the notice", Safety.SUGGESTED, remove=(number,))
            start = len(text) - len(text.lstrip())
            yield Place(number, Span(start, len(text.rstrip())), {}, (repair,))
            continue
        for span in _ends(story.sentences(number)):
            if len(span.of(text)) <= LONGEST and notice.fullmatch(span.of(text)):
                cut = _with_gap(text, span)
                title = "Remove the notice"
                repair = Repair(title, Safety.SUGGESTED, (Edit(number, cut, ""),))
                yield Place(number, span, {}, (repair,))


def _ends(sentences: Sequence[Span]) -> Sequence[Span]:
    return sentences if len(sentences) < 2 else (sentences[0], sentences[-1])


def _with_gap(text: str, span: Span) -> Span:
    """The sentence with the white space that parts it from its neighbour."""
    if span.start == 0:
        return Span(0, len(text) - len(text[span.end :].lstrip()))
    return Span(len(text[: span.start].rstrip()), span.end)


@cache
def _notice(patterns: tuple[str, ...]) -> re.Pattern[str]:
    inner = "|".join(patterns)
    return re.compile(rf"(?i)[\[(*_“\"–—-]*\s*(?:{inner})\s*[.!]?\s*[\])*_”\"]*")
