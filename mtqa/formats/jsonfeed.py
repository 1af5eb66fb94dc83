"""JSON Feed, 1.0 and 1.1."""

from __future__ import annotations

import re

from mtqa.formats import _json
from mtqa.formats._fields import Field, Path, Said
from mtqa.formats._roles import numbered
from mtqa.model.segment import Role, Segment

_VERSION = re.compile(r'"version"\s*+:\s*+"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version\\?/')
_FEED = {"title": Field(Role.OTHER, "text"), "description": Field(Role.OTHER, "text")}
_ITEM = {
    "title": Field(Role.HEADLINE),
    "summary": Field(Role.SUMMARY, "text"),
    "content_text": Field(Role.BODY, "text"),
    "content_html": Field(Role.BODY, "html"),
}


class JsonFeed(_json.JsonText):
    """Titles, summaries and contents of items; what extensions say is left alone."""

    name = "jsonfeed"
    title = "JSON Feed"
    suffixes = (".json",)
    reads = (
        "titles (headline), summaries, content_html and content_text (body), titles of "
        "attachments (caption)"
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a title, and one a block of running text; an item's path begins alike.

        Raises `UnreadableFile` if it is no JSON, or too large.
        """
        return numbered(_json.read(text, self.reading, _find, language, where=_item))

    def looks_like(self, text: str) -> bool:
        """Whether it is JSON that states a version of JSON Feed."""
        return _json.may_be_json(text) and _VERSION.search(text) is not None


def _find(path: Path, said: Said) -> Field | None:  # noqa: ARG001
    match path:
        case (str(name),):
            return _FEED.get(name)
        case ("items", int(), str(name)):
            return _ITEM.get(name)
        case ("items", int(), "attachments", int(), "title"):
            return Field(Role.CAPTION)
    return None


def _item(path: Path, said: Said) -> Path:  # noqa: ARG001
    return path[:2] if path[0] == "items" else ()
