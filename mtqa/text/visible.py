"""Hostile text made harmless for a terminal."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""`text` with control characters and those that turn its direction written out.

    Tabs and line feeds stay, and so does a carriage return in front of a line feed.

    >>> visible("a\x1b[31mb\r\n")
    'a\\x1b[31mb\r\n'
    """
    return _CONTROL.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    if match.group() == "\r" and match.string[match.end() : match.end() + 1] == "\n":
        return "\r"
    return match.group().encode("unicode_escape").decode("ascii")
