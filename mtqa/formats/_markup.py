"""HTML and XML cut into tokens that keep their offsets; HTML the way a browser's tokeniser does.

Every character belongs to exactly one token, whatever the input; the time it takes grows with
the length of the input alone.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from enum import Enum, auto
from html import unescape
from html.entities import html5
from typing import NamedTuple

from mtqa.model.mapped import OPAQUE_CHARACTER
from mtqa.model.span import Span


class TokenKind(Enum):
    """What a token is."""

    TEXT = auto()
    """Characters and character references."""
    START = auto()
    """A start tag."""
    END = auto()
    """An end tag."""
    RAW = auto()
    """What stands in an element whose content is not mark-up; `name` is the element's."""
    CDATA = auto()
    """A CDATA section of XML; what stands in it is text as it is."""
    OTHER = auto()
    """A comment, a declaration, a processing instruction, a tag that never ends."""


class Attribute(NamedTuple):
    """An attribute's value where it stands, without its quotes; `quote` is empty if it has none."""

    value: Span
    quote: str


class Token(NamedTuple):
    """A token; HTML's names are in lower case, `closed` says that a start tag ends with `/>`."""

    kind: TokenKind
    start: int
    end: int
    name: str = ""
    attributes: dict[str, Attribute] = {}  # noqa: RUF012
    closed: bool = False


def words(names: str) -> frozenset[str]:
    """The words of a string, as a set."""
    return frozenset(names.split())


RAW_ELEMENTS = words("iframe noembed noframes noscript plaintext script style textarea title xmp")
"""Elements whose content is not mark-up (noscript: as a browser that runs scripts sees it)."""
FOREIGN_ELEMENTS = frozenset(["math", "svg"])
"""Elements inside which XML's rules hold: `/>` closes, CDATA is text."""

_TAG = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*)")
_XML_TAG = re.compile(r"</?([^\s!?/<>][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)(?:[\t\n\f\r ]*(=)[\t\n\f\r ]*)?"
)
_BARE = re.compile(r"[^\t\n\f\r >]*")
_TAG_END = re.compile(r"[\t\n\f\r /]*>")
_COMMENT_END = re.compile(r"-->|(?<!<!)--!>")
_REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]{0,31};?)")
_RAW_ENDS = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in RAW_ELEMENTS - {"plaintext"}
}
_XML_REFERENCE = re.compile(r"&(#[0-9]+|#x[0-9A-Fa-f]+|[^\s#&;<>'\"]+);")
_LONGEST_NUMBER = 12
"""Characters of a numeric reference that can still name a character."""


def scan(text: str, *, xml: bool = False, closes: bool = False) -> Iterator[Token]:
    """The tokens of `text`, each beginning where the last one ended.

    As XML it should be well-formed, and without declarations in its document type. `closes` says
    that `/>` ends an element in HTML too, as it does in XHTML.
    """
    place, foreign = 0, 0
    while place < len(text):
        begin = text.find("<", place)
        begin = len(text) if begin < 0 else begin
        if begin > place:
            yield Token(TokenKind.TEXT, place, begin)
            if begin == len(text):
                return
        token = _markup_of_xml(text, begin) if xml else _markup(text, begin, foreign=foreign > 0)
        yield token
        place = token.end
        if xml or (closes and token.closed):
            continue
        if token.name in FOREIGN_ELEMENTS and not token.closed:
            foreign = max(0, foreign + (1 if token.kind is TokenKind.START else -1))
        elif not foreign and token.kind is TokenKind.START and token.name in RAW_ELEMENTS:
            place = _raw_end(text, token.name, place)
            if place > token.end:
                yield Token(TokenKind.RAW, token.end, place, token.name)


def xml_reference(text: str, place: int) -> tuple[str, int] | None:
    """The character that the reference at `place` stands for in XML, and where it ends.

    Names that XML does not know are HTML's; all others stand for what is no text (U+FFFC).
    """
    match = _XML_REFERENCE.match(text, place)
    if match is None:
        return None
    name = match[1]
    if name[0] != "#":
        return html5.get(f"{name};", OPAQUE_CHARACTER), match.end()
    digits, base = (name[2:], 16) if name[1] == "x" else (name[1:], 10)
    code = int(digits, base) if len(digits) < _LONGEST_NUMBER else sys.maxunicode + 1
    return (chr(code) if code <= sys.maxunicode else "\ufffd"), match.end()


def reference(text: str, place: int, *, attribute: bool = False) -> tuple[str, int] | None:
    """The characters that the reference at `place` stands for, and where it ends.

    None if the ampersand is one; in an attribute's value `&copy=` is no reference, as in URLs.
    """
    match = _REFERENCE.match(text, place)
    if match is None:
        return None
    found = match.group()
    if found[1] == "#":
        return (unescape(found) if len(found) <= _LONGEST_NUMBER else "\ufffd"), match.end()
    for length in range(len(found), 2, -1):
        decoded = html5.get(found[1:length])
        if decoded is None:
            continue
        end = place + length
        behind = text[end : end + 1]
        if attribute and found[length - 1] != ";" and (behind == "=" or _is_alphanumeric(behind)):
            return None
        return decoded, end
    return None


def _is_alphanumeric(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _raw_end(text: str, name: str, place: int) -> int:
    pattern = _RAW_ENDS.get(name)
    match = pattern.search(text, place) if pattern else None
    return match.start() if match else len(text)


def _markup(text: str, begin: int, *, foreign: bool) -> Token:
    """The token that begins with the `<` at `begin`."""
    match = _TAG.match(text, begin)
    if match:
        return _tag(text, begin, match, match[1].lower())
    if text.startswith("<!--", begin):
        found = _COMMENT_END.search(text, begin + 2)
        return Token(TokenKind.OTHER, begin, found.end() if found else len(text))
    if foreign and text.startswith("<![CDATA[", begin):
        return Token(TokenKind.OTHER, begin, _behind(text, "]]>", begin))
    if text[begin + 1 : begin + 2] in ("!", "?") or (
        text[begin + 1 : begin + 2] == "/" and begin + 2 < len(text)
    ):
        return Token(TokenKind.OTHER, begin, _behind(text, ">", begin))
    return Token(TokenKind.TEXT, begin, begin + 1)


def _markup_of_xml(text: str, begin: int) -> Token:
    match = _XML_TAG.match(text, begin)
    if match:
        return _tag(text, begin, match, match[1])
    if text.startswith("<![CDATA[", begin):
        return Token(TokenKind.CDATA, begin, _behind(text, "]]>", begin))
    for start, end in (("<!--", "-->"), ("<?", "?>"), ("<!", ">")):
        if text.startswith(start, begin):
            return Token(TokenKind.OTHER, begin, _behind(text, end, begin + len(start)))
    return Token(TokenKind.TEXT, begin, begin + 1)


def _behind(text: str, mark: str, begin: int) -> int:
    found = text.find(mark, begin)
    return len(text) if found < 0 else found + len(mark)


def _tag(text: str, begin: int, match: re.Match[str], name: str) -> Token:
    kind = TokenKind.END if text[begin + 1] == "/" else TokenKind.START
    place = match.end()
    attributes: dict[str, Attribute] = {}
    while True:
        end = _TAG_END.match(text, place)
        if end:
            closed = end.group().endswith("/>")
            return Token(kind, begin, end.end(), name, attributes, closed)
        found = _ATTRIBUTE.match(text, place)
        if found is None:
            return Token(TokenKind.OTHER, begin, len(text))
        place = found.end()
        if found[2]:
            value, quote, place = _value(text, place)
            if place < 0:
                return Token(TokenKind.OTHER, begin, len(text))
            attributes.setdefault(found[1].lower(), Attribute(value, quote))
        else:
            attributes.setdefault(found[1].lower(), Attribute(Span(place, place), ""))


def _value(text: str, place: int) -> tuple[Span, str, int]:
    """An attribute's value, its quote, and the place behind it (-1 if it never ends)."""
    quote = text[place : place + 1]
    if quote in ('"', "'"):
        end = text.find(quote, place + 1)
        return Span(place + 1, end), quote, end + 1 if end >= 0 else -1
    match = _BARE.match(text, place)
    assert match
    return Span(place, match.end()), "", match.end()
