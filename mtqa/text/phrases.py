"""Many phrases, looked for at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from mtqa.model.span import Span

T = TypeVar("T")
_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\xa0": " ", "\u202f": " ", "‑": "-"})
"""Shapes of apostrophe, space and hyphen that make no difference; each is one character."""


class Phrases(Generic[T]):
    """Phrases, each with what it stands for, found as whole words.

    They are kept by their first word, so that a text costs a look-up a word however many there
    are. With `folded` capitals and small letters are the same.

    >>> list(Phrases([("Duran Duran", 1)]).find("the Duran Duran of old"))
    [(Span(start=4, end=15), 1)]
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], *, folded: bool = False) -> None:
        self._folds = folded
        self._by_word: dict[str, list[tuple[str, int, T]]] = {}
        for phrase, value in sorted(dict(phrases).items(), key=_longest_first):
            plain = _folded(phrase) if folded else _plain(phrase)
            word, at = plain.partition(" ")[0], 0
            if not word.isalnum():
                first = _WORD.search(plain)
                if first is None:
                    continue
                word, at = first[0], first.start()
            self._by_word.setdefault(word, []).append((plain, at, value))

    def __bool__(self) -> bool:
        return bool(self._by_word)

    def find(self, text: str) -> Iterator[tuple[Span, T]]:
        """Each phrase in the text, left to right; of two that overlap, the first, then the longer.

        A phrase that stands in the text with letters right before or behind it is none.
        """
        if not self._by_word:
            return
        plain = _folded(text) if self._folds else _plain(text)
        if self._by_word.keys().isdisjoint(_WORD.findall(plain)):
            return
        last = 0
        for word in _WORD.finditer(plain):
            for phrase, offset, value in self._by_word.get(word[0], ()):
                start = word.start() - offset
                end = start + len(phrase)
                if start >= last and plain.startswith(phrase, start) and _whole(plain, start, end):
                    yield Span(start, end), value
                    last = end
                    break


def _longest_first(member: tuple[str, T]) -> int:
    return -len(member[0])


def _plain(text: str) -> str:
    return text if text.isascii() else text.translate(_PLAIN)


def _folded(text: str) -> str:
    """The text in small letters and plain shapes, as long as it was."""
    plain = _plain(text)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start].isalnum() and text[start].isalnum()
    return not before and not (text[end : end + 1].isalnum() and text[end - 1].isalnum())
