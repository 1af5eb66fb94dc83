"""Compiled patterns, kept between runs: `regex` takes longer to compile one than to search a page.

What is kept is what the `regex` module itself puts into a pickle of a pattern, as plain data.
"""

from __future__ import annotations

import copyreg
import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import msgspec
import regex

from mtqa.rules.cache import cache_folder, store

_Parts = tuple[
    str, int, bytes, dict[str, int], dict[int, str], dict[str, int], list[int], int,
    tuple[int, ...], int, int,
]  # fmt: skip
"""Pattern, flags, code, the groups by name and by number, and what it must find first."""

_kept: dict[str, bytes] = {}


def prepare(patterns: Iterable[str], digest: str) -> None:
    """From now on `restored` knows these patterns: from the cache, else compiled and stored there.

    `digest` stands for all of them.
    """
    version = f"{getattr(regex, '__version__', '0')}-{sys.implementation.cache_tag}-{sys.byteorder}"
    stored = cache_folder() / f"patterns-{version}-{digest}.msgpack"
    try:
        _kept.update(msgspec.msgpack.decode(stored.read_bytes(), type=dict[str, bytes]))
    except (OSError, msgspec.MsgspecError):
        codes = {pattern: _code(pattern) for pattern in dict.fromkeys(patterns)}
        made = {pattern: code for pattern, code in codes.items() if code}
        store(stored, msgspec.msgpack.encode(made))
        _kept.update(made)


def restored(pattern: str) -> regex.Pattern[str] | None:
    """The pattern as it was compiled once; None if it is not kept."""
    code = _kept.get(pattern)
    if code is None:
        return None
    try:
        found: regex.Pattern[str] = _maker()(*msgspec.msgpack.decode(code, type=_Parts))
    except (msgspec.MsgspecError, TypeError, ValueError, regex.error):
        return None
    return found if found.pattern == pattern else None


def _code(pattern: str) -> bytes | None:
    """What a pattern is compiled to; None if this version of `regex` cannot tell."""
    try:
        _, parts = _reduced(pattern)
        code = msgspec.msgpack.encode(parts)
        return code if msgspec.msgpack.decode(code, type=_Parts) == parts else None
    except (KeyError, TypeError, msgspec.MsgspecError):
        return None


@cache
def _maker() -> Callable[..., Any]:
    return _reduced("")[0]


def _reduced(pattern: str) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """The function that makes the compiled pattern again, and what it is given."""
    reduce: Any = copyreg.dispatch_table[regex.Pattern]
    make, parts = reduce(regex.compile(pattern))
    return make, parts
