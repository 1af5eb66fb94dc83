"""Offsets and the lines that people count."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text; a line ends with LF, CRLF or CR."""

    text: str
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """The offsets at which lines begin follow from the text."""
        lines = self.text.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        lengths = [len(line) + 1 for line in lines[:-1]]
        object.__setattr__(self, "starts", tuple(accumulate(lengths, initial=0)))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point offset, both counted from 1, in code points."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of line `number`, counted from 1, without its end."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")
