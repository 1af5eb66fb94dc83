"""A table's cells with their places: rows, quotation marks, and what parts the cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import NamedTuple, get_args

from mtqa.errors import UnreadableFile
from mtqa.model.mapped import MappedText, Piece, PieceKind
from mtqa.model.reading import Delimiter, Limits
from mtqa.model.span import Span
from mtqa.text.lines import Lines

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_STATED = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n)")
"""How a spreadsheet states the delimiter in a line of its own."""
_HEAD = 20_000
"""Characters from which a delimiter is told."""
_ROWS = 50
_LINE_END = re.compile(r"\r\n|\r|\n")


class Cell(NamedTuple):
    """A cell: where its text stands, without the quotation marks around it if it has some."""

    span: Span
    quoted: bool


class Dialect(NamedTuple):
    """What parts the cells, whether they may stand in quotation marks, where the table begins."""

    delimiter: str
    quotes: bool = True
    start: int = 0


def rows(text: str, dialect: Dialect, limits: Limits) -> Iterator[list[Cell]]:
    """The rows that are not empty, each with its cells.

    Raises `UnreadableFile` for quotation marks that do not fit, with their line.
    """
    bare = _bare(dialect.delimiter)
    row: list[Cell] = []
    place, end = dialect.start, len(text)
    while place < end or row:
        if dialect.quotes and text.startswith('"', place):
            match = _QUOTED.match(text, place)
            if match is None:
                raise _fault(text, place, "begins with a quotation mark that nothing closes")
            cell = Cell(Span(*match.span(1)), quoted=True)
        else:
            match = bare.match(text, place)
            assert match
            cell = Cell(Span(*match.span()), quoted=False)
        row.append(cell)
        if len(row) > limits.elements:
            raise UnreadableFile(
                f"has more than {limits.elements:,} cells in one row: refused, for the limit is "
                "‘limits.elements’."
            )
        place = match.end()
        if text.startswith(dialect.delimiter, place):
            place += 1
            continue
        line_end = _LINE_END.match(text, place)
        if line_end is None and place < end:
            raise _fault(text, cell.span.start - 1, "goes on behind its closing quotation mark")
        if len(row) > 1 or cell.quoted or cell.span.start < cell.span.end:
            yield row
        row = []
        place = line_end.end() if line_end else end


@cache
def _bare(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")


def _fault(text: str, place: int, what: str) -> UnreadableFile:
    line, column = Lines(text).position(place)
    return UnreadableFile(
        f"is no table that can be read: the cell at line {line}, column {column} {what}. "
        "Double the quotation marks inside a cell, or say the delimiter in the configuration."
    )


def decoded(text: str, cell: Cell) -> MappedText | None:
    """What a cell says; None if it is empty."""
    start, end = cell.span
    if start == end:
        return None
    if not cell.quoted:
        return MappedText.verbatim(text[start:end], start)
    pieces: list[Piece] = []
    while start < end:
        place = text.find('""', start, end)
        stop = end if place < 0 else place
        if start < stop:
            pieces.append(Piece(PieceKind.VERBATIM, text[start:stop], Span(start, stop)))
        if place >= 0:
            pieces.append(Piece(PieceKind.ENCODED, '"', Span(stop, stop + 2)))
        start = stop if place < 0 else stop + 2
    return MappedText(tuple(pieces))


def dialect_of(text: str, given: str, usual: str, limits: Limits) -> Dialect:
    """How a table is written: as `given`, as it states itself, as its rows fit, else as usual."""
    stated = _STATED.match(text)
    start = stated.end() if stated else 0
    if given or stated:
        return Dialect(given or (stated[1] if stated else usual), start=start)
    head = text[:_HEAD]
    fits = {sign: fit(head, Dialect(sign), limits) for sign in get_args(Delimiter)}
    best = max(fits, key=lambda sign: (fits[sign], sign == usual))
    return Dialect(best if fits[best] > (0, 0) else usual)


def fit(head: str, dialect: Dialect, limits: Limits) -> tuple[float, int]:
    """How many of the first rows have the same number of cells, and that number; 0 if it is 1."""
    counts: Counter[int] = Counter()
    with suppress(UnreadableFile):
        counts.update(len(row) for row in islice(rows(head, dialect, limits), _ROWS))
    columns, often = counts.most_common(1)[0] if counts else (1, 0)
    return (often / counts.total(), columns) if columns > 1 else (0, 0)
