"""From tags to segments: blocks, inline mark-up, and what is no text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice

from mtqa.errors import UnreadableFile
from mtqa.formats._flow import WHITE, Flow
from mtqa.formats._markup import (
    Attribute,
    Token,
    TokenKind,
    reference,
    scan,
    xml_reference,
)
from mtqa.formats._vocabulary import HTML, Vocabulary
from mtqa.model.mapped import MappedText
from mtqa.model.reading import DEFAULT, Limits
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span

_TAG = re.compile(r"<[A-Za-z]")
_WORD = re.compile(r"[a-z]+")

_QUOTES = {'"': "double", "'": "single", "": "bare"}


@dataclass(slots=True)
class _Element:
    """An open block: what it says of the text in it, and what was found in it so far."""

    name: str
    start: int
    role: Role = Role.BODY
    language: str = "en"
    spared: bool = False
    segments: int = 0
    last: int = -1
    direct: bool = False
    solid: bool = False


@dataclass(slots=True)
class _Hidden:
    """An inline element that is no text: where it began and how often it is open."""

    name: str
    start: int
    depth: int = 1


class Reader:
    """Reads one text; `read` gives its segments in the order in which they begin, without ids."""

    def __init__(
        self,
        text: str,
        language: str,
        *,
        xml: bool = False,
        vocabulary: Vocabulary = HTML,
        limits: Limits = DEFAULT.limits,
    ) -> None:
        self._limits = limits
        self._text = text
        self._xml = xml
        self._words = vocabulary
        self._blocks = vocabulary.block | {"title"} if xml else vocabulary.block
        self._closes = xml or text.lstrip().startswith("<?xml")
        self._found: list[Segment] = []
        self._decode = xml_reference if xml else reference
        self._flow = Flow(text, self._decode)
        self._hidden: _Hidden | None = None
        self._stack = [_Element("", 0, language=language)]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._standfirst = False

    def read(self) -> list[Segment]:
        """The segments. Raises `UnreadableFile` for too many elements, or nested too deeply."""
        self._count()
        for token in scan(self._text, xml=self._xml, closes=self._closes):
            self._take(token._replace(name=token.name.rpartition(":")[2]) if self._xml else token)
        self._show(len(self._text))
        self._flush()
        while len(self._stack) > 1:
            self._pop(len(self._text), ended=False)
        return sorted(self._found, key=lambda segment: segment.mapped.source)

    def _count(self) -> None:
        """Refuses what has more tags than the limit, before any of them is looked at."""
        most = self._limits.elements
        if next(islice(_TAG.finditer(self._text), most, None), None):
            raise UnreadableFile(
                f"has more than {most:,} elements: refused, for the limit is ‘limits.elements’."
            )

    @property
    def _top(self) -> _Element:
        return self._stack[-1]

    def _take(self, token: Token) -> None:
        if token.kind is TokenKind.START:
            self._start(token)
        elif token.kind is TokenKind.END:
            self._end(token)
        elif self._hidden or self._top.spared:
            return
        elif token.kind is TokenKind.TEXT:
            self._flow.characters(token.start, token.end)
        elif token.kind is TokenKind.CDATA:
            self._flow.seam(token.start, token.start + len("<![CDATA["))
            self._flow.characters(token.start + len("<![CDATA["), token.end - 3, literal=True)
            self._flow.seam(token.end - 3, token.end)
        else:
            self._flow.seam(token.start, token.end)
            if token.kind is TokenKind.RAW and token.name == "title":
                self._attribute_text(token.start, token.end, "title", Role.HEADLINE, "plain")

    def _start(self, token: Token) -> None:
        hidden, name = self._hidden, token.name
        if hidden and (hidden.name in self._words.solid or name not in self._blocks):
            if name == hidden.name and not token.closed:
                hidden.depth += 1
        elif name in self._blocks:
            self._open(token)
        elif self._top.spared:
            return
        elif name in self._words.void:
            self._void(token)
        elif self._is_no_text(token):
            self._top.solid = True
            self._hidden = _Hidden(name, token.start)
            if token.closed and (self._xml or name in self._words.solid):
                self._show(token.end)
        else:
            self._top.solid |= name in self._words.unseen
            self._flow.seam(token.start, token.end)
            self._attributes(token)

    def _end(self, token: Token) -> None:
        hidden, name = self._hidden, token.name
        if hidden and (hidden.name in self._words.solid or name not in self._blocks):
            if name == hidden.name:
                hidden.depth -= 1
                if not hidden.depth:
                    self._show(token.end)
        elif name in self._blocks:
            self._show(token.start)
            self._flush()
            places = self._places[name]
            if places:
                while len(self._stack) - 1 > places[-1]:
                    self._pop(token.start, ended=True)
                self._pop(token.end, ended=True)
        elif name == "br" and not self._xml:
            self._break(token)
        elif not self._top.spared:
            self._flow.seam(token.start, token.end)

    def _show(self, end: int) -> None:
        """Ends the inline element that is no text, if one is open."""
        if self._hidden:
            self._flow.opaque(self._hidden.start, end)
            self._hidden = None

    def _void(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._break(token)
        elif name == "hr":
            self._flush()
        elif name in ("img", "embed", "input"):
            self._top.solid = True
            self._flow.opaque(token.start, token.end)
        else:
            self._flow.seam(token.start, token.end)
        if not self._is_spared(token):
            self._attributes(token)

    def _break(self, token: Token) -> None:
        """One break is a line's end, two are a paragraph's."""
        if self._hidden or self._top.spared:
            return
        if self._flow.broken:
            self._flush()
        else:
            self._flow.line_break(token.start, token.end)

    def _open(self, token: Token) -> None:
        self._show(token.start)
        self._flush()
        name = token.name
        if not self._xml:
            if name not in self._words.phrases:
                self._close_implied(("p",), "p", token.start)
            self._close_implied(self._words.closes.get(name, ()), name, token.start)
        if token.closed and self._closes:
            if not (self._top.spared or self._is_spared(token)):
                self._attributes(token)
            return
        if len(self._stack) > self._limits.blocks:
            raise UnreadableFile(
                f"has elements nested more than {self._limits.blocks} deep: refused, for the limit "
                "is ‘limits.blocks’."
            )
        above = self._top
        spared = above.spared or name in self._words.hidden or self._is_spared(token)
        language = self._language(token) or above.language
        self._places[name].append(len(self._stack))
        self._stack.append(
            _Element(name, token.start, self._role(token, above.role), language, spared)
        )
        if not spared:
            self._attributes(token)

    def _close_implied(self, names: tuple[str, ...], name: str, place: int) -> None:
        """Ends the innermost of these elements that is open, if it is in the scope of `name`."""
        scope = self._words.scopes.get(name, ())
        last = max([self._places[name][-1] for name in names if self._places[name]], default=0)
        if not last:
            return
        wall = max((self._places[name][-1] for name in scope if self._places[name]), default=0)
        if last > wall:
            while len(self._stack) > last:
                self._pop(place, ended=False)

    def _pop(self, end: int, *, ended: bool) -> None:
        element = self._stack.pop()
        self._places[element.name].pop()
        above = self._top
        if (
            element.segments == 1
            and not element.solid
            and element.name in self._words.removable
            and (element.direct or element.name in self._words.wrappers)
        ):
            start = self._behind_text(element.start) if ended else element.start
            segment = self._found[element.last]
            self._found[element.last] = segment._replace(removal=Span(start, end))
        above.segments += element.segments
        above.last = element.last if element.segments else above.last
        above.solid |= element.solid or not element.segments

    def _behind_text(self, place: int) -> int:
        """The place behind the last character before `place` that is no white space."""
        while place and self._text[place - 1] in WHITE:
            place -= 1
        return place

    def _flush(self) -> None:
        """Makes a segment of the text since the last block began or ended."""
        mapped = self._flow.finish()
        if mapped is not None:
            top = self._top
            top.direct = True
            role = top.role
            if role is Role.STANDFIRST:
                role = Role.BODY if self._standfirst else role
                self._standfirst = True
            self._add(mapped, role, top.name, "xhtml" if self._closes else "flow")

    def _add(self, mapped: MappedText, role: Role, path: str, spelling: str) -> None:
        top = self._top
        top.segments += 1
        top.last = len(self._found)
        self._found.append(Segment("", mapped, role, top.language, path=path, spelling=spelling))

    def _attributes(self, token: Token) -> None:
        """Makes segments of the attributes that hold text for readers."""
        for name, role in self._words.attributes.items():
            found = token.attributes.get(name)
            if found:
                path = f"{token.name}@{name}"
                self._attribute_text(*found.value, path, role, _QUOTES[found.quote])

    def _attribute_text(self, start: int, end: int, path: str, role: Role, spelling: str) -> None:
        inside = spelling != "plain" and not self._xml
        flow = Flow(self._text, _attribute_reference if inside else self._decode)
        flow.characters(start, end)
        mapped = flow.finish()
        if mapped is not None:
            self._add(mapped, role, path, spelling)

    def _role(self, token: Token, above: Role) -> Role:
        name = token.name
        if name in self._words.classed:
            said = _WORD.findall(self._value(token.attributes.get("class")).lower())
            classes = self._words.classes
            role = next((classes[word] for word in said if word in classes), None)
            if role:
                return role
        roles = self._words.roles
        role = roles.get(f"{self._top.name}/{name}") or roles.get(name, above)
        return role if role in (Role.HEADLINE, Role.HEADING) or above is not Role.OTHER else above

    def _language(self, token: Token) -> str | None:
        attributes = token.attributes
        found = next(
            (attributes[name] for name in self._words.languages if name in attributes), None
        )
        return self._value(found).strip().lower().partition("-")[0] or None

    def _is_no_text(self, token: Token) -> bool:
        """Whether an inline element is to be shown as one thing."""
        name, known = token.name, self._words
        if name in known.solid or name in known.code or (self._xml and name in known.unseen):
            return True
        return self._is_spared(token) or self._is_foreign(token)

    def _is_foreign(self, token: Token) -> bool:
        """Whether it holds words of another language than the text around it."""
        language = self._language(token)
        return language is not None and language != self._top.language.lower().partition("-")[0]

    def _is_spared(self, token: Token) -> bool:
        attributes = token.attributes
        return (
            "data-mtqa-ignore" in attributes
            or self._value(attributes.get("translate")).strip().lower() == "no"
        )

    def _value(self, attribute: Attribute | None) -> str:
        return attribute.value.of(self._text) if attribute else ""


def _attribute_reference(text: str, place: int) -> tuple[str, int] | None:
    return reference(text, place, attribute=True)
