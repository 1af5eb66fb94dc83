"""Marks by which engines cut words into pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_PIECE = lazily(
    r"(?P<low>\s?(?<![▁▂-█])▁(?![▁▂-█])\s?)"
    r"|(?P<hash>(?<=\w)\s##(?=[a-z]))|(?P<at>(?<=\w)@@\s(?=\w))"
)


@checker("▁", r"\w\s##[a-z]", r"\w@@\s\w")
def subword_mark(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Each mark: SentencePiece’s low block is a space, `##` and `@@` join two pieces."""
    for number in where:
        text = story.texts[number]
        for match in _PIECE.finditer(text):
            span = Span(*match.span())
            inner = span.start > 0 and span.end < len(text) and text[span.end] not in ".,;:!?)"
            put = " " if match["low"] and inner else ""
            title = "Put a space" if put else "Delete it"
            repair = Repair(title, Safety.SUGGESTED, (Edit(number, span, put),))
            yield Place(number, span, {"found": match.group().strip()}, (repair,))
