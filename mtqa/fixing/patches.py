"""Patches that still find their place in a copy that was edited since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from diff_match_patch import diff_match_patch

from mtqa.errors import UsageError

_MARGIN = 12
"""Code points of context on either side of a hunk: enough to tell places in prose apart."""
_DISTANCE = 100_000
"""How far, in code points, a hunk may have moved before distance alone rules a place out."""
_THRESHOLD = 0.25
"""How unlike its context a place may be, from 0 (not at all) to 1."""


class Outcome(StrEnum):
    """What became of a hunk."""

    EXACT = "exact"
    """Its words stood there as they were."""
    NEAR = "near"
    """The words around it were edited, those that it changes were not."""
    ALREADY = "already"
    """What it would make is there."""
    UNFIT = "unfit"
    """It found no place; nothing of it was made."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """One hunk of a patch: its number from 1, the words it looks for and makes, its outcome."""

    number: int
    before: str
    after: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Applied:
    """The text with every hunk made that fits, and what became of each."""

    text: str
    hunks: tuple[Hunk, ...]

    @property
    def unfit(self) -> tuple[Hunk, ...]:
        """The hunks that found no place."""
        return tuple(hunk for hunk in self.hunks if hunk.outcome is Outcome.UNFIT)


def patch_text(before: str, after: str) -> str:
    """The patch from `before` to `after` in diff-match-patch's form; empty if they are equal.

    It is plain ASCII. Its offsets count code points, as diff-match-patch for Python does; its
    JavaScript counts UTF-16, which differs behind characters such as emoji.
    """
    engine = _engine()
    diffs = engine.diff_main(before, after)
    engine.diff_cleanupSemantic(diffs)
    return str(engine.patch_toText(engine.patch_make(before, diffs)))


def apply_patch(patch: str, text: str) -> Applied:
    """`text` with the hunks of `patch` made where they fit, each as a whole or not at all.

    Raises `UsageError` if `patch` is no patch.
    """
    shift = 0
    hunks = []
    for number, one in enumerate(_parsed(patch), start=1):
        text, moved, hunk = _apply(one, number, text, one.start2 + shift)
        shift += moved
        hunks.append(hunk)
    return Applied(text, tuple(hunks))


def _engine() -> Any:
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    engine.Patch_Margin = _MARGIN
    engine.Match_Distance = _DISTANCE
    engine.Match_Threshold = _THRESHOLD
    return engine


def _parsed(patch: str) -> list[Any]:
    try:
        found: list[Any] = _engine().patch_fromText(patch)
    except (ValueError, IndexError) as error:
        raise UsageError(
            "This is no diff-match-patch patch: `mtqa fix --patch` writes one."
        ) from error
    return found


def _apply(patch: Any, number: int, text: str, expected: int) -> tuple[str, int, Hunk]:
    """The text with the hunk made, how much further on it stood than expected, and the hunk."""
    engine = _engine()
    before, after = engine.diff_text1(patch.diffs), engine.diff_text2(patch.diffs)
    place, there = _nearest(text, before, expected), _nearest(text, after, expected)
    if there is not None and (place is None or _within(patch, text, place, there)):
        return text, there - expected, Hunk(number, before, after, Outcome.ALREADY)
    if place is not None:
        made = text[:place] + after + text[place + len(before) :]
        return made, place - expected, Hunk(number, before, after, Outcome.EXACT)
    lost = len(before) - len(after)
    near = _fuzzy(patch, text, expected)
    if near is None:
        return text, lost, Hunk(number, before, after, Outcome.UNFIT)
    return near, 0, Hunk(number, before, after, Outcome.NEAR)


def _within(patch: Any, text: str, place: int, there: int) -> bool:
    """Whether what a hunk looks for at `place` is but a part of what it has made at `there`.

    That can be only where the hunk lacks context: at the beginning and at the end of a text.
    """
    engine = _engine()
    before, after = engine.diff_text1(patch.diffs), engine.diff_text2(patch.diffs)
    end = place + len(before)
    if len(after) <= len(before) or not there <= place <= end <= there + len(after):
        return False
    opens = patch.diffs[0][0] != engine.DIFF_EQUAL
    closes = patch.diffs[-1][0] != engine.DIFF_EQUAL
    return (opens and place > 0) or (closes and end < len(text))


def _fuzzy(patch: Any, text: str, expected: int) -> str | None:
    """The text with the hunk made at the place most like its own, if exactly its change results."""
    engine = _engine()
    moved = engine.patch_deepCopy([patch])
    moved[0].start1 += expected - patch.start2
    moved[0].start2 = expected
    made, fits = engine.patch_apply(moved, text)
    if not all(fits) or _balance(text, made) != _promised(patch):
        return None
    return str(made)


def _nearest(text: str, wanted: str, expected: int) -> int | None:
    """Where `wanted` stands in `text`, as near as can be to `expected`."""
    if not wanted:
        return min(max(expected, 0), len(text)) if not text else None
    return min(_places(text, wanted), key=lambda place: abs(place - expected), default=None)


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _balance(before: str, after: str) -> dict[str, int]:
    """How many of each character are more or fewer than before."""
    balance = Counter(after)
    balance.subtract(before)
    return {character: count for character, count in balance.items() if count}


def _promised(patch: Any) -> dict[str, int]:
    engine = _engine()
    return _balance(engine.diff_text1(patch.diffs), engine.diff_text2(patch.diffs))
