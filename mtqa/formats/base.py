"""What a format supplies."""

from __future__ import annotations

from typing import Protocol

from mtqa.model.reading import DEFAULT, Reading
from mtqa.model.segment import Segment


class Format(Protocol):
    """Finds the running text of a decoded file; never writes the file itself."""

    name: str
    """What `--input-format` calls it."""
    title: str
    """What a person calls it."""
    suffixes: tuple[str, ...]
    """File name endings, in lower case, with the dot."""
    reads: str
    """What is text in it, and what is not."""
    example: str
    """A field map for it, as the configuration has it; empty if it takes none."""

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """The segments of `text`, in the order in which their source ranges begin.

        The ranges are disjoint, save that one may lie in an opaque piece or a seam of another
        (an image's alternative text, a link's title).
        Raises `UnreadableFile` if `text` is not of this format.
        """
        ...

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` as it must be spelled in the source of `segment`."""
        ...

    def declared_encoding(self, raw: bytes) -> str | None:
        """The encoding that the bytes themselves declare, if they do."""
        ...

    def looks_like(self, text: str) -> bool:
        """Whether text of unknown origin is of this format, beyond doubt."""
        ...


class Configured:
    """A format that reads as it is told to."""

    example = ""

    def __init__(self, reading: Reading = DEFAULT) -> None:
        self.reading = reading
