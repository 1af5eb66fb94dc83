"""All rules there are, read once and kept in the user's cache."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from mtqa._version import __version__
from mtqa.rules import packs
from mtqa.rules.cache import cache_folder, store
from mtqa.rules.spec import AnySpec


class _Cached(msgspec.Struct, frozen=True):
    specs: tuple[AnySpec, ...]


_READ: dict[tuple[str, ...], tuple[tuple[AnySpec, ...], str]] = {}


def library(
    extra: tuple[str, ...] = (), tell: Callable[[str], None] = lambda _: None
) -> tuple[tuple[AnySpec, ...], str]:
    """The rules of the bundled packs and of those at the paths given, and their digest.

    They are read once a process. `tell` is called first where they are not in the cache.
    Raises `PackError` for a fault in a pack.
    """
    if extra not in _READ:
        _READ[extra] = _read(extra, tell)
    return _READ[extra]


def forget() -> None:
    """The packs are read anew when they are next asked for."""
    _READ.clear()


def _read(extra: tuple[str, ...], tell: Callable[[str], None]) -> tuple[tuple[AnySpec, ...], str]:
    found, digest, stored = _sources(extra)
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(stored.read_bytes(), type=_Cached).specs, digest
    tell("the rules are read and compiled, once; this takes some seconds …")
    specs = packs.read(found)
    store(stored, msgspec.msgpack.encode(_Cached(specs)))
    return specs, digest


def _sources(extra: tuple[str, ...]) -> tuple[list[tuple[str, bytes]], str, Path]:
    """The packs, their digest, and where what they say is kept."""
    found = packs.sources(extra)
    digest = packs.digest([*found, ("code", _code_stamp())])
    return found, digest, cache_folder() / f"rules-{__version__}-{digest}.msgpack"


def _code_stamp() -> bytes:
    """Sizes and times of the code that gives rules their meaning: a checkout changes under us."""
    from mtqa import checkers, rules

    folders = [Path(module.__file__).parent for module in (checkers, rules) if module.__file__]
    stats = [
        (path.name, path.stat().st_size, path.stat().st_mtime_ns)
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.glob("*.py"))
    ]
    return repr(stats).encode("utf-8")
