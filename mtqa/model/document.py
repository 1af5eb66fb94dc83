"""A file as it was read."""

from __future__ import annotations

from dataclasses import dataclass

from mtqa.model.reading import DEFAULT, Reading


@dataclass(frozen=True, slots=True)
class Encoding:
    """How text became bytes: codec, byte order mark, and how the codec was chosen.

    `chosen` is one of `bom`, `declared`, `utf-8`, `fallback` or `given`.
    """

    codec: str
    bom: bytes = b""
    chosen: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file. `text` keeps every character, line ends included; `raw` every byte.

    `reading` is how it was read, and is to be read again.
    """

    path: str
    format: str
    raw: bytes
    text: str
    encoding: Encoding
    language: str = "en"
    reading: Reading = DEFAULT
