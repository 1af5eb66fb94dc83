"""From HTML's tokens to segments: blocks, inline mark-up, and what is no text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from mtqa.errors import UnreadableFile
from mtqa.formats._flow import WHITE, Flow
from mtqa.formats._markup import Attribute, Token, TokenKind, reference, scan, words
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span

MAX_DEPTH = 1000
"""Open block elements at one place; browsers stop at half of it."""

_VOID = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr"
)
_BLOCK = words(
    "address article aside blockquote body button caption center colgroup dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header "
    "hgroup html label legend li main menu nav ol optgroup option p pre search section summary "
    "table tbody td template tfoot th thead tr ul"
)
_CODE = words("code kbd samp var tt del s strike rp rt")
"""Inline elements that are no running text; a block's end ends them."""
_SOLID = words("applet audio canvas math meter object progress select svg video")
"""Elements that stand for something that is no text, blocks in them included."""
_HIDDEN_BLOCKS = frozenset(["pre", "template"])
_UNSEEN = words("iframe noembed noframes noscript script style textarea xmp plaintext")

_CLOSES = {
    "li": ("li",),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("tr",),
    "tbody": ("tbody", "thead", "tfoot"),
    "tfoot": ("tbody", "thead", "tfoot"),
    "option": ("option",),
    "body": ("head",),
}
"""Which open elements a start tag ends."""
_SCOPES = {
    "li": ("ul", "ol", "menu", "dir"),
    "dd": ("dl",),
    "dt": ("dl",),
    "td": ("table",),
    "th": ("table",),
    "tr": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "p": ("table", "td", "th", "caption", "button", "template"),
}
"""Elements out of which a start tag does not reach."""

_ROLES = {
    "h1": Role.HEADLINE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Role.HEADING),
    **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
    **dict.fromkeys(("li", "dt", "dd"), Role.LIST),
    **dict.fromkeys(("td", "th"), Role.CELL),
    **dict.fromkeys(
        ("address", "button", "footer", "label", "legend", "nav", "option", "summary"), Role.OTHER
    ),
}
_CLASS_ROLES = {
    **dict.fromkeys(
        (
            "standfirst",
            "intro",
            "lead",
            "lede",
            "deck",
            "dek",
            "subhead",
            "subheadline",
            "subtitle",
        ),
        Role.STANDFIRST,
    ),
    "caption": Role.CAPTION,
    **dict.fromkeys(
        ("author", "byline", "copyright", "credit", "dateline", "timestamp"), Role.OTHER
    ),
}
_CLASSED = frozenset(["div", "h2", "h3", "header", "p"])
"""Elements whose class may tell their role."""
_WORD = re.compile(r"[a-z]+")

_REMOVABLE = words("aside blockquote div figcaption h1 h2 h3 h4 h5 h6 li p section")
"""Elements that may go with the only segment they hold."""
_WRAPPERS = frozenset(["blockquote", "li"])
"""Elements that go with the only element they hold."""
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

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._xml = text.lstrip().startswith("<?xml")
        self._found: list[Segment] = []
        self._flow = Flow(text, reference)
        self._hidden: _Hidden | None = None
        self._stack = [_Element("", 0, language=language)]
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._standfirst = False

    def read(self) -> list[Segment]:
        """The segments. Raises `UnreadableFile` for elements nested too deeply."""
        for token in scan(self._text):
            self._take(token)
        self._show(len(self._text))
        self._flush()
        while len(self._stack) > 1:
            self._pop(len(self._text), ended=False)
        return sorted(self._found, key=lambda segment: segment.mapped.source)

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
        else:
            self._flow.seam(token.start, token.end)
            if token.kind is TokenKind.RAW and token.name == "title":
                self._attribute_text(token.start, token.end, "title", Role.HEADLINE, "plain")

    def _start(self, token: Token) -> None:
        hidden, name = self._hidden, token.name
        if hidden and (hidden.name in _SOLID or name not in _BLOCK):
            if name == hidden.name and not token.closed:
                hidden.depth += 1
        elif name in _BLOCK:
            self._open(token)
        elif self._top.spared:
            return
        elif name in _VOID:
            self._void(token)
        elif name in _SOLID or name in _CODE or self._is_spared(token) or self._is_foreign(token):
            self._top.solid = True
            self._hidden = _Hidden(name, token.start)
            if token.closed and name in _SOLID:
                self._show(token.end)
        else:
            self._top.solid |= name in _UNSEEN
            self._flow.seam(token.start, token.end)
            self._attributes(token)

    def _end(self, token: Token) -> None:
        hidden, name = self._hidden, token.name
        if hidden and (hidden.name in _SOLID or name not in _BLOCK):
            if name == hidden.name:
                hidden.depth -= 1
                if not hidden.depth:
                    self._show(token.end)
        elif name in _BLOCK:
            self._show(token.start)
            self._flush()
            places = self._places[name]
            if places:
                while len(self._stack) - 1 > places[-1]:
                    self._pop(token.start, ended=True)
                self._pop(token.end, ended=True)
        elif name == "br":
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
        if name not in ("button", "label", "option", "legend", "summary"):
            self._close_implied(("p",), _SCOPES["p"], token.start)
        if name in _CLOSES:
            self._close_implied(_CLOSES[name], _SCOPES.get(name, ()), token.start)
        if token.closed and self._xml:
            return
        if len(self._stack) > MAX_DEPTH:
            raise UnreadableFile(
                f"has elements nested more than {MAX_DEPTH} deep: not a page that can be read."
            )
        above = self._top
        spared = above.spared or name in _HIDDEN_BLOCKS or self._is_spared(token)
        language = self._language(token) or above.language
        self._places[name].append(len(self._stack))
        self._stack.append(
            _Element(name, token.start, self._role(token, above.role), language, spared)
        )
        if not spared:
            self._attributes(token)

    def _close_implied(self, names: tuple[str, ...], scope: tuple[str, ...], place: int) -> None:
        """Ends the innermost open element of these names, unless one of `scope` stands between."""
        last = max((self._places[name][-1] for name in names if self._places[name]), default=0)
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
            and element.name in _REMOVABLE
            and (element.direct or element.name in _WRAPPERS)
        ):
            start = self._behind_text(element.start) if ended else element.start
            segment = self._found[element.last]
            self._found[element.last] = replace(segment, removal=Span(start, end))
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
            self._add(mapped, role, top.name, "plain" if self._xml else "flow")

    def _add(self, mapped: MappedText, role: Role, path: str, spelling: str) -> None:
        top = self._top
        top.segments += 1
        top.last = len(self._found)
        self._found.append(Segment("", mapped, role, top.language, path=path, spelling=spelling))

    def _attributes(self, token: Token) -> None:
        """Makes segments of the attributes that hold text for readers."""
        for name, role in (("alt", Role.ALT), ("title", Role.OTHER)):
            found = token.attributes.get(name)
            if found:
                path = f"{token.name}@{name}"
                self._attribute_text(*found.value, path, role, _QUOTES[found.quote])

    def _attribute_text(self, start: int, end: int, path: str, role: Role, spelling: str) -> None:
        flow = Flow(self._text, reference if spelling == "plain" else _attribute_reference)
        flow.characters(start, end)
        mapped = flow.finish()
        if mapped is not None:
            self._add(mapped, role, path, spelling)

    def _role(self, token: Token, above: Role) -> Role:
        name = token.name
        if name in _CLASSED:
            said = _WORD.findall(self._value(token.attributes.get("class")).lower())
            role = next((_CLASS_ROLES[word] for word in said if word in _CLASS_ROLES), None)
            if role:
                return role
        role = _ROLES.get(name, above)
        return role if role in (Role.HEADLINE, Role.HEADING) or above is not Role.OTHER else above

    def _language(self, token: Token) -> str | None:
        found = token.attributes.get("lang") or token.attributes.get("xml:lang")
        return self._value(found).strip().lower().partition("-")[0] or None

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
