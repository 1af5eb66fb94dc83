"""Bytes and text, with the byte order mark kept and nothing guessed in silence."""

from __future__ import annotations

import codecs

from mtqa.errors import UnreadableFile
from mtqa.model.document import Encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
"""How XML begins in UTF-16 without a mark."""
_NO_TEXT = ("idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7")
"""Codecs that read something else than what stands there."""
_LATIN = ("ascii", "iso8859-1")
"""What is declared and hardly ever meant; browsers read cp1252, and so do we unless it is UTF-8."""
FALLBACK = "cp1252"


def decode(
    raw: bytes, *, declared: str | None = None, given: str | None = None
) -> tuple[str, Encoding]:
    """The text of `raw` and how it was decoded: mark, given, declared, UTF-8, at last cp1252.

    `encode(*decode(raw))` is `raw`. Raises `UnreadableFile` where no codec fits.
    """
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], Encoding(codec, mark, "bom"))
    if given:
        return _strict(raw, Encoding(_known(given), b"", "given"))
    for beginning, codec in _UNMARKED:
        if raw.startswith(beginning):
            return _strict(raw, Encoding(codec, b"", "declared"))
    if b"\x00" in raw[:4096]:
        raise UnreadableFile("holds NUL bytes and no byte order mark: not a text file.")
    stated = _codec(declared.strip()) if declared else None
    if stated and stated not in _LATIN and not stated.startswith(("utf-16", "utf-32")):
        try:
            return _strict(raw, Encoding(stated, b"", "declared"))
        except UnreadableFile:
            pass  # the declaration lies: try what is left
    try:
        return raw.decode("utf-8"), Encoding("utf-8")
    except UnicodeDecodeError:
        chosen = "declared" if stated in _LATIN else "fallback"
        return _strict(raw, Encoding(FALLBACK, b"", chosen))


def encode(text: str, encoding: Encoding) -> bytes:
    """The bytes of `text` in that encoding, behind its mark.

    Raises `UnreadableFile` if the codec has no place for a character.
    """
    try:
        return encoding.bom + text.encode(encoding.codec)
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise UnreadableFile(
            f"‘{character}’ (U+{ord(character):04X}) has no place in {encoding.codec}: "
            "save the file as UTF-8 and try again."
        ) from error


def fits(text: str, encoding: Encoding) -> bool:
    """Whether every character of `text` has a place in that encoding."""
    try:
        text.encode(encoding.codec)
    except UnicodeEncodeError:
        return False
    return True


def _strict(raw: bytes, encoding: Encoding) -> tuple[str, Encoding]:
    try:
        text = raw.decode(encoding.codec)
    except (UnicodeDecodeError, ValueError) as error:
        place = f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""
        raise UnreadableFile(
            f"is not {encoding.codec}{place}: give its encoding with --encoding."
        ) from error
    if text.encode(encoding.codec) != raw:
        raise UnreadableFile(f"does not survive a round trip through {encoding.codec}.")
    return text, encoding


def _known(name: str) -> str:
    codec = _codec(name)
    if codec is None:
        raise UnreadableFile(f"the encoding ‘{name}’ is not known.")
    return codec


def _codec(name: str) -> str | None:
    """Python's name of an encoding; None if it has none, or means no encoding of text by it."""
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, UnicodeError):
        return None
    return None if codec in _NO_TEXT else codec
