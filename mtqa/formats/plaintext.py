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

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENDED = re.compile(r"[.!?…:;。！？\"'”’»)\]]\s*$")
_LEAST_WRAPPED = 40
"""The fewest characters of a line that was broken because it was full."""

_Line = tuple[int, int]
"""Where a line begins and ends, without its outer white space."""


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
        found = [
            Segment(segment_id(mapped.text, seen), mapped, Role.BODY, language, "", removal)
            for mapped, removal in zip(paragraphs, _removals(text, paragraphs), strict=True)
        ]
        return guess_roles(tuple(found))

    def encode(self, replacement: str, segment: Segment) -> str:  # noqa: ARG002
        """`replacement` as it is."""
        return replacement

    def declared_encoding(self, raw: bytes) -> str | None:  # noqa: ARG002
        """None: plain text declares nothing."""
        return None

    def looks_like(self, text: str) -> bool:  # noqa: ARG002
        """True: all text is plain text at last."""
        return True


def _blocks(text: str) -> list[list[_Line]]:
    """Runs of lines that are not blank."""
    blocks: list[list[_Line]] = []
    last = 0
    for match in _LINE.finditer(text):
        start, end = line = match.span()
        if blocks and not _blank_between(text[last:start]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        last = end
    return blocks


def _blank_between(gap: str) -> bool:
    """Whether there is a blank line in what lies between two lines of text."""
    return gap == "\n\n" or (gap != "\n" and len(_LINE_END.findall(gap)) > 1)


def _paragraphs(text: str, lines: Sequence[_Line]) -> Sequence[MappedText]:
    """The lines one by one, or joined if most of them break off in the middle of a sentence."""
    if len(lines) == 1 or not _is_wrapped(text, lines[:-1]):
        return [MappedText.verbatim(text[start:end], start) for start, end in lines]
    pieces: list[Piece] = []
    for start, end in lines:
        if pieces:
            gap = Span(pieces[-1].source.end, start)
            pieces.append(Piece(PieceKind.ENCODED, " ", gap))
        pieces.append(Piece(PieceKind.VERBATIM, text[start:end], Span(start, end)))
    return [MappedText(tuple(pieces))]


def _is_wrapped(text: str, lines: Sequence[_Line]) -> bool:
    """Whether the lines look as if they broke off where they were full."""
    if any(end - start < _LEAST_WRAPPED for start, end in lines):
        return False
    return sum(not _ENDED.search(text[end - 4 : end]) for _, end in lines) * 2 >= len(lines)


def _removals(text: str, paragraphs: Sequence[MappedText]) -> Iterator[Span]:
    """What goes with each paragraph: the blank lines behind it; for the last, those in front."""
    sources = [mapped.source for mapped in paragraphs]
    for source, following in pairwise(sources):
        yield Span(source.start, _line_start(text, source.end, following.start))
    if sources:
        last, before = sources[-1], sources[-2].end if len(sources) > 1 else sources[-1].start
        yield Span(before, last.end)


def _line_start(text: str, least: int, at: int) -> int:
    """Where the line of `at` begins, which is behind `least`."""
    if text[at - 1] in "\r\n":
        return at
    return max(text.rfind("\n", least, at), text.rfind("\r", least, at)) + 1
