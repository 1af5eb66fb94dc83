"""A file replaced as a whole, or not at all: never half written, never lost."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from mtqa.errors import UnwritableFile

_UNFINISHED = re.compile(r"\.mtqa-(?P<process>\d+)-[0-9a-f]+")
"""The name of a file that is being written, and the process that writes it."""


def replace_file(path: Path, raw: bytes, before: bytes) -> None:
    """Puts `raw` in the place of the file that `path` leads to, at once and for good.

    The file keeps its mode and, where that is allowed, its owner; a symbolic link stays a link.
    Raises `UnwritableFile`, the file being as it was, if it no longer holds `before`, is
    read-only or no plain file, or has a second name (a hard link), which would hold on to the
    old text.
    """
    target = path.resolve()
    try:
        status = target.stat()
        _check(path, target, status)
        if target.read_bytes() != before:
            raise UnwritableFile(f"{path} was changed meanwhile and was left as it is.")
        _put(target, raw, status)
    except OSError as error:
        raise UnwritableFile(f"{path} was not written: {reason(error)}") from error


def create_file(path: Path, raw: bytes) -> None:
    """Puts `raw` into a new file, or in the place of an old one; folders are made as needed.

    A device or a pipe is written to and stays what it is. Raises `UnwritableFile`.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(raw)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(path, raw, None)
    except OSError as error:
        raise UnwritableFile(f"{path} was not written: {reason(error)}") from error


def reason(error: OSError) -> str:
    """What the system says of an error, as a sentence."""
    return f"{(error.strerror or str(error)).rstrip('.')}."


def _check(path: Path, target: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnwritableFile(f"{path} is not a plain file and was left as it is.")
    if status.st_nlink > 1:
        raise UnwritableFile(
            f"{path} has a second name (a hard link) and was left as it is: "
            "write a copy with --output-dir."
        )
    if not os.access(target, os.W_OK) or not status.st_mode & 0o222:
        raise UnwritableFile(
            f"{path} is read-only and was left as it is: "
            "make it writable, or write a copy with --output-dir."
        )


def _put(target: Path, raw: bytes, old: os.stat_result | None) -> None:
    _sweep(target.parent)
    with _beside(target, 0o666 if old is None else 0o600) as (handle, unfinished):
        with os.fdopen(handle, "wb") as file:
            if old is not None:
                _like(file.fileno(), old)
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    _sync_folder(target.parent)


@contextlib.contextmanager
def _beside(target: Path, mode: int) -> Iterator[tuple[int, Path]]:
    """A new file in the folder of `target`; it goes again if its writing fails."""
    unfinished = target.parent / f".mtqa-{os.getpid()}-{secrets.token_hex(4)}"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    handle = os.open(unfinished, flags, mode)
    try:
        yield handle, unfinished
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise


def _like(handle: int, old: os.stat_result) -> None:
    """Gives the new file the owner and the mode of the old one, as far as the system allows."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@cache
def _sweep(folder: Path) -> None:
    """Deletes what killed processes left half written in a folder; looks once a process."""
    if os.name != "posix":
        return
    for entry in os.scandir(folder):
        match = _UNFINISHED.fullmatch(entry.name)
        if match and not _alive(int(match["process"])):
            with contextlib.suppress(OSError):
                Path(entry.path).unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
