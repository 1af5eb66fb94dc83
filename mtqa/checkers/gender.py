"""Pronouns that change the gender of a named person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_TITLED = {"Mr": "he", "Mrs": "she", "Ms": "she"}
_MEN = r"he|him|his|himself|man|men|boy|husband|son|father|brother|uncle|king|prince|lord|spokesman"
_WOMEN = (
    r"she|her|hers|herself|woman|women|girl|wife|daughter|mother|sister|aunt|queen|princess|lady|"
    r"spokeswoman"
)
_OTHERS = {
    "he": lazily(rf"(?i)\b(?:{_WOMEN}|Mrs|Ms)\b"),
    "she": lazily(rf"(?i)\b(?:{_MEN}|Mr)\b"),
}
_SWAP = {
    "he": {"she": "he", "her": "his", "hers": "his", "herself": "himself"},
    "she": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
}
_PRONOUN = lazily(r"\b(?:[Ss]he|[Hh]e|[Hh]ers?|[Hh]erself|[Hh]im|[Hh]is|[Hh]imself)\b")
_PLACE = lazily(
    r"\b(?:Street|Road|Avenue|Hospital|School|University|College|Park|Airport|Square|Islands?|Bay|"
    r"Cathedral|Church|Bridge|Station|Prize|Awards?|Act|Law|Court|Day|Centre|Center|Foundation|"
    r"Institute|House|Palace|Stadium|Theatre|Hall|Lake|River|Mountains?|City|Inc|Ltd)\b"
)
_POSSESSIVE = lazily(r"[’']s?\s")
_FULL_NAME = lazily(r"[A-ZÀ-Þ][\w’-]+\s+[A-ZÀ-Þ][\w’-]+")


@checker(r"[.!?][”\"]?\s+(?:He|She)\b")
def pronoun_gender(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """“Angela … . He …”: the person of the sentence before is taken up by the wrong pronoun.

    Only where the sentence before opens with that person and names nobody else.
    """
    lists = {key: _whole(options[key]) for key in ("women", "men")}
    for number in where:
        text = story.texts[number]
        sentences = story.sentences(number)
        for before, span in pairwise(sentences):
            pronoun = re.match(r"(He|She)\b", span.of(text))
            if not pronoun:
                continue
            found = _person(before.of(text), lists)
            if found and found[1] != pronoun[1].lower() and before == sentences[0]:
                yield _place(number, text, span, before.start, found)


def _person(sentence: str, lists: Mapping[str, re.Pattern[str]]) -> tuple[str, str] | None:
    """The person that the sentence opens with, and the pronoun for that person."""
    for match in re.finditer(r"\b[A-ZÀ-Þ][\w’-]+", sentence[:60]):
        word = match[0]
        title = re.search(r"\b(Mrs|Mr|Ms)\.?\s+$", sentence[: match.start()])
        gender = _TITLED[title[1]] if title else _gender(word, lists)
        if not gender:
            continue
        name = re.match(r"[A-ZÀ-Þ][\w’-]+(?:\s+[A-ZÀ-Þ][\w’-]+)*", sentence[match.start() :])
        if not name or (not title and " " not in name[0]):
            return None
        if _PLACE.search(name[0]):
            return None
        before = sentence[: title.start() if title else match.start()]
        behind = sentence[match.start() + len(name[0]) :]
        alone = re.fullmatch(r"(?:(?:[A-Z]?[\w’-]+)\s+){0,6}", sentence[: match.start()])
        if not alone or _OTHERS[gender].search(before + behind) or _others_named(behind):
            return None
        if _POSSESSIVE.search(before):
            return None
        return name[0], gender
    return None


def _gender(word: str, lists: Mapping[str, re.Pattern[str]]) -> str | None:
    if lists["women"].fullmatch(word.lower()):
        return "she"
    return "he" if lists["men"].fullmatch(word.lower()) else None


def _others_named(rest: str) -> bool:
    return bool(_FULL_NAME.search(rest) or re.search(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord)\b", rest))


def _place(number: int, text: str, span: Span, start: int, found: tuple[str, str]) -> Place:
    name, right = found
    edits = []
    for match in _PRONOUN.finditer(text, span.start, span.end):
        put = _SWAP[right].get(match[0].lower())
        if put:
            put = put.capitalize() if match[0][0].isupper() else put
            edits.append(Edit(number, Span(*match.span()), put))
    pronoun = text[edits[0].span.start : edits[0].span.end]
    title = f"‘{right}’ for {name} throughout the sentence"
    repair = Repair(title, Safety.SUGGESTED, tuple(edits))
    at = text.index(name, start)
    fields = {"found": pronoun, "name": name}
    related = ((number, Span(at, at + len(name))),)
    return Place(number, edits[0].span, fields, (repair,), related)


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
