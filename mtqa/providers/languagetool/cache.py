"""Answers kept between runs, by a digest of what was asked; no text of a story is kept."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from hashlib import blake2b
from pathlib import Path

import msgspec

from mtqa.providers.languagetool.answers import Match
from mtqa.rules.cache import cache_folder

DAYS = 30
MOST = 300_000
"""Answers kept at most; the older ones go first."""
_TABLE = "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, kept INTEGER, value BLOB)"
_Matches = tuple[Match, ...]


class Cache:
    """A table in the user's cache folder; where that cannot be had, nothing is kept."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or cache_folder() / "languagetool" / "answers.sqlite"
        self._base: sqlite3.Connection | None = None
        with contextlib.suppress(OSError, sqlite3.Error):
            self._base = self._opened()

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        base = sqlite3.connect(self._path, timeout=2, isolation_level=None, check_same_thread=False)
        base.execute("PRAGMA synchronous=OFF")
        base.execute(_TABLE)
        base.execute("DELETE FROM answers WHERE kept < ?", (int(time.time()) - DAYS * 86_400,))
        (count,) = base.execute("SELECT count(*) FROM answers").fetchone()
        if count > MOST:
            base.execute(
                "DELETE FROM answers WHERE key IN (SELECT key FROM answers ORDER BY kept LIMIT ?)",
                (count - MOST,),
            )
        return base

    def get(self, key: bytes) -> _Matches | None:
        """The answer kept for this key."""
        with contextlib.suppress(sqlite3.Error, msgspec.MsgspecError):
            if self._base:
                row = self._base.execute("SELECT value FROM answers WHERE key = ?", (key,))
                found = row.fetchone()
                return msgspec.json.decode(found[0], type=_Matches) if found else None
        return None

    def put(self, key: bytes, answer: _Matches) -> None:
        """Keeps an answer."""
        row = (key, int(time.time()), msgspec.json.encode(answer))
        with contextlib.suppress(sqlite3.Error):
            if self._base:
                self._base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Lets go of the file."""
        if self._base:
            self._base.close()
            self._base = None


def key(*asked: str) -> bytes:
    """What stands for a question."""
    said = "\0".join(asked).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=20).digest()
