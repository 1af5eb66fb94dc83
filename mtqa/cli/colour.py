"""Whether to colour what is written."""

from __future__ import annotations

import os
import sys


def colour(asked: bool | None = None) -> bool:
    """Whether to colour: as asked, else NO_COLOR, FORCE_COLOR, TERM=dumb, a terminal."""
    if asked is not None:
        return asked
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
