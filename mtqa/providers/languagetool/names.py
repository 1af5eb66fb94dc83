"""What LanguageTool is not to touch: names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mtqa.analysis.story import Story
from mtqa.model.span import Span
from mtqa.providers.languagetool.answers import Match

SPELLER = "MORFOLOGIK_RULE"
"""How the names of the speller's rules begin."""

_WORD = re.compile(r"[^\W_][\w’'-]*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[@#]\w+|\b[\w-]+(?:\.[\w-]+)+\b")


class Names:
    """The names of a story: a capitalised word is one until shown otherwise.

    At the beginning of a sentence any word is capitalised: there it is a name if it is
    capitalised inside a sentence as well.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._inside: set[str] = set()
        for number, segment in enumerate(story.segments):
            begins = {sentence.start for sentence in story.sentences(number)}
            for found in _WORD.finditer(segment.text):
                capital = found[0] != found[0].lower()
                if capital and not self._first(segment.text, found.start(), begins):
                    self._inside.add(found[0])

    @classmethod
    def of(cls, story: Story) -> Names:
        """The names of a story, looked for once."""
        return story.once("languagetool names", lambda: cls(story))

    def spared(self, number: int, match: Match) -> bool:
        """Whether the speller stopped at what may be a name, a term, a foreign word or an address.

        What is left to it are names in small letters (`february`), whose letters it leaves alone.
        """
        if not match.rule.startswith(SPELLER):
            return False
        text = self._story.segments[number].text
        word = match.span.of(text)
        small = word == word.lower() and match.replacements[:1] == (word.capitalize(),)
        return not small or any(
            found.start() < match.end and match.start < found.end()
            for found in _ADDRESS.finditer(text)
        )

    def keeps_names(self, number: int, match: Match, replacement: str) -> bool:
        """Whether a replacement leaves the names in its range as they are, as often as they are."""
        names = Counter(self._names_in(number, match.span))
        return names <= Counter(_WORD.findall(replacement))

    def _names_in(self, number: int, span: Span) -> Iterator[str]:
        text = self._story.segments[number].text
        for found in _WORD.finditer(text):
            if found[0] in self._inside and Span(*found.span()).overlaps(span):
                yield found[0]

    @staticmethod
    def _first(text: str, start: int, begins: set[int]) -> bool:
        """Whether nothing but marks stands between the word and the beginning of its sentence."""
        while start > 0 and start not in begins and not text[start - 1].isalnum():
            start -= 1
        return start == 0 or start in begins
