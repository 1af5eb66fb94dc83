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


def store(path: Path, raw: bytes) -> None:
    """Puts the bytes there in one step; a cache that cannot be written is done without."""
    import tempfile

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        Path(name).replace(path)
