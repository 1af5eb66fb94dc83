"""Places where a word was lost: a subject that is left alone with its conjunction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.segment import Role
from mtqa.model.span import Span

_PRONOUNS = r"(?:[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey|I)"
_SUBJECT_GAP = re.compile(
    r"(?:^|[.!?…][\"”’]?\s+|[,;:—–]\s+|[\"“]|\b(?:that|when|while|because|if|as|where|which)\s+)$"
)
_NAMED = re.compile(
    r"(?:(?:On \w+|Earlier|Meanwhile|In [A-Z]\w+),\s+)?"
    r"(?P<subject>(?:The\s+)?(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w’-]+(?:\s+(?:of\s+)?[A-Z][\w’-]+)*"
    r"(?:\s+(?:ministry|government|army|police|company|party|court|union|bank))?|"
    r"The\s+[a-z]+(?:\s+[a-z]+)?)\s+"
    r"(?:has|have|had|was|were|is|are|said|says|told|announced|confirmed|denied|accused|claimed|"
    r"called|warned|rejected|reported|demanded|launched|began|met|agreed|voted|closed|opened)\b"
)
_NO_NAMES = frozenset(
    {"It", "He", "She", "They", "We", "I", "This", "That", "There", "These", "You"}
)


@checker(rf"\b{_PRONOUNS}\s+and\s+[a-z]")
def subject_and_verb(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """“It and threatened …”: a pronoun as subject, “and”, and at once a finite verb.

    `finite` are verbs that can be nothing else, `pasts` those that are finite before `after`.
    """
    pattern = _pattern(options["finite"], options["pasts"], options["after"])
    for number in where:
        text = story.segments[number].text
        for match in pattern.finditer(text):
            if not _is_subject(text, match):
                continue
            repairs = tuple(_repairs(story, number, match))
            fields = {"subject": match["subject"], "verb": match["verb"]}
            yield Place(number, Span(match.start("subject"), match.end("verb")), fields, repairs)


@cache
def _pattern(finite: str, pasts: str, after: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<subject>{_PRONOUNS})\s+and\s+(?P<adverb>(?:also|then|later|already)\s+)?"
        rf"(?P<verb>{finite}(?=\s+\w)|{pasts}(?=\s+(?:{after}\b|\d)))\b(?!-)"
    )


def _is_subject(text: str, match: re.Match[str]) -> bool:
    """“it” is an object too, so it counts only where a clause begins."""
    before = text[: match.start()]
    if match["subject"] in ("it", "It"):
        return bool(_SUBJECT_GAP.search(before))
    if match["subject"] == "I" and re.search(r"[A-Z]\w*\s+$", before):
        return False
    return not re.search(r"\b(?:and|or|of|than|as|but|for|to|with|between)\s+$", before)


def _repairs(story: Story, number: int, match: re.Match[str]) -> Iterator[Repair]:
    subject = match["subject"]
    head = Span(match.start("subject"), match.start("adverb" if match["adverb"] else "verb"))
    rest = match.string[head.end : match.end("verb")]
    yield Repair(
        f"‘{subject} {rest}’: drop the conjunction",
        Safety.SUGGESTED,
        (Edit(number, head, f"{subject} "),),
    )
    name = _subject_before(story, number, match.start())
    if name and subject != "I" and subject.lower() != "we":
        yield Repair(
            f"‘{name} {rest}’: the subject of the sentence before",
            Safety.SUGGESTED,
            (Edit(number, head, f"{name} "),),
        )


def _subject_before(story: Story, number: int, at: int) -> str | None:
    """What the sentence before names first, if it opens with a name or a noun and a verb."""
    text = story.segments[number].text
    spans = [span for span in story.sentences(number) if span.end <= at]
    if spans:
        sentence = spans[-1].of(text)
    else:
        body = (Role.BODY, Role.SUMMARY, Role.OTHER)
        earlier = [n for n in range(number) if story.segments[n].role in body]
        if not earlier or not story.sentences(earlier[-1]):
            return None
        sentence = story.sentences(earlier[-1])[-1].of(story.segments[earlier[-1]].text)
    match = _NAMED.match(sentence)
    return match["subject"] if match and match["subject"] not in _NO_NAMES else None
