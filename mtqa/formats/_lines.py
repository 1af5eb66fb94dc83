"""A line of Markdown: its indentation, and where the text of headings and cells stands in it."""

from __future__ import annotations

import re

from mtqa.model.span import Span

_SPACE = re.compile(r"[ \t]*+")
_CELL_END = re.compile(r"\\.|\|", re.DOTALL)


class Cursor:
    """A place in a line, with the column that tabs lead to."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.place, self.end, self.column = text, start, end, 0
        self._solid = self._solid_column = -1

    @property
    def rest(self) -> str:
        """The line from here on."""
        return self.text[self.place : self.end]

    @property
    def indent(self) -> int:
        """The columns of white space from here on."""
        self._look()
        return self._solid_column - self.column

    @property
    def blank(self) -> bool:
        """Whether nothing but white space follows."""
        self._look()
        return self._solid == self.end

    def _look(self) -> None:
        """Finds where the white space from here on ends, once for all places in it."""
        if self.place > self._solid:
            space = _SPACE.match(self.text, self.place, self.end)
            assert space
            before = self.column % 4
            width = len((" " * before + space.group()).expandtabs(4)) - before
            self._solid, self._solid_column = space.end(), self.column + width

    def skip(self, columns: int) -> None:
        """Passes white space, at most so many columns of it; a tab may be passed in part."""
        target = self.column + columns
        while self.column < target and self.place < self.end and self.text[self.place] in " \t":
            width = 1 if self.text[self.place] == " " else 4 - self.column % 4
            if self.column + width > target:
                self.column = target
                return
            self.column += width
            self.place += 1

    def advance(self, characters: int) -> None:
        """Passes characters that are no tabs."""
        self.place += characters
        self.column += characters


def heading_text(text: str, start: int, end: int) -> Span:
    """The text of a heading without the white space and the closing signs around it."""
    body = text[start:end]
    start += len(body) - len(body.lstrip(" \t"))
    body = text[start:end].rstrip(" \t")
    bare = body.rstrip("#")
    if bare != body and (not bare or bare[-1] in " \t"):
        body = bare.rstrip(" \t")
    return Span(start, start + len(body))


def cells(text: str, row: Span) -> list[Span]:
    """The cells of a table's row, without the white space around their text."""
    body = row.of(text)
    start = row.start + len(body) - len(body.lstrip(" \t"))
    end = row.start + len(body.rstrip(" \t"))
    start += text.startswith("|", start, end)
    found, begin = [], start
    for match in _CELL_END.finditer(text, start, end):
        if match.group() == "|":
            found.append(Span(begin, match.start()))
            begin = match.end()
    if begin < end or not found:
        found.append(Span(begin, end))
    return [_stripped(text, cell) for cell in found]


def _stripped(text: str, span: Span) -> Span:
    body = span.of(text)
    start = span.start + len(body) - len(body.lstrip(" \t"))
    return Span(start, max(start, span.start + len(body.rstrip(" \t"))))
