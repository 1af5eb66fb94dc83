"""Text in another language than its file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.language import name
from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.place import Place
from mtqa.model.span import Span


@checker()
def other_language(story: Story, _: Sequence[int], __: Mapping[str, Any]) -> Iterator[Place]:
    """The first segment of each stretch that is not in the language told, and how many more."""
    languages = story.languages
    if languages == story.told:
        return
    number = 0
    while number < len(languages):
        first, pair = number, (languages[number], story.told[number])
        while number < len(languages) and (languages[number], story.told[number]) == pair:
            number += 1
        if pair[0] != pair[1]:
            yield _place(story, first, number - first - 1, *pair)


def _place(story: Story, first: int, others: int, found: str, told: str) -> Place:
    more = f", with the {others} behind it" if others > 1 else ", with the next" if others else ""
    fields = {"language": name(found), "told": name(told), "more": more}
    return Place(first, Span(0, len(story.texts[first])), fields)
