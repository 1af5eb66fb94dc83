"""JSON Lines: a story a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mtqa.formats import _json
from mtqa.formats._fields import Path, Said, by_name
from mtqa.formats._roles import numbered
from mtqa.model.segment import Segment
from mtqa.model.span import Span

_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


class JsonLines(_json.JsonText):
    """As JSON, line by line; each line is a story, and paths of a field map begin in it."""

    name = "jsonl"
    title = "JSON Lines"
    suffixes = (".jsonl", ".ndjson")
    reads = "as JSON, each line a story; of more than 4 MB part by part"
    example = """\
[[fields]]                      # paths begin in the line
path = "headline"
role = "headline"

[[fields]]
path = "paragraphs[].text"
"""

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a line of text or a block of running text.

        Raises `UnreadableFile` if a line is no JSON, is too large, or none has a field of the map.
        """
        reading = self.reading
        find = _json.nothing if reading.fields else by_name
        found = _each(
            text,
            lambda span, before: _json.read(
                text, reading, find, language, span=span, before=before, where=_line
            ),
        )
        if not found and reading.fields and text.strip():
            raise _json.none_of(reading)
        if not found:
            found = _each(
                text,
                lambda span, before: _json.unnamed(text, reading.limits, language, span, before),
            )
        return numbered(found)

    def looks_like(self, text: str) -> bool:
        """Whether the first two lines are objects, whole."""
        lines = _lines(text)
        first, second = next(lines, None), next(lines, None)
        return bool(
            first
            and second
            and all(line.of(text).lstrip().startswith("{") for line in (first, second))
            and _json.values_of(first.of(text), self.reading.limits)
        )


def _each(text: str, read: Callable[[Span, Path], list[Segment]]) -> list[Segment]:
    return [
        segment for number, line in enumerate(_lines(text)) for segment in read(line, (number,))
    ]


def _lines(text: str) -> Iterator[Span]:
    """The lines that are not blank."""
    return (Span(*match.span()) for match in _LINE.finditer(text))


def _line(path: Path, said: Said) -> Path:  # noqa: ARG001
    """The line itself."""
    return ()
