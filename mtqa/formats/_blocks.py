"""Markdown's blocks: which lines hold running text, and of what kind (CommonMark, GFM tables)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from mtqa.formats._lines import Cursor, cells, heading_text
from mtqa.formats._links import definition_end, label_of
from mtqa.model.span import Span

MAX_CONTAINERS = 100
"""Block quotes and list items in one another; deeper ones are read as text."""

_LONGEST_DEFINITION = 10
"""Lines that a link's definition takes up at most."""

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_ATX = re.compile(r"(#{1,6})(?=[ \t]|\Z)")
_FENCE = re.compile(r"(`{3,})[^`]*+\Z|(~{3,})")
_RULE = re.compile(r"([*_-])(?:[ \t]*+\1){2,}[ \t]*+\Z")
_UNDERLINE = re.compile(r"(=++|-++)[ \t]*+\Z")
_MARKER = re.compile(r"([*+-]|([0-9]{1,9})[.)])(?=[ \t]|\Z)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,100})\]:")
_DELIMITER_ROW = re.compile(r"\|?+[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?+[ \t]*+\Z")
_TASK = re.compile(r"\[[ xX]\][ \t]+(?=\S)")

_HTML_NAMES = (
    "address article aside base basefont blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option "
    "p param search section summary table tbody td tfoot th thead title tr track ul"
)
_VERBATIM = r"(?:pre|script|style|textarea)"
_HTML: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (
        re.compile(rf"<{_VERBATIM}(?=[\s>]|\Z)", re.IGNORECASE),
        re.compile(rf"</{_VERBATIM}>", re.IGNORECASE),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (
        re.compile(rf"</?(?:{'|'.join(_HTML_NAMES.split())})(?=\s|/?>|\Z)", re.IGNORECASE),
        None,
    ),
)
"""How an HTML block begins, and what ends it (None: a blank line)."""
HTML_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*+(?:\s++[A-Za-z_:][\w.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+"
    r"\s*+/?>|</[A-Za-z][A-Za-z0-9-]*+\s*+>"
)
"""A tag as Markdown knows it."""
_LONE_TAG = re.compile(rf"(?:{HTML_TAG.pattern})[ \t]*+\Z")


class LeafKind(Enum):
    """What holds a run of text."""

    PARAGRAPH = auto()
    HEADING = auto()
    CELL = auto()


@dataclass(slots=True)
class Leaf:
    """A run of text: its lines without prefixes and line ends, and the whole lines it takes up.

    `inside` names the innermost container: `quote`, `item`, `footnote` or nothing. `alone` says
    that nothing else stands in that container, `level` is a heading's.
    """

    kind: LeafKind
    lines: list[Span]
    extent: Span
    level: int = 0
    inside: str = ""
    alone: bool = False


@dataclass(slots=True)
class Blocks:
    """The runs of text of a document in order, and the names it defines."""

    leaves: list[Leaf] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    footnotes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Container:
    """An open block quote, list item or footnote; `line` is where the line of its marker begins."""

    kind: str
    indent: int
    line: int
    empty: bool = True
    blocks: int = 0
    leaf: Leaf | None = None
    nested: bool = False


class BlockReader:
    """Reads a document line by line; `read` gives its blocks."""

    def __init__(self, text: str, start: int = 0) -> None:
        self._text = text
        self._start = start
        self._blocks = Blocks()
        self._containers: list[_Container] = []
        self._paragraph: list[Span] = []
        self._first = 0
        self._last = 0
        self._fence = ""
        self._html: re.Pattern[str] | None = None
        self._in_html = False
        self._table = 0

    def read(self) -> Blocks:
        """The blocks of the text from where the reader was told to start."""
        for match in _LINE.finditer(self._text, self._start):
            if match.group():
                end = match.start() + len(match.group().rstrip("\r\n"))
                self._line(match.start(), end)
                self._last = match.end()
        self._close(0)
        return self._blocks

    def _line(self, start: int, end: int) -> None:
        cursor = Cursor(self._text, start, end)
        matched = self._match(cursor)
        if matched == len(self._containers) and self._goes_on(cursor):
            return
        if matched < len(self._containers) and (self._fence or self._in_html or self._table):
            self._close(matched)
        matched, taken = self._open(cursor, start, matched)
        if taken:
            return
        if cursor.blank:
            if matched < len(self._containers):
                self._close(matched)
            self._end_leaf()
            return
        lazy = matched < len(self._containers)
        if lazy and not self._paragraph:
            self._close(matched)
        if not self._paragraph and cursor.indent >= 4:
            self._count()
            return
        cursor.skip(cursor.indent)
        if not self._paragraph:
            self._first = start
        self._paragraph.append(Span(cursor.place, end))

    def _match(self, cursor: Cursor) -> int:
        """How many of the open containers the line belongs to; their prefixes are passed."""
        for number, container in enumerate(self._containers):
            if container.kind == "quote":
                if cursor.indent > 3 or not cursor.rest.lstrip(" \t").startswith(">"):
                    return number
                self._pass_quote(cursor)
            elif cursor.blank:
                if container.empty:
                    return number
            elif cursor.indent >= container.indent:
                cursor.skip(container.indent)
            else:
                return number
        return len(self._containers)

    def _pass_quote(self, cursor: Cursor) -> None:
        cursor.skip(cursor.indent)
        cursor.advance(1)
        cursor.skip(1)

    def _goes_on(self, cursor: Cursor) -> bool:
        """Whether the line belongs to open code, HTML or table."""
        if self._fence:
            rest = cursor.rest.strip(" \t")
            if (
                cursor.indent < 4
                and len(rest) >= len(self._fence)
                and not rest.strip(self._fence[0])
            ):
                self._fence = ""
            return True
        if self._in_html:
            if self._html is None and cursor.blank:
                self._in_html = False
                return False
            if self._html and self._html.search(cursor.rest):
                self._in_html = False
            return True
        if self._table:
            if cursor.blank or cursor.indent >= 4 or self._begins(cursor):
                self._table = 0
                return False
            self._cells(cursor)
            return True
        return False

    def _begins(self, cursor: Cursor) -> bool:
        """Whether the line begins a block that ends a table."""
        rest = cursor.rest.lstrip(" \t")
        starts = (_ATX, _FENCE, _RULE, _MARKER, *(start for start, _ in _HTML))
        return rest.startswith(">") or any(start.match(rest) for start in starts)

    def _open(self, cursor: Cursor, start: int, matched: int) -> tuple[int, bool]:
        """Opens the blocks that begin here: the containers matched, and if the line is used up."""
        while cursor.indent < 4 and not cursor.blank:
            rest = cursor.rest.lstrip(" \t")
            lazy = matched < len(self._containers)
            if rest[0] == ">" and len(self._containers) < MAX_CONTAINERS:
                self._close(matched)
                self._pass_quote(cursor)
                self._push(_Container("quote", 0, start))
            elif self._leaf(cursor, rest, start, matched, lazy=lazy):
                return len(self._containers), True
            elif len(self._containers) >= MAX_CONTAINERS or not self._item(
                cursor, rest, start, matched
            ):
                break
            matched = len(self._containers)
        return matched, False

    def _leaf(self, cursor: Cursor, rest: str, start: int, matched: int, *, lazy: bool) -> bool:
        """Whether the line is, or begins, a block without blocks in it."""
        heading = _ATX.match(rest)
        if heading:
            self._close(matched)
            cursor.skip(cursor.indent)
            begin = cursor.place + heading.end()
            self._add(
                LeafKind.HEADING,
                [heading_text(self._text, begin, cursor.end)],
                start,
                cursor.end,
                len(heading[1]),
            )
            return True
        fence = _FENCE.match(rest)
        if fence:
            self._close(matched)
            self._count()
            self._fence = fence[1] or fence[2]
            return True
        if not lazy and self._paragraph and self._underlined(cursor, rest):
            return True
        if _RULE.match(rest):
            self._close(matched)
            self._count()
            return True
        return self._begin_html(rest, matched)

    def _begin_html(self, rest: str, matched: int) -> bool:
        for begin, end in _HTML:
            if begin.match(rest):
                self._close(matched)
                self._count()
                self._html = end
                self._in_html = end is None or not end.search(rest, 2)
                return True
        if not self._paragraph and _LONE_TAG.match(rest):
            self._close(matched)
            self._count()
            self._html, self._in_html = None, True
            return True
        return False

    def _underlined(self, cursor: Cursor, rest: str) -> bool:
        """Whether the line makes a heading or a table's head of the paragraph before it."""
        if len(self._paragraph) == 1 and "|" in (rest + self._paragraph[0].of(self._text)):
            head = cells(self._text, self._paragraph[0])
            if _DELIMITER_ROW.match(rest) and len(head) == len(
                cells(self._text, Span(cursor.place, cursor.end))
            ):
                self._paragraph = []
                self._table = len(head)
                self._count()
                for cell in head:
                    self._add(LeafKind.CELL, [cell], cell.start, cell.end)
                return True
        underline = _UNDERLINE.match(rest)
        if underline is None:
            return False
        lines = self._without_definitions()
        if not lines:
            self._paragraph = []
            return False
        self._paragraph = []
        level = 1 if underline[1][0] == "=" else 2
        self._add(LeafKind.HEADING, lines, self._first, cursor.end, level)
        return True

    def _cells(self, cursor: Cursor) -> None:
        for cell in cells(self._text, Span(cursor.place, cursor.end))[: self._table]:
            self._add(LeafKind.CELL, [cell], cell.start, cell.end)

    def _item(self, cursor: Cursor, rest: str, start: int, matched: int) -> bool:
        """Whether a list item or a footnote begins here; it is open then."""
        footnote = _FOOTNOTE.match(rest) if not self._paragraph else None
        marker = footnote or _MARKER.match(rest)
        if marker is None:
            return False
        bare = not rest[marker.end() :].strip(" \t")
        if (
            not footnote
            and self._paragraph
            and matched == len(self._containers)
            and (bare or (marker[2] and int(marker[2]) != 1))
        ):
            return False
        self._close(matched)
        indent = cursor.indent
        cursor.skip(indent)
        cursor.advance(marker.end())
        if footnote:
            self._blocks.footnotes.add(label_of(footnote[1]))
            self._push(_Container("footnote", 4, start, bare))
            cursor.skip(cursor.indent)
            return True
        gap = 1 if bare or cursor.indent > 4 else cursor.indent
        self._push(_Container("item", indent + marker.end() + gap, start, bare))
        cursor.skip(gap)
        task = _TASK.match(cursor.rest)
        if task:
            cursor.advance(task.end())
        return True

    def _push(self, container: _Container) -> None:
        self._count()
        if self._containers:
            self._containers[-1].nested = True
        self._containers.append(container)

    def _count(self) -> None:
        """Notes that the innermost container holds one more block."""
        if self._containers:
            self._containers[-1].blocks += 1
            self._containers[-1].empty = False

    def _close(self, matched: int) -> None:
        """Ends the open block and the containers behind the first `matched`."""
        self._end_leaf()
        while len(self._containers) > matched:
            container = self._containers.pop()
            leaf = container.leaf
            if leaf and container.blocks == 1 and container.kind == "item":
                leaf.alone = True
                leaf.extent = Span(container.line, leaf.extent.end)

    def _end_leaf(self) -> None:
        self._fence, self._in_html, self._table = "", False, 0
        if self._paragraph:
            lines = self._without_definitions()
            last = self._paragraph[-1].end
            self._paragraph = []
            if lines:
                self._add(LeafKind.PARAGRAPH, lines, self._first, last)
            else:
                self._count()

    def _without_definitions(self) -> list[Span]:
        """The paragraph's lines behind the link definitions at its beginning."""
        lines, first = self._paragraph, 0
        while first < len(lines) and self._text[lines[first].start] == "[":
            content = "\n".join(
                line.of(self._text) for line in lines[first : first + _LONGEST_DEFINITION]
            )
            found = definition_end(content)
            if found is None:
                break
            label, end = found
            self._blocks.labels.add(label)
            first += content.count("\n", 0, end) + 1
        if first < len(lines) and first:
            self._first = lines[first].start
        return lines[first:]

    def _add(self, kind: LeafKind, lines: list[Span], start: int, end: int, level: int = 0) -> None:
        leaf = Leaf(kind, lines, Span(start, end), level)
        if kind is not LeafKind.CELL:
            self._count()
        if self._containers:
            leaf.inside = self._containers[-1].kind
            self._containers[-1].leaf = leaf
        self._blocks.leaves.append(leaf)
