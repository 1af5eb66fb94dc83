"""What RSS, Atom and NewsML have in common: fields with text, HTML or XHTML in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mtqa.formats import _values
from mtqa.formats._elements import Reader
from mtqa.formats._nested import nested, spelled
from mtqa.formats._roles import numbered
from mtqa.formats._vocabulary import HTML, Vocabulary
from mtqa.formats._xml import Element, content, escaped
from mtqa.formats.html import spelled as spelled_html
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Role, Segment

_DECLARED = re.compile(rb"""\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.:-]+)""")
_PROLOGUE = re.compile(
    r"(?:\s++|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+",
    re.DOTALL,
)
_ROOT = re.compile(r"<([^\s/>!?]{1,60})([^>]{0,4000})")


def declared_encoding(raw: bytes) -> str | None:
    """What the XML declaration says."""
    found = _DECLARED.match(raw[:1024])
    return found[1].decode("ascii", "replace") if found else None


def root_of(text: str) -> tuple[str, str]:
    """The name of the root element, without its prefix, and its attributes; empty if none."""
    match = _PROLOGUE.match(text, 0, 20_000)
    root = _ROOT.match(text, match.end() if match else 0)
    return (root[1].rpartition(":")[2], root[2]) if root else ("", "")


def plain(text: str, element: Element, role: Role, language: str, path: str) -> list[Segment]:
    """The element's text as it is, one segment."""
    if element.children:
        return inline(text, element, role, language, path)
    mapped, spelling = content(text, element)
    return _values.plain(mapped, spelling, role, language, path) if mapped else []


def html(text: str, element: Element, role: Role, language: str, path: str) -> list[Segment]:
    """The element's text, read as HTML if there is mark-up in it, else as it is."""
    if element.children:
        return inline(text, element, role, language, path)
    mapped, spelling = content(text, element)
    return _values.auto(mapped, spelling, role, language, path, element.reading) if mapped else []


def inline(
    text: str,
    element: Element,
    role: Role,
    language: str,
    path: str,
    vocabulary: Vocabulary = HTML,
) -> list[Segment]:
    """The mark-up in the element, XHTML or NITF."""
    start, end = element.inner
    sub = text[start:end]
    found = Reader(
        sub, language, xml=True, vocabulary=vocabulary, limits=element.reading.limits
    ).read()
    segments = nested(MappedText.verbatim(sub, start), found, "inline", "xml") if found else []
    return _values.in_field(segments, role, path)


def of_story(segments: Iterable[Segment], story: str) -> list[Segment]:
    """The segments as those of the item that `story` names, save those of an item within it."""
    return [segment if segment.story else segment._replace(story=story) for segment in segments]


def ordered(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments in the order in which they stand, with their ids."""
    return numbered(sorted(segments, key=lambda segment: segment.mapped.source))


def encode(replacement: str, segment: Segment) -> str:
    """`replacement` as it is spelled in the field that `segment` stands in."""
    own, name, inner = segment.spelling.split(" ", 2)
    if name == "inline":
        return spelled_html(replacement, inner)
    put, own = spelled(replacement, segment)
    return escaped(put, own)
