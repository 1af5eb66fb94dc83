"""The lines of a TOML file at which its keys stand."""

from __future__ import annotations

import re
from collections import Counter

_TABLE = re.compile(r"\s*(\[\[?)\s*([\w.\-\"' ]+?)\s*\]")
_KEY = re.compile(r"\s*([\w.\-\"']+)\s*=")
_INNER = re.compile(r"[{,]\s*([\w\-\"']+)\s*=")


def key_lines(source: str, table: str = "") -> dict[str, int]:
    """Key to line, counted from 1, for the keys in `table` and below it (`house.quotes`).

    Tables have the line of their header, keys of an inline table that of the table; those of an
    array are numbered (`fields[0].path`), and the array has the line of its first. The source
    must be valid TOML; what looks like a key inside a long string is one here.
    """
    found: dict[str, int] = {}
    counts: Counter[str] = Counter()
    inside = ""
    for number, line in enumerate(source.splitlines(), 1):
        header, key = _TABLE.match(line), _KEY.match(line)
        if header and not key:
            inside = header[2]
            found.setdefault(_plain(inside), number)
            if header[1] == "[[":
                counts[inside] += 1
                inside = f"{inside}[{counts[inside] - 1}]"
                found[_plain(inside)] = number
        elif key:
            path = f"{inside}.{key[1]}" if inside else key[1]
            found.setdefault(_plain(path), number)
            for inner in _INNER.findall(line[key.end() :]):
                found.setdefault(_plain(f"{path}.{inner}"), number)
    below = f"{table}." if table else ""
    return {path[len(below) :]: line for path, line in found.items() if path.startswith(below)}


def _plain(path: str) -> str:
    return re.sub(r"[\"' ]", "", path)
