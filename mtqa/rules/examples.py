"""The examples of rules: texts with their faults in brackets."""

from __future__ import annotations

import re

_MARK = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its `[[…]]`, and the places they held."""
    places = []
    taken = 0
    for match in _MARK.finditer(text):
        start = match.start() - taken
        places.append((start, start + len(match[1])))
        taken += 4
    return _MARK.sub(r"\1", text), places
