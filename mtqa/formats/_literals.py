"""JSON's strings with their places: nothing else of a document is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mtqa.errors import UnreadableFile
from mtqa.model.mapped import OPAQUE_CHARACTER, MappedText, Piece, PieceKind
from mtqa.model.reading import Limits
from mtqa.model.span import Span
from mtqa.text.lines import Lines

Path = tuple[str | int, ...]


class Literal(NamedTuple):
    """A string that is a value: its path, and where it stands in the document, without quotes."""

    path: Path
    span: Span


_SPACE = r"[ \t\r\n]*+"
_VALUE = re.compile(
    rf'{_SPACE}(?:"(?P<string>[^"\\]*+(?:\\.[^"\\]*+)*+)"|(?P<open>[\[{{])|(?P<close>[\]}}])|'
    r"(?:-?[0-9][0-9.eE+-]*+|true|false|null|NaN|-?Infinity)(?![\w.]))",
    re.DOTALL,
)
_NAME = re.compile(rf'{_SPACE}(?:"([^"\\]*+(?:\\.[^"\\]*+)*+)"{_SPACE}:|(\}}))', re.DOTALL)
_NEXT = re.compile(rf"{_SPACE}([,\]}}])")
_END = re.compile(rf"{_SPACE}\Z")
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))",
    re.DOTALL,
)
_SHORT = {
    '"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
}  # fmt: skip
_SPELT = {
    **{code: f"\\u{code:04x}" for code in range(0x20)},
    **{ord(sign): f"\\{letter}" for letter, sign in _SHORT.items() if letter != "/"},
}


def literals(
    text: str, limits: Limits, start: int = 0, end: int | None = None
) -> Iterator[Literal]:
    """The strings that are values, in order; names are not among them, twins of a name are kept.

    What stands from `start` to `end` must be one JSON value; NaN and Infinity and control
    characters in strings are let pass. Raises `UnreadableFile` with line and column.
    """
    end = len(text) if end is None else end
    path: list[str | int] = []
    place, count = start, 0
    while True:
        match = _VALUE.match(text, place, end)
        if match is None:
            raise _fault(text, place, end, "a value is missing or not finished")
        count += 1
        if count > limits.elements:
            raise UnreadableFile(
                f"has more than {limits.elements:,} values in one JSON document: refused, for the "
                "limit is ‘limits.elements’. Raise it, or send a story a line as JSON Lines."
            )
        place = match.end()
        kind = match.lastgroup
        if kind == "string":
            yield Literal(tuple(path), Span(*match.span(1)))
        elif kind == "open":
            opened = match[2]
            if len(path) >= limits.depth:
                raise UnreadableFile(
                    f"nests arrays and objects more than {limits.depth} deep: refused, for the "
                    "limit is ‘limits.depth’."
                )
            path.append(0 if opened == "[" else "")
            if opened == "[":
                continue
            place, name = _name(text, place, end, may_close=True)
            if name is not None:
                path[-1] = name
                continue
            path.pop()
        elif kind == "close":
            closed = match[3]
            if closed == "}" or not path or path[-1] != 0 or text[match.start() - 1] != "[":
                raise _fault(text, match.start(), end, f"‘{closed}’ stands where a value should")
            path.pop()
        place = _after_value(text, place, end, path)
        if not path:
            return


def _after_value(text: str, place: int, end: int, path: list[str | int]) -> int:
    """The place of the next value: behind a comma, and a name; the path follows."""
    while path:
        match = _NEXT.match(text, place, end)
        inner = path[-1]
        wanted = "]" if isinstance(inner, int) else "}"
        if match is None or match[1] not in (",", wanted):
            raise _fault(text, place, end, f"‘,’ or ‘{wanted}’ is missing")
        place = match.end()
        if match[1] != ",":
            path.pop()
        elif isinstance(inner, int):
            path[-1] = inner + 1
            return place
        else:
            place, name = _name(text, place, end, may_close=False)
            path[-1] = name or ""
            return place
    if not _END.match(text, place, end):
        raise _fault(text, place, end, "something stands behind the end of the value")
    return place


def _name(text: str, place: int, end: int, *, may_close: bool) -> tuple[int, str | None]:
    """The place behind the next name and its colon, and the name; None if the object ends."""
    match = _NAME.match(text, place, end)
    if match is None or (match[2] and not may_close):
        raise _fault(text, place, end, "a name in quotation marks and ‘:’ are missing")
    if match[2]:
        return match.end(), None
    name = match[1]
    return match.end(), name if "\\" not in name else decoded(text, Span(*match.span(1))).text


def _fault(text: str, place: int, end: int, what: str) -> UnreadableFile:
    while place < end and text[place] in " \t\r\n":
        place += 1
    return UnreadableFile(f"is not JSON ({_position(text, place)}): {what}.")


def _position(text: str, place: int) -> str:
    line, column = Lines(text).position(place)
    return f"line {line}, column {column}"


def decoded(text: str, span: Span) -> MappedText:
    """What the string between its quotation marks says; half a surrogate pair is no text.

    Raises `UnreadableFile` for a backslash that escapes nothing, `ValueError` for an empty string.
    """
    pieces: list[Piece] = []
    place = span.start
    for match in _ESCAPE.finditer(text, *span):
        if match.start() > place:
            pieces.append(_verbatim(text, place, match.start()))
        place = match.end()
        said = _said(text, match)
        kind = PieceKind.OPAQUE if said == OPAQUE_CHARACTER else PieceKind.ENCODED
        pieces.append(Piece(kind, said, Span(*match.span())))
    if place < span.end:
        pieces.append(_verbatim(text, place, span.end))
    return MappedText(tuple(pieces))


def _verbatim(text: str, start: int, end: int) -> Piece:
    return Piece(PieceKind.VERBATIM, text[start:end], Span(start, end))


def _said(text: str, match: re.Match[str]) -> str:
    high, low, single, short = match.groups()
    if high:
        return (bytes.fromhex(high) + bytes.fromhex(low)).decode("utf-16-be")
    if single:
        code = int(single, 16)
        return OPAQUE_CHARACTER if 0xD800 <= code < 0xE000 else chr(code)
    if short in _SHORT:
        return _SHORT[short]
    raise UnreadableFile(
        f"is not JSON ({_position(text, match.start())}): ‘{match[0]}’ is no escape sequence."
    )


def spell(replacement: str, *, plain: bool) -> str:
    """The text as it stands in a JSON string: only what must be escaped is.

    With `plain` whatever is beyond ASCII must be.
    """
    text = replacement.translate(_SPELT)
    if not plain or text.isascii():
        return text
    return "".join(
        sign if sign.isascii() else "".join(f"\\u{unit:04x}" for unit in _units(sign))
        for sign in text
    )


def _units(sign: str) -> Iterator[int]:
    raw = sign.encode("utf-16-be", "surrogatepass")
    return (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2))
