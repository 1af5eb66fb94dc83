"""TSV: a story a row, a tab between cells."""

from __future__ import annotations

from contextlib import suppress

from mtqa.errors import UnreadableFile
from mtqa.formats import _table
from mtqa.formats._cells import Dialect
from mtqa.formats._roles import numbered
from mtqa.formats.base import Configured
from mtqa.model.segment import Segment


class Tsv(Configured):
    """As CSV, with tabs; quotation marks that do not fit are text."""

    name = "tsv"
    title = "TSV"
    suffixes = (".tsv", ".tab")
    reads = "as CSV, a tab between cells"
    example = """\
[[fields]]                      # the name of a column, or its number from 1
path = "target"
"""

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a line of text or a block of running text; a row is a story.

        Raises `UnreadableFile` if no column is of the field map.
        """
        with suppress(UnreadableFile):
            return numbered(_table.read(text, Dialect("\t"), self.reading, language))
        return numbered(_table.read(text, Dialect("\t", quotes=False), self.reading, language))

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with the escapes of its own format and doubled quotation marks.

        Raises `Unspellable` for what a cell without quotation marks cannot hold.
        """
        return _table.encode(replacement, segment)

    def declared_encoding(self, raw: bytes) -> str | None:  # noqa: ARG002
        """None: tables declare nothing."""
        return None

    def looks_like(self, text: str) -> bool:
        """Whether the first row names columns with text, and the others are as long."""
        return _table.is_table(text, Dialect("\t"), self.reading)
