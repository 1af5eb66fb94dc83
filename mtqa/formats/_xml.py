"""XML with its places: checked for well-formedness and for what could harm, never resolved."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn
from xml.parsers import expat

from mtqa.errors import UnreadableFile
from mtqa.formats._flow import Flow
from mtqa.formats._markup import Attribute, Token, TokenKind, scan, xml_reference
from mtqa.model.mapped import OPAQUE_CHARACTER, MappedText, Piece, PieceKind
from mtqa.model.reading import DEFAULT, Limits, Reading
from mtqa.model.span import Span

_XML = "http://www.w3.org/XML/1998/namespace"
_CDATA = len("<![CDATA[")
_TAG = re.compile(r"""<(?:[^<>"']++|"[^<"]*+"|'[^<']*+')*+>""")


@dataclass(slots=True)
class Element:
    """An element: its namespace and name, where it stands and what stands in it.

    `reading` is how what stands in it is to be read.
    """

    space: str
    name: str
    outer: Span
    inner: Span
    attributes: dict[str, Attribute]
    reading: Reading = DEFAULT
    children: list[Element] = field(default_factory=list)

    def find(self, *names: str) -> Iterator[Element]:
        """The children of one of these names, in order."""
        return (child for child in self.children if child.name in names)


def parse(text: str, reading: Reading = DEFAULT) -> Element:
    """The root element of `text`.

    Raises `UnreadableFile` if it is not well-formed, is larger or nested more deeply than the
    limits allow, or declares anything in its document type. Nothing outside it is read.
    """
    _check(text, reading.limits)
    root = Element("", "", Span(0, len(text)), Span(0, len(text)), {})
    open_elements, scopes = [root], [ChainMap({"xml": _XML})]
    for token in scan(text, xml=True):
        if token.kind is TokenKind.START:
            scopes.append(_scope(text, token, scopes[-1]))
            element = _element(token, scopes[-1], reading)
            open_elements[-1].children.append(element)
            open_elements.append(element)
        if token.kind is TokenKind.END or token.closed:
            element = open_elements.pop()
            scopes.pop()
            if not token.closed:
                element.inner = Span(element.inner.start, token.start)
                element.outer = Span(element.outer.start, token.end)
    return root.children[0]


def attribute(text: str, element: Element, name: str) -> str:
    """The value of an attribute as it is read, empty if there is none."""
    found = element.attributes.get(name)
    if found is None:
        return ""
    flow = Flow(text, xml_reference)
    flow.characters(*found.value)
    mapped = flow.finish()
    return mapped.text if mapped else ""


def language_of(text: str, element: Element, above: str) -> str:
    """The language that the element states, else the one above it; no region."""
    return attribute(text, element, "xml:lang").lower().partition("-")[0] or above


def content(text: str, element: Element) -> tuple[MappedText | None, str]:
    """The text in an element without elements, white space kept, and how it is spelled.

    That is `cdata` if it stands in a CDATA section, else `xml`. None if there is no text.
    """
    start, end = element.inner
    pieces: list[Piece] = []
    spelling = "xml"
    for token in scan(text[start:end], xml=True):
        first, last = start + token.start, start + token.end
        if token.kind is TokenKind.TEXT:
            _references(text, first, last, pieces)
        elif token.kind is TokenKind.CDATA:
            spelling = "cdata"
            _put(pieces, PieceKind.SEAM, "", first, first + _CDATA)
            inside = text[first + _CDATA : last - 3]
            _put(pieces, PieceKind.VERBATIM, inside, first + _CDATA, last - 3)
            _put(pieces, PieceKind.SEAM, "", last - 3, last)
        else:
            _put(pieces, PieceKind.SEAM, "", first, last)
    mapped = MappedText(tuple(pieces)) if pieces else None
    return (mapped if mapped and mapped.text.strip() else None), spelling


def escaped(replacement: str, spelling: str) -> str:
    """`replacement` as it is spelled in character data."""
    if spelling == "cdata":
        return replacement
    plain = replacement.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("\u00a0", "&#160;")


def _references(text: str, start: int, end: int, pieces: list[Piece]) -> None:
    while start < end:
        place = text.find("&", start, end)
        place = end if place < 0 else place
        _put(pieces, PieceKind.VERBATIM, text[start:place], start, place)
        if place == end:
            return
        found = xml_reference(text, place)
        decoded, start = found or ("&", place + 1)
        kind = PieceKind.OPAQUE if decoded == OPAQUE_CHARACTER else PieceKind.ENCODED
        _put(pieces, kind, decoded, place, start)


def _put(pieces: list[Piece], kind: PieceKind, text: str, start: int, end: int) -> None:
    if start < end:
        pieces.append(Piece(kind, text, Span(start, end)))


def _element(token: Token, scope: ChainMap[str, str], reading: Reading) -> Element:
    prefix, _, name = token.name.rpartition(":")
    outer, inner = Span(token.start, token.end), Span(token.end, token.end)
    return Element(scope.get(prefix, ""), name, outer, inner, token.attributes, reading)


def _scope(text: str, token: Token, above: ChainMap[str, str]) -> ChainMap[str, str]:
    """The namespaces that hold in an element, by their prefixes."""
    own = {
        name.partition(":")[2]: found.value.of(text)
        for name, found in token.attributes.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }
    return above.new_child(own) if own else above


def _check(text: str, limits: Limits) -> None:
    if len(text) > limits.characters:
        _refuse(f"has more than {limits.characters:,} characters", "characters")
    for long in re.finditer(rf"<[^\s!?/<>][^<]{{{limits.tag},}}", text):
        tag = _TAG.match(text, long.start())
        if tag and len(tag.group()) > limits.tag:
            _refuse(f"has a tag of more than {limits.tag:,} characters", "tag")
    parser = expat.ParserCreate("utf-8")
    parser.UseForeignDTD(True)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
    _Watch(limits).watch(parser)
    space = len(text) - len(text.lstrip())
    try:
        parser.Parse(text[space:].encode("utf-8"), True)
    except expat.ExpatError as error:
        lines = text[:space].count("\n")
        reason = expat.ErrorString(error.code)
        raise UnreadableFile(
            f"is not well-formed XML (line {error.lineno + lines}, column {error.offset + 1}): "
            f"{reason}. Mend it there, or read it as --input-format html."
        ) from error
    except UnicodeEncodeError as error:
        raise UnreadableFile("holds half of a surrogate pair: not text.") from error


class _Watch:
    """What is refused while it is read, before it can do harm."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._depth = 0
        self._elements = 0

    def watch(self, parser: expat.XMLParserType) -> None:
        """Has the parser stop where a limit is passed."""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = partial(_elsewhere, parser)

    def _start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        self._depth += 1
        self._elements += 1
        limits = self._limits
        if self._depth > limits.depth:
            _refuse(f"has elements nested more than {limits.depth} deep", "depth")
        if self._elements > limits.elements:
            _refuse(f"has more than {limits.elements:,} elements", "elements")

    def _end(self, name: str) -> None:  # noqa: ARG002
        self._depth -= 1

    def _doctype(self, name: str, system: str | None, public: str | None, inside: int) -> None:  # noqa: ARG002
        if inside:
            _refuse("declares things in its document type (entities, perhaps)")

    def _entity(self, *declared: object) -> None:  # noqa: ARG002
        _refuse("declares entities")


def _elsewhere(parser: expat.XMLParserType, context: str | None, *place: str | None) -> int:  # noqa: ARG001
    """Reads nothing in the place of what is declared elsewhere.

    Entities that are not declared may be so there, and are no errors then.
    """
    parser.ExternalEntityParserCreate(context).Parse(b"", True)
    return 1


def _refuse(reason: str, limit: str = "") -> NoReturn:
    why = (
        f"the limit is ‘limits.{limit}’. Split it, or raise the limit in the configuration."
        if limit
        else "that is how XML is made to do harm."
    )
    raise UnreadableFile(f"{reason}: refused, for {why}")
