"""Two versions of a story: which paragraphs answer to each other, and how each was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel, LCSseq

from mtqa.reporting.changes import Part
from mtqa.reporting.wording import tokens, word_changes

Pair = tuple[tuple[int, ...], tuple[int, ...]]

BREAK = "\u2029"
"""Stands in the parts of a passage between two paragraphs that answer to one."""
_USUAL = 40_000
"""Pairs of paragraphs up to which two stories are compared as a whole."""
_BAND = 60
"""How far from the diagonal paragraphs of a long stretch are compared."""
_ALIKE = 0.5
"""The share of words that two versions of a paragraph have in common at least."""
_ALIKE_TWO = 0.6
"""The same for one paragraph and two."""
_MOVED = 0.8
"""The same for a paragraph that was moved."""
_MOVED_WORDS = 4
"""A shorter paragraph is not looked for elsewhere."""
_STEPS = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that answer to each other, by their numbers from 0: one and one, or one and two.

    `before` or `after` is empty if the paragraph was put in or taken out. `moved` is the number of
    the passage where the other end of a moved paragraph is.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    parts: tuple[Part, ...]
    moved: int | None = None

    @property
    def kind(self) -> str:
        """One of same, changed, split, joined, added, removed, moved."""
        if self.moved is not None:
            return "moved"
        if not (self.before and self.after):
            return "added" if self.after else "removed"
        if len(self.before) != len(self.after):
            return "split" if len(self.after) > 1 else "joined"
        return "same" if all(part.kind == "same" for part in self.parts) else "changed"


def compare(before: Sequence[str], after: Sequence[str]) -> tuple[Passage, ...]:
    """How the paragraphs `before` became those `after`, in an order that keeps both.

    >>> [passage.kind for passage in compare(["One.", "Two."], ["One.", "Two and a half.", "3."])]
    ['same', 'changed', 'added']
    """
    passages = [
        Passage(old, new, word_changes(_joined(before, old), _joined(after, new)))
        for left, right in _stretches(before, after)
        for old, new in _pairs(before, left, after, right)
    ]
    return tuple(_with_moves(passages, before, after))


def words_changed(passages: Sequence[Passage]) -> tuple[int, int]:
    """The words taken out and the words put in; moving a paragraph changes no word."""
    parts = [
        part
        for passage in passages
        if passage.moved is None or passage.after
        for part in passage.parts
    ]
    return _words(parts, "deleted"), _words(parts, "inserted")


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Ranges of paragraphs, in order: those that stayed, and what lies between them.

    Between the common beginning and the common end of two stories of usual length there is one:
    a paragraph that others moved past may be the one that was moved.
    """
    ends = ((0, 0), (len(before), len(after)))
    whole = len(before) * len(after) <= _USUAL
    left = right = 0
    for step in Indel.opcodes(list(before), list(after)):
        start, end = (step.src_start, step.dest_start), (step.src_end, step.dest_end)
        if step.tag == "equal" and not (whole and start not in ends and end not in ends):
            yield range(left, start[0]), range(right, start[1])
            yield range(start[0], end[0]), range(start[1], end[1])
            left, right = end
    yield range(left, len(before)), range(right, len(after))


def _pairs(before: Sequence[str], left: range, after: Sequence[str], right: range) -> list[Pair]:
    """The paragraphs of a stretch, brought together so that they share most words."""
    if [before[number] for number in left] == [after[number] for number in right]:
        return [((old,), (new,)) for old, new in zip(left, right, strict=True)]
    stretch = _Stretch([_words_of(before[n]) for n in left], [_words_of(after[n]) for n in right])
    return [
        (tuple(left[n] for n in old), tuple(right[n] for n in new)) for old, new in stretch.pairs()
    ]


class _Stretch:
    """Paragraphs as lists of their words and marks, old and new."""

    def __init__(self, old: Sequence[list[str]], new: Sequence[list[str]]) -> None:
        self._old, self._new = old, new

    def pairs(self) -> list[Pair]:
        """Which answer to each other, in order; a paragraph alone has none on the other side."""
        rows, columns = len(self._old), len(self._new)
        best = {(0, 0): 0.0}
        steps: dict[tuple[int, int], tuple[int, int]] = {}
        for j in range(columns + 1):
            for i in range(rows + 1):
                for a, b in _STEPS:
                    shared = self._shared(i, j, a, b)
                    if shared is not None and best[i, j] + shared > best.get((i + a, j + b), -1):
                        best[i + a, j + b] = best[i, j] + shared
                        steps[i + a, j + b] = a, b
        found: list[Pair] = []
        i, j = rows, columns
        while i or j:
            a, b = steps[i, j]
            found.insert(0, (tuple(range(i - a, i)), tuple(range(j - b, j))))
            i, j = i - a, j - b
        return found

    def _shared(self, i: int, j: int, a: int, b: int) -> float | None:
        """The words that `a` old and `b` new paragraphs share, if they are versions of one."""
        if i + a > len(self._old) or j + b > len(self._new):
            return None
        if not (a and b):
            return 0.0
        if not self._near(i, j):
            return None
        left, right = self._old[i], self._new[j]
        left = left + self._old[i + 1] if a > 1 else left
        right = right + self._new[j + 1] if b > 1 else right
        least = (_ALIKE if a == b else _ALIKE_TWO) * (len(left) + len(right)) / 2
        shared = LCSseq.similarity(left, right, score_cutoff=max(1, int(least)))
        return shared - (a != b) / 2 if shared and shared >= least else None

    def _near(self, i: int, j: int) -> bool:
        rows, columns = len(self._old), len(self._new)
        return abs(i * columns - j * rows) <= _BAND * max(rows, columns)


def _with_moves(
    passages: list[Passage], before: Sequence[str], after: Sequence[str]
) -> list[Passage]:
    """The passages, where what was taken out in one place and put in at another was moved."""
    gone = [(n, _words_of(before[p.before[0]])) for n, p in enumerate(passages) if not p.after]
    come = [(n, _words_of(after[p.after[0]])) for n, p in enumerate(passages) if not p.before]
    likes = [
        (-_likeness(old, new), away, here)
        for away, old in gone
        for here, new in come
        if min(len(old), len(new)) >= _MOVED_WORDS
    ]
    taken: set[int] = set()
    for unlike, away, here in sorted(likes):
        if -unlike >= _MOVED and not {away, here} & taken:
            taken |= {away, here}
            old, new = passages[away].before, passages[here].after
            parts = word_changes(_joined(before, old), _joined(after, new))
            passages[away] = replace(passages[away], moved=here)
            passages[here] = replace(passages[here], moved=away, parts=parts)
    return passages


def _likeness(old: list[str], new: list[str]) -> float:
    return Indel.normalized_similarity(old, new, score_cutoff=_MOVED)


def _joined(texts: Sequence[str], numbers: tuple[int, ...]) -> str:
    return BREAK.join(texts[number] for number in numbers)


def _words_of(text: str) -> list[str]:
    return [token for token in tokens(text) if not token.isspace()]


def _words(parts: Sequence[Part], kind: str) -> int:
    return sum(
        token[0].isalnum() for part in parts if part.kind == kind for token in tokens(part.text)
    )
