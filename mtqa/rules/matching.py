"""Token patterns, matched: greedy, with backtracking, each match with its named tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import TypeVar

import regex

from mtqa.analysis.grammar import Untagged, Word, lower
from mtqa.analysis.possible import possible
from mtqa.model.span import Span
from mtqa.rules.spec import Condition, TokenPattern

Bindings = Mapping[str, tuple[int, int]]
"""Name to the numbers of the first token and the one behind the last; `` is the whole match."""

T = TypeVar("T")

Test = Callable[[Sequence[T], int], bool]

_ATTRIBUTES: dict[str, Callable[[Word], str]] = {
    "TEXT": lambda word: word.text,
    "LOWER": lambda word: word.lower,
    "LEMMA": lambda word: word.lemma,
    "POS": lambda word: word.pos,
    "TAG": lambda word: word.tag,
}

_FLAGS = ("IS_SENT_START", "IS_SENT_END", "IS_TITLE", "IS_PUNCT")

_Step = tuple[Test[T], str | None, str]


class Matcher:
    """A compiled token pattern."""

    def __init__(self, pattern: Sequence[TokenPattern]) -> None:
        self._steps = [(_test(token), token.OP, token.AS) for token in pattern]
        self._plain = [(_plain_test(token), token.OP, "") for token in pattern if _is_plain(token)]
        self._at_start = pattern[0].IS_SENT_START is True and pattern[0].OP in (None, "+")
        self._first = pattern[0].OP in (None, "+")
        self._last = pattern[-1].IS_SENT_END is True and pattern[-1].OP in (None, "+")
        self._needed = [words for token in pattern if (words := _needed(token))]

    def possible(self, texts: Set[str]) -> bool:
        """Whether words with these texts (as written and in small letters) may hold a match."""
        return not any(words.isdisjoint(texts) for words in self._needed)

    def conceivable(self, words: Untagged) -> bool:
        """Whether these words may hold a match once they are tagged."""
        found = self._search(words.texts, self._plain)
        return self.possible(words.forms) and next(found, None) is not None

    def search(self, words: Sequence[Word]) -> Iterator[Bindings]:
        """The matches in order; the next one begins behind the last."""
        return self._search(words, self._steps)

    def _search(self, words: Sequence[T], steps: Sequence[_Step[T]]) -> Iterator[Bindings]:
        if self._last and not steps[-1][0](words, len(words) - 1):
            return
        start, last = 0, 1 if self._at_start else len(words)
        first = steps[0][0] if self._first else None
        while start < last:
            if first is not None and not first(words, start):
                start += 1
                continue
            found = next(_match(steps, words, start, 0, {}), None)
            if found is None or found[0] == start:
                start += 1
                continue
            end, names = found
            yield {**names, "": (start, end)}
            start = end


def _match(
    steps: Sequence[_Step[T]],
    words: Sequence[T],
    at: int,
    step: int,
    names: dict[str, tuple[int, int]],
) -> Iterator[tuple[int, dict[str, tuple[int, int]]]]:
    if step == len(steps):
        yield at, names
        return
    test, operator, name = steps[step]
    for end in _ends(test, operator, words, at):
        bound = {**names, name: (at, end)} if name and end > at else names
        yield from _match(steps, words, end, step + 1, bound)


def _ends(test: Test[T], operator: str | None, words: Sequence[T], at: int) -> Iterator[int]:
    """Where the tokens of one step may end, longest first."""
    if operator == "!":
        if at >= len(words) or not test(words, at):
            yield at
        return
    most = len(words) - at if operator in ("*", "+") else 1
    taken = 0
    while taken < most and at + taken < len(words) and test(words, at + taken):
        taken += 1
    least = 0 if operator in ("?", "*") else 1
    yield from range(at + taken, at + least - 1, -1)


def _needed(pattern: TokenPattern) -> frozenset[str]:
    """Words one of which must be there for a token that must be there; empty if any will do."""
    if pattern.OP in ("?", "*", "!"):
        return frozenset()
    for wanted in (pattern.TEXT, pattern.LOWER):
        if isinstance(wanted, str):
            return frozenset([wanted])
        if wanted is not None and wanted.IN is not None:
            return frozenset(wanted.IN)
    return frozenset()


def _is_plain(pattern: TokenPattern) -> bool:
    """Whether a step asks for a token, or forbids one by its text alone."""
    tagged = (pattern.POS, pattern.TAG, pattern.LEMMA, pattern.IS_PUNCT, pattern.PREV)
    return pattern.OP != "!" or not any(tagged)


def _plain_test(pattern: TokenPattern) -> Test[str]:
    """Whether the word at a place fits if it has the right one of the tags that it may have."""
    checks = [
        _attribute(read, wanted)
        for key, read in _ATTRIBUTES.items()
        if key in ("TEXT", "LOWER") and (wanted := getattr(pattern, key)) is not None
    ]
    tag = _attribute(_ATTRIBUTES["TAG"], pattern.TAG) if pattern.TAG is not None else None
    before = _plain_test(pattern.PREV) if pattern.PREV else None
    forbids = pattern.PREV is not None and _only_forbids(pattern.PREV)

    @lru_cache(maxsize=8192)
    def may_fit(text: str) -> bool:
        word = Word(text, lower(text), Span(0, 0), "", "", "")
        tags = possible(text) if tag else None
        return (
            all(check(word) for check in checks)
            and pattern.IS_TITLE in (None, text[:1].isupper())
            and (tag is None or tags is None or any(tag(word._replace(tag=one)) for one in tags))
        )

    def test(words: Sequence[str], at: int) -> bool:
        if not (
            may_fit(words[at])
            and pattern.IS_SENT_START in (None, at == 0)
            and pattern.IS_SENT_END in (None, at == len(words) - 1)
        ):
            return False
        return before is None or (before(words, at - 1) if at else forbids)

    return test


def _test(pattern: TokenPattern) -> Test[Word]:
    """Whether the token at a place fits, its neighbour in front included."""
    checks = tuple(
        _attribute(read, wanted)
        for key, read in _ATTRIBUTES.items()
        if (wanted := getattr(pattern, key)) is not None
    )
    flags = any(getattr(pattern, key) is not None for key in _FLAGS)
    before = _test(pattern.PREV) if pattern.PREV else None
    forbids = pattern.PREV is not None and _only_forbids(pattern.PREV)

    def test(words: Sequence[Word], at: int) -> bool:
        word = words[at]
        for check in checks:
            if not check(word):
                return False
        if flags and not _flags(pattern, words, at):
            return False
        if before is None:
            return True
        return before(words, at - 1) if at else forbids

    return test


def _attribute(read: Callable[[Word], str], wanted: str | Condition) -> Callable[[Word], bool]:
    if isinstance(wanted, str):
        return lambda word: read(word) == wanted
    among = frozenset(wanted.IN) if wanted.IN is not None else None
    outside = frozenset(wanted.NOT_IN or ())
    if wanted.REGEX is None:
        return lambda word: (among is None or read(word) in among) and read(word) not in outside
    shape = regex.compile(wanted.REGEX)

    @lru_cache(maxsize=4096)
    def fits(value: str) -> bool:
        if (among is not None and value not in among) or value in outside:
            return False
        return shape.search(value, timeout=0.1) is not None

    return lambda word: fits(read(word))


def _flags(pattern: TokenPattern, words: Sequence[Word], at: int) -> bool:
    word = words[at]
    return (
        pattern.IS_SENT_START in (None, at == 0)
        and pattern.IS_SENT_END in (None, at == len(words) - 1)
        and pattern.IS_TITLE in (None, word.text[:1].isupper())
        and pattern.IS_PUNCT in (None, word.pos == "PUNCT")
    )


def _only_forbids(pattern: TokenPattern) -> bool:
    values = [getattr(pattern, key) for key in _ATTRIBUTES]
    return all(
        value is None or (isinstance(value, Condition) and value.IN is None and not value.REGEX)
        for value in values
    )
