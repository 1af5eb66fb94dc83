"""What files were before mtqa wrote them, and the way back."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import msgspec

from mtqa.errors import UnwritableFile, UsageError
from mtqa.fixing.writing import create_file, reason, replace_file

FOLDER = Path(".mtqa") / "backup"
MANIFEST = "manifest.json"
SCHEMA = "mtqa-backup/1"


class Entry(msgspec.Struct, frozen=True):
    """One file of a run: where it is, its digests, and the file of the run that holds its bytes.

    A `path` below the folder in which the run took place is relative to it, others are absolute.
    """

    path: str
    before: str
    after: str
    mode: int
    kept: Annotated[str, msgspec.Meta(pattern=r"^\d{4,9}$")]


class Manifest(msgspec.Struct, frozen=True):
    """What one run has written, in order. `time` is in UTC."""

    schema: str
    run: str
    time: str
    command: str
    files: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What an undo did: the files restored, and those left as they are with the reason why."""

    done: tuple[str, ...]
    left: tuple[str, ...]


class Backup:
    """The backup of one run; its folder is made when the first file is kept."""

    def __init__(self, root: Path, command: str, now: datetime | None = None) -> None:
        self._now = now or datetime.now(UTC)
        self._home = root.resolve()
        self._root = self._home / FOLDER
        self._command = command
        self._run = ""
        self._entries: list[Entry] = []

    @property
    def run(self) -> str:
        """The run's name; empty while nothing is kept."""
        return self._run

    def keep(self, path: Path, before: bytes, after: bytes) -> None:
        """Stores what the file at `path` holds before it is written. Raises `UnwritableFile`."""
        target = path.resolve()
        folder = self._folder()
        kept = f"{len(self._entries):04d}"
        mode = target.stat().st_mode & 0o7777
        create_file(folder / kept, before)
        home = self._home
        name = target.relative_to(home) if target.is_relative_to(home) else target
        self._entries.append(Entry(name.as_posix(), digest(before), digest(after), mode, kept))
        self._write(folder)

    def forget(self) -> None:
        """Takes back the last `keep`: its file was not written after all."""
        self._entries.pop()
        self._write(self._folder())

    def _folder(self) -> Path:
        if not self._run:
            self._run = _new_run(self._root, f"{self._now:%Y%m%d-%H%M%S}")
        return self._root / self._run

    def _write(self, folder: Path) -> None:
        time = f"{self._now:%Y-%m-%dT%H:%M:%SZ}"
        manifest = Manifest(SCHEMA, self._run, time, self._command, tuple(self._entries))
        raw = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        create_file(folder / MANIFEST, raw + b"\n")


def runs(root: Path) -> list[Manifest]:
    """The runs that can be undone, the last one first. Raises `UsageError` for a torn manifest."""
    folders = sorted((root / FOLDER).glob(f"*/{MANIFEST}"), reverse=True)
    found = [_read(path) for path in folders]
    return sorted((one for one in found if one.files), key=lambda one: one.run, reverse=True)


def undo(root: Path, manifest: Manifest, *, force: bool = False) -> Restored:
    """Puts every file of the run back, byte for byte; one edited since stays, unless `force`.

    A file that is restored leaves the run, so that an undo can be finished later.
    """
    folder = root / FOLDER / manifest.run
    done, left, entries = [], [], list(manifest.files)
    for entry in reversed(manifest.files):
        problem = _restore(root / entry.path, folder / entry.kept, entry, force=force)
        if problem:
            left.append(problem)
        else:
            done.append(entry.path)
            entries.remove(entry)
            _keep(folder, manifest, entries)
    return Restored(tuple(done), tuple(left))


def digest(raw: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return sha256(raw).hexdigest()


def _restore(path: Path, kept: Path, entry: Entry, *, force: bool) -> str | None:
    """Restores one file; why it was left as it is, or None."""
    try:
        before = kept.read_bytes()
    except OSError as error:
        return f"{path}: its backup cannot be read: {reason(error)}"
    if digest(before) != entry.before:
        return f"{path}: its backup is damaged."
    try:
        now = path.read_bytes() if path.exists() else None
        if now == before:
            return None
        if not force and (now is None or digest(now) != entry.after):
            gone = "is gone" if now is None else "was edited since"
            return f"{path} {gone} and was left as it is; --force restores it all the same."
        if now is None:
            create_file(path, before)
            path.chmod(entry.mode)
        else:
            replace_file(path, before, now)
    except OSError as error:
        return f"{path} was not restored: {reason(error)}"
    except UnwritableFile as error:
        return str(error)
    return None


def _keep(folder: Path, manifest: Manifest, entries: list[Entry]) -> None:
    """Writes what is left of a run; when nothing is, the run goes."""
    if entries:
        rest = msgspec.structs.replace(manifest, files=tuple(entries))
        create_file(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(rest), indent=1))
        return
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def _read(path: Path) -> Manifest:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise UsageError(
            f"{path} cannot be read: {error}. The files beside it are intact."
        ) from error


def _new_run(root: Path, name: str) -> str:
    """A new folder below `root`, named for the time; a second run in one second gets a number."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        ignore = root.parent / ".gitignore"
        if not ignore.exists():
            create_file(ignore, b"*\n")
        for number in range(1, 1000):
            run = name if number == 1 else f"{name}-{number:03d}"
            with contextlib.suppress(FileExistsError):
                (root / run).mkdir(mode=0o700)
                return run
    except OSError as error:
        raise UnwritableFile(f"No backup can be kept in {root}: {reason(error)}") from error
    raise UnwritableFile(f"No backup can be kept in {root}: too many runs in one second.")
