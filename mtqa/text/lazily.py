"""Patterns that cost nothing until they are used."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazily:
    """What stands for a pattern: compiled when something is first asked of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)
        return value


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off until the pattern is used: most runs use few of those there are.

    It takes the place of a pattern where its methods and attributes are used, not as an argument
    of the functions of `re`.

    >>> lazily("[0-9]+").findall("12 of 30")
    ['12', '30']
    """
    return cast("re.Pattern[str]", _Lazily(pattern, flags))
