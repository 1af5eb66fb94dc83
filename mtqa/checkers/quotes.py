"""Quotation marks that do not go together, and documents that mix two styles of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.quotes import DOUBLE, Mark, Pair, Role
from mtqa.analysis.story import Story
from mtqa.checkers.apostrophes import is_lost_apostrophe
from mtqa.checkers.base import checker, matching
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span

Style = str
"""`curly` or `straight`."""

_CURLY = {"“", "”", "‘", "’"}
_STRAIGHT = {'"', "'"}
_UNLIKE = r"“[^“”]*\"|\"[^\"”]*”|(?<!\w)‘[^‘’]*'(?!\w)|(?<!\w)'[^'’]*’(?!\w)"
_TURNED = r"(?:^|[\s(\[—–])”(?=\w)|“(?=[\s,.;:!?)\]]|$)|”[^“”]*”|“[^“”„]*“"
_ODD = r"^[^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$"
_LONE = r"“[^”\"]*$|^[^“\"]*”|“[^“”]*“|”[^“”]*”"
_ODD_LINE = r"^[^\"\n]*\"(?:[^\"\n]*\"[^\"\n]*\")*[^\"\n]*$"
_LONE_LINE = r"“[^”\"\n]*$|^[^“\"\n]*”|“[^“”]*“|”[^“”]*”"
"""The same in one line at least, where the automaton looks at all paragraphs at once."""


def shape(opening: bool, double: bool, style: Style) -> str:
    """The mark of a style."""
    if style == "straight":
        return '"' if double else "'"
    if double:
        return "“" if opening else "”"
    return "‘" if opening else "’"


def style_of(mark: Mark) -> Style | None:
    """The style of a mark; None if it is of neither."""
    if mark.text in _CURLY:
        return "curly"
    return "straight" if mark.text in _STRAIGHT else None


def house_style(story: Story) -> Style:
    """The style that this story is to have: the house's, else that of most of its pairs."""
    if story.house.quotes != "keep":
        return story.house.quotes
    count = {"curly": 0, "straight": 0}
    for pairs in story.marks.pairs:
        for pair in pairs:
            style = style_of(pair.first)
            if style and style == style_of(pair.last):
                count[style] += 1
    return "straight" if count["straight"] > count["curly"] else "curly"


def restyled(marks: Sequence[Mark], style: Style) -> tuple[Edit, ...]:
    """The edits that give each mark the form that its role has in a style."""
    forms = [(mark, shape(mark.role is Role.OPEN, mark.text in DOUBLE, style)) for mark in marks]
    return tuple(Edit(mark.segment, mark.span, form) for mark, form in forms if form != mark.text)


def _retyped(story: Story, marks: Sequence[Mark], style: Style) -> Place | None:
    edits = restyled(marks, style)
    if not edits:
        return None
    first, last = marks[0], marks[-1]
    said = Span(first.span.start, last.span.end).of(story.texts[first.segment])
    title = f"Write {' … '.join(edit.replacement for edit in edits)}"
    fields = {"found": said, "open": first.text, "close": last.text, "style": style}
    span = edits[0].span if len(edits) == 1 else Span(first.span.start, last.span.end)
    others = tuple((mark.segment, mark.span) for mark in marks if mark.span != span)
    repair = Repair(title, Safety.SAFE, edits)
    return Place(first.segment, span, fields, (repair,), others if len(edits) == 1 else ())


@checker(_UNLIKE)
def mixed_pair(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Pairs of one curly and one straight mark."""
    for number in matching(story, where, _UNLIKE):
        for pair in story.marks.pairs[number]:
            styles = {style_of(pair.first), style_of(pair.last)}
            if styles == {"curly", "straight"} and _alike(pair) and not _turned(pair):
                place = _retyped(story, pair, house_style(story))
                if place:
                    yield place


@checker(_TURNED)
def turned_pair(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Pairs that a closing mark opens, or an opening mark closes."""
    for number in matching(story, where, _TURNED):
        for pair in story.marks.pairs[number]:
            if _turned(pair) and _opens(story, pair.first):
                place = _retyped(story, pair, house_style(story))
                if place:
                    yield place


def _alike(pair: Pair) -> bool:
    return (pair.first.text in DOUBLE) is (pair.last.text in DOUBLE)


def _opens(story: Story, mark: Mark) -> bool:
    """Whether a word follows the mark: “, so” cannot be what it opens."""
    behind = story.texts[mark.segment][mark.span.end : mark.span.end + 2].lstrip()[:1]
    return not behind or behind not in ",.;:!?)"


def _turned(pair: Pair) -> bool:
    """Whether a mark of an English pair faces the wrong way; „…“ is another language's pair."""
    known = _CURLY | _STRAIGHT
    if pair.first.text not in known or pair.last.text not in known:
        return False
    return pair.first.text == "”" or pair.last.text in "“‘"


@checker(_ODD_LINE, _LONE_LINE)
def unpaired(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Double marks without their other half, unless the quotation runs over several segments."""
    seen = set(matching(story, where, _ODD, _LONE))
    for mark in story.marks.loose if seen else ():
        text = story.texts[mark.segment]
        if mark.segment in seen and style_of(mark) and not is_lost_apostrophe(text, mark):
            yield _loose(story, mark)


def _loose(story: Story, mark: Mark) -> Place:
    """The finding; a text of one paragraph may be a part of another, so no repair is known."""
    number, text = mark.segment, story.texts[mark.segment]
    opening = mark.role is Role.OPEN
    missing = "closed" if opening else "opened"
    style = style_of(mark) or "curly"
    form = shape(not opening, True, style)
    at = _end(story, mark) if opening else _start(story, mark)
    add = Repair(f"Add {form}", Safety.SUGGESTED, (Edit(number, Span(at, at), form),))
    delete = Repair(f"Delete {mark.text}", Safety.SUGGESTED, (Edit(number, mark.span, ""),))
    repairs = (add, delete) if len(story.segments) > 1 else ()
    found = mark.span.of(text)
    return Place(number, mark.span, {"found": found, "missing": missing}, repairs)


def _end(story: Story, mark: Mark) -> int:
    """Where the sentence around an opening mark ends; its stop stays with a whole sentence."""
    number, text = mark.segment, story.texts[mark.segment]
    spans = [span for span in story.sentences(number) if span.end > mark.span.end]
    end = spans[0].end if spans else len(text.rstrip())
    begins = not text[: mark.span.start].strip() or text[: mark.span.start].rstrip()[-1] in ".!?:,"
    return end if begins or text[end - 1 : end] not in (".", ",") else end - 1


def _start(story: Story, mark: Mark) -> int:
    spans = [span for span in story.sentences(mark.segment) if span.start < mark.span.start]
    return spans[-1].start if spans else 0


@checker("[\"“‘']")
def mixed_styles(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """The pairs of the style that the story uses less, or that the house does not want."""
    texts = [story.texts[number] for number in where]
    has = {
        "straight": any('"' in text or "'" in text for text in texts),
        "curly": any("“" in text or "‘" in text for text in texts),
    }
    wanted = story.house.quotes
    other = {"curly": "straight", "straight": "curly"}
    if not (all(has.values()) if wanted == "keep" else has[other[wanted]]):
        return
    kept = house_style(story)
    used = [_uniform(pair) for number in where for pair in story.marks.pairs[number]]
    if wanted == "keep" and kept not in used:
        return
    for number in where:
        for pair in story.marks.pairs[number]:
            if _uniform(pair) == other[kept] and not _is_code(story, pair):
                place = _retyped(story, pair, kept)
                if place:
                    yield place


def _uniform(pair: Pair) -> Style | None:
    style = style_of(pair.first)
    return style if style == style_of(pair.last) and _alike(pair) and not _turned(pair) else None


def _is_code(story: Story, pair: Pair) -> bool:
    """Whether the pair is that of an attribute or a string rather than of prose."""
    text = story.texts[pair.first.segment]
    return text[: pair.first.span.start].endswith(("=", "=\\", "\\"))


@checker("``")
def tokeniser_quotes(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Pairs of backticks and doubled apostrophes, with the spaces inside them."""
    for number in where:
        text = story.texts[number]
        for pair in story.marks.pairs[number]:
            if pair.first.text != "``":
                continue
            inner = pair.inner.of(text)
            style = house_style(story)
            start = pair.first.span.end + len(inner) - len(inner.lstrip())
            end = pair.last.span.start - len(inner) + len(inner.rstrip())
            edits = (
                Edit(number, Span(pair.first.span.start, start), shape(True, True, style)),
                Edit(number, Span(end, pair.last.span.end), shape(False, True, style)),
            )
            title = f"Write {edits[0].replacement} … {edits[1].replacement}"
            span = Span(pair.first.span.start, pair.last.span.end)
            fields = {"open": pair.first.text, "close": pair.last.text}
            yield Place(number, span, fields, (Repair(title, Safety.SAFE, edits),))
