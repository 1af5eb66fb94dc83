"""NewsML-G2: news items, alone, in packages and in messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.formats import _feed, _values
from mtqa.formats._nested import nested
from mtqa.formats._vocabulary import HTML, NITF
from mtqa.formats._xml import Element, attribute, content, language_of, parse
from mtqa.formats.base import Configured
from mtqa.formats.registry import load
from mtqa.model.segment import Role, Segment

_IPTC = "http://iptc.org/std/nar/"
_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_ROOTS = ("newsMessage", *_ITEMS)
_FIELDS = {
    ("contentMeta", "headline"): Role.HEADLINE,
    ("contentMeta", "description"): Role.SUMMARY,
    ("contentMeta", "by"): Role.OTHER,
    ("contentMeta", "dateline"): Role.OTHER,
    ("contentMeta", "keyword"): Role.KEYWORDS,
    ("itemMeta", "title"): Role.HEADLINE,
    ("partMeta", "headline"): Role.HEADING,
    ("partMeta", "description"): Role.SUMMARY,
    ("newsCoverage", "headline"): Role.HEADLINE,
    ("planning", "headline"): Role.HEADLINE,
    ("planning", "description"): Role.SUMMARY,
    ("itemRef", "headline"): Role.HEADLINE,
    ("itemRef", "title"): Role.HEADLINE,
    ("itemRef", "description"): Role.SUMMARY,
}
"""What is text, by the element it stands in and its name."""
_BLOCK = re.compile(r"</(?:p|div|h[1-6]|li)>|<br ?/?>", re.IGNORECASE)
"""Mark-up that tells HTML, whatever the item calls it."""
_QUALIFIED = {
    "caption": Role.CAPTION,
    "subheadline": Role.STANDFIRST,
    "subhead": Role.STANDFIRST,
    "sub": Role.STANDFIRST,
}
"""Roles that the last part of a `role` attribute tells."""


class NewsMl(Configured):
    """Headlines, descriptions and bylines; content as XHTML, NITF, HTML or plain text."""

    name = "newsml"
    title = "NewsML-G2"
    suffixes = (".newsml",)
    reads = (
        "headlines, descriptions (summary), by- and datelines, keywords, bodies in HTML, NITF or "
        "plain text, captions; of packages and messages too"
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a field, and one a block of running text; an item's path begins alike.

        Raises `UnreadableFile` if it is no well-formed XML, or too large.
        """
        root = parse(text, self.reading)
        found: list[Segment] = []
        for number, item in enumerate(_items(root), start=1):
            own = language_of(text, item, language_of(text, root, language))
            place = f"item[{number}]"
            found += _feed.of_story(_texts(text, item, own, place), place)
        return _feed.ordered(found)

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with the escapes of the content and of XML that stand around it."""
        return _feed.encode(replacement, segment)

    def declared_encoding(self, raw: bytes) -> str | None:
        """What the XML declaration says."""
        return _feed.declared_encoding(raw)

    def looks_like(self, text: str) -> bool:
        """Whether the root element is NewsML-G2's."""
        name, attributes = _feed.root_of(text)
        return name in _ROOTS and _IPTC in attributes


def _items(element: Element) -> Iterator[Element]:
    """The items in an element, or the element itself if it is one."""
    if element.name in _ITEMS:
        yield element
    else:
        for child in element.children:
            yield from _items(child)


def _texts(text: str, element: Element, language: str, path: str) -> Iterator[Segment]:
    for number, child in enumerate(element.children, start=1):
        own = language_of(text, child, language)
        place = f"{path}/{child.name}"
        role = _FIELDS.get((element.name, child.name))
        if child.name == "inlineXML":
            yield from _inline(text, child, own, place)
        elif child.name == "inlineData":
            yield from _data(text, child, own, place)
        elif role:
            qualified = attribute(text, child, "role").rpartition(":")[2].lower()
            said = _QUALIFIED.get(qualified, role)
            yield from _feed.html(text, child, said, own, place)
        elif child.name == "itemRef":
            place = f"{place}[{number}]"
            yield from _feed.of_story(_texts(text, child, own, place), place)
        else:
            yield from _texts(text, child, own, path)


def _inline(text: str, element: Element, language: str, path: str) -> list[Segment]:
    """XHTML or NITF that stands in the item; other XML is left alone."""
    vocabulary = {"html": HTML, "nitf": NITF}
    for child in element.children:
        if child.name in vocabulary:
            known = vocabulary[child.name]
            return _feed.inline(text, element, Role.BODY, language, path, known)
    return []


def _data(text: str, element: Element, language: str, path: str) -> list[Segment]:
    """Plain text or HTML that stands in the item; other data are left alone."""
    kind = attribute(text, element, "contenttype").partition(";")[0].strip().lower()
    if attribute(text, element, "encoding") or kind not in ("", "text/plain", "text/html"):
        return []
    mapped, spelling = content(text, element)
    if mapped is None or element.children:
        return []
    if kind == "text/html" or _BLOCK.search(mapped.text):
        return _feed.html(text, element, Role.BODY, language, path)
    found = load("text").segments(mapped.text, language)
    return _values.in_field(nested(mapped, found, "text", spelling), Role.BODY, path)
