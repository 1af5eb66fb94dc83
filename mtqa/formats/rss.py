"""RSS: 2.0 and its elder versions, and 1.0."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtqa.formats import _feed
from mtqa.formats._xml import Element, content, language_of, parse
from mtqa.formats.base import Configured
from mtqa.model.segment import Role, Segment

Read = Callable[[str, Element, Role, str, str], list[Segment]]

_RSS = (
    "",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
)
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MEDIA = "http://search.yahoo.com/mrss/"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_DC = "http://purl.org/dc/elements/1.1/"

_FIELDS: dict[tuple[str, str], tuple[Role, Read]] = {
    ("", "title"): (Role.HEADLINE, _feed.html),
    ("", "description"): (Role.SUMMARY, _feed.html),
    (_CONTENT, "encoded"): (Role.BODY, _feed.html),
    (_MEDIA, "title"): (Role.CAPTION, _feed.html),
    (_MEDIA, "description"): (Role.CAPTION, _feed.html),
    (_MEDIA, "text"): (Role.CAPTION, _feed.html),
    (_ITUNES, "subtitle"): (Role.STANDFIRST, _feed.plain),
    (_ITUNES, "summary"): (Role.SUMMARY, _feed.html),
    (_DC, "title"): (Role.HEADLINE, _feed.html),
    (_DC, "description"): (Role.SUMMARY, _feed.html),
}
"""What is text, by namespace and name: its role, and how it is read."""
_OTHER = ("title", "description")
"""What is text about the feed and its image."""


class Rss(Configured):
    """Titles, descriptions and contents of items; HTML in them is read as HTML."""

    name = "rss"
    title = "RSS"
    suffixes = (".rss",)
    reads = (
        "titles (headline), descriptions (summary), content:encoded (body), media titles and "
        "texts (caption), iTunes and Dublin Core texts; HTML in them as HTML"
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a title, and one a block of running text; an item's path begins alike.

        Raises `UnreadableFile` if it is no well-formed XML, or too large.
        """
        root = parse(text, self.reading)
        channel = next(root.find("channel"), root)
        language = _language(text, channel, language_of(text, root, language))
        found = list(_about(text, channel, language))
        items = [*root.find("item"), *(channel.find("item") if channel is not root else ())]
        for number, item in enumerate(items, start=1):
            own = language_of(text, item, language)
            place = f"item[{number}]"
            found += _feed.of_story(_item(text, item, own, place), place)
        return _feed.ordered(found)

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with the escapes of HTML and of XML that stand around it."""
        return _feed.encode(replacement, segment)

    def declared_encoding(self, raw: bytes) -> str | None:
        """What the XML declaration says."""
        return _feed.declared_encoding(raw)

    def looks_like(self, text: str) -> bool:
        """Whether the root element is RSS's."""
        name, attributes = _feed.root_of(text)
        return name == "rss" or (name == "RDF" and "/rss/" in attributes + text[:4000])


def _language(text: str, channel: Element, above: str) -> str:
    for element in channel.find("language"):
        mapped, _ = content(text, element)
        if mapped:
            return mapped.text.strip().lower().partition("-")[0]
    return language_of(text, channel, above)


def _about(text: str, channel: Element, language: str) -> Iterator[Segment]:
    """What a feed says of itself."""
    for element in channel.find(*_OTHER):
        if element.space in _RSS:
            yield from _feed.html(text, element, Role.OTHER, language, f"channel/{element.name}")


def _item(text: str, item: Element, language: str, path: str) -> Iterator[Segment]:
    """The texts of an item, those of its media included."""
    for element in item.children:
        space = "" if element.space in _RSS else element.space
        field = _FIELDS.get((space, element.name))
        if field:
            role, read = field
            own = language_of(text, element, language)
            yield from read(text, element, role, own, f"{path}/{element.name}")
        elif element.space == _MEDIA:
            yield from _item(text, element, language, f"{path}/{element.name}")
