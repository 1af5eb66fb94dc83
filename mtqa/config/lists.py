"""The desk's lists, read from the files that the configuration names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from mtqa.errors import UsageError
from mtqa.model.lists import Entry, ListFiles, Lists

BETWEEN = "|"
"""Parts the forms in one cell."""

_COLUMNS: Mapping[str, tuple[str, str]] = {
    "names": ("name", "rejected"),
    "terms": ("term", "forbidden"),
    "brands": ("brand", "rejected"),
    "leave-alone": ("phrase", ""),
}
"""What a list calls the preferred form, and those that it does not want."""
_OTHERS = ("accepted", "note", "count")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it stands in its file: cells by column, and where each is."""

    cells: Mapping[str, tuple[str, ...]]
    file: str
    line: int

    def at(self, column: str) -> str:
        return f"{self.file}:{self.line}, column ‘{column}’"


def read_lists(files: ListFiles) -> Lists:
    """The entries of these files. Raises `UsageError` with file, line and column of a fault."""
    return Lists(
        names=_read("names", files.names),
        terms=_read("terms", files.terms),
        brands=_read("brands", files.brands),
        leave_alone=_read("leave-alone", files.leave_alone),
    )


def _read(kind: str, files: Sequence[str]) -> tuple[Entry, ...]:
    rows = [row for file in files for row in _rows(kind, Path(file))]
    return entries_of(kind, rows)


def entries_of(kind: str, rows: Sequence[_Row]) -> tuple[Entry, ...]:
    """The entries in these rows. Raises `UsageError` for a form both accepted and rejected."""
    first, unwanted = _COLUMNS[kind]
    found = []
    right: dict[str, _Row] = {}
    wrong: dict[str, _Row] = {}
    for row in rows:
        form = " ".join(row.cells.get(first, ()))
        rejected = row.cells.get(unwanted, ())
        if not form and (kind != "terms" or not rejected):
            raise UsageError(f"{row.at(first)}: the cell is empty.")
        accepted = row.cells.get("accepted", ())
        for one in filter(None, (form, *accepted)):
            right.setdefault(one, row)
        for one in rejected:
            wrong.setdefault(one, row)
        found.append(Entry(form, accepted, rejected, " ".join(row.cells.get("note", ()))))
    for one in right.keys() & wrong.keys():
        raise UsageError(
            f"{wrong[one].at(unwanted)}: ‘{one}’ is rejected here, and right in "
            f"{right[one].file}:{right[one].line}."
        )
    return tuple(found)


def in_memory(tables: Mapping[str, Any]) -> Lists:
    """The lists in a mapping such as an example of a rule has. Raises `UsageError`."""
    entries = {
        kind: entries_of(kind, [_mapped(kind, item, "lists", 0) for item in tables.get(kind, ())])
        for kind in _COLUMNS
    }
    return Lists(**{kind.replace("-", "_"): found for kind, found in entries.items()})


@cache
def _rows(kind: str, path: Path) -> tuple[_Row, ...]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(
            f"The list {path} cannot be read: {error.strerror or error}; "
            f"check `lists.{kind}` in the configuration."
        ) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: the list is not UTF-8: save it as UTF-8.") from error
    if path.suffix.lower() in (".yaml", ".yml"):
        return tuple(_yaml_rows(kind, path, text))
    if path.suffix.lower() == ".csv":
        return tuple(_csv_rows(kind, path, text))
    if path.suffix.lower() == ".txt" and kind == "leave-alone":
        return tuple(_lines(path, text))
    also = ", .txt" if kind == "leave-alone" else ""
    raise UsageError(f"The list {path} should be a file of kind .csv, .yaml{also}.")


def _lines(path: Path, text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.splitlines(), 1):
        phrase = line.strip()
        if phrase and not phrase.startswith("#"):
            yield _Row({"phrase": (phrase,)}, str(path), number)


def _csv_rows(kind: str, path: Path, text: str) -> Iterator[_Row]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [name.strip() for name in next(reader, [])]
        _check_columns(kind, columns, f"{path}:1")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                raise UsageError(
                    f"{path}:{reader.line_num}, column {len(columns) + 1}: there are "
                    f"{len(cells)} cells in a table of {len(columns)} columns: put quotation "
                    f"marks round a cell that holds a ‘{delimiter}’."
                )
            named = {name: _forms(cell, name) for name, cell in zip(columns, cells, strict=False)}
            yield _Row(named, str(path), reader.line_num)
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: not readable as CSV: {error}.") from error


def _yaml_rows(kind: str, path: Path, text: str) -> Iterator[_Row]:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedSeq
    from ruamel.yaml.error import MarkedYAMLError

    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        raise UsageError(f"{path}: not readable as YAML: {error}") from error
    if tree is None:
        return
    if not isinstance(tree, CommentedSeq):
        raise UsageError(f"{path}:1: should be a list of entries, each ‘- {_COLUMNS[kind][0]}: …’.")
    for number, item in enumerate(tree):
        yield _mapped(kind, item, str(path), tree.lc.item(number)[0] + 1)


def _mapped(kind: str, item: Any, file: str, line: int) -> _Row:
    """A row from a mapping, or from a plain string, which is the preferred form."""
    if isinstance(item, str):
        item = {_COLUMNS[kind][0]: item}
    if not isinstance(item, Mapping):
        raise UsageError(f"{file}:{line}: should be ‘{_COLUMNS[kind][0]}: …’.")
    _check_columns(kind, list(map(str, item)), f"{file}:{line}")
    cells = {}
    for name, value in item.items():
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str | int) for one in values):
            raise UsageError(
                f"{file}:{line}, column ‘{name}’: should be a text or a list of texts."
            )
        cells[str(name)] = tuple(str(one).strip() for one in values if str(one).strip())
    return _Row(cells, file, line)


def _check_columns(kind: str, columns: Sequence[str], where: str) -> None:
    first, unwanted = _COLUMNS[kind]
    known = [name for name in (first, unwanted, *_OTHERS) if name]
    for number, name in enumerate(columns, 1):
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"did you mean ‘{near[0]}’?" if near else f"there are {', '.join(known)}."
            raise UsageError(f"{where}, column {number}: ‘{name}’ is no column of {kind}: {hint}")
    if first not in columns and not (kind == "terms" and unwanted in columns):
        raise UsageError(f"{where}: the column ‘{first}’ is missing.")


def _forms(cell: str, column: str) -> tuple[str, ...]:
    parts = [cell] if column in ("note", "name", "phrase") else cell.split(BETWEEN)
    return tuple(part.strip() for part in parts if part.strip())
