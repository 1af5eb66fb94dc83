"""All rules there are, read once and kept in the user's cache."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache
from pathlib import Path

import msgspec

from mtqa import __version__
from mtqa.rules import packs
from mtqa.rules.spec import AnySpec


class _Cached(msgspec.Struct, frozen=True):
    specs: tuple[AnySpec, ...]


@cache
def library(extra: tuple[str, ...] = ()) -> tuple[tuple[AnySpec, ...], str]:
    """The rules of the bundled packs and of those at the paths given, and their digest.

    Raises `PackError` for a fault in a pack.
    """
    found = packs.sources(extra)
    digest = packs.digest(found)
    stored = cache_folder() / f"rules-{__version__}-{digest}.msgpack"
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(stored.read_bytes(), type=_Cached).specs, digest
    specs = packs.read(found)
    store(stored, msgspec.msgpack.encode(_Cached(specs)))
    return specs, digest


def cache_folder() -> Path:
    """Where what can be made again is kept: `MTQA_CACHE_DIR`, else the user's cache folder."""
    given = os.environ.get("MTQA_CACHE_DIR")
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("mtqa", appauthor=False)


def store(path: Path, raw: bytes) -> None:
    """Puts the bytes there in one step; a cache that cannot be written is done without."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).replace(path)
