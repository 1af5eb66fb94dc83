"""Text as a reader sees it, with the place of each character in the document's source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from mtqa.model.span import Span


class PieceKind(StrEnum):
    """How a piece of text stands in the source."""

    VERBATIM = "verbatim"
    """The same characters; may be cut anywhere."""
    ENCODED = "encoded"
    """Spelled otherwise in the source (`&amp;`, a soft line break); replaced whole."""
    SEAM = "seam"
    """Mark-up without text (`<b>`, `**`); an edit may straddle it, the mark-up stays."""
    OPAQUE = "opaque"
    """Something that is no text (a placeholder, code), shown as U+FFFC; never edited."""


OPAQUE_CHARACTER = "\ufffc"


class Piece(NamedTuple):
    """A run of text and the source range it stands for."""

    kind: PieceKind
    text: str
    source: Span


class MappedText:
    """Pieces that tile one source range: each begins where the last one ended.

    Raises `ValueError` if they do not.
    """

    __slots__ = ("_pieces", "_start", "_starts", "text")

    text: str
    """The text of all pieces."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        if not pieces:
            raise ValueError("a mapped text has at least one piece")
        for left, right in pairwise(pieces):
            if left.source.end != right.source.start:
                raise ValueError(f"pieces do not tile: {left} then {right}")
        for piece in pieces:
            width = piece.source.end - piece.source.start
            if piece.kind is PieceKind.VERBATIM and width != len(piece.text):
                raise ValueError(f"verbatim, but not of one length: {piece}")
        self.text = "".join([piece.text for piece in pieces])
        self._start = pieces[0].source.start
        self._pieces: tuple[Piece, ...] = tuple(pieces)
        self._starts: tuple[int, ...] = ()

    @classmethod
    def verbatim(cls, text: str, start: int) -> MappedText:
        """The characters of a source from `start` on, as they are: their one piece can wait."""
        self = cls.__new__(cls)
        self.text = text
        self._start = start
        self._pieces = self._starts = ()
        return self

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The pieces in order."""
        if not self._pieces:
            source = Span(self._start, self._start + len(self.text))
            self._pieces = (Piece(PieceKind.VERBATIM, self.text, source),)
        return self._pieces

    @property
    def source(self) -> Span:
        """The source range of all pieces."""
        return Span(self._start, self.pieces[-1].source.end)

    @property
    def starts(self) -> tuple[int, ...]:
        """The offset in `text` at which each piece begins."""
        if not self._starts:
            lengths = (len(piece.text) for piece in self.pieces)
            self._starts = tuple(accumulate(lengths, initial=0))[:-1]
        return self._starts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, MappedText) and self.pieces == other.pieces

    def __hash__(self) -> int:
        return hash(self.pieces)

    def __repr__(self) -> str:
        return f"MappedText({self.pieces!r})"

    def to_source(self, span: Span) -> Span:
        """The source range from the first to the last character of `span`, mark-up included.

        Pieces that cannot be cut count whole; an empty range is one place.
        """
        if span.end <= span.start:
            place = self.place_after(span.start)
            return Span(place, place)
        first, last = self._piece_at(span.start), self._piece_at(span.end - 1)
        start, end = self.pieces[first].source.start, self.pieces[last].source.end
        if self.pieces[first].kind is PieceKind.VERBATIM:
            start += span.start - self.starts[first]
        if self.pieces[last].kind is PieceKind.VERBATIM:
            end = self.pieces[last].source.start + span.end - self.starts[last]
        return Span(start, end)

    def place_after(self, offset: int) -> int:
        """The source offset just behind the text's character `offset - 1`, before any mark-up."""
        if offset <= 0:
            return next((p.source.start for p in self.pieces if p.text), self.source.start)
        index = self._piece_at(offset - 1)
        piece = self.pieces[index]
        if piece.kind is PieceKind.VERBATIM:
            return piece.source.start + offset - self.starts[index]
        return piece.source.end

    def _piece_at(self, offset: int) -> int:
        """The number of the piece that holds the character at `offset`."""
        index = bisect_right(self.starts, offset) - 1
        while not self.pieces[index].text:
            index -= 1
        return index
