"""Abbreviations in small letters, known by the words that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_TRIGGER = r"[a-z] \([a-z]{2,6}\)"
_DEFINED = lazily(r"(?<=[a-z] )\((?P<short>[a-z]{2,6})\)")
_WORD = lazily(r"[^\W\d_]+")
_BEFORE = 80
"""Characters in front of the bracket in which the words that it shortens must stand."""
_LINK_WORDS = "of the and for in on to a by with"
_LINKS = frozenset(_LINK_WORDS.split())
_ENGLISH_WORDS = """
ace act aces add age ago aid aids aim air all also am an and any are arm art as ask at bad bag
be bed bet big bit box boy bus but buy by call came can cap car case cat clip cost cue cup cut
day did die do dog dot due ear east eat end era eye fact far fat fax few fit fly fog for from
fun gap gas get go got gun gut guy had ham has hat he her hi him hip his hit hot how ice if ill
in ink is it its job just key kid lab lap law lay led leg less let lid lie lip lit lot low mad
man map mat may me men met mid mix mm mom most much must my near net new nor not now nut odd of
off oil old on one or our out owe own pad pan par past pay pen pet pig pin pm pop post pot put
ran rat raw red rib rich rid rim role rot row run sad safe same sat saw say sea see set she
shot side sin sit six ski sky so some son star step such sum sun tag tap tax tea team ten the
tie tip to toe too top toy try two up us use van vast via war was way we west wet who why will
win wise with won yes yet you
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Words that an abbreviation may look like: they are marked where it is defined, nowhere else."""


@checker(_TRIGGER)
def lower_case_abbreviation(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """Abbreviations defined in brackets in small letters, there and wherever the story has them."""
    del options
    known: dict[str, str] = {}
    for number in where:
        text = story.texts[number]
        for match in _DEFINED.finditer(text):
            words = _words(match["short"], text[max(0, match.start() - _BEFORE) : match.start()])
            if words:
                known.setdefault(match["short"], words)
                if match["short"] in _ENGLISH:
                    yield _place(number, Span(*match.span("short")), match["short"], words)
    plain = [short for short in known if short not in _ENGLISH]
    if plain:
        yield from _uses(story, plain, known)


def _uses(story: Story, plain: Sequence[str], known: Mapping[str, str]) -> Iterator[Place]:
    short = "|".join(plain)
    anywhere = re.compile(rf"(?<![\w.@/#’'-])(?<!\d )(?:{short})(?![\w@/_]|[.]\w|[’'][a-rt-z])")
    for number, segment in enumerate(story.segments):
        for match in anywhere.finditer(segment.text):
            yield _place(number, Span(*match.span()), match[0], known[match[0]])


def _words(short: str, before: str) -> str:
    """The words at the end of `before` that the letters of `short` begin, else nothing.

    Up to a third of the letters may stand inside the words, the first may not.
    """
    found = list(_WORD.finditer(before))
    for count in range(2, len(short) + 3):
        taken = found[-count:]
        if len(taken) < count:
            break
        if taken[0][0][0].lower() == short[0] and _spells(short, [word[0] for word in taken]):
            return before[taken[0].start() :].strip()
    return ""


def _spells(short: str, words: Sequence[str]) -> bool:
    """Whether the letters are found in the words in order, most of them as first letters."""
    firsts, at = 0, 0
    for word in words:
        lowered = word.lower()
        if at < len(short) and lowered[0] == short[at]:
            firsts, at = firsts + 1, at + 1
        elif lowered not in _LINKS:
            return False
        for letter in lowered[1:] if word is words[-1] else "":
            if at < len(short) and letter == short[at]:
                at += 1
    return at == len(short) and 3 * firsts >= 2 * len(short)


def _place(number: int, span: Span, short: str, words: str) -> Place:
    put = short.upper()
    if (
        short.endswith("s")
        and words.endswith("s")
        and not words.rsplit(maxsplit=1)[-1].startswith("s")
    ):
        put = put[:-1] + "s"
    repair = Repair(f"Replace by ‘{put}’", Safety.SUGGESTED, (Edit(number, span, put),))
    return Place(number, span, {"found": short, "words": words}, (repair,))
