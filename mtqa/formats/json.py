"""JSON: the strings in it that are text, by their names or by a field map."""

from __future__ import annotations

from mtqa.formats import _json
from mtqa.formats._fields import by_name
from mtqa.formats._roles import numbered
from mtqa.model.segment import Segment
from mtqa.model.span import Span


class Json(_json.JsonText):
    """Strings whose names tell text, or those that the field map names; all else is left alone.

    Where no name tells anything, whatever is prose.
    """

    name = "json"
    title = "JSON"
    suffixes = (".json",)
    reads = (
        "strings whose names tell text (title, body, summary, alt …), or those of a field map; "
        "HTML in them as HTML"
    )
    example = """\
[[fields]]
path = "articles[].title"
role = "headline"

[[fields]]
path = "articles[].body"
type = "html"
"""

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a line of text or a block of running text.

        Raises `UnreadableFile` if it is no JSON, is too large, or has no field of the map.
        """
        if not text.strip():
            return ()
        reading = self.reading
        found = _json.read(text, reading, _json.nothing if reading.fields else by_name, language)
        if not found and reading.fields:
            raise _json.none_of(reading)
        if not found:
            found = _json.unnamed(text, reading.limits, language, Span(0, len(text)), ())
        return numbered(found)

    def looks_like(self, text: str) -> bool:
        """Whether it is an object or an array from end to end."""
        return bool(_json.values_of(text, self.reading.limits))
