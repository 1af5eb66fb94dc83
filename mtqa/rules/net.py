"""Token patterns as one net of states, run over words that nobody has tagged yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
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
    it may take, as bits.
    """

    def __init__(self, steps: Sequence[_Step]) -> None:
        self.masks: list[tuple[int, int]] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._words: dict[str, int] = {}
        self._alike: dict[tuple[bool, _TagSet], int | None] = {}
        asking = [(bit, step.PREV) for bit, step in steps if step.PREV is not None]
        self._free = sum(bit for bit, step in steps if step.PREV is None)
        self._inside = ~sum(bit for bit, step in steps if step.IS_SENT_START is True)
        self._fits, self._prepares = _Fits(steps), _Fits(asking)
        self._listed = self._fits.listed | self._prepares.listed

    def __missing__(self, stretch: str) -> tuple[int, ...]:
        if len(self) >= _MANY_WORDS:
            self.clear()
            self._words.clear()
        known = self._words
        found = self[stretch] = tuple(
            [known[word] if word in known else self._learn(word) for word in words_in(stretch)]
        )
        return found

    def _learn(self, word: str) -> int:
        """The kind of a word; unlisted words that no shape tells apart are all of one kind."""
        look = _look(word)
        kind = None
        if word not in self._listed and look.small not in self._listed:
            alike = (look.capital, look.tags)
            if alike not in self._alike:
                told_apart = self._fits.have_shapes(look) or self._prepares.have_shapes(look)
                self._alike[alike] = None if told_apart else self._kind(word, look)
            kind = self._alike[alike]
        kind = self._words[word] = self._kind(word, look) if kind is None else kind
        return kind

    def _kind(self, word: str, look: _Look) -> int:
        fits = self._fits.bits(word, look)
        follows = (self._free | self._prepares.bits(word, look)) & self._inside
        number = self._numbers.setdefault((fits, follows), len(self.masks))
        if number == len(self.masks):
            self.masks.append((fits, follows))
        return number


class _Look(NamedTuple):
    """What is known of a word by itself: in small letters, its first letter, the possible tags."""

    small: str
    capital: bool
    tags: _TagSet


@lru_cache(_MANY_WORDS)
def _look(word: str) -> _Look:
    return _Look(lower(word), word[:1].isupper(), possible(word))


class _Fits:
    """The steps that a word may take, by itself; `listed` are the words that some of them name."""

    def __init__(self, steps: Sequence[_Step]) -> None:
        every = sum(bit for bit, _ in steps)
        self._text = _Among(every, [(bit, step.TEXT) for bit, step in steps])
        self._lower = _Among(every, [(bit, step.LOWER) for bit, step in steps])
        self._tags = _Tags(every, [(bit, step.TAG) for bit, step in steps])
        self._plain = every & ~sum(bit for bit, step in steps if step.IS_TITLE is True)
        self._title = every & ~sum(bit for bit, step in steps if step.IS_TITLE is False)
        self.listed = self._text.listed | self._lower.listed

    def bits(self, word: str, look: _Look) -> int:
        """The steps, as bits."""
        bits = self._loose(look) & self._text.named(word) & self._lower.named(look.small)
        return self._lower.shaped(look.small, self._text.shaped(word, bits)) if bits else 0

    def have_shapes(self, look: _Look) -> bool:
        """Whether a step that an unlisted word of this look may take asks for a shape."""
        free = self._loose(look) & self._text.named("") & self._lower.named("")
        return bool(free & (self._text.asking | self._lower.asking))

    def _loose(self, look: _Look) -> int:
        return self._tags[look.tags] & (self._title if look.capital else self._plain)


class _Shape(dict[str, bool]):
    """Whether a word has a shape."""

    def __init__(self, pattern: str) -> None:
        self._search = compiled(pattern).search

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MANY_WORDS:
            self.clear()
        # to set a time limit takes longer than a short search
        match = self._search(word, timeout=0.1) if len(word) > _LONG else self._search(word)
        found = self[word] = match is not None
        return found


@cache
def _shape(pattern: str) -> _Shape:
    return _Shape(pattern)


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
    """The steps that take a value, as to one attribute."""

    def __init__(self, every: int, asked: Iterable[tuple[int, str | Condition | None]]) -> None:
        self._free = every
        self._named: defaultdict[str, int] = defaultdict(int)
        self._barred: defaultdict[str, int] = defaultdict(int)
        self._shapes: defaultdict[str, int] = defaultdict(int)
        for bit, wanted in asked:
            among = _named(wanted)
            if among is not None:
                self._free &= ~bit
            for value in among or ():
                self._named[value] |= bit
            if isinstance(wanted, Condition):
                for value in wanted.NOT_IN or ():
                    self._barred[value] |= bit
                if wanted.REGEX is not None:
                    self._shapes[wanted.REGEX] |= bit
        self._wanted = [(_shape(shape), bits) for shape, bits in self._shapes.items()]
        self.listed = self._named.keys() | self._barred.keys()
        self.asking = sum(self._shapes.values())

    def named(self, value: str) -> int:
        """The steps as bits, those included that ask for a shape."""
        return (self._free | self._named.get(value, 0)) & ~self._barred.get(value, 0)

    def shaped(self, value: str, bits: int) -> int:
        """Those of the steps whose shape the value has."""
        for shape, asked in self._wanted:
            if bits & asked and not shape[value]:
                bits &= ~asked
        return bits


class _Tags(dict[_TagSet, int]):
    """For each set of tags that a word may have, the bits of the steps that one of them fits."""

    def __init__(self, every: int, asked: Iterable[tuple[int, str | Condition | None]]) -> None:
        self._among = _Among(every, asked)
        self[None] = every

    def __missing__(self, tags: _TagSet) -> int:
        bits = 0
        for tag in tags or ():
            bits |= self._among.shaped(tag, self._among.named(tag))
        self[tags] = bits
        return bits


def _named(wanted: str | Condition | None) -> Sequence[str] | None:
    """The values that are asked for; None if none is."""
    if isinstance(wanted, str):
        return (wanted,)
    return wanted.IN if wanted is not None else None
