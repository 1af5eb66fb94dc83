"""How one wording became another that somebody made: by words, as one would tell it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any, Final

import regex
from diff_match_patch import diff_match_patch

from mtqa.reporting.changes import Kind, Part

_TOKEN = regex.compile(r"\d+(?:[.,:/]\d+)+|\w[\w\p{M}]*+(?:['’\-]\w[\w\p{M}]*+)*+|\s|\X")
_MOST_TOKENS = 20_000
"""A longer text is drawn as taken out and put in whole."""
_KINDS: Final[dict[int, Kind]] = {-1: "deleted", 0: "same", 1: "inserted"}


def tokens(text: str) -> list[str]:
    """Words, spaces and marks, none of which is ever cut; together they are `text`.

    >>> tokens("Baku’s 1.5m, no")
    ['Baku’s', ' ', '1.5', 'm', ',', ' ', 'no']
    """
    found: list[str] = _TOKEN.findall(text)
    return found


def word_changes(before: str, after: str) -> tuple[Part, ...]:
    """How `before` becomes `after` by whole words; what only chance left standing goes along.

    >>> [(part.kind, part.text) for part in word_changes("It and threatened", "Iran threatened")]
    [('deleted', 'It and'), ('inserted', 'Iran'), ('same', ' threatened')]
    """
    if before == after:
        return (Part("same", before),) if before else ()
    old, new = tokens(before), tokens(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        return Part("deleted", before), Part("inserted", after)
    spelling = _Spelling()
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    changes: list[Any] = engine.diff_main(spelling.spelt(old), spelling.spelt(new), False)
    engine.diff_cleanupSemantic(changes)
    return tuple(Part(_KINDS[sign], spelling.read(run)) for sign, run in changes)


class _Spelling:
    """Tokens as single characters: spaces as spaces, words as ideographs, marks as private ones.

    So a clean-up made for characters cuts between tokens alone, and tells words from spaces.
    """

    def __init__(self) -> None:
        self._characters: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._words = count(0x20000)
        self._marks = count(0xF0000)

    def spelt(self, text: Sequence[str]) -> str:
        """One character a token."""
        return "".join(map(self._character, text))

    def read(self, characters: str) -> str:
        """The tokens again, as one text."""
        return "".join(self._tokens[character] for character in characters)

    def _character(self, token: str) -> str:
        if token not in self._characters:
            character = token
            if token not in (" ", "\n"):
                character = chr(next(self._words if token[0].isalnum() else self._marks))
            self._characters[token] = character
            self._tokens[character] = token
        return self._characters[token]
