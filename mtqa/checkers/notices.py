"""Notices that a text was translated by a machine, left in the copy."""

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

LONGEST = 260
"""The most characters of a notice."""
_OF_TRANSLATION = lazily(r"(?i)translat|original|source|```")
"""What only the machine says; a letter, too, may end on “let me know if you need help”."""


@checker(r"(?i)translat")
def translation_notice(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A whole segment, or a sentence at either end of one, that `patterns` match from end to end.

    Silent where the house keeps its notices.
    """
    if story.house.notices == "keep":
        return
    notice = _notice(tuple(options["patterns"]))
    for number in where:
        text = story.texts[number]
        if len(text) <= LONGEST and notice.fullmatch(text.strip()):
            repair = Repair("Remove the notice", Safety.SUGGESTED, remove=(number,))
            start = len(text) - len(text.lstrip())
            yield Place(number, Span(start, len(text.rstrip())), {}, (repair,))
            continue
        for span in _ends(story.sentences(number)):
            if len(span.of(text)) <= LONGEST and notice.fullmatch(span.of(text)):
                cut = _with_gap(text, span)
                title = "Remove the notice"
                repair = Repair(title, Safety.SUGGESTED, (Edit(number, cut, ""),))
                yield Place(number, span, {}, (repair,))


def _ends(sentences: Sequence[Span]) -> Sequence[Span]:
    return sentences if len(sentences) < 2 else (sentences[0], sentences[-1])


def _with_gap(text: str, span: Span) -> Span:
    """The sentence with the white space that parts it from its neighbour."""
    if span.start == 0:
        return Span(0, len(text) - len(text[span.end :].lstrip()))
    return Span(len(text[: span.start].rstrip()), span.end)


@cache
def _notice(patterns: tuple[str, ...]) -> re.Pattern[str]:
    inner = "|".join(patterns)
    return re.compile(rf"(?i)[\[(*_“\"–—-]*\s*(?:{inner})\s*[.!]?\s*[\])*_”\"]*")


@checker(
    r"(?i)\btranslat|\bas an ai\b|\bi(?:['’]m| am) (?:sorry|unable)"
    r"|\bi (?:cannot|can['’]t|apologi[sz]e)"
    r"|\blet me know\b|\bi hope this\b|\bwould you like me\b|\bfeel free\b|^\s*(?:```|<)"
    r"|\bhere(?:['’]s| is)\b|\b(?:note|tn)\s?:|```|</"
)
def machine_remark(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """What a chatting model says around its translation.

    A whole segment that `whole` matches, a beginning that `head` matches, an end that `tail` does.
    """
    whole, head, tail = (
        _anchored(tuple(options[key]), form)
        for key, form in (("whole", r"(?:{})"), ("head", r"(?:{})\s*"), ("tail", r"\s*(?:{})$"))
    )
    for number in where:
        text = story.texts[number].strip()
        start = story.texts[number].index(text)
        if whole.fullmatch(text):
            repair = Repair("Remove the remark", Safety.SUGGESTED, remove=(number,))
            yield Place(number, Span(start, start + len(text)), {}, (repair,))
            continue
        for match in (head.match(text), tail.search(text)):
            if match and match.end() - match.start() < len(text):
                cut = Span(start + match.start(), start + match.end())
                certain = "<" not in match[0] and _OF_TRANSLATION.search(match[0])
                safety = Safety.SAFE if certain else Safety.SUGGESTED
                repair = Repair("Remove the remark", safety, (Edit(number, cut, ""),))
                shown = match[0].strip()
                at = cut.start + match[0].index(shown)
                yield Place(number, Span(at, at + len(shown)), {}, (repair,))


@cache
def _anchored(patterns: tuple[str, ...], form: str) -> re.Pattern[str]:
    return re.compile("(?i)" + form.replace("{}", "|".join(patterns)))
