"""Patterns as the prefilter searches for them: they match wherever the pattern does, and cost less.

What a pattern says at its ends costs the automaton most and tells it least.
"""

from __future__ import annotations

import re

_REPEAT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(?P<least>\d*),(?P<most>\d+)\}", re.DOTALL)
_FEW = 6
"""Repeats that the automaton may count."""

_SET = re.compile(r"\[(?P<characters>(?:[^\]\\^-]|\\[^\w\s])+)\]|(?P<one>[^\x00-\x7f])")
_COMMON_HEAD = re.compile(
    r"^(?P<flags>\(\?i\))?(?:\\b|\(\?<!\[\\w\]\))?(?P<group>\(\?:)?"
    r"(?:the|of|in|to|on|a)\\s\+(?:the\\s\+)?(?=(?:\(\?:)?[a-z]{4})"
)
"""Words in front of a longer one that nearly every sentence has."""

_GAP_AT_END = r"\s*$"
_REPEAT_AT_END = re.compile(r"(?<!\\)(?P<one>\\[wsd]|\[(?:[^\[\]\\]|\\.)+\])(?P<repeat>[*+])$")


def character_set(pattern: str) -> frozenset[str] | None:
    """The characters of a pattern that is nothing but a set of them."""
    match = _SET.fullmatch(pattern)
    if not match:
        return None
    return frozenset(match["one"] or re.sub(r"\\(.)", r"\1", match["characters"]))


def loosened(pattern: str) -> str:
    """The pattern without what tells little, or only how far its matches reach.

    A common word in front of a rare one is a state to keep wherever it stands, an upper bound of
    many repeats one for each; a repeat at the end is a match for each letter. White space in front
    of an end is looked for by itself: it is rare.
    """
    pattern = _REPEAT.sub(_unbounded, pattern.replace("\0", r"\x00"))
    pattern = _COMMON_HEAD.sub(_without_head, pattern)
    if pattern.endswith(_GAP_AT_END):
        return pattern.removesuffix(_GAP_AT_END) + r"$|\s$"
    return _REPEAT_AT_END.sub(_once, pattern)


def _unbounded(match: re.Match[str]) -> str:
    if not match["most"] or int(match["most"]) <= _FEW:
        return match.group()
    return "+" if int(match["least"] or 0) else "*"


def _without_head(match: re.Match[str]) -> str:
    return f"{match['flags'] or ''}{match['group'] or ''}\\s"


def _once(match: re.Match[str]) -> str:
    return match["one"] if match["repeat"] == "+" else ""
