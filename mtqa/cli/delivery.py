"""Where fixed files go: a diff, the files themselves, a folder, a patch."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Protocol

import click

from mtqa.errors import UnwritableFile, UsageError
from mtqa.fixing.backup import Backup
from mtqa.fixing.unified import unified
from mtqa.fixing.writing import create_file, replace_file
from mtqa.model.document import Document
from mtqa.text.visible import visible

STDIN = "-"


class Delivery(Protocol):
    """A way to hand over fixed files. `writes` says whether the changes are then made."""

    writes: bool

    def deliver(self, path: str, before: Document, after: Document) -> None:
        """Hands over one file, changed or not. Raises `UnwritableFile`."""
        ...


class Diff:
    """A unified diff on standard output; nothing is written."""

    writes = False

    def deliver(self, path: str, before: Document, after: Document) -> None:
        """Prints what would change."""
        name = before.path if path == STDIN else path
        diff = unified(_marked(before), _marked(after), name)
        emit((visible(diff) if sys.stdout.isatty() else diff).encode("utf-8"))


class InPlace:
    """The files themselves, each kept in a backup first; standard input goes to standard output."""

    writes = True

    def __init__(self, backup: Backup | None) -> None:
        self.backup = backup

    def deliver(self, path: str, before: Document, after: Document) -> None:
        """Writes the file if it changed."""
        if path == STDIN:
            emit(after.raw)
        elif after.raw != before.raw:
            write_back(Path(path), before.raw, after.raw, self.backup)


class Folder:
    """Copies below a folder that mirror the files' own paths, unchanged ones included."""

    writes = True

    def __init__(self, folder: Path, paths: Iterable[str]) -> None:
        self.targets: dict[str, Path] = {}
        for path in paths:
            target = folder / _mirrored(path)
            if target in self.targets.values():
                raise UsageError(f"Two files would both become {target}: fix them one by one.")
            if _same(str(target), [path]):
                raise UsageError(f"{target} is the file itself: use --in-place to write it.")
            self.targets[path] = target
        self.folder = folder

    def deliver(self, path: str, before: Document, after: Document) -> None:  # noqa: ARG002
        """Writes the file's copy."""
        target = self.targets[path]
        if not target.resolve().is_relative_to(self.folder.resolve()):
            raise UnwritableFile(f"{target} leads out of {self.folder} and was not written.")
        create_file(target, after.raw)


class Patch:
    """Diff-match-patch patches: of one file to a file or stdout, of several to a folder."""

    writes = True

    def __init__(self, target: str, paths: Iterable[str]) -> None:
        names = list(paths)
        if _same(target, names):
            raise UsageError(f"{target} is the file itself: give --patch another name.")
        self.target = target
        self.folder: Folder | None = None
        if len(names) != 1 or Path(target).is_dir():
            if target == STDIN or Path(target).is_file():
                raise UsageError(
                    "There are several files: give --patch a folder for their patches."
                )
            self.folder = Folder(Path(target), names)

    def deliver(self, path: str, before: Document, after: Document) -> None:
        """Writes the file's patch; one that changes nothing only where a patch was asked for."""
        from mtqa.fixing.patches import patch_text

        raw = patch_text(before.text, after.text).encode("utf-8")
        if self.target == STDIN:
            emit(raw)
        elif self.folder is None:
            create_file(Path(self.target), raw)
        elif raw:
            target = self.folder.targets[path]
            create_file(target.with_name(f"{target.name}.patch"), raw)


def write_back(path: Path, before: bytes, after: bytes, backup: Backup | None) -> None:
    """Writes a file in place, kept in the backup first. Raises `UnwritableFile`."""
    if backup is None:
        replace_file(path, after, before)
        return
    backup.keep(path, before, after)
    try:
        replace_file(path, after, before)
    except UnwritableFile:
        backup.forget()
        raise


def say(message: str) -> None:
    """Writes a message to standard error."""
    click.echo(visible(message), err=True)


def emit(raw: bytes) -> None:
    """Writes bytes to standard output."""
    sys.stdout.flush()
    sys.stdout.buffer.write(raw)
    sys.stdout.buffer.flush()


def _same(target: str, paths: Iterable[str]) -> bool:
    """Whether `target` is one of the files at `paths`."""
    place = Path(target).resolve()
    return any(path != STDIN and Path(path).resolve() == place for path in paths)


def _marked(document: Document) -> str:
    """The text as a diff of a UTF-8 file must show it: a byte order mark is part of its line."""
    return "\ufeff" + document.text if document.encoding.bom else document.text


def _mirrored(path: str) -> PurePath:
    """Where a copy goes below a folder: the path as given, without what would lead out of it."""
    if path == STDIN:
        return PurePath("stdin.txt")
    parts = [part for part in Path(path).parts if part not in ("..", ".", Path(path).anchor)]
    return PurePath(*parts)
