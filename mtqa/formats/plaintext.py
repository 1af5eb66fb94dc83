"""Plain text: paragraphs between blank lines, or one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.formats._roles import guess_roles, numbered
from mtqa.model.mapped import MappedText, Piece, PieceKind
from mtqa.model.segment import Segment
from mtqa.model.span import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_ENDED = re.compile(r"[.!?…:;。！？\"'”’»)\]]\s*$")


class PlainText:
    """Paragraphs as they stand; lines of hard-wrapped paragraphs are joined."""

    name = "text"
    title = "Plain text"
    suffixes = (".txt", ".text")

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a paragraph; roles of the first two are guessed."""
        found = [
            Segment("", mapped, language=language, removal=_removal(text, mapped.source))
            for block in _blocks(text)
            for mapped in _paragraphs(text, block)
        ]
        return guess_roles(numbered(found))

    def encode(self, replacement: str, segment: Segment) -> str:  # noqa: ARG002
        """`replacement` as it is."""
        return replacement

    def declared_encoding(self, raw: bytes) -> str | None:  # noqa: ARG002
        """None: plain text declares nothing."""
        return None

    def looks_like(self, text: str) -> bool:  # noqa: ARG002
        """True: all text is plain text at last."""
        return True


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of lines that are not blank, each line without its end and outer white space."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.strip()
        if body:
            start = match.start() + line.index(body)
            block.append(Span(start, start + len(body)))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _paragraphs(text: str, lines: list[Span]) -> Iterator[MappedText]:
    """The lines one by one, or joined if most of them break off in the middle of a sentence."""
    inner = lines[:-1]
    open_ended = sum(1 for line in inner if not _ENDED.search(line.of(text)[-4:]))
    if not inner or open_ended * 2 < len(inner) or any(len(line.of(text)) < 40 for line in inner):
        yield from (MappedText.verbatim(line.of(text), line.start) for line in lines)
        return
    pieces: list[Piece] = []
    for line in lines:
        if pieces:
            gap = Span(pieces[-1].source.end, line.start)
            pieces.append(Piece(PieceKind.ENCODED, " ", gap))
        pieces.append(Piece(PieceKind.VERBATIM, line.of(text), line))
    yield MappedText(tuple(pieces))


def _removal(text: str, source: Span) -> Span:
    """The paragraph and the blank lines behind it; at the end of the text, those in front."""
    behind = re.compile(r"[ \t]*(?:\r\n|\r|\n)?(?:[ \t]*(?:\r\n|\r|\n))*").match(text, source.end)
    assert behind
    start, end = source.start, behind.end()
    if end < len(text):
        return Span(start, end)
    body = text[:start].rstrip()
    return Span(len(body), source.end) if body else Span(start, source.end)
