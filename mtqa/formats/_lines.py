"""A line of Markdown: its indentation, and where the text of headings and cells stands in it."""

from __future__ import annotations

import re

from mtqa.model.span import Span

_CELL_END = re.compile(r"\\.|\|", re.DOTALL)


class Cursor:
    """A place in a line, with the column that tabs lead to."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.place, self.end, self.column = text, start, end, 0

    @property
    def rest(self) -> str:
        """The line from here on."""
        return self.text[self.place : self.end]

    @property
    def indent(self) -> int:
        """The columns of white space from here on."""
        column, place = self.column, self.place
        while place < self.end and self.text[place] in " \t":
            column += 1 if self.text[place] == " " else 4 - column % 4
            place += 1
        return column - self.column

    @property
    def blank(self) -> bool:
        """Whether nothing but white space follows."""
        return not self.text[self.place : self.end].strip(" \t")

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
