"""Token patterns, matched: greedy, with backtracking, each match with its named tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from mtqa.analysis.grammar import Word
from mtqa.rules.net import only_forbids
from mtqa.rules.patterns import compiled
from mtqa.rules.spec import Condition, TokenPattern

Bindings = Mapping[str, tuple[int, int]]
"""Name to the numbers of the first token and the one behind the last; `` is the whole match."""

Test = Callable[[Sequence[Word], int], bool]

_ATTRIBUTES: dict[str, Callable[[Word], str]] = {
    "TEXT": lambda word: word.text,
    "LOWER": lambda word: word.lower,
    "LEMMA": lambda word: word.lemma,
    "POS": lambda word: word.pos,
    "TAG": lambda word: word.tag,
}

_FLAGS = ("IS_SENT_START", "IS_SENT_END", "IS_TITLE", "IS_PUNCT")

_Step = tuple[Test, str | None, str]


class Matcher:
    """A compiled token pattern."""

    def __init__(self, pattern: Sequence[TokenPattern]) -> None:
        self._steps = [(_test(token), token.OP, token.AS) for token in pattern]
        self._at_start = pattern[0].IS_SENT_START is True and pattern[0].OP in (None, "+")
        self._first = pattern[0].OP in (None, "+")
        self._last = pattern[-1].IS_SENT_END is True and pattern[-1].OP in (None, "+")

    def search(self, words: Sequence[Word]) -> Iterator[Bindings]:
        """The matches in order; the next one begins behind the last."""
        steps = self._steps
        if not words or (self._last and not steps[-1][0](words, len(words) - 1)):
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
    steps: Sequence[_Step],
    words: Sequence[Word],
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


def _ends(test: Test, operator: str | None, words: Sequence[Word], at: int) -> Iterator[int]:
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


def _test(pattern: TokenPattern) -> Test:
    """Whether the token at a place fits, its neighbour in front included."""
    checks = tuple(
        _attribute(read, wanted)
        for key, read in _ATTRIBUTES.items()
        if (wanted := getattr(pattern, key)) is not None
    )
    flags = any(getattr(pattern, key) is not None for key in _FLAGS)
    before = _test(pattern.PREV) if pattern.PREV else None
    forbids = pattern.PREV is not None and only_forbids(pattern.PREV)

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
    shape = compiled(wanted.REGEX)

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
