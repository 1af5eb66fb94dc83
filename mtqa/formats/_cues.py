"""Subtitles: the running text of one cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.formats._flow import Decode, Flow
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_SPEAKS = re.compile(r"\s*(?:<[^<>]*>|\{\\[^{}]*\})*[-–—‐]\s*\S")
"""A line that begins with a dash: another speaker."""
_VOICE = re.compile(r"\s*<v[\s.]")
_BROKEN_WORD = re.compile(r"[^\W\d_]-(?:\r\n|\r|\n)(?!(?:and|or|to)\b)(?=[a-z])")
"""A line that ends at the hyphen of a word which goes on in the next."""
_PICTURE = re.compile(r"\s*\S+\.(?:avif|gif|jpe?g|png|webp)(?:#\S*)?\s*\Z", re.IGNORECASE)
_DATA = re.compile(r"\s*[{\[]\s*[\"\]}{\[]")
"""Data for programs, which metadata tracks hold."""

MARKS = "<&{" + "\\"
"""Characters with which mark-up begins."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: all of it with the blank lines behind it, and the lines that are its text."""

    block: Span
    payload: Span


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The lines of `text` from `start` to `end`, each with what ends it."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        if match.end() > match.start():
            yield Span(*match.span())


def cue_segments(
    text: str, cue: Cue, language: str, marks: re.Pattern[str], decode: Decode
) -> Iterator[Segment]:
    """The cue's text: one segment, or one a speaker. `marks` matches mark-up and what is no text.

    A match with a group `opaque` stands for something that is no text, one with a group `space`
    for a space; all others are seams. The cue may be removed if it holds one segment.
    """
    payload = cue.payload.of(text)
    if _PICTURE.match(payload) or _DATA.match(payload):
        return
    found = [
        mapped
        for turn in _turns(text, cue.payload)
        if (mapped := _flow(text, turn, marks, decode)) is not None
    ]
    removal = cue.block if len(found) == 1 else None
    for mapped in found:
        yield Segment("", mapped, Role.OTHER, language, path="cue", removal=removal)


def _turns(text: str, payload: Span) -> Iterator[Span]:
    """The payload, cut before each line with which another speaker begins."""
    start = payload.start
    for line in lines(text, *payload):
        if line.start > start and (
            _VOICE.match(text, line.start)
            or (_SPEAKS.match(text, line.start) and _SPEAKS.match(text, start))
            or not line.of(text).strip()
        ):
            yield Span(start, line.start)
            start = line.start
    yield Span(start, payload.end)


def _flow(text: str, span: Span, marks: re.Pattern[str], decode: Decode) -> MappedText | None:
    flow = Flow(text, decode)
    place = span.start
    for start, end, kind in _marked(text, span, marks):
        flow.characters(place, start)
        place = end
        if kind == "opaque":
            flow.opaque(start, end)
        elif kind == "space":
            flow.encoded(" ", start, end)
        else:
            flow.seam(start, end)
    flow.characters(place, span.end)
    return flow.finish()


def _marked(text: str, span: Span, marks: re.Pattern[str]) -> Iterator[tuple[int, int, str | None]]:
    """Where mark-up stands, and the line ends inside words, in order."""
    found = [(*match.span(), match.lastgroup) for match in marks.finditer(text, *span)]
    found += [
        (match.start() + 2, match.end(), None) for match in _BROKEN_WORD.finditer(text, *span)
    ]
    yield from sorted(found)
