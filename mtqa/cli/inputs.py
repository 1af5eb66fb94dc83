"""The files that a command is given: files, folders, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.errors import UnreadableFile, UsageError
from mtqa.formats.registry import SUFFIXES

STDIN = "-"


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

    Raises `UsageError` for a path at which there is nothing.
    """
    found = dict.fromkeys(path for given in paths for path in _expand(given))
    return [Input(path, (stdin_filename or path) if path == STDIN else path) for path in found]


def _expand(given: str) -> Iterator[str]:
    path = Path(given)
    if given == STDIN or path.is_file():
        yield given
    elif path.is_dir():
        for item in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in item.relative_to(path).parts)
            if item.is_file() and not hidden and item.suffix.lower() in SUFFIXES:
                yield str(item)
    else:
        raise UsageError(f"There is no file or folder {given}.")
