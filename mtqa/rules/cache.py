"""Where what can be made again is kept between runs."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def cache_folder() -> Path:
    """`MTQA_CACHE_DIR`, else the user's cache folder."""
    given = os.environ.get("MTQA_CACHE_DIR")
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("mtqa", appauthor=False)


KEPT = 12
"""Files of one kind that a cache keeps: those that were made last."""


def store(path: Path, raw: bytes) -> None:
    """Puts the bytes there in one step; a cache that cannot be written is done without.

    The kind of a file is what its name begins with, up to the first hyphen: of each kind the
    `KEPT` newest stay.
    """
    import tempfile

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).replace(path)
        _thin_out(path)


def _thin_out(path: Path) -> None:
    kind = path.name.partition("-")[0]
    files = [(file.stat().st_mtime_ns, file) for file in path.parent.glob(f"{kind}-*")]
    for _, file in sorted(files)[:-KEPT]:
        file.unlink(missing_ok=True)
