"""Apostrophes: one style in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.quotes import DOUBLE, Mark, Role
from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_INNER = lazily(r"(?<=[^\W_])['’´`ʼ](?=[^\W_])")
_ADDRESS = lazily(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_FORMS = {"curly": "’", "straight": "'"}

Use = tuple[int, Span]


@checker("['’]")
def mixed_apostrophes(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """The apostrophes of the style that the story uses less, or that the house does not want."""
    texts = [story.texts[number] for number in where]
    has = {style: any(form in text for text in texts) for style, form in _FORMS.items()}
    wanted = story.house.quotes
    if wanted == "keep" and not all(has.values()):
        return
    if wanted != "keep" and not has["straight" if wanted == "curly" else "curly"]:
        return
    uses = _uses(story, where)
    kept = wanted if wanted != "keep" else _majority(uses)
    if not kept:
        return
    form = _FORMS[kept]
    for number, span in uses["straight" if kept == "curly" else "curly"]:
        word = _word(story.texts[number], span)
        found = word.of(story.texts[number])
        put = found[: span.start - word.start] + form + found[span.end - word.start :]
        repair = Repair(f"Replace by ‘{put}’", Safety.SAFE, (Edit(number, span, form),))
        yield Place(number, span, {"found": found, "put": put, "style": kept}, (repair,))


def _majority(uses: Mapping[str, Sequence[Use]]) -> str | None:
    """The style used more, curly on a tie; None if there is only one."""
    if not uses["curly"] or not uses["straight"]:
        return None
    return "straight" if len(uses["straight"]) > len(uses["curly"]) else "curly"


def _uses(story: Story, where: Sequence[int]) -> dict[str, list[Use]]:
    """The apostrophes of each style; an inner one cannot be anything else."""
    uses: dict[str, list[Use]] = {"curly": [], "straight": []}
    for number in where:
        text = story.texts[number]
        spans = [Span(*match.span()) for match in _INNER.finditer(text)]
        spans += [mark.span for mark in story.marks.marks[number] if mark.role is Role.APOSTROPHE]
        marked = "@" in text or "://" in text or "www." in text
        barred = [Span(*match.span()) for match in _ADDRESS.finditer(text)] if marked else ()
        for span in sorted(spans):
            style = {"’": "curly", "'": "straight"}.get(span.of(text))
            if style and not any(span.overlaps(other) for other in barred) and _prose(text, span):
                uses[style].append((number, span))
    return uses


def _prose(text: str, span: Span) -> bool:
    """Whether no figure stands on both sides (feet, minutes)."""
    before, behind = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return not (before.isdigit() and not behind.isalpha())


def _word(text: str, span: Span) -> Span:
    start, end = span
    while start and (text[start - 1].isalnum()):
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return Span(start, end)


_PLURAL_BEFORE = lazily(r"(?<![\w’'])[a-z]{3,}s (?=[\"“][a-z])")
_NEAR = 80
"""Characters before a mark that tell what it is."""
_NO_PLURAL = lazily(
    r"(?:says|adds|tells|calls|writes|asks|notes|claims|warns|insists|means|replies|reads|argues|"
    r"was|has|this|his|its|does|thus|plus|less|perhaps|always|sometimes|besides|across|versus|"
    r"towards|famous|various|serious|previous|[a-z]+(?:ss|ous|ics|is|us)) $"
)


def is_lost_apostrophe(text: str, mark: Mark) -> bool:
    """Whether a loose mark that seems to open stands for the apostrophe of a plural before it.

    >>> text = 'The drivers "union met.'
    >>> is_lost_apostrophe(text, Mark(0, Span(12, 13), '"', Role.OPEN))
    True
    """
    if mark.role is not Role.OPEN or mark.text not in '"“':
        return False
    first = max(0, mark.span.start - _NEAR)
    before = text[first : mark.span.start]
    at = before.rstrip().rfind(" ") + 1
    plural = _PLURAL_BEFORE.match(text, first + at)
    if not plural or _NO_PLURAL.match(before[at:]):
        return False
    return bool(_DETERMINED.search(before[:at])) and not _TELLS.search(before[:at])


_DETERMINED = lazily(
    r"(?i)\b(?:the|of|by|for|from|with|two|many|most|all|some|these|their)\s(?:[\w-]+\s)?$|^$"
)
_TELLS = lazily(
    r"(?i)\b(?:t[eo]ld?|tells|telling|calls?|called|calling|asked|asks?)\s(?:[\w-]+\s){0,2}$"
)


@checker(r"s[\"”] [a-z0-9]", r"s [\"“][a-z]")
def double_for_apostrophe(
    story: Story, where: Sequence[int], _: Mapping[str, Any]
) -> Iterator[Place]:
    """Double marks where a plural has its apostrophe."""
    for number in where:
        for mark in story.marks.marks[number]:
            if mark.role is Role.APOSTROPHE and mark.text in DOUBLE:
                put = _FORMS["curly" if mark.text == "”" else "straight"]
                repair = Repair(f"Write {put}", Safety.SAFE, (Edit(number, mark.span, put),))
                yield Place(number, mark.span, {"found": mark.text, "put": put}, (repair,))
    for mark in story.marks.loose:
        text = story.texts[mark.segment]
        if is_lost_apostrophe(text, mark):
            put = _FORMS["curly" if mark.text == "“" else "straight"]
            span = Span(mark.span.start - 1, mark.span.end)
            edit = Edit(mark.segment, span, f"{put} ")
            repair = Repair(f"Write {put}", Safety.SUGGESTED, (edit,))
            yield Place(mark.segment, mark.span, {"found": mark.text, "put": put}, (repair,))
