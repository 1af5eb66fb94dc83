"""Numbers of four digits that one story writes with a comma and without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_GROUPED = lazily(r"(?<![\w.,/-])[1-9],\d{3}(?![\d,/]|\.\d)")
_PLAIN = lazily(
    r"(?P<head>[1-9](?<![\w.,:/#=+$€£–-].)(?:(?<=1)(?=[0-3])|(?<=2)(?=[1-9])|(?<=[3-9])))"
    r"(?P<tail>\d{3})"
    r"(?= (?:[a-z]+ )?(?:[a-z]+s|people|men|women|children)\b)"
    r"(?! (?:on|at|for|with|or|in|is|was|has|and|by|via|to|from|hours?|this|as|bc|ce|metres?)\b)"
)
_NAMED = lazily(
    r"(?:\b(?i:no\.?|code|item|number|model|room|postcode|zip|article|section|call|dial|train|"
    r"flight|line|version|hotline|box|bus|route|class|type|unit|lot|year|since|by|until|the|text|"
    r"channel|asteroid) |\b[A-Z]{2,} |\d[ -])$"
)


@checker(_GROUPED.pattern)
def grouped_two_ways(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Numbers without a comma where the story sets one in as many or more of their kind.

    What may be a year, or the number of a room, a train or a law, is let be.
    """
    if not _PLAIN.search(story.text):
        return
    grouped = sum(len(_GROUPED.findall(story.texts[number])) for number in where)
    plain = [
        (number, match)
        for number, text in enumerate(story.texts)
        for match in _PLAIN.finditer(text)
        if not _NAMED.search(text, max(0, match.start() - 12), match.start())
    ]
    if len(plain) > grouped:
        return
    for number, match in plain:
        span = Span(*match.span())
        put = f"{match['head']},{match['tail']}"
        repair = Repair(f"Replace by ‘{put}’", Safety.SAFE, (Edit(number, span, put),))
        yield Place(number, span, {"found": match[0], "put": put}, (repair,))
