"""A value with text in it - of an element, a string, a cell - as text, HTML or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mtqa.formats._flow import Flow
from mtqa.formats._nested import nested
from mtqa.formats.registry import load
from mtqa.model.mapped import MappedText
from mtqa.model.reading import FieldType, Reading
from mtqa.model.segment import Role, Segment

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_LINES = frozenset({Role.BODY, Role.SUMMARY})
"""What may have paragraphs where it is no HTML."""


def value(
    mapped: MappedText,
    own: str,
    type_: FieldType,
    role: Role,
    language: str,
    path: str,
    reading: Reading,
) -> list[Segment]:
    """The segments of a value that is written as `type_` says; `own` is its source's spelling."""
    if type_ == "auto":
        return auto(mapped, own, role, language, path, reading, lines=True)
    if type_ == "text":
        return text(mapped, own, role, language, path)
    return _inner(mapped, own, type_, role, language, path, reading)


def auto(
    mapped: MappedText,
    own: str,
    role: Role,
    language: str,
    path: str,
    reading: Reading,
    *,
    lines: bool = False,
) -> list[Segment]:
    """The value, read as HTML if there is mark-up in it, else as it is (its `lines`, or one)."""
    if _MARKUP.search(mapped.text):
        return _inner(mapped, own, "html", role, language, path, reading)
    return (text if lines else plain)(mapped, own, role, language, path)


def plain(mapped: MappedText, own: str, role: Role, language: str, path: str) -> list[Segment]:
    """The value as one segment, its white space collapsed."""
    flow = Flow(mapped.text, _nothing)
    flow.characters(0, len(mapped.text))
    inner = flow.finish()
    segments = [Segment("", inner, role, language, path)] if inner else []
    return nested(mapped, segments, "text", own)


def text(mapped: MappedText, own: str, role: Role, language: str, path: str) -> list[Segment]:
    """The value's paragraphs, or the value as one where its role has none."""
    if role not in _LINES or not re.search(r"[\r\n]", mapped.text.strip()):
        return plain(mapped, own, role, language, path)
    found = load("text").segments(mapped.text, language)
    known = [segment._replace(role=Role.BODY, guessed=False) for segment in found]
    return in_field(nested(mapped, known, "text", own), role, path)


def _inner(
    mapped: MappedText,
    own: str,
    name: str,
    role: Role,
    language: str,
    path: str,
    reading: Reading,
) -> list[Segment]:
    found = load(name, reading).segments(mapped.text, language)
    return in_field(nested(mapped, found, name, own), role, path)


def in_field(segments: Iterable[Segment], role: Role, path: str) -> list[Segment]:
    """The segments with the field's role where their own tells nothing."""
    found = []
    for segment in segments:
        place = f"{path}/{segment.path}" if segment.path else path
        said = role if segment.role is Role.BODY else segment.role
        found.append(segment._replace(role=said, path=place))
    return found


def _nothing(text: str, place: int) -> None:
    """None: the references were resolved before."""
