"""What CSV and TSV have in common: a story a row, its text in the columns whose names tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from textwrap import shorten

from mtqa.errors import UnreadableFile, Unspellable
from mtqa.formats._cells import Cell, Dialect, decoded, fit, rows
from mtqa.formats._fields import Field, by_column, by_name, is_prose, is_text, language_in
from mtqa.formats._nested import spelled
from mtqa.formats._values import value
from mtqa.model.reading import Reading
from mtqa.model.segment import Role, Segment

_LANGUAGES = ("language", "lang")
_LONGEST_NAME = 60
"""Characters of a column's name where names must tell that there is a row of them."""
_MOST = 12
"""Names of columns in a message."""
_PROSE = Field(Role.BODY, guessed=True)

Columns = Mapping[int, Field]
"""The columns with text by their numbers, from 0 on."""


def read(text: str, dialect: Dialect, reading: Reading, language: str) -> list[Segment]:
    """The segments of a table. Raises `UnreadableFile` if it is none or has no field of the map.

    Where no name tells anything, whatever is prose.
    """
    table = rows(text, dialect, reading.limits)
    first = next(table, None)
    if first is None:
        return []
    names = [_said(text, cell) for cell in first]
    columns, headed = _columns(names, reading)
    if not headed:
        table, names = chain([first], table), [str(number + 1) for number in range(len(first))]
    tags = [names.index(name) for name in _LANGUAGES if headed and name in names]
    bodies = [number for number, field in columns.items() if field.role is Role.BODY]
    found: list[Segment] = []
    for number, row in enumerate(table):
        said = [_said(text, row[column]) for column in tags if column < len(row)]
        told = next(filter(None, map(language_in, said)), language)
        for column, cell in enumerate(row):
            field = columns.get(column) or (None if columns else _PROSE)
            if field is None:
                continue
            name = names[column] if column < len(names) else str(column + 1)
            path = f"[{number}].{name}"
            apart = column in bodies[1:]
            made = _cell(text, cell, field, dialect, (told, path), reading)
            story = path if apart else f"[{number}]"
            found += [one._replace(story=story, guessed=field.guessed) for one in made]
    return found


def _columns(names: Sequence[str], reading: Reading) -> tuple[Columns, bool]:
    """The columns with text, and whether the first row names them; none if all prose is text."""
    if reading.fields:
        find = by_column(reading.fields)
        named = _known(find(name) for name in names)
        columns = named or _known(find(str(number)) for number in range(1, len(names) + 1))
        if not columns:
            listed = ", ".join(field.path for field in reading.fields)
            raise UnreadableFile(
                f"has no column that the configuration names ({listed}); it has {_told(names)}: "
                "add those with text under [[fields]], by name or number."
            )
        return columns, bool(named)
    columns = _known(by_name((name,), {}) for name in names)
    if any(len(name) > _LONGEST_NAME for name in names):
        columns = {}
    return columns, bool(columns)


def _told(names: Sequence[str]) -> str:
    """The names for people, as many and as much of them as can be read at once."""
    first = ", ".join(shorten(name, _LONGEST_NAME, placeholder="…") for name in names[:_MOST])
    return first + (" and more" if len(names) > _MOST else "")


def _known(fields: Iterable[Field | None]) -> Columns:
    return {number: field for number, field in enumerate(fields) if field}


def _cell(
    text: str,
    cell: Cell,
    field: Field,
    dialect: Dialect,
    place: tuple[str, str],
    reading: Reading,
) -> list[Segment]:
    mapped = decoded(text, cell)
    if mapped is None:
        return []
    if field is _PROSE and not is_prose(mapped.text):
        return []
    sure = not field.guessed or field.type == "html"
    if not (mapped.text.strip() if sure else is_text(mapped.text)):
        return []
    own = "quoted" if cell.quoted else f"bare{dialect.delimiter}"
    return value(mapped, own, field.type, field.role, *place, reading)


def _said(text: str, cell: Cell) -> str:
    mapped = decoded(text, cell)
    return mapped.text.strip() if mapped else ""


def encode(replacement: str, segment: Segment) -> str:
    """`replacement` as it is spelled in the cell that `segment` stands in.

    Raises `Unspellable` for what a cell without quotation marks cannot hold.
    """
    put, own = spelled(replacement, segment)
    if own == "quoted":
        return put.replace('"', '""')
    for sign in (own.removeprefix("bare"), "\r", "\n"):
        if sign in put:
            raise Unspellable(
                f"the cell has no quotation marks around it, so it cannot hold {sign!r}"
            )
    return put


def is_table(text: str, dialect: Dialect, reading: Reading) -> bool:
    """Whether the first row names columns with text, and all rows have as many cells as it has."""
    head, found = text[:_HEAD], Reading(limits=reading.limits)
    if fit(head.rpartition("\n")[0] or head, dialect, reading.limits)[0] < 1:
        return False
    try:
        first, second = islice(rows(head, dialect, reading.limits), 2)
    except (UnreadableFile, ValueError):
        return False
    names = [_said(head, cell) for cell in first]
    return len(second) > 1 and all(names) and _columns(names, found)[1]


_HEAD = 20_000
"""Characters from which a table is told."""
