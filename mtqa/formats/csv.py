"""CSV: a story a row."""

from __future__ import annotations

from mtqa.formats import _table
from mtqa.formats._cells import Dialect, dialect_of
from mtqa.formats._roles import numbered
from mtqa.formats.base import Configured
from mtqa.model.segment import Segment


class Csv(Configured):
    """Cells of the columns whose names tell text, or that the field map names.

    The delimiter is the one that the configuration says, or that the first rows tell.
    """

    name = "csv"
    title = "CSV"
    suffixes = (".csv",)
    reads = (
        "the columns whose names tell text, or those of a field map; each row a story; separators "
        "and quotes stay"
    )
    example = """\
delimiter = ";"

[[fields]]                      # the name of a column, or its number from 1
path = "Headline"
role = "headline"

[[fields]]
path = "Text"
"""

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a line of text or a block of running text; a row is a story.

        Raises `UnreadableFile` if quotation marks do not fit, or no column is of the field map.
        """
        return numbered(_table.read(text, self._dialect(text), self.reading, language))

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
        return _table.is_table(text, self._dialect(text), self.reading)

    def _dialect(self, text: str) -> Dialect:
        return dialect_of(text, self.reading.delimiter, ",", self.reading.limits)
