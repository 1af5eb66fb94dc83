"""How findings are written: of each file as soon as it is checked, then what sums up the run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from mtqa.model.result import FileResult, Run


class Form(NamedTuple):
    """What is written of a file, and at the end; `whole`: the end needs the documents too."""

    of_file: Callable[[FileResult], Iterable[str]]
    at_end: Callable[[Run], Iterable[str]]
    whole: bool = False


def form(name: str, *, statistics: bool, quiet: bool) -> Form:
    """The form of that name: text, json or jsonl; `quiet` text has no last line."""
    if name == "json":
        from mtqa.reporting.json import as_json

        return Form(_nothing, lambda run: [as_json(run)], whole=True)
    if name == "jsonl":
        from mtqa.reporting.json import file_lines, last_line

        return Form(file_lines, lambda run: [last_line(run)])
    from mtqa.reporting import console

    if statistics:
        return Form(_nothing, lambda run: _lines(console.statistics(run)))
    last = -1 if quiet else None
    return Form(
        lambda file: _lines(console.file_notes(file)),
        lambda run: _lines(list(console.ending(run))[:last]),
    )


class Output:
    """Standard output, written to at once, or a file, written when all is there."""

    def __init__(self, path: Path | None, colour: bool) -> None:
        self._path = path
        self._colour = colour
        self._kept: list[str] = []

    def write(self, lines: Iterable[str]) -> None:
        """Some more lines, without the signs of colour where none is wanted."""
        text = "".join(lines)
        if not text:
            return
        if self._path is not None:
            self._kept.append(click.unstyle(text))
            return
        sys.stdout.write(text if self._colour else click.unstyle(text))
        sys.stdout.flush()

    def close(self) -> None:
        """The file is written, whole or not at all."""
        if self._path is not None:
            from mtqa.fixing.writing import create_file

            create_file(self._path, "".join(self._kept).encode("utf-8", "backslashreplace"))


def light(result: FileResult) -> FileResult:
    """A result that has been told of: its findings and figures, without the text itself."""
    return replace(result, document=None, segments=(), stretches=())


def _nothing(file: FileResult) -> Iterator[str]:
    del file
    yield from ()


def _lines(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)
