"""Running text put together piece by piece, its white space collapsed as a browser does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mtqa.model.mapped import OPAQUE_CHARACTER, MappedText, Piece, PieceKind
from mtqa.model.span import Span

Decode = Callable[[str, int], tuple[str, int] | None]
"""What a reference at a place of a text stands for and where it ends, None if it is none."""

WHITE = "\t\n\f\r "
"""What collapses; a no-break space does not."""
_SPECIAL = re.compile(r" ?[\t\n\f\r][\t\n\f\r ]*| {2}[\t\n\f\r ]*|&")
_SEEN = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff\ufffc]")
"""A character that readers see, or that the text says itself."""


@dataclass(slots=True)
class _Draft:
    """A piece that may still grow; the text of a verbatim one is its source's."""

    kind: PieceKind
    text: str
    start: int
    end: int


class Flow:
    """A run of text in the making: take it with `finish`, then the next one begins.

    Whatever is put must begin where the last thing ended, unless nothing was put yet.
    """

    def __init__(self, text: str, decode: Decode) -> None:
        self._text = text
        self._decode = decode
        self._drafts: list[_Draft] = []
        self._gap = True

    @property
    def empty(self) -> bool:
        """Whether nothing was put that has text."""
        return not self._drafts

    @property
    def broken(self) -> bool:
        """Whether the last text put was a line break."""
        last = next((d for d in reversed(self._drafts) if d.kind is not PieceKind.SEAM), None)
        return last is not None and last.text == "\n"

    def characters(self, start: int, end: int, *, literal: bool = False) -> None:
        """The source's characters, with their references unless they are `literal`."""
        place = start
        while place < end:
            match = _SPECIAL.search(self._text, place, end)
            if match is None:
                self._verbatim(place, end)
                return
            self._verbatim(place, match.start())
            if match.group() != "&":
                place = match.end()
                self._white(match.start(), place)
            elif literal:
                place = match.end()
                self._verbatim(match.start(), place)
            else:
                place = self._reference(match.start(), end)

    def encoded(self, text: str, start: int, end: int) -> None:
        """Text that is spelled otherwise in the source; U+FFFC stands for what is no text."""
        if text == OPAQUE_CHARACTER:
            self.opaque(start, end)
        elif not text:
            self.seam(start, end)
        elif not text.strip(WHITE):
            self._white(start, end)
        else:
            self._put(PieceKind.ENCODED, text, start, end)
            self._gap = False

    def seam(self, start: int, end: int) -> None:
        """Mark-up without text."""
        if self._drafts and start < end:
            self._put(PieceKind.SEAM, "", start, end)

    def opaque(self, start: int, end: int) -> None:
        """Something that is no text."""
        if start < end:
            self._put(PieceKind.OPAQUE, OPAQUE_CHARACTER, start, end)
            self._gap = False

    def line_break(self, start: int, end: int) -> None:
        """A line break; white space on either side of it does not count."""
        if self._drafts:
            self._strip_white()
            self._put(PieceKind.ENCODED, "\n", start, end)
            self._gap = True

    def finish(self) -> MappedText | None:
        """What was put, without white space and mark-up at the ends; None if there is no text."""
        drafts = self._drafts
        self._drafts, self._gap = [], True
        while drafts and not self._ends_with_text(drafts[-1]):
            drafts.pop()
        pieces = tuple(self._piece(draft) for draft in drafts)
        return MappedText(pieces) if any(_SEEN.search(piece.text) for piece in pieces) else None

    def _ends_with_text(self, draft: _Draft) -> bool:
        """Whether anything is left of the draft once white space at its end is cut off."""
        if draft.kind is PieceKind.VERBATIM:
            if self._text[draft.end - 1] == " ":
                draft.end -= 1
            return draft.end > draft.start
        return draft.kind is PieceKind.OPAQUE or bool(draft.text.strip(WHITE))

    def _piece(self, draft: _Draft) -> Piece:
        span = Span(draft.start, draft.end)
        text = span.of(self._text) if draft.kind is PieceKind.VERBATIM else draft.text
        return Piece(draft.kind, text, span)

    def _verbatim(self, start: int, end: int) -> None:
        if start < end and self._gap and self._text[start] == " ":
            self.seam(start, start + 1)
            start += 1
        if start < end:
            self._put(PieceKind.VERBATIM, "", start, end)
            self._gap = self._text[end - 1] == " "

    def _white(self, start: int, end: int) -> None:
        if self._gap:
            self.seam(start, end)
        elif self._text[start:end] == " ":
            self._verbatim(start, end)
        else:
            self._put(PieceKind.ENCODED, " ", start, end)
            self._gap = True

    def _reference(self, place: int, limit: int) -> int:
        found = self._decode(self._text, place)
        if found is None or found[1] > limit:
            self._verbatim(place, place + 1)
            return place + 1
        decoded, end = found
        self.encoded(decoded, place, end)
        return end

    def _strip_white(self) -> None:
        """Turns the white space at the end into mark-up without text."""
        index = len(self._drafts) - 1
        while index > 0 and self._drafts[index].kind is PieceKind.SEAM:
            index -= 1
        last = self._drafts[index]
        if last.text == " ":
            last.kind, last.text = PieceKind.SEAM, ""
        elif last.kind is PieceKind.VERBATIM and self._text[last.end - 1] == " ":
            last.end -= 1
            rest = _Draft(PieceKind.SEAM, "", last.end, last.end + 1)
            self._drafts.insert(index + 1, rest)

    def _put(self, kind: PieceKind, text: str, start: int, end: int) -> None:
        last = self._drafts[-1] if self._drafts else None
        if last and last.kind is kind and kind in (PieceKind.VERBATIM, PieceKind.SEAM):
            last.end = end
        else:
            self._drafts.append(_Draft(kind, text, start, end))
