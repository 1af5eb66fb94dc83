"""SubRip subtitles (`.srt`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.errors import UnreadableFile
from mtqa.formats._cues import MARKS, Cue, cue_segments, lines
from mtqa.formats._marks import keep_within
from mtqa.formats._roles import numbered
from mtqa.formats.base import Configured
from mtqa.model.segment import Segment
from mtqa.model.span import Span

_CLOCK = r"-?\d{1,3}[ \t]*:[ \t]*\d{1,2}[ \t]*:[ \t]*\d{1,2}(?:[ \t]*[,.:][ \t]*\d{1,4})?"
_TIMING = re.compile(rf"[ \t\ufeff]*{_CLOCK}[ \t]*--+>[ \t]*{_CLOCK}[^\r\n]*")
_NUMBER = re.compile(r"[ \t\ufeff]*\d+[ \t]*(?:[\r\n]|\Z)")
_MARKS = re.compile(
    r"</?(?:b|i|u|font|c|v|lang|ruby|rt)\b[^<>\r\n]*>|\{\\[^{}\r\n]*\}|\{/?[biuy](?::[a-z]+)?\}|"
    r"(?P<space>\\[Nh])",
    re.IGNORECASE,
)
_HEAD = 2000


class SubRip(Configured):
    """The text of cues; numbers, times, positions and tags are left alone.

    The lines of a cue are joined, save where each begins with the dash of another speaker.
    """

    name = "srt"
    title = "SubRip subtitles"
    suffixes = (".srt",)
    reads = "the words of each cue, tags in them spared; numbers, times and settings stay"

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a cue, or a speaker's part of one.

        Raises `UnreadableFile` without a cue, and if there are too many lines and marks.
        """
        keep_within(text, MARKS, self.reading.limits)
        cues = list(_cues(text))
        if not cues and text.strip():
            raise UnreadableFile(
                "holds no subtitle: no line like ‘00:00:01,000 --> 00:00:04,000’ was found."
            )
        return numbered(
            segment
            for cue in cues
            for segment in cue_segments(text, cue, language, _MARKS, _as_it_stands)
        )

    def encode(self, replacement: str, segment: Segment) -> str:  # noqa: ARG002
        """`replacement` as it is: the format has no escapes."""
        return replacement

    def declared_encoding(self, raw: bytes) -> str | None:  # noqa: ARG002
        """None: subtitles declare nothing."""
        return None

    def looks_like(self, text: str) -> bool:
        """Whether the first two lines with text are a number and a cue's times."""
        head = [line for line in text[:_HEAD].splitlines() if line.strip()][:2]
        return len(head) == 2 and bool(_NUMBER.match(head[0]) and _TIMING.match(head[1]))


def _as_it_stands(text: str, place: int) -> None:  # noqa: ARG001
    """No references: an ampersand is one."""
    return


def _cues(text: str) -> Iterator[Cue]:
    """The cues, each from its number (or its times) to the next one's."""
    start = payload = -1
    before: list[Span] = []
    for line in lines(text):
        if _TIMING.match(line.of(text)):
            top = _top(text, before, line)
            if start >= 0:
                yield _cue(text, start, payload, top)
            start, payload, before = top, line.end, []
        else:
            before.append(line)
    if start >= 0:
        yield _cue(text, start, payload, len(text))


def _top(text: str, before: list[Span], timing: Span) -> int:
    """Where the cue with these times begins: at its number, if the line before holds one."""
    last = next((line for line in reversed(before) if line.of(text).strip()), None)
    return last.start if last and _NUMBER.match(last.of(text)) else timing.start


def _cue(text: str, start: int, payload: int, end: int) -> Cue:
    body = text[payload:end].rstrip()
    return Cue(Span(start, end), Span(payload, payload + len(body)))
