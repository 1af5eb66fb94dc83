"""Patterns as the prefilter searches for them: they match wherever the pattern does, and cost less.

What a pattern says at its ends costs the automaton most and tells it least.
"""

from __future__ import annotations

import re

_REPEAT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(?P<least>\d*),(?P<most>\d+)\}", re.DOTALL)
_FEW = 6
"""Repeats that the automaton may count."""

_SET = re.compile(r"\[(?P<characters>(?:[^\]\\^-]|\\[^\w\s])+)\]|(?P<one>[^\x00-\x7f])")
_GAP_AT_END = r"\s*$"
_REPEAT_AT_END = re.compile(r"(?<!\\)(?P<one>\\[wsd]|\[(?:[^\[\]\\]|\\.)+\])(?P<repeat>[*+])$")


def character_set(pattern: str) -> frozenset[str] | None:
    """The characters of a pattern that is nothing but a set of them."""
    match = _SET.fullmatch(pattern)
    if not match:
        return None
    return frozenset(match["one"] or re.sub(r"\\(.)", r"\1", match["characters"]))


def loosened(pattern: str) -> str:
    """The pattern without what only tells how far its matches reach.

    An upper bound of many repeats costs a state each, and a repeat at the end a match for each
    letter. White space in front of an end is looked for by itself: it is rare.
    """
    pattern = _REPEAT.sub(_unbounded, pattern.replace("\0", r"\x00"))
    if pattern.endswith(_GAP_AT_END):
        return pattern.removesuffix(_GAP_AT_END) + r"$|\s$"
    return _REPEAT_AT_END.sub(_once, pattern)


def _unbounded(match: re.Match[str]) -> str:
    if not match["most"] or int(match["most"]) <= _FEW:
        return match.group()
    return "+" if int(match["least"] or 0) else "*"


def _once(match: re.Match[str]) -> str:
    return match["one"] if match["repeat"] == "+" else ""
