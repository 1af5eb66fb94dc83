"""Hyphens, slashes and single quotation marks that a tokeniser set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_APART = lazily(r"[\w)\]%\"”]\s[,.;:!?](?=\s|$)")
_JOINED = lazily(r"\w[,.;:!?](?=\s|$)")
_INITIAL = lazily(r"(?:\b\w|\b(?:Mr|Mrs|Ms|Dr|St|No|vs|Jr|Sr|Inc|Co|Ltd|Corp|etc))\.")
_LONGEST = 6
"""The most characters of an abbreviation with its stop and what stands before it."""
_JOINT = lazily(r"(?<![\w.])(?P<left>[\w.]*\w)(?P<gap>\s[-/]\s)(?P<right>\w+)")
_CLAUSE_WORDS = """
the a an and but or so as if it he she they we you i this that these those there who which
what when where while because although though not no never even only also just much more less
said says is was are were has had have will would can could to of in on at by for from with
about including such his her their its our my
"""
_CLAUSE = frozenset(_CLAUSE_WORDS.split())
"""Words that begin what stands behind a dash, and never the second half of a compound."""
_SINGLE = lazily(r"(?<!\w)['‘’]|['‘’](?!\w)")
_QUOTED = lazily(r"(?<=\s)(?P<open>['‘’]\s)[^'‘’]{2,120}?(?P<close>\s['’])(?=\s|$)")


@checker(r"\w\s[-/]\s\w")
def torn_compound(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """Compounds of a tokenised text that spaces tear apart, but for what `known` matches.

    A dash is told from a hyphen by the words beside it.
    """
    known = _compiled(options["known"])
    for number in where:
        text = story.texts[number]
        if not is_tokenised(text):
            continue
        barred = [Span(*match.span()) for match in known.finditer(text)]
        for match in _joints(text):
            span = Span(*match.span("gap"))
            if any(span.overlaps(other) for other in barred):
                continue
            if match["right"].lower() not in _CLAUSE and match["left"] not in _CLAUSE:
                yield _joined(number, text, match)


@checker(r"\s['‘’]\s")
def spaced_single_quotes(
    story: Story, where: Sequence[int], _: Mapping[str, Any]
) -> Iterator[Place]:
    """Single quotation marks with spaces on both sides, in a tokenised text."""
    for number in where:
        text = story.texts[number]
        if len(_SINGLE.findall(text)) == 2 and is_tokenised(text):
            for match in _QUOTED.finditer(text):
                edits = tuple(
                    Edit(number, Span(*match.span(name)), match[name].strip())
                    for name in ("open", "close")
                )
                repair = Repair("Delete the spaces", Safety.SUGGESTED, edits)
                yield Place(number, Span(*match.span()), {}, (repair,))


def is_tokenised(text: str) -> bool:
    """Whether the marks of a text stand apart from its words, as tokenisers set them.

    >>> is_tokenised("The envoy left , ill - prepared ."), is_tokenised("He left, ill - prepared.")
    (True, False)
    """
    if not _APART.search(text):
        return False
    joined = (match.end() for match in _JOINED.finditer(text))
    return all(_INITIAL.search(text[max(0, end - _LONGEST) : end]) for end in joined)


def _joints(text: str) -> Iterator[re.Match[str]]:
    """The joints of a text from left to right; a word may stand between two."""
    at = 0
    while match := _JOINT.search(text, at):
        yield match
        at = match.start("right")


def _joined(number: int, text: str, match: re.Match[str]) -> Place:
    start, end = match.span("gap")
    mark = text[start:end].strip()
    repair = Repair(f"Write ‘{mark}’", Safety.SUGGESTED, (Edit(number, Span(start, end), mark),))
    span = Span(match.start(), match.end())
    return Place(number, span, {"found": span.of(text)}, (repair,))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
