"""One run over many files: the one place where a file's failure is caught."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

import click

from mtqa._version import __version__
from mtqa.cli.inputs import inputs
from mtqa.cli.options import Options
from mtqa.errors import UnreadableFile
from mtqa.model.result import FileResult, Run
from mtqa.pipeline import Desk, check, open_desk

_PATIENCE = 1.0
"""Seconds of work after which progress is shown."""


def run_files(paths: Sequence[str], options: Options, desk: Desk | None = None) -> Run:
    """The findings of all files at these paths. Raises `UsageError` for a path without a file."""
    found = inputs(paths, options.stdin_filename)
    desk = desk or open_desk(options.settings)
    results = []
    progress = Progress(len(found))
    for file in found:
        try:
            raw = file.read()
        except UnreadableFile as error:
            results.append(FileResult(file.name, "", errors=(str(error),)))
            continue
        results.append(
            check(
                desk,
                file.name,
                raw,
                input_format=options.input_format,
                encoding=options.encoding,
            )
        )
        progress.step(file.name)
    progress.done()
    return Run(tuple(results), __version__, desk.digest)


class Progress:
    """A line on standard error for work that lasts, where a person looks on."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._count = 0
        self._start = time.monotonic()
        self._shown = False
        self._wanted = sys.stderr.isatty() and not os.environ.get("CI")

    def step(self, name: str) -> None:
        """One more file is done."""
        self._count += 1
        if self._wanted and time.monotonic() - self._start > _PATIENCE:
            self._shown = True
            click.echo(f"\r\x1b[K{self._count} of {self._total}  {name[-60:]}", nl=False, err=True)

    def done(self) -> None:
        """Nothing is left of the line."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def colour(asked: bool | None) -> bool:
    """Whether to colour: as asked, else NO_COLOR, FORCE_COLOR, TERM=dumb, a terminal."""
    if asked is not None:
        return asked
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
