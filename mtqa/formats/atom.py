"""Atom: titles, summaries and contents as text, HTML or XHTML."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.formats import _feed
from mtqa.formats._xml import Element, attribute, language_of, parse
from mtqa.formats.base import Configured
from mtqa.model.segment import Role, Segment

_ATOM = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_MEDIA = "http://search.yahoo.com/mrss/"
_ENTRY = {"title": Role.HEADLINE, "summary": Role.SUMMARY, "content": Role.BODY}
_FEED = {"title": Role.OTHER, "subtitle": Role.OTHER, "tagline": Role.OTHER}
_MEDIA_TEXTS = ("title", "description", "text")


class Atom(Configured):
    """Titles, summaries and contents of entries, each read as its `type` says."""

    name = "atom"
    title = "Atom"
    suffixes = (".atom",)
    reads = (
        "titles (headline), summaries, contents (body) as text, HTML or XHTML, media texts "
        "(caption)"
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a title, and one a block of running text; an entry's path begins alike.

        Raises `UnreadableFile` if it is no well-formed XML, or too large.
        """
        root = parse(text, self.reading)
        language = language_of(text, root, language)
        entries = [root] if root.name == "entry" else list(root.find("entry"))
        found = [] if root.name == "entry" else list(_texts(text, root, _FEED, language, "feed"))
        for number, entry in enumerate(entries, start=1):
            own = language_of(text, entry, language)
            place = f"entry[{number}]"
            found += _feed.of_story(_texts(text, entry, _ENTRY, own, place), place)
        return _feed.ordered(found)

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with the escapes of HTML and of XML that stand around it."""
        return _feed.encode(replacement, segment)

    def declared_encoding(self, raw: bytes) -> str | None:
        """What the XML declaration says."""
        return _feed.declared_encoding(raw)

    def looks_like(self, text: str) -> bool:
        """Whether the root element is Atom's."""
        name, attributes = _feed.root_of(text)
        return name in ("feed", "entry") and any(space in attributes for space in _ATOM)


def _texts(
    text: str, element: Element, roles: dict[str, Role], language: str, path: str
) -> Iterator[Segment]:
    for child in element.children:
        own = language_of(text, child, language)
        if child.space in _ATOM and child.name in roles:
            yield from _construct(text, child, roles[child.name], own, f"{path}/{child.name}")
        elif child.space == _MEDIA and child.name in _MEDIA_TEXTS:
            yield from _feed.html(text, child, Role.CAPTION, own, f"{path}/{child.name}")
        elif child.space == _MEDIA:
            yield from _texts(text, child, {}, own, f"{path}/{child.name}")


def _construct(text: str, element: Element, role: Role, language: str, path: str) -> list[Segment]:
    """A text construct: `text`, `html` or `xhtml`; content elsewhere or of other types is none."""
    kind = attribute(text, element, "type").lower()
    if kind in ("xhtml", "application/xhtml+xml"):
        return _feed.inline(text, element, role, language, path)
    if kind in ("html", "text/html"):
        return _feed.html(text, element, role, language, path)
    if kind in ("", "text", "text/plain"):
        return _feed.plain(text, element, role, language, path)
    return []
