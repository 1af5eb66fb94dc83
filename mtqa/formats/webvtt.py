"""WebVTT: subtitles and captions of the web (`.vtt`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from mtqa.errors import UnreadableFile
from mtqa.formats._cues import MARKS, Cue, cue_segments, lines
from mtqa.formats._marks import keep_within
from mtqa.formats._markup import reference
from mtqa.formats._roles import numbered
from mtqa.formats.base import Configured
from mtqa.model.segment import Segment
from mtqa.model.span import Span

_CLOCK = r"(?:\d{2,}:)?\d{2}:\d{2}[.,]\d{3}"
_TIMING = re.compile(rf"[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\r\n]*")
_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|\Z)")
_TAG = r"<[^<>]*>"
_LONGEST = 1000
"""Characters of marked words that count as one foreign phrase."""
_SPELLINGS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;"})


class WebVtt(Configured):
    """The text of cues; ids, times, settings, tags, notes, styles and regions are left alone.

    The lines of a cue are joined, save where another speaker begins. Words marked as being of
    another language (`<lang fr>`) and small print of ruby (`<rt>`) are no text.
    """

    name = "vtt"
    title = "WebVTT"
    suffixes = (".vtt",)
    reads = (
        "the words of each cue, tags in them spared; times, settings, notes, styles and regions "
        "stay"
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a cue, or a speaker's part of one.

        Raises `UnreadableFile` unless the file begins with ‘WEBVTT’, and if there are too many
        lines and marks.
        """
        keep_within(text, MARKS, self.reading.limits)
        if not _SIGNATURE.match(text):
            if not text.strip():
                return ()
            raise UnreadableFile("is not WebVTT: its first line does not begin with ‘WEBVTT’.")
        marks = _marks(language)
        return numbered(
            segment
            for cue in _cues(text)
            for segment in cue_segments(text, cue, language, marks, reference)
        )

    def encode(self, replacement: str, segment: Segment) -> str:  # noqa: ARG002
        """`replacement` with references for what would else begin a tag or a reference."""
        return replacement.translate(_SPELLINGS)

    def declared_encoding(self, raw: bytes) -> str | None:
        """UTF-8, which the format prescribes, for what begins as it should."""
        return "utf-8" if raw.startswith(b"WEBVTT") else None

    def looks_like(self, text: str) -> bool:
        """Whether it begins with ‘WEBVTT’."""
        return _SIGNATURE.match(text) is not None


def _marks(language: str) -> re.Pattern[str]:
    own = re.escape(language.partition("-")[0])
    return re.compile(
        rf"(?P<opaque><lang[\s.]+(?!{own}\b)[^<>]*>.{{0,{_LONGEST}}}?</lang>|"
        rf"<rt\b[^<>]*>.{{0,{_LONGEST}}}?(?:</rt>|(?=</ruby>)))|{_TAG}",
        re.IGNORECASE | re.DOTALL,
    )


def _cues(text: str) -> Iterator[Cue]:
    """The blocks with times; a block ends at a blank line."""
    for blank, group in groupby(lines(text), lambda line: not line.of(text).strip("\r\n")):
        if blank:
            continue
        block = list(group)
        timed = [n for n, line in enumerate(block) if _TIMING.match(line.of(text))]
        for number, following in zip(timed, [*timed[1:], len(block)], strict=False):
            named = number == 1 and block[0].start > 0
            first = block[0] if named else block[number]
            yield _cue(text, block[number:following], first, alone=first is block[0])


def _cue(text: str, body: list[Span], first: Span, *, alone: bool) -> Cue:
    """The cue whose lines are `body`; it begins with `first`, its id or its times.

    The blank lines behind it are its own if it stands `alone` in its block.
    """
    start, end = body[0].end, body[-1].end
    payload = text[start:end].rstrip()
    while alone and text[end : end + 1] in ("\r", "\n"):
        end += 1
    return Cue(Span(first.start, end), Span(start, start + len(payload)))
