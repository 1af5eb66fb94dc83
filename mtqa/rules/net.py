"""Token patterns as one net of states, run over words that nobody has tagged yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtqa.analysis.grammar import lower
from mtqa.analysis.possible import possible
from mtqa.rules.patterns import compiled
from mtqa.rules.spec import Condition, TokenPattern, Tokens
from mtqa.text.tokens import words_in

_MANY_WORDS, _MANY_STATES = 50_000, 5_000
"""Words and states that are kept; beyond them all are worked out anew."""

_LONG = 40
"""Characters of a word from which on a search has a time limit."""
_TagSet = frozenset[str] | None
_Step = tuple[int, TokenPattern]
"""The bit of a step, and what it asks for."""


class Net:
    """Whether the words of a sentence may hold a match of some patterns once they are tagged.

    Each step of each pattern is a bit, and all patterns run at once: the bit-parallel automaton of
    Navarro and Raffinot, Flexible Pattern Matching in Strings, 4.3, made deterministic as it runs.
    Where a step asks for a tag, a word fits that may have it. Steps with `!` are held to be kept,
    and so is what a step asks of part of speech and lemma: the net says yes too often at worst.
    """

    def __init__(self, patterns: Sequence[Tokens]) -> None:
        steps: list[_Step] = []
        self._first = self._loops = self._optional = self._accepted = 0
        bit = 1
        for pattern in patterns:
            self._first |= bit
            for step in pattern:
                if step.OP == "!":
                    continue
                steps.append((bit, step))
                self._loops |= bit if step.OP in ("*", "+") else 0
                self._optional |= bit if step.OP in ("?", "*") else 0
                bit <<= 1
            self._accepted |= bit
            bit <<= 1
        self._depth = _longest_run(self._optional)
        self._first = self._passed(self._first)
        self._opening = self._first & sum(bit for bit, step in steps if _may_open(step))
        self._inside = ~sum(bit for bit, step in steps if step.IS_SENT_END is True)
        self._closing = ~sum(bit for bit, step in steps if step.IS_SENT_END is False)
        self._kinds = _Kinds(steps)
        inner = sum(bit for bit, step in steps if step.IS_SENT_START is not True)
        self.opens_only = not self._first & inner
        """Whether all patterns begin where the sentence does."""
        self._states: dict[int, _State] = {}

    def may_match(self, stretches: Sequence[str]) -> bool:
        """Whether one of the patterns may match somewhere in a sentence of these stretches."""
        if not stretches:
            return False
        kinds, state = self._kinds, self._state(self._opening)
        for stretch in stretches[:-1]:
            for kind in kinds[stretch]:
                state = state[kind]
            if state.dead:
                return False
        *inner, last = kinds[stretches[-1]]
        for kind in inner:
            state = state[kind]
        return state[~last].accepted

    def after(self, steps: int, kind: int) -> _State:
        """The state that a word of this kind leads to from these steps; `~kind` ends a sentence."""
        fits, follows = self._kinds.masks[kind if kind >= 0 else ~kind]
        taken = steps & fits & (self._inside if kind >= 0 else self._closing)
        behind = self._passed(taken << 1 | taken & self._loops)
        return (
            _MATCHED if behind & self._accepted else self._state((behind | self._first) & follows)
        )

    def _passed(self, steps: int) -> int:
        """The steps, and those behind steps that may be left out."""
        for _ in range(self._depth):
            steps |= (steps & self._optional) << 1
        return steps

    def _state(self, steps: int) -> _State:
        if steps not in self._states:
            if len(self._states) >= _MANY_STATES:
                self._states.clear()
            self._states[steps] = _State(steps, self)
        return self._states[steps]


class _State(dict[int, "_State"]):
    """The steps that the next word may take; for each kind of word what comes after it."""

    accepted = False

    def __init__(self, steps: int, net: Net) -> None:
        self.dead = not steps and net.opens_only
        self._steps = steps
        self._net = net

    def __missing__(self, kind: int) -> _State:
        after = self[kind] = self._net.after(self._steps, kind)
        return after


class _Matched(_State):
    """A match was found; more words change nothing."""

    accepted = True

    def __init__(self) -> None:
        self.dead = False

    def __missing__(self, kind: int) -> _State:
        return self


_MATCHED = _Matched()


class _Kinds(dict[str, tuple[int, ...]]):
    """For each stretch the numbers of the kinds of its words: words of a kind take the same steps.

    `masks` has for each kind the steps that such a word may take, and those that the word behind
    it may take, as bits. What a step asks of the word in front has a bit of its own, far above.
    """

    def __init__(self, steps: Sequence[_Step]) -> None:
        self.masks: list[tuple[int, int]] = []
        self._numbers: dict[int, int] = {}
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._above = max((bit.bit_length() for bit, _ in steps), default=0)
        self._free = sum(bit for bit, step in steps if step.PREV is None)
        self._inside = ~sum(bit for bit, step in steps if step.IS_SENT_START is True)
        asked = [*steps, *((bit << self._above, step.PREV) for bit, step in steps if step.PREV)]
        every = sum(bit for bit, _ in asked)
        self._text = _Among(every, [(bit, step.TEXT) for bit, step in asked])
        self._lower = _Among(every, [(bit, step.LOWER) for bit, step in asked])
        self._looks = _Looks(every, asked)
        self._unlisted = self._text.free & self._lower.free

    def __missing__(self, stretch: str) -> tuple[int, ...]:
        if len(self) >= _MANY_WORDS:
            self.clear()
        words = words_in(stretch)
        alone = len(words) == 1
        kinds = (self._kind(stretch),) if alone else tuple(map(self._kind_within, words))
        kinds = self[stretch] = self._shared.setdefault(kinds, kinds)
        return kinds

    def _kind_within(self, word: str) -> int:
        """The kind of a word which, as a stretch, may fall apart (No. 5)."""
        kinds = self[word]
        return kinds[0] if len(kinds) == 1 else self._kind(word)

    def _kind(self, word: str) -> int:
        look, text, small = _look(word), self._text, self._lower
        bits = self._looks[look.capital, look.tags]
        if word in text.listed or look.small in small.listed:
            bits &= text.named(word) & small.named(look.small)
        else:
            bits &= self._unlisted
        if bits & text.shapely:
            bits = text.shaped(word, bits)
        if bits & small.shapely:
            bits = small.shaped(look.small, bits)
        number = self._numbers.setdefault(bits, len(self.masks))
        if number == len(self.masks):
            self.masks.append((bits, (self._free | bits >> self._above) & self._inside))
        return number


class _Look(NamedTuple):
    """What is known of a word by itself: in small letters, its first letter, the possible tags."""

    small: str
    capital: bool
    tags: _TagSet


@lru_cache(_MANY_WORDS)
def _look(word: str) -> _Look:
    return _Look(lower(word), word[:1].isupper(), possible(word))


def _longest_run(bits: int) -> int:
    return max(map(len, f"{bits:b}".split("0")))


def _may_open(step: TokenPattern) -> bool:
    """Whether the first word of a sentence may take a step."""
    return step.IS_SENT_START is not False and (step.PREV is None or only_forbids(step.PREV))


def only_forbids(pattern: TokenPattern) -> bool:
    """Whether a token in front holds where there is none: it asks for nothing."""
    values = [pattern.TEXT, pattern.LOWER, pattern.LEMMA, pattern.POS, pattern.TAG]
    return all(
        value is None or (isinstance(value, Condition) and value.IN is None and not value.REGEX)
        for value in values
    )


class _Among:
    """The steps that take a value, as to one attribute.

    `free` are those that name no value, `listed` the values that any step names, and `shapely` the
    steps that ask for a shape.
    """

    def __init__(self, every: int, asked: Iterable[tuple[int, str | Condition | None]]) -> None:
        self.free = every
        self._named: defaultdict[str, int] = defaultdict(int)
        self._barred: defaultdict[str, int] = defaultdict(int)
        shapes: defaultdict[str, int] = defaultdict(int)
        for bit, wanted in asked:
            among = _named(wanted)
            if among is not None:
                self.free &= ~bit
            for value in among or ():
                self._named[value] |= bit
            if isinstance(wanted, Condition):
                for value in wanted.NOT_IN or ():
                    self._barred[value] |= bit
                if wanted.REGEX is not None:
                    shapes[wanted.REGEX] |= bit
        self._shapes = [(compiled(shape).search, bits) for shape, bits in shapes.items()]
        self.listed = self._named.keys() | self._barred.keys()
        self.shapely = sum(shapes.values())

    def named(self, value: str) -> int:
        """The steps as bits, those included that ask for a shape."""
        return (self.free | self._named.get(value, 0)) & ~self._barred.get(value, 0)

    def shaped(self, value: str, bits: int) -> int:
        """Those of the steps whose shape the value has."""
        for search, asked in self._shapes:
            if bits & asked:
                # to set a time limit takes longer than a short search
                found = search(value) if len(value) <= _LONG else search(value, timeout=0.1)
                bits = bits if found else bits & ~asked
        return bits


class _Looks(dict[tuple[bool, _TagSet], int]):
    """The steps that a word may take, as to its first letter and the tags that it may have."""

    def __init__(self, every: int, asked: Sequence[_Step]) -> None:
        self._every = every
        self._among = _Among(every, [(bit, step.TAG) for bit, step in asked])
        self._plain = ~sum(bit for bit, step in asked if step.IS_TITLE is True)
        self._title = ~sum(bit for bit, step in asked if step.IS_TITLE is False)

    def __missing__(self, look: tuple[bool, _TagSet]) -> int:
        capital, tags = look
        bits = self._every if tags is None else 0
        for tag in tags or ():
            bits |= self._among.shaped(tag, self._among.named(tag))
        bits = self[look] = bits & (self._title if capital else self._plain)
        return bits


def _named(wanted: str | Condition | None) -> Sequence[str] | None:
    """The values that are asked for; None if none is."""
    if isinstance(wanted, str):
        return (wanted,)
    return wanted.IN if wanted is not None else None
