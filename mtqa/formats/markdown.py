"""Markdown: CommonMark with tables, footnotes and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtqa.formats._blocks import BlockReader, Blocks, Leaf, LeafKind
from mtqa.formats._frontmatter import Matter, front_matter, quoted
from mtqa.formats._inline import Content, Inline
from mtqa.formats._marks import keep_within
from mtqa.formats._roles import numbered
from mtqa.formats.base import Configured
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span

_ESCAPES = re.compile(
    r"(?P<sign>[`]|\\(?=[!-/:-@\[-`{-~]|\Z)|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])"
    r"|<(?=[A-Za-z/!?]|\Z)|&(?=[#A-Za-z]|\Z)|\](?=[(\[])|~(?=~)|(?<=~)~)|\n"
)
_EMPHASISED = re.compile(r"([*_]{1,3})(?=\S)[^*_]+\1\Z")
_MARKS = "`*_~[]<&{|" + "\\"
"""Characters each of which may be mark-up."""
_BLANK_LINES = re.compile(r"(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))*")


class Markdown(Configured):
    """The text of headings, paragraphs, lists, tables, images and some of the front matter.

    Code, HTML, link destinations, and templates in braces are left alone.
    """

    name = "markdown"
    title = "Markdown"
    suffixes = (".md", ".markdown")
    reads = (
        "paragraphs, headings, lists, quotes, tables, alternative texts, and texts of the front "
        "matter; code, links' targets and HTML tags stay"
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a paragraph, heading, cell, alternative text and known front matter value.

        Raises `UnreadableFile` if there are too many lines and marks.
        """
        keep_within(text, _MARKS, self.reading.limits)
        matter = front_matter(text)
        blocks = BlockReader(text, matter.end).read()
        found = [*matter.segments, *_read(text, blocks, matter)]
        found.sort(key=lambda segment: segment.mapped.source)
        said = matter.language or language
        return numbered(segment._replace(language=said) for segment in found)

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with backslashes where it would else be mark-up."""
        if segment.spelling.startswith("yaml"):
            return quoted(replacement, segment.spelling)
        escaped = _ESCAPES.sub(lambda match: "\\" + match.group(), replacement)
        return escaped.replace("|", "\\|") if segment.spelling == "cell" else escaped

    def declared_encoding(self, raw: bytes) -> str | None:  # noqa: ARG002
        """None: Markdown declares nothing."""
        return None

    def looks_like(self, text: str) -> bool:  # noqa: ARG002
        """False: all plain text is Markdown as well, so only a file's name can tell."""
        return False


def _read(text: str, blocks: Blocks, matter: Matter) -> Iterator[Segment]:
    previous: Leaf | None = None
    titled = any(segment.role is Role.HEADLINE for segment in matter.segments)
    for number, leaf in enumerate(blocks.leaves):
        content = Content(text, leaf.lines)
        inline = Inline(content, blocks.labels, blocks.footnotes)
        if inline.mapped is not None:
            under = previous.level == 1 if previous else titled and number == 0
            segment = _segment(text, leaf, content, inline.mapped, under=under)
            yield segment._replace(removal=None) if inline.images else segment
        for image in inline.images:
            mapped = Inline(image, blocks.labels, blocks.footnotes).mapped
            if mapped is not None:
                yield Segment("", mapped, Role.ALT, path="image")
        previous = leaf


def _segment(
    text: str, leaf: Leaf, content: Content, mapped: MappedText, *, under: bool
) -> Segment:
    """The leaf's text; wholly emphasised under a headline, it is taken for a standfirst."""
    role, spelling = _role(leaf), "cell" if leaf.kind is LeafKind.CELL else "text"
    guessed = under and role is Role.BODY and _EMPHASISED.match(content.text) is not None
    return Segment(
        "",
        mapped,
        Role.STANDFIRST if guessed else role,
        path=leaf.kind.name.lower(),
        removal=_removal(text, leaf),
        guessed=guessed,
        spelling=spelling,
    )


def _role(leaf: Leaf) -> Role:
    if leaf.kind is LeafKind.HEADING:
        return Role.HEADLINE if leaf.level == 1 else Role.HEADING
    if leaf.kind is LeafKind.CELL:
        return Role.CELL
    return {"item": Role.LIST, "footnote": Role.OTHER}.get(leaf.inside, Role.BODY)


def _removal(text: str, leaf: Leaf) -> Span | None:
    """The leaf's lines and the blank ones behind them; at the end of the text, those in front.

    Of a list, the item goes if nothing else stands in it; cells and quotations cannot go.
    """
    start, end = leaf.extent
    if leaf.kind is LeafKind.CELL or (leaf.inside and not leaf.alone):
        return None
    if leaf.inside:
        line_end = re.compile(r"\r\n|\r|\n|\Z").search(text, end)
        return Span(start, line_end.end()) if line_end else None
    blank = _BLANK_LINES.match(text, end)
    if blank and blank.end() < len(text):
        return Span(start, blank.end())
    before = len(text[:start].rstrip())
    return Span(before, end) if before else Span(start, end)
