"""Brackets: paired, and spaced as English spaces them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker, matching
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_BRACKETS = {"(": ")", "[": "]"}
_MARK = lazily(r"[()\[\]]")
_NO_BRACKET = lazily(
    r"(?:https?://|www\.)\S+"
    r"|[:;=]['’*^-]?[()\[\]]{1,5}|[()\[\]]{1,5}['’-]?[:;=](?!\w)|\^_*\^"
    r"|(?<=[\w!?])\s?(?:[()]{1,5}(?=\s?$)|\){1,5}(?=\s+[A-Z]))"
    r"|(?:^|(?<=[\s(]))\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\)(?=\s)"
    r"|[\[(]-?\d+(?:\.\d+)?,\s?-?\d+(?:\.\d+)?[\])]"
)
_SPACED = lazily(r"(?P<open>(?P<word>[a-z])?\(\s{1,9}(?=\S))|(?P<close>(?<=\S)\s{1,9}\))")
_GLUED = lazily(
    r"(?<=[A-Za-z]{3})(?P<before>[a-z]\()(?![IVX]+\))(?=\w+[^\w()][^()]*\)|[A-Z]{2,}\))"
    r"|(?P<behind>\)[A-Za-z])(?=[a-z]{2})"
)
_SHORT = lazily(r"(?:[A-Z][A-Z\d&.-]*[A-Z\d]|\d[\d.,–-]*\d)(?![\w-])")
"""An abbreviation or figure, which brackets like to hold."""
_SHORT_BEHIND = lazily(r"(?<![\w(-])[A-Z][A-Z\d&.-]*[A-Z\d]$")
"""An abbreviation in front of a place."""
_UNEVEN = (
    r"[(\[][^)\]]*$",
    r"^[^(\[]*[)\]]",
    r"[(\[][^)\]]*[(\[]",
    r"[)\]][^(\[]*[)\]]",
    r"\[[^\]()]*\)|\([^)\[\]]*\]",
)
_FAR = 4
"""Segments over which a pair of brackets may stretch."""


@dataclass(slots=True)
class _Brackets:
    """The brackets of one text: the partner of each that has one, and those that have none."""

    partner: dict[int, int] = field(default_factory=dict)
    loose: list[int] = field(default_factory=list)


def _read(text: str) -> _Brackets:
    found = _Brackets()
    barred = {at for match in _NO_BRACKET.finditer(text) for at in range(*match.span())}
    waiting: list[int] = []
    for match in _MARK.finditer(text):
        at = match.start()
        if at in barred and not _closes(text, at, waiting):
            continue
        if match.group() in _BRACKETS:
            waiting.append(at)
        elif waiting and _BRACKETS[text[waiting[-1]]] == match.group():
            first = waiting.pop()
            found.partner |= {first: at, at: first}
        else:
            found.loose.append(at)
    found.loose = sorted(found.loose + waiting)
    return found


def _closes(text: str, at: int, waiting: Sequence[int]) -> bool:
    """Whether what looks like a label or a face closes a bracket that is open."""
    return bool(waiting) and _BRACKETS[text[waiting[-1]]] == text[at]


@checker(r"\(\s|\s\)", r"[a-z]\(\w", r"\)[A-Za-z]")
def bracket_spacing(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Brackets with a space inside, or none outside, where pairs leave no doubt."""
    for number in where:
        text = story.texts[number]
        partner = _read(text).partner
        taken: set[int] = set()
        for match in _SPACED.finditer(text):
            at = match.start() + match.group().index("(") if match["open"] else match.end() - 1
            if at in partner and not _holds_nothing(text, at, partner[at]):
                taken.add(at)
                put = f"{match['word']} (" if match["word"] else "(" if match["open"] else ")"
                yield _spacing(number, Span(*match.span()), match.group(), put)
        for match in _GLUED.finditer(text):
            at = match.end() - 1 if match["before"] else match.start()
            if at in taken or at not in partner:
                continue
            if match["before"] or not _is_part_of_word(text, partner[at], at):
                put = " ".join(match.group())
                yield _spacing(number, Span(*match.span()), match.group(), put)


def _holds_nothing(text: str, at: int, other: int) -> bool:
    """Whether no figure and no two letters stand between two brackets."""
    inner = text[min(at, other) : max(at, other)]
    held = [character for character in inner if character.isalnum()]
    return len(inner) < 20 and len(held) < 2 and not any(map(str.isdigit, held))


def _is_part_of_word(text: str, opening: int, closing: int) -> bool:
    """Whether the brackets hold a part of the word behind them, as in (re)open and f(x)dx."""
    return closing - opening < 4 or text[opening + 1 : closing].islower()


def _spacing(number: int, span: Span, found: str, put: str) -> Place:
    repair = Repair(f"Replace by ‘{put}’", Safety.SAFE, (Edit(number, span, put),))
    return Place(number, span, {"found": found}, (repair,))


_PAIR = 2


@checker(*_UNEVEN)
def bracket_unpaired(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Brackets without a partner, unless a pair stretches over several segments.

    One that begins a segment is let be: its partner may stand in a text that is not shown.
    """
    opened: tuple[int, int] | None = None
    alone: dict[int, bool] = {}
    for number in matching(story, where, *_UNEVEN):
        text = story.texts[number]
        loose = _read(text).loose
        alone[number] = len(loose) == 1
        for at in loose:
            opening = text[at] in _BRACKETS
            if opening:
                if opened and opened[1]:
                    yield _unpaired(story, *opened, alone[opened[0]])
                opened = (number, at)
            elif opened and number - opened[0] <= _FAR and _fits(story, opened, number, at):
                opened = None
            elif opened and opened[0] == number and len(loose) == _PAIR:
                yield _mismatched(number, at, _BRACKETS[text[opened[1]]])
                opened = None
            else:
                yield _unpaired(story, number, at, alone[number])
    if opened and opened[1]:
        yield _unpaired(story, *opened, alone[opened[0]])


def _fits(story: Story, opened: tuple[int, int], number: int, at: int) -> bool:
    first = story.texts[opened[0]][opened[1]]
    return number > opened[0] and _BRACKETS[first] == story.texts[number][at]


def _unpaired(story: Story, number: int, at: int, alone: bool) -> Place:
    """The finding; a partner is proposed for a bracket that is the only loose one.

    A text of one paragraph may be a part of another: there, only what is short is closed.
    """
    text = story.texts[number]
    opening = text[at] in _BRACKETS
    span = Span(at, at + 1)
    short = _SHORT.match(text, at + 1)
    repairs: list[Repair] = []
    if opening and alone and (short or len(story.segments) > 1):
        end = short.end() if short else _end(story, number, at)
        put = _BRACKETS[text[at]]
        repairs += [Repair(f"Add {put}", Safety.SUGGESTED, (Edit(number, Span(end, end), put),))]
    behind = None if opening or not alone else _SHORT_BEHIND.search(text, 0, at)
    if behind and any(map(str.islower, text[: behind.start()])):
        add = (Edit(number, Span(behind.start(), behind.start()), "("),)
        repairs += [Repair("Add (", Safety.SUGGESTED, add)] if text[at] == ")" else []
    if len(story.segments) > 1:
        delete = (Edit(number, span, ""),)
        repairs += [Repair(f"Delete {text[at]}", Safety.SUGGESTED, delete)]
    return Place(number, span, {"missing": "closed" if opening else "opened"}, tuple(repairs))


def _mismatched(number: int, at: int, put: str) -> Place:
    span = Span(at, at + 1)
    repair = Repair(f"Replace by {put}", Safety.SUGGESTED, (Edit(number, span, put),))
    return Place(
        number, span, {"missing": "opened: the one before it is of another kind"}, (repair,)
    )


def _end(story: Story, number: int, at: int) -> int:
    """Where a bracket closes with its sentence, in front of the stop."""
    text = story.texts[number]
    end = next((s.end for s in story.sentences(number) if s.end > at), len(text.rstrip()))
    return end - 1 if text[end - 1 : end] in ".,;:!?" else end
