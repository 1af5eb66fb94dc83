"""What RSS, Atom and NewsML have in common: fields with text, HTML or XHTML in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mtqa.formats._elements import Reader
from mtqa.formats._flow import Flow
from mtqa.formats._nested import nested, spelled
from mtqa.formats._roles import numbered
from mtqa.formats._vocabulary import HTML, Vocabulary
from mtqa.formats._xml import Element, content, escaped
from mtqa.formats.html import spelled as spelled_html
from mtqa.formats.registry import load
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Role, Segment

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
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
    if mapped is None:
        return []
    flow = Flow(mapped.text, _nothing)
    flow.characters(0, len(mapped.text))
    inner = flow.finish()
    segments = [Segment("", inner, role, language, path)] if inner else []
    return nested(mapped, segments, "text", spelling)


def html(text: str, element: Element, role: Role, language: str, path: str) -> list[Segment]:
    """The element's text, read as HTML if there is mark-up in it, else as it is."""
    if element.children:
        return inline(text, element, role, language, path)
    mapped, spelling = content(text, element)
    if mapped is None or not _MARKUP.search(mapped.text):
        return plain(text, element, role, language, path)
    found = load("html").segments(mapped.text, language)
    return in_field(nested(mapped, found, "html", spelling), role, path)


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
    found = Reader(sub, language, xml=True, vocabulary=vocabulary).read()
    segments = nested(MappedText.verbatim(sub, start), found, "inline", "xml") if found else []
    return in_field(segments, role, path)


def in_field(segments: Iterable[Segment], role: Role, path: str) -> list[Segment]:
    """The segments with the field's role where their own tells nothing."""
    found = []
    for segment in segments:
        place = f"{path}/{segment.path}" if segment.path else path
        said = role if segment.role is Role.BODY else segment.role
        found.append(replace(segment, role=said, path=place))
    return found


def of_story(segments: Iterable[Segment], story: str) -> list[Segment]:
    """The segments as those of the item that `story` names, save those of an item within it."""
    return [segment if segment.story else replace(segment, story=story) for segment in segments]


def ordered(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments in the order in which they stand, with their ids."""
    return numbered(sorted(segments, key=lambda segment: segment.mapped.source))


def encode(replacement: str, segment: Segment) -> str:
    """`replacement` as it is spelled in the field that `segment` stands in."""
    own, name, inner = segment.spelling.split(" ", 2)
    if name == "inline":
        return spelled_html(replacement, inner)
    if name == "text":
        return escaped(replacement, own)
    put, own = spelled(replacement, segment)
    return escaped(put, own)


def _nothing(text: str, place: int) -> None:
    """None: the references were resolved before."""
