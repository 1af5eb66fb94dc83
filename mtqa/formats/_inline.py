"""Markdown's inline mark-up: what of a paragraph's lines is text (CommonMark)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.formats._blocks import HTML_TAG
from mtqa.formats._emphasis import Delimiter, pair
from mtqa.formats._flow import Flow
from mtqa.formats._links import label_at, label_of, link_end
from mtqa.formats._markup import reference
from mtqa.model.mapped import MappedText, PieceKind
from mtqa.model.span import Span

_SPECIAL = re.compile(
    r"(?<! ) *\n|\\|`+|\*+|_+|~+|!?\[|\]|<|&|\{[{%]|(?<![\w/])(?:https?://|www\.)(?=\w)"
)
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});")
_AUTOLINK = re.compile(
    r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+>|<[\w.!#$%&'*+/=?^`{|}~-]{1,64}+@[\w.-]{1,255}+>"
)
_BARE_LINK = re.compile(r"[^\s<>\[\]()*`|]*[^\s<>\[\]()*`|.,;:!?'\"_~]")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_NESTED_IMAGES = 3
"""Images in one another whose alternative texts are read."""
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">", "{{": "}}", "{%": "%}"}
_SPARED = re.compile(r"<(code|kbd|samp|var|tt|math|svg|script|style|del|s)(?=[\s>])", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SOLID = re.compile(r"<(?:img|input)\b", re.IGNORECASE)


class Content:
    """The lines of a run of text put together with LF between them, and where they stand."""

    def __init__(self, text: str, lines: Sequence[Span]) -> None:
        self.source = text
        parts = [line.of(text) for line in lines]
        if parts:
            parts[-1] = parts[-1].rstrip(" \t")
        self.text = "\n".join(parts)
        self._lines = lines
        self._starts = [0]
        for part in parts[:-1]:
            self._starts.append(self._starts[-1] + len(part) + 1)

    def place(self, offset: int) -> int:
        """Where in the source a place of the content is; a line's end belongs to the line end."""
        number = bisect_right(self._starts, offset) - 1
        return self._lines[number].start + offset - self._starts[number]

    def part(self, span: Span) -> Content:
        """A part of the content, as a content of its own."""
        lines, start = [], span.start
        for line in span.of(self.text).split("\n"):
            place = self.place(start)
            lines.append(Span(place, place + len(line)))
            start += len(line) + 1
        return Content(self.source, lines)


@dataclass(slots=True)
class _Mark:
    """Something in the content that is not plain text; a kind of None is."""

    start: int
    end: int
    kind: PieceKind | None
    text: str = ""
    delimiter: Delimiter | None = None


@dataclass(slots=True)
class _Bracket:
    """An opening bracket, and how many marks and delimiters came before it."""

    mark: int
    delimiters: int
    image: bool


class Inline:
    """Reads one content; then `mapped` is its text and `images` are the contents of images."""

    def __init__(self, content: Content, labels: set[str], footnotes: set[str]) -> None:
        self._content = content
        self._text = content.text
        self._labels = labels
        self._footnotes = footnotes
        self._marks: list[_Mark] = []
        self._delimiters: list[Delimiter] = []
        self._brackets: list[_Bracket] = []
        self._inactive = 0
        self._missing: dict[str, int] = {}
        self._ticks: defaultdict[int, list[int]] | None = None
        self._alternatives: list[Span] = []
        self._open_images = 0
        place = 0
        while match := _SPECIAL.search(self._text, place):
            place = self._take(match.group(), match.start(), match.end())
        pair(self._delimiters, 0)
        self.mapped = self._flow()

    @property
    def images(self) -> list[Content]:
        """The alternative texts of the images, in order."""
        return [self._content.part(span) for span in sorted(self._alternatives)]

    def _take(self, found: str, start: int, end: int) -> int:
        """Reads the special characters found; where to go on."""
        first = found[0]
        if first in "*_~":
            delimiter = Delimiter.of(self._text, start, end)
            self._delimiters.append(delimiter)
            return self._mark(start, end, None, delimiter=delimiter)
        if first == "`":
            return self._code(start, end)
        if found.endswith("["):
            return self._bracket(found, start, end)
        if first == "]":
            return self._close(start)
        if first == "\\":
            return self._backslash(start)
        if first == "<":
            return self._angle(start)
        if first == "&":
            return self._reference(start)
        if first == "{":
            closed = self._behind(_ENDS[found], end)
            return self._mark(start, closed, PieceKind.OPAQUE) if closed else end
        if first in "hw":
            link = _BARE_LINK.match(self._text, end)
            return self._mark(start, link.end(), PieceKind.OPAQUE) if link else end
        return self._mark(start, end, PieceKind.ENCODED, "\n" if end - start > 2 else " ")

    def _mark(
        self,
        start: int,
        end: int,
        kind: PieceKind | None,
        text: str = "",
        delimiter: Delimiter | None = None,
    ) -> int:
        self._marks.append(_Mark(start, end, kind, text, delimiter))
        return end

    def _behind(self, mark: str, start: int) -> int | None:
        """The place behind the next `mark`, None if there is none; no place is searched twice."""
        if start >= self._missing.get(mark, len(self._text) + 1):
            return None
        found = self._text.find(mark, start)
        if found < 0:
            self._missing[mark] = start
            return None
        return found + len(mark)

    def _code(self, start: int, end: int) -> int:
        """A code span, if its run of backticks comes again."""
        if self._ticks is None:
            self._ticks = defaultdict(list)
            for run in re.finditer(r"`+", self._text):
                self._ticks[run.end() - run.start()].append(run.start())
        runs = self._ticks[end - start]
        number = bisect_left(runs, end)
        if number == len(runs):
            return end
        return self._mark(start, runs[number] + end - start, PieceKind.OPAQUE)

    def _backslash(self, start: int) -> int:
        if _ESCAPED.match(self._text, start):
            return self._mark(start, start + 2, PieceKind.ENCODED, self._text[start + 1])
        if self._text.startswith("\n", start + 1):
            return self._mark(start, start + 2, PieceKind.ENCODED, "\n")
        return start + 1

    def _reference(self, start: int) -> int:
        """A character reference; unlike HTML's, Markdown's end with a semicolon."""
        match = _REFERENCE.match(self._text, start)
        decoded = reference(self._text, start) if match else None
        if match is None or decoded is None or decoded[1] != match.end():
            return start + 1
        return self._mark(start, match.end(), PieceKind.ENCODED, decoded[0])

    def _angle(self, start: int) -> int:
        """An autolink or HTML."""
        link = _AUTOLINK.match(self._text, start)
        if link:
            return self._mark(start, link.end(), PieceKind.OPAQUE)
        for begin, mark in _ENDS.items():
            if begin[0] == "<" and self._text.startswith(begin, start):
                end = self._behind(mark, start + 2)
                return self._mark(start, end, PieceKind.SEAM) if end else start + 1
        tag = HTML_TAG.match(self._text, start)
        if tag is None:
            return start + 1
        spared = _SPARED.match(self._text, start)
        if spared:
            end = self._behind(f"</{spared[1]}>", tag.end())
            if end:
                return self._mark(start, end, PieceKind.OPAQUE)
        if _SOLID.match(self._text, start):
            return self._mark(start, tag.end(), PieceKind.OPAQUE)
        if _BREAK.match(self._text, start):
            return self._mark(start, tag.end(), PieceKind.ENCODED, "\n")
        return self._mark(start, tag.end(), PieceKind.SEAM)

    def _bracket(self, found: str, start: int, end: int) -> int:
        footnote = _FOOTNOTE.match(self._text, end - 1)
        if footnote and label_of(footnote[1]) in self._footnotes:
            return self._mark(end - 1, footnote.end(), PieceKind.SEAM)
        image = len(found) == 2
        self._open_images += image
        self._brackets.append(_Bracket(len(self._marks), len(self._delimiters), image))
        return self._mark(start, end, None)

    def _close(self, start: int) -> int:
        """A closing bracket: a link's or an image's, or a character like others."""
        if not self._brackets:
            return start + 1
        bracket = self._brackets.pop()
        self._open_images -= bracket.image
        inactive = len(self._brackets) < self._inactive and not bracket.image
        self._inactive = min(self._inactive, len(self._brackets))
        end = None if inactive else self._link_end(bracket, start)
        if end is None:
            return start + 1
        pair(self._delimiters, bracket.delimiters)
        del self._delimiters[bracket.delimiters :]
        opening = self._marks[bracket.mark]
        if bracket.image:
            if self._open_images < _NESTED_IMAGES:
                self._alternatives.append(Span(opening.end, start))
            del self._marks[bracket.mark :]
            return self._mark(opening.start, end, PieceKind.OPAQUE)
        opening.kind = PieceKind.SEAM
        self._inactive = len(self._brackets)
        return self._mark(start, end, PieceKind.SEAM)

    def _link_end(self, bracket: _Bracket, start: int) -> int | None:
        """Where the link or image ends whose text ends at `start`."""
        end = link_end(self._text, start + 1)
        if end is not None:
            return end
        following = label_at(self._text, start + 1)
        if following:
            return following[1] if following[0] in self._labels else None
        inner = self._marks[bracket.mark].end
        if start - inner > 999 or label_of(self._text[inner:start]) not in self._labels:
            return None
        return start + 3 if self._text.startswith("[]", start + 1) else start + 1

    def _flow(self) -> MappedText | None:
        """The text, put together from what was found."""
        flow = Flow(self._content.source, _no_reference)
        place = self._content.place
        last = 0
        for mark in self._marks:
            if mark.kind is None and mark.delimiter is None:
                continue
            flow.characters(place(last), place(mark.start))
            last = mark.end
            self._put(flow, mark)
        flow.characters(place(last), place(len(self._text)))
        return flow.finish()

    def _put(self, flow: Flow, mark: _Mark) -> None:
        start, end = self._content.place(mark.start), self._content.place(mark.end)
        if mark.delimiter:
            left, right = start + mark.delimiter.left, end - mark.delimiter.right
            flow.seam(start, left)
            flow.characters(left, right)
            flow.seam(right, end)
        elif mark.kind is PieceKind.SEAM:
            flow.seam(start, end)
        elif mark.kind is PieceKind.OPAQUE:
            flow.opaque(start, end)
        elif mark.text == "\n":
            flow.line_break(start, end)
        else:
            flow.encoded(mark.text, start, end)


def _no_reference(text: str, place: int) -> None:
    """None: the references were found before."""
