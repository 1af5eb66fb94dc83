"""What all kinds of JSON have in common: strings of a record as segments, story by story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from mtqa.errors import UnreadableFile
from mtqa.formats._fields import (
    Field,
    Find,
    Path,
    Said,
    by_map,
    is_prose,
    is_text,
    language_in,
    shown,
)
from mtqa.formats._literals import decoded, literals, spell
from mtqa.formats._nested import spelled
from mtqa.formats._values import value
from mtqa.formats.base import Configured
from mtqa.model.reading import Limits, Reading
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span

Where = Callable[[Path, Said], Path]
"""The path of the story that a value is part of."""

_TELLING = frozenset(
    {"language", "lang", "role", "contenttype", "contentType", "type", "schema", "version"}
)
_STORY_NAMES = "items articles entries posts stories news results data documents records rows"
_STORIES = frozenset(_STORY_NAMES.split())
"""What arrays of stories are called."""
_LONGEST = 100
"""Characters of a value that may tell of others."""
_BEGINNING = re.compile(r"""\s*+(?:\{\s*+["}]|\[\s*+["\[{\]\d-])""")


class JsonText(Configured):
    """A format whose text stands in the strings of JSON."""

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with the escapes of its own format and of a JSON string."""
        put, own = spelled(replacement, segment)
        return spell(put, plain=own == "plain")

    def declared_encoding(self, raw: bytes) -> str | None:  # noqa: ARG002
        """None: JSON is UTF-8 where no mark says otherwise."""
        return None


def read(
    text: str,
    reading: Reading,
    find: Find,
    language: str,
    *,
    span: Span | None = None,
    before: Path = (),
    where: Where | None = None,
) -> list[Segment]:
    """The segments of one JSON value, which stands at `span` and at the path `before`.

    A field map goes before `find`. Stories are told apart by `where`, else by their headlines.
    Raises `UnreadableFile` if it is no JSON or passes a limit.
    """
    start, end = span or Span(0, len(text))
    values = list(literals(text, reading.limits, start, end))
    said = {
        path: place.of(text)
        for path, place in values
        if path and path[-1] in _TELLING and place.end - place.start <= _LONGEST
    }
    if said.get(("schema",), "").startswith("mtqa."):
        return []
    own = "plain" if text.isascii() and text.find("\\u", start, end) >= 0 else "full"
    wanted = _mapped_first(reading, find)
    found: list[tuple[Path, Field, list[Segment]]] = []
    for path, place in values:
        field = wanted(path, said) if place.start < place.end else None
        if field is None:
            continue
        mapped = decoded(text, place)
        sure = not field.guessed or field.type == "html"
        if mapped.text.strip() if sure else is_text(mapped.text):
            spoken = _language(path, said) or language
            shape = mapped, own, field.type, field.role, spoken, shown((*before, *path))
            found.append((path, field, value(*shape, reading)))
    story = where or _by_headlines((path, field.role) for path, field, _ in found)
    bodies: dict[Path, Path] = {}
    placed = []
    for path, field, segments in found:
        home = story(path, said)
        home = _apart(path, home, bodies) if field.role is Role.BODY else home
        name = shown((*before, *home))
        placed += [one._replace(story=name, guessed=field.guessed) for one in segments]
    return placed


def _mapped_first(reading: Reading, find: Find) -> Find:
    if not reading.fields:
        return find
    mapped = by_map(reading.fields)
    return lambda path, said: mapped(path, said) or find(path, said)


def nothing(path: Path, said: Said) -> Field | None:  # noqa: ARG001
    """None: what the field map does not name is no text."""
    return None


def unnamed(text: str, limits: Limits, language: str, span: Span, before: Path) -> list[Segment]:
    """The segments of all strings that are prose beyond doubt, whatever their names."""
    long = {
        path
        for path, place in literals(text, limits, *span)
        if is_prose(place.of(text).replace("\\n", "\n"))
    }

    def find(path: Path, said: Said) -> Field | None:  # noqa: ARG001
        return Field(Role.BODY, guessed=True) if path in long else None

    return read(text, Reading(limits=limits), find, language, span=span, before=before)


def none_of(reading: Reading) -> UnreadableFile:
    """The error for a file that has no field of the map."""
    names = ", ".join(field.path for field in reading.fields)
    return UnreadableFile(
        f"has none of the fields that the configuration names ({names}): add those that it has "
        "under [[fields]], or leave the table out to have them guessed."
    )


def may_be_json(text: str) -> bool:
    """Whether a text begins as an object or an array does."""
    return _BEGINNING.match(text) is not None


def values_of(text: str, limits: Limits) -> dict[Path, str]:
    """The strings of a document as they are spelled, by their paths; empty if it is no JSON."""
    if not may_be_json(text):
        return {}
    try:
        return {path: span.of(text)[:_LONGEST] for path, span in literals(text, limits)}
    except UnreadableFile:
        return {}


def _language(path: Path, said: Said) -> str | None:
    """The language that the innermost object around a value states; no region."""
    for depth in range(len(path) - 1, -1, -1):
        for name in ("lang", "language"):
            told = language_in(said.get((*path[:depth], name), ""))
            if told:
                return told
    return None


def _by_headlines(found: Iterable[tuple[Path, Role]]) -> Where:
    """The innermost element of an array that has a headline, or that is called a story.

    Else the whole document, if it has a headline, else the outermost element.
    """
    heads = {_record(path) for path, role in found if role is Role.HEADLINE}

    def story(path: Path, said: Said) -> Path:  # noqa: ARG001
        records = list(_records(path))
        for one in records:
            if one in heads or (len(one) > 1 and str(one[-2]).lower() in _STORIES):
                return one
        return () if () in heads or not records else records[-1]

    return story


def _apart(path: Path, story: Path, bodies: dict[Path, Path]) -> Path:
    """The story of a body; the second field with a body has the same copy once more, apart."""
    field = tuple(step for step in path[len(story) :] if isinstance(step, str))
    first = bodies.setdefault(story, field)
    return story if field == first else (*story, *field)


def _record(path: Path) -> Path:
    return next(_records(path), ())


def _records(path: Path) -> Iterator[Path]:
    """The elements of arrays that a value stands in as one of their members, inner first."""
    for depth in range(len(path) - 1, 0, -1):
        if isinstance(path[depth - 1], int) and isinstance(path[depth], str):
            yield path[:depth]
