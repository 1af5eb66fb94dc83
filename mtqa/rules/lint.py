"""Patterns that are refused, with the reason: what the engines read differently, what explodes."""

from __future__ import annotations

import math
import re
import time
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

import regex

_FOREIGN = (
    (r"\\[mMXK]", "‘{}’ is known to the regex module alone"),
    (r"\(\?(?:R|\d|&|P>)", "‘{}’ is a recursion, which the automaton cannot take"),
    (r"\{(?:[eids]|\d*[eids]?<=?)\W", "‘{}’ is a fuzzy match, which the automaton reads otherwise"),
    (
        r"\[[^\]]*(?:--|&&|\|\||~~)\[",
        "‘{}’ is a set operation, which the automaton reads otherwise",
    ),
    (r"\\u[0-9a-fA-F]{4}", "‘{}’: write the character itself"),
)
PUMPED = 10_000
"""Code points of the texts on which a pattern is timed."""
LIMIT = 0.05
"""Seconds that a pattern may take on them if its time grows faster than the text."""
CEILING = 0.5
"""Seconds that no pattern may take on them."""
_QUARTER = 8
"""How many times its time on a quarter of a text a pattern may take: linear is 4, square 16."""


def objection(pattern: str) -> str | None:
    """Why a pattern is refused before it has run; None if it is not."""
    for construct, reason in _FOREIGN:
        found = re.search(construct, pattern)
        if found:
            return reason.format(found.group())
    try:
        regex.compile(pattern)
    except regex.error as error:
        return f"it is no pattern: {error}"
    if _explodes(pattern):
        return "a repeat within a repeat can match the same text in many ways: it may never end"
    return None


def slowness(pattern: str, texts: Iterable[str]) -> str | None:
    """What a pattern takes too long on, of hostile texts and these; None if nothing.

    Too long is what grows with the square of the text, or passes the ceiling: time alone would
    say more of the machine than of the pattern.
    """
    compiled = regex.compile(pattern)
    for text in (*_HOSTILE, *texts):
        pumped = (text * (PUMPED // max(1, len(text)) + 1))[:PUMPED]
        taken = _seconds(compiled, pumped)
        if taken > LIMIT and all(_too_long(compiled, pumped) for _ in range(3)):
            told = f"{1000 * taken:.0f} ms" if taken < 1 else "over 1 s"
            return f"{told} on {PUMPED:,} characters of ‘{text[:30]}’"
    return None


def _too_long(compiled: Any, text: str) -> bool:
    """Whether it still takes too long on another look: the first may have met a busy machine."""
    whole = _seconds(compiled, text)
    part = text[: len(text) // 4]
    return whole > CEILING or whole > max(LIMIT, _QUARTER * _seconds(compiled, part))


def _seconds(compiled: Any, text: str) -> float:
    """The CPU seconds of all its matches in the text; infinite if they take over a second."""
    start = time.thread_time()
    try:
        for _ in compiled.finditer(text, timeout=1.0):
            pass
    except TimeoutError:
        return math.inf
    return time.thread_time() - start


_HOSTILE = ("a", " ", "a ", "A", "A ", "1", "1,", ".", "“", '"', "a-", "a’", "(", "the ", "\t\n")


def _explodes(pattern: str) -> bool:
    """Whether an unbounded repeat holds nothing but another one and what may be left out."""
    from re import _parser  # type: ignore[attr-defined]

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(pattern)
    except (re.error, OverflowError):
        return False  # a construct that only the regex module knows: timing must tell
    return any(_ambiguous(body) for body in _unbounded(tree))


def _unbounded(tree: Any) -> Iterator[Any]:
    for operation, argument in tree:
        name = str(operation)
        if name in {"MAX_REPEAT", "MIN_REPEAT"} and argument[1] > 1000:
            yield argument[2]
        for child in _children(name, argument):
            yield from _unbounded(child)


def _ambiguous(body: Any) -> bool:
    """Whether one way through the body is a single unbounded repeat and optional rest."""
    items = list(body)
    if len(items) == 1 and str(items[0][0]) in {"SUBPATTERN", "BRANCH"}:
        name, argument = str(items[0][0]), items[0][1]
        return any(_ambiguous(child) for child in _children(name, argument))
    repeats = required = 0
    for operation, argument in items:
        name = str(operation)
        if name in {"MAX_REPEAT", "MIN_REPEAT"}:
            repeats += argument[1] > 1000
            required += argument[0] > 0 and argument[1] <= 1000
        elif name not in {"AT", "ASSERT", "ASSERT_NOT"}:
            required += 1
    return repeats == 1 and required == 0


def _children(name: str, argument: Any) -> list[Any]:
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return [argument[2]]
    if name == "SUBPATTERN":
        return [argument[3]]
    if name == "BRANCH":
        return list(argument[1])
    if name in {"ASSERT", "ASSERT_NOT"}:
        return [argument[1]]
    if name == "ATOMIC_GROUP":
        return [argument]
    return []
