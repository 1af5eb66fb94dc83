"""What a fix would change, as a unified diff that `patch` and `git apply` understand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff

_LINE = re.compile(r"[^\n]*\n|[^\n]+$")
_NO_NEWLINE = "\n\\ No newline at end of file\n"


def unified(before: str, after: str, path: str) -> str:
    """The unified diff from `before` to `after`, empty if they are equal.

    Lines end with LF, as git counts them; a carriage return stays in its line as it is.
    """
    old, new = f"a/{path.lstrip('/')}", f"b/{path.lstrip('/')}"
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), _named(old), _named(new))
    return "".join(_ended(lines))


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else line + _NO_NEWLINE


def _named(path: str) -> str:
    """The path, quoted as git does if a line of a diff could not hold it plain."""
    if path.isprintable() and not set(path) & {'"', "\\"}:
        return path
    return '"' + path.encode("unicode_escape").decode("ascii").replace('"', '\\"') + '"'
