"""One run over many files: the one place where a file's failure is caught."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from mtqa._version import __version__
from mtqa.cli.inputs import STDIN, Input, inputs
from mtqa.cli.options import Options
from mtqa.cli.parts import check_in_parts, is_large
from mtqa.errors import UnreadableFile, UsageError
from mtqa.model.result import FileResult, Run
from mtqa.pipeline import Desk, check, open_desk
from mtqa.rules.library import library

_PATIENCE = 1.0
"""Seconds of work after which progress is shown."""


def run_files(
    paths: Sequence[str],
    options: Options,
    *,
    quiet: bool = False,
    parts: bool = False,
    tell: Callable[[FileResult], FileResult] = lambda result: result,
) -> Run:
    """The findings of all files at these paths; a file that fails is a result with errors.

    With `quiet` no progress is shown; with `parts` large feeds are read part by part, and their
    results hold no document. `tell` is given each result when it is there, and gives back what
    the run keeps of it. Raises `UsageError` for a path at which there is nothing.
    """
    found = inputs(paths, options.stdin_filename)
    if not found:
        click.echo(f"mtqa: there is no file of a known format in {', '.join(paths)}.", err=True)
    if not quiet and sys.stderr.isatty():
        library(options.settings.packs, said)
    desk = open_desk(options.settings, (lambda _: None) if quiet else said)
    results = []
    progress = Progress(len(found), quiet=quiet)
    for file in found:
        result = _checked(desk, file, options, progress, parts=parts)
        progress.done()
        results.append(tell(result))
        progress.step(file.name)
    progress.done()
    return Run(tuple(results), __version__, desk.digest)


def _checked(
    desk: Desk, file: Input, options: Options, progress: Progress, *, parts: bool
) -> FileResult:
    """The result of one file, whatever becomes of it; with `parts` a large feed is never whole."""
    form, encoding = options.input_format, options.encoding
    try:
        if parts and file.path != STDIN and is_large(Path(file.path), form):

            def checked(raw: bytes, codec: str | None) -> FileResult:
                return check(desk, file.name, raw, input_format="jsonl", encoding=codec)

            return check_in_parts(Path(file.path), file.name, checked, encoding, progress.within)
        return check(desk, file.name, file.read(), input_format=form, encoding=encoding)
    except UsageError:
        raise
    except UnreadableFile as error:
        return FileResult(file.name, "", errors=(str(error),))
    except Exception as error:  # noqa: BLE001 - a fault of ours must cost this file alone
        return FileResult(file.name, "", errors=(fault(error),))


def fault(error: Exception) -> str:
    """What to say of a fault in mtqa itself; with MTQA_DEBUG set, its traceback."""
    if os.environ.get("MTQA_DEBUG"):
        return "".join(traceback.format_exception(error))
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    return f"mtqa failed: {said}. Please report it; MTQA_DEBUG=1 shows where."


def said(message: str) -> None:
    """Says on standard error what takes long."""
    click.echo(f"mtqa: {message}", err=True)


class Progress:
    """A line on standard error for work that lasts, where a person looks on."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total = total
        self._count = 0
        self._start = time.monotonic()
        self._shown = False
        self._wanted = not quiet and sys.stderr.isatty() and not os.environ.get("CI")

    def step(self, name: str) -> None:
        """One more file is done."""
        self._count += 1
        self._show(f"{self._count} of {self._total}  {name[-60:]}")

    def within(self, size: int) -> None:
        """So many bytes of the next file are done."""
        self._show(f"{self._count} of {self._total}, {size / 1_000_000:,.0f} MB of the next")

    def _show(self, line: str) -> None:
        if self._wanted and time.monotonic() - self._start > _PATIENCE:
            self._shown = True
            click.echo(f"\r\x1b[K{line}", nl=False, err=True)

    def done(self) -> None:
        """Nothing is left of the line."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
