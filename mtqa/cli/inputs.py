"""The files that a command is given: files, folders, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.errors import UnreadableFile, UsageError
from mtqa.formats.registry import SUFFIXES

STDIN = "-"
NOT_COPY = {"node_modules"}
"""Folders without copy, whatever their files are called; hidden ones are passed over too."""
NO_COPY = {
    "package.json", "package-lock.json", "tsconfig.json", "composer.json", "manifest.json",
}  # fmt: skip
"""Files without copy in a folder; who names one has it read."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file, not yet read; `path` is as given (`-` for standard input), `name` as shown."""

    path: str
    name: str

    def read(self) -> bytes:
        """Its bytes. Raises `UnreadableFile`."""
        if self.path == STDIN:
            return sys.stdin.buffer.read()
        try:
            return Path(self.path).read_bytes()
        except OSError as error:
            raise UnreadableFile(f"cannot be read: {error.strerror or error}.") from error


def inputs(paths: Sequence[str], stdin_filename: str | None = None) -> list[Input]:
    """The files at `paths`, each once; of a folder, those whose names tell a format, in order.

    A folder that cannot be looked into stands for itself, and fails when it is read. Raises
    `UsageError` for a path at which there is nothing.
    """
    found = dict.fromkeys(path for given in paths for path in _expand(given))
    return [Input(path, (stdin_filename or path) if path == STDIN else path) for path in found]


def _expand(given: str) -> Iterator[str]:
    path = Path(given)
    if given != STDIN and path.is_dir():
        yield from sorted(_walk(path))
    elif given == STDIN or path.exists():
        yield given
    else:
        raise UsageError(f"There is no file or folder {given}.")


def _walk(folder: Path) -> Iterator[str]:
    closed: list[str] = []
    for place, folders, files in os.walk(folder, onerror=lambda e: closed.append(e.filename)):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in NOT_COPY]
        for name in files:
            known = Path(name).suffix.lower() in SUFFIXES and name.lower() not in NO_COPY
            if known and not name.startswith("."):
                yield str(Path(place, name))
    yield from closed
