"""A paragraph, headline, cell or caption: what a rule looks at."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from mtqa.model.mapped import MappedText
from mtqa.model.span import Span


class Role(StrEnum):
    """What a segment is in its story."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    LIST = "list"
    CELL = "cell"
    ALT = "alt"
    SUMMARY = "summary"
    KEYWORDS = "keywords"
    OTHER = "other"


class Segment(NamedTuple):
    """One stretch of running text.

    `id` is unique in its document and stable while the text elsewhere changes. `removal` is the
    source range that goes when the segment is removed whole (its blank line, its element);
    None if the format cannot spare it. `original` is the text that it was translated from.
    `guessed` says that the role was inferred from the look of the text. `spelling` is for the
    format that made the segment: how a replacement is to be spelled in its source. `story` names
    the story of a document of many (a feed's item) that the segment is part of; it is empty in a
    document of one, and where the document speaks of itself.
    """

    id: str
    mapped: MappedText
    role: Role = Role.BODY
    language: str = "en"
    path: str = ""
    removal: Span | None = None
    original: str | None = None
    guessed: bool = False
    spelling: str = ""
    story: str = ""

    @property
    def text(self) -> str:
        """The text as a reader sees it."""
        return self.mapped.text
