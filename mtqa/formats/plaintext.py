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

_ENDED = re.compile(r"[.!?…:;。！？\"'”’»)\]]\s*$")
_LEAST_WRAPPED = 40
"""The fewest characters of a line that was broken because it was full."""

_Line = tuple[int, str]
"""Where a line begins, and its text, both without outer white space."""
_Paragraph = tuple[tuple[int, int], MappedText]
"""Where a paragraph begins and ends, and its text."""


class PlainText(Configured):
    """Paragraphs as they stand; lines of hard-wrapped paragraphs are joined."""

    name = "text"
    title = "Plain text"
    suffixes = (".txt", ".text")
    reads = "paragraphs; headline and standfirst are guessed from their look"

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a paragraph; roles of the first two are guessed."""
        found = [paragraph for block in _blocks(text) for paragraph in _paragraphs(block)]
        removals = _removals(text, [place for place, _ in found])
        seen: Counter[str] = Counter()
        segments = [
            Segment(segment_id(mapped.text, seen), mapped, Role.BODY, language, "", removal)
            for (_, mapped), removal in zip(found, removals, strict=True)
        ]
        return guess_roles(tuple(segments))

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
    """Runs of lines that are not blank; a line ends with LF, CRLF or CR."""
    blocks: list[list[_Line]] = []
    begin, after_blank = 0, True
    for line in text.replace("\r\n", " \n").replace("\r", "\n").split("\n"):
        bare = line.strip()
        if bare:
            if after_blank:
                blocks.append([])
            blocks[-1].append((begin + line.index(bare), bare))
        after_blank = not bare
        begin += len(line) + 1
    return blocks


def _paragraphs(lines: Sequence[_Line]) -> Sequence[_Paragraph]:
    """The lines one by one, or joined if most of them break off in the middle of a sentence."""
    if len(lines) == 1 or not _is_wrapped([line for _, line in lines[:-1]]):
        return [
            ((start, start + len(line)), MappedText.verbatim(line, start)) for start, line in lines
        ]
    pieces: list[Piece] = []
    for start, line in lines:
        if pieces:
            gap = Span(pieces[-1].source.end, start)
            pieces.append(Piece(PieceKind.ENCODED, " ", gap))
        pieces.append(Piece(PieceKind.VERBATIM, line, Span(start, start + len(line))))
    mapped = MappedText(pieces)
    return [(mapped.source, mapped)]


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines look as if they broke off where they were full."""
    if min(map(len, lines)) < _LEAST_WRAPPED:
        return False
    return sum(not _ENDED.search(line[-4:]) for line in lines) * 2 >= len(lines)


def _removals(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """What goes with each paragraph: the blank lines behind it; for the last, those in front."""
    before = places[0][0] if places else 0
    for (start, end), (following, _) in pairwise(places):
        yield Span(
            start, following if text[following - 1] in "\r\n" else _line_start(text, end, following)
        )
        before = end
    if places:
        yield Span(before, places[-1][1])


def _line_start(text: str, least: int, at: int) -> int:
    """Where the line of `at` begins, which is behind `least`."""
    return max(text.rfind("\n", least, at), text.rfind("\r", least, at)) + 1
