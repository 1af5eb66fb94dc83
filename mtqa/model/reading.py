"""How files are to be read: which fields hold text, and how large a file may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mtqa.model.segment import Role

FieldType = Literal["auto", "text", "html", "markdown"]
Delimiter = Literal[",", ";", "\t", "|"]


@dataclass(frozen=True, slots=True)
class FieldMap:
    """One field with text: where it is, what it is in its story, and how it is written.

    `path` names a column of a table, or a place in JSON: names with dots between them, `[]` for
    each element of an array, `*` for any name (`articles[].title`, `[].texts.*`). `auto` means
    HTML if there is mark-up in it, else text.
    """

    path: str
    role: Role = Role.BODY
    type: FieldType = "auto"

    def __str__(self) -> str:
        """As people are told it.

        >>> str(FieldMap("articles[].title", Role.HEADLINE))
        'articles[].title = headline'
        """
        return f"{self.path} = {self.role}" + (f" ({self.type})" if self.type != "auto" else "")


_STEP = re.compile(r"\.?(\[\]|\*|[^.\[\]*]+)")


@cache
def steps(path: str) -> tuple[str, ...]:
    """The steps of a path, `[]` and `*` among them. Raises `ValueError` if it is none.

    >>> steps("articles[].title")
    ('articles', '[]', 'title')
    """
    found, place = [], 0
    while place < len(path):
        match = _STEP.match(path, place)
        if match is None or (match[0][0] == ".") is not (place > 0 and match[1] != "[]"):
            break
        found.append(match[1])
        place = match.end()
    if not found or place < len(path):
        raise ValueError(path)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may not exceed; one that does is refused before it can do harm.

    `characters` of a document, `depth` of elements, arrays and objects open at one place of XML
    and JSON, `blocks` open at one place of HTML, `elements` of a document (of JSON values, of a
    table cells in one row, of Markdown and subtitles lines and marks), `tag`: characters of one tag
    of XML with its attributes.
    """

    characters: int = 20_000_000
    depth: int = 200
    blocks: int = 1000
    elements: int = 200_000
    tag: int = 100_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How the files of a run are read. Without `fields`, names tell them; an empty `delimiter` of
    tables is told by their content.
    """

    fields: tuple[FieldMap, ...] = ()
    delimiter: str = ""
    limits: Limits = Limits()


DEFAULT = Reading()
"""How files are read where nothing is said."""
