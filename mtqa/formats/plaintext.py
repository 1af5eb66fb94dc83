"""Plain text: paragraphs between blank lines, or one a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtqa.formats._roles import guess_roles, segment_id
from mtqa.formats.base import Configured
from mtqa.model.mapped import MappedText, Piece, PieceKind
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span

_LINE = re.compile(r"\S[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENDED = re.compile(r"[.!?…:;。！？\"'”’»)\]]\s*$")


class PlainText(Configured):
    """Paragraphs as they stand; lines of hard-wrapped paragraphs are joined."""

    name = "text"
    title = "Plain text"
    suffixes = (".txt", ".text")
    reads = "paragraphs; headline and standfirst are guessed from their look"

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a paragraph; roles of the first two are guessed."""
        paragraphs = [mapped for block in _blocks(text) for mapped in _paragraphs(text, block)]
        seen: Counter[str] = Counter()
        found = tuple(
            Segment(segment_id(mapped.text, seen), mapped, Role.BODY, language, removal=removal)
            for mapped, removal in zip(paragraphs, _removals(text, paragraphs), strict=True)
        )
        return guess_roles(found)

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
    last = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        if block and _blank_between(text[last:start]):
            yield block
            block = []
        block.append(Span(start, start + len(match.group().rstrip())))
        last = end
    if block:
        yield block


def _blank_between(gap: str) -> bool:
    """Whether there is a blank line in what lies between two lines of text."""
    if gap in {"\n", "\r\n", "\r"}:
        return False
    return len(_LINE_END.findall(gap)) > 1


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


def _removals(text: str, paragraphs: Sequence[MappedText]) -> Iterator[Span]:
    """What goes with each paragraph: the blank lines behind it; for the last, those in front."""
    sources = [mapped.source for mapped in paragraphs]
    for source, following in pairwise(sources):
        line = max(
            text.rfind("\n", source.end, following.start),
            text.rfind("\r", source.end, following.start),
        )
        yield Span(source.start, max(source.end, line + 1))
    if sources:
        last, before = sources[-1], sources[-2].end if len(sources) > 1 else sources[-1].start
        yield Span(before, last.end)
