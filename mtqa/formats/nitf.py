"""NITF, the news industry's text format (3.x)."""

from __future__ import annotations

from mtqa.formats import _feed
from mtqa.formats._elements import Reader
from mtqa.formats._vocabulary import NITF
from mtqa.formats._xml import parse
from mtqa.formats.base import Configured
from mtqa.formats.html import spelled
from mtqa.model.segment import Segment


class Nitf(Configured):
    """Headlines, abstract, body, captions; names of people and places are words of the text."""

    name = "nitf"
    title = "NITF"
    suffixes = (".nitf",)
    reads = "headlines, body, captions, bylines and tables"

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a block of running text; roles come from the elements.

        Raises `UnreadableFile` if it is no well-formed XML, or too large.
        """
        parse(text, self.reading)
        return _feed.ordered(
            Reader(text, language, xml=True, vocabulary=NITF, limits=self.reading.limits).read()
        )

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with character references where it would else be mark-up."""
        return spelled(replacement, segment.spelling)

    def declared_encoding(self, raw: bytes) -> str | None:
        """What the XML declaration says."""
        return _feed.declared_encoding(raw)

    def looks_like(self, text: str) -> bool:
        """Whether the root element is NITF's."""
        return _feed.root_of(text)[0] == "nitf"
