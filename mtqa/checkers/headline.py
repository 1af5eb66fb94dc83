"""Numbers and names of a headline that its story does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.place import Place
from mtqa.model.segment import Role
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

LEAST_BODY = 3
"""Body sentences that a story must have: a shorter one may leave out what its headline says."""

_NUMBER = lazily(
    r"(?<![\w.,/:#-])(?!(?:19|20)\d\d\b)(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w:/×#-]|[.,]\d)"
)
_FIGURE = re.compile(r"\d")
_DIGITS = lazily(r"\d[\d.,]*")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_DATE = lazily(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|\b{_MONTH}\.? \d{{1,2}}\b"
    r"|\b\d{1,2}[:.]\d\d\b(?! ?%)"
)
_NAME = lazily(r"(?<=[a-z,] )[A-ZÀ-Þ][\w’'-]*[a-z]{3}")
_ROUGH = lazily(r"(?i)\b(?:nearly|almost|about|around|over|under|more than|less than|some|top)\s+$")
_PROSE = lazily(r"(?:\S+\s+){3}\S*[.!?][”\"’')]*\s*$")
_TAKEN_UP = lazily(r"(?:This|These|It|He|She|They)\b")
"""How a paragraph begins that goes on from the one before: that one was no headline."""
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_WORDS = {str(value): word for value, word in enumerate(_SMALL.split(" "))} | {
    str(10 * tens): word
    for tens, word in enumerate(
        ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"], start=3
    )
}


@checker()
def headline_number(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A number in the headline that the body has neither in figures nor in words."""
    del options
    for number in where:
        segment = story.segments[number]
        if segment.role is not Role.HEADLINE or not _FIGURE.search(segment.text):
            continue
        numbers = [
            match
            for match in _NUMBER.finditer(segment.text)
            if not _ROUGH.search(segment.text[: match.start()])
        ]
        if not numbers:
            continue
        body = _body(story)
        if body is None:
            return
        figures = "\n".join([line for line in body.split("\n") if _FIGURE.search(line)])
        if not _DATE.search(segment.text):
            figures = _DATE.sub(" ", figures)
        known = {_plain(one) for one in _DIGITS.findall(figures)}
        for match in numbers:
            if not _told(_plain(match[0]), known, body):
                yield Place(number, Span(*match.span()), {"found": match[0]})


@checker()
def headline_name(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A name in a headline of small letters that the body lacks in any form."""
    del options
    for number in where:
        segment = story.segments[number]
        if segment.role is not Role.HEADLINE or _is_title_case(segment.text):
            continue
        body = None
        for match in _NAME.finditer(segment.text):
            body = body or _body(story)
            if body is None:
                return
            if match[0][:4].lower() not in body.lower():
                yield Place(number, Span(*match.span()), {"found": match[0]})


def _body(story: Story) -> str | None:
    texts = [
        segment.text
        for segment in story.segments
        if segment.role not in (Role.HEADLINE, Role.KEYWORDS)
    ]
    prose = list(islice(filter(_PROSE.search, texts), LEAST_BODY))
    if len(prose) < LEAST_BODY or _TAKEN_UP.match(texts[0]):
        return None
    return "\n".join(texts)


def _told(figure: str, known: set[str], body: str) -> bool:
    """Whether the body has the figure, its word, or a figure that it may be a rounding of."""
    word = _WORDS.get(figure)
    if figure in known or (word is not None and re.search(rf"(?i)\b{word}", body)):
        return True
    tens, ones = f"{figure[:-1]}0", figure[-1]
    if len(figure) == 2 and re.search(rf"(?i)\b{_WORDS.get(tens)}[- ]{_WORDS.get(ones)}\b", body):
        return True
    head = figure.rstrip("0")[:2]
    return any(other.replace(".", "").startswith(head) for other in known if len(other) > 1)


def _plain(figure: str) -> str:
    return figure.rstrip(".,").replace(",", "")


def _is_title_case(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", text)
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) * 2 > len(words)
