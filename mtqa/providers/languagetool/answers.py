"""What a LanguageTool server answers, checked, with its UTF-16 offsets as code points."""

from __future__ import annotations

import msgspec

from mtqa.model.span import Span

LONGEST = 400
"""Characters of a message or a replacement beyond which it is cut, or left out."""
MOST = 5
"""Replacements that are kept."""


class Unanswered(Exception):
    """There is no answer that can be used; its text says why, `late` whether time ran out."""

    def __init__(self, reason: str, *, late: bool = False) -> None:
        super().__init__(reason)
        self.late = late


class Match(msgspec.Struct, frozen=True, array_like=True):
    """What LanguageTool says of a range of the text (code points)."""

    rule: str
    category: str
    issue: str
    message: str
    start: int
    end: int
    replacements: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Its range."""
        return Span(self.start, self.end)


class _Category(msgspec.Struct):
    id: str


class _Rule(msgspec.Struct, rename="camel"):
    id: str
    category: _Category
    issue_type: str = ""


class _Replacement(msgspec.Struct):
    value: str


class _Found(msgspec.Struct):
    message: str
    offset: int
    length: int
    rule: _Rule
    replacements: list[_Replacement] = []


class _Software(msgspec.Struct):
    name: str
    version: str


class _Warnings(msgspec.Struct, rename="camel"):
    incomplete_results: bool = False


class _Answer(msgspec.Struct):
    software: _Software
    matches: list[_Found]
    warnings: _Warnings = msgspec.field(default_factory=_Warnings)


def matches(raw: bytes, text: str) -> tuple[str, tuple[Match, ...]]:
    """The server's version and what it found in `text`. Raises `Unanswered`."""
    try:
        answer = msgspec.json.decode(raw, type=_Answer)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unanswered("its answer could not be read") from error
    if answer.software.name != "LanguageTool":
        raise Unanswered("what answered is no LanguageTool")
    if answer.warnings.incomplete_results:
        raise Unanswered("it ran out of its own time", late=True)
    places = code_points(text)
    return answer.software.version, tuple(_match(found, places) for found in answer.matches)


def _match(found: _Found, places: list[int] | range) -> Match:
    start, end = found.offset, found.offset + found.length
    if not 0 <= start <= end < len(places):
        raise Unanswered("its answer points outside the text")
    return Match(
        found.rule.id,
        found.rule.category.id,
        found.rule.issue_type,
        found.message[:LONGEST],
        places[start],
        places[end],
        tuple(one.value for one in found.replacements if len(one.value) <= LONGEST)[:MOST],
    )


def code_points(text: str) -> list[int] | range:
    """The code point at each UTF-16 offset of `text`, its end included.

    >>> list(code_points("a😀b"))
    [0, 1, 1, 2, 3]
    """
    if not text or max(text) <= "\uffff":
        return range(len(text) + 1)
    widths = [2 if character > "\uffff" else 1 for character in text]
    places = [number for number, width in enumerate(widths) for _ in range(width)]
    return [*places, len(text)]
