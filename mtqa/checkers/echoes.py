"""Nouns that follow themselves across a preposition: `the island of the island`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_THE = r"(?:the|this|these|those|his|her|their|its)"
_PLAIN = r"(?:the|an?|his|her|their|its)"
_ECHO = lazily(
    rf"(?<![\w’'-])(?:(?P<of>(?P<x>\w{{3,}})) of (?:{_THE} )?(?P=x)(?! of (?:{_THE} )?(?P=x)\b)"
    rf"|(?P<at>(?i:{_PLAIN}) (?P<y>\w{{3,}})) (?:on|by|with|from|for|in|at) {_PLAIN} (?P=y))"
    r"(?![\w’'-]| (?:No\.? ?)?\d| (?:side|team|army|navy|government|people|part|language)\b)"
)
_LOOP = lazily(rf"\b(\w+) of (?:{_THE} )?\1(?: of (?:{_THE} )?\1\b)+")
"""Three or more in a row are the business of the rule for repeated phrases."""
_PREPOSITIONS = frozenset({"of", "on", "by", "with", "from", "for", "in", "at"})
_GRAMMAR = frozenset({"the", "this", "that", "his", "her", "its", "their", "and", "all"})
_IDIOMS = (
    lazily(
        rf"\b(?:\w+est|(?:most|least) \w+|most|worst|least|last|some|one|two|three|ten|hundreds"
        rf"|thousands|millions|art|all|none|each|any|parts?|half"
        rf"|king|queen|lord|god|heart|holy|city|people|house|day|battle|mother|father|story) of"
        rf" (?:{_THE} )?\w+",
        re.IGNORECASE,
    ),
    lazily(r"\ban? (\w+) (?:for|by|in|on|at|with|from) an? \1\b", re.IGNORECASE),
    lazily(rf"\bfrom {_PLAIN} \w+ from\b", re.IGNORECASE),
    lazily(r"\b(\w+) (?:for|with|in|on) (?:his|her|their|its) \1\b", re.IGNORECASE),
)


@checker()
def echoed_noun(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """A noun that stands on both sides of a preposition, but for idioms and quoted words."""
    echoed = _echoed(story.flow)
    if not echoed:
        return
    for number in where:
        if echoed.isdisjoint(story.lowered[number]) or not _echoed(story.lowered[number]):
            continue
        text = story.texts[number]
        found = list(_ECHO.finditer(text))
        if not found:
            continue
        idioms = [
            Span(*match.span()) for idiom in (_LOOP, *_IDIOMS) for match in idiom.finditer(text)
        ]
        for match in found:
            span = Span(*match.span())
            if _is_grammar(match["x"] or match["y"]) or _phrase_comes_back(text, match):
                continue
            if not any(span.overlaps(other) for other in (*idioms, *story.speech(number))):
                kept = match["of"] or match["at"]
                cut = Span(span.start + len(kept), span.end)
                repair = Repair(f"Keep one: ‘{kept}’", Safety.SUGGESTED, (Edit(number, cut, ""),))
                yield Place(number, span, {"found": match[0]}, (repair,))


def _is_grammar(word: str) -> bool:
    return word.lower() in _GRAMMAR


def _phrase_comes_back(text: str, match: re.Match[str]) -> bool:
    """Whether the preposition stands in front as well: a repeated phrase has a rule of its own."""
    first = match["of"] or match["at"]
    preposition = match[0][len(first) :].split()[0]
    return text[: match.start()].lower().endswith(f"{preposition.lower()} ")


def _echoed(words: Sequence[str]) -> set[str]:
    """The words that stand on both sides of a preposition: a quick look before a close one."""
    found = set()
    for at in compress(range(1, len(words)), map(_PREPOSITIONS.__contains__, words[1:])):
        before = words[at - 1]
        if len(before) > 2:
            for later in words[at + 1 : at + 3]:
                if later.startswith(before):
                    found.add(before)
    return found
