"""How paragraphs and sentences begin: with a capital letter, or without one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.segment import Role
from mtqa.model.span import Span
from mtqa.text.lazily import lazily
from mtqa.text.tokens import token_texts

_FIRST = lazily(r"\s*[\"“]?(?P<word>[^\W\d_][\w’'-]*)(?P<next>\S?)")
_STOPPED = lazily(r"[.!?…。！？][\"'”’»)\]]*\s*$")
_WHOLE = lazily(r"[.!?][\"'”’)\]]*\s*$")
_CHAT = lazily(
    r"[!?]{2}|[\U0001F300-\U0001FAFF☀-➿]|(?<!\w)(?:i|im|dont|cant|lol|omg|u|ur)(?!\w)|[:;]-?[)(]"
)
_PARTICLE = lazily(
    r"(?:al|el|de|del|della|der|den|des|di|da|dos|du|van|von|zu|zum|ten|ter|la|le|les|ibn|bin|bint|"
    r"ben|d|l|o|af|av|y)(?:[’'-]|\s+(?=(?:der |den |la |las |los )?[^\W\d_a-z]))"
)
_LABEL = lazily(r"[^\W\d_]+\s*[:/@|=]|\S*(?:[@/_\\]|\.\w)")
_INNER = lazily(
    r"(?<![^\W_]\.)(?<=[^\W\d_]{4})\.\s+(?P<word>(?:the|he|she|they|we|this|these|those|there|his|her|"
    r"their|our|its|according|however|although|meanwhile|moreover|therefore)\b)(?![.’'-])"
)
_LEAST_WORDS = 5
_NO_WORD = frozenset(".:)]*|=/@\\_")
"""Marks behind a word that make it a label, an address or a bullet."""
_VERBS = frozenset({"VB", "VBD", "VBZ", "VBP", "MD"})
_LONG = 12
"""Words of a text too long for a label or a caption, whatever its tags."""
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof", "sen", "gov", "gen", "st"})
_REPORTING = frozenset({"said", "says", "added", "adds", "told", "asked", "wrote", "replied"})
"""Words that take up a quotation when a paragraph was broken behind it."""
_LINKS = frozenset({"and", "or", "nor", "which", "who", "whose", "where", "to", "of"})
_RUNNING = (Role.BODY, Role.STANDFIRST, Role.SUMMARY)


@checker(r"(?:^|\n)\s*[\"“]?[^\W\d_A-Z]")
def lower_case_start(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A paragraph of running text whose first letter is small, where the others have capitals.

    `safe` are words whose capital cannot change what is meant. A lone paragraph may have lost its
    first words: a capital would hide that, so none is offered, and one that begins with a link is
    let be.
    """
    del where
    safe = frozenset(options["safe"])
    begun = [n for n, text in enumerate(story.texts) if text.lstrip(' \n"“')[:1].islower()]
    small = [n for n in begun if story.segments[n].role in _RUNNING]
    if not small:
        return
    running = [segment for segment in story.segments if segment.role in _RUNNING]
    if len(small) * 3 > len(running) and len(running) > 1:
        return
    alone = len(story.segments) == 1
    for number in small:
        match = _FIRST.match(story.texts[number])
        if match and alone and match["word"] in _LINKS:
            continue
        if match and _begins(story, number) and _runs(story, number, match):
            place = _capital(number, Span(*match.span("word")), match["word"], safe)
            yield replace(place, repairs=()) if alone else place


@checker(r"[a-z]{4}\.\s+[a-z]")
def lower_case_after_stop(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A word that only begins a sentence, in small letters behind a full stop.

    `abbreviations` are words that end on a stop within a sentence.
    """
    shortened = re.compile(options["abbreviations"])
    for number in where:
        text = story.texts[number]
        if story.segments[number].role not in _RUNNING or _CHAT.search(text):
            continue
        found = [
            match
            for match in _INNER.finditer(text)
            if not shortened.search(text[max(0, match.start() - 15) : match.start() + 1])
        ]
        for match in found if len(found) < _LEAST_WORDS else ():
            yield _capital(
                number, Span(*match.span("word")), match["word"], frozenset([match["word"]])
            )


def _begins(story: Story, number: int) -> bool:
    """Whether the text in front of this paragraph is complete, so that a sentence begins here."""
    if not number:
        return True
    before = story.segments[number - 1]
    return before.role not in _RUNNING or _STOPPED.search(before.text[-8:]) is not None


def _runs(story: Story, number: int, first: re.Match[str]) -> bool:
    """Whether the paragraph is a sentence by its look, and its first word no name or label."""
    text, word, start = story.texts[number], first["word"], first.start("word")
    if not word.islower() or _REPORTING.intersection([word]) or re.match(r"\w[-’']", word):
        return False
    if first["next"] in _NO_WORD and not (first["next"] == "." and word in _TITLES):
        return False
    if _PARTICLE.match(text, start) or (word not in _TITLES and _LABEL.match(text, start)):
        return False
    if not _WHOLE.search(text) or len(text.split()) < _LEAST_WORDS:
        return False
    if _CHAT.search(text, first.end("word")) or _INNER.search(text):
        return False
    spans = story.sentences(number)[:2]
    if sum(len(token_texts(span.of(text))) for span in spans) > _LONG:
        return True
    return any(one.tag in _VERBS for span in spans for one in story.tagged(number, span))


def _capital(number: int, span: Span, word: str, safe: frozenset[str]) -> Place:
    put = word[0].upper() + word[1:]
    safety = Safety.SAFE if word in safe else Safety.SUGGESTED
    repair = Repair(f"‘{put}’, with a capital", safety, (Edit(number, span, put),))
    return Place(number, span, {"word": word, "put": put}, (repair,))
