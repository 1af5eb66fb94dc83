"""Choose, apply, read again and compare: a text that holds what the fixes promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mtqa.errors import UnreadableFile
from mtqa.fixing.choose import Choice, choose, splice
from mtqa.fixing.facts import changed
from mtqa.model.finding import Edit, Safety
from mtqa.model.result import Patch, RefusedFix
from mtqa.model.segment import Segment

Reread = Callable[[str], Sequence[Segment]]
Fits = Callable[[str], bool]


def make(
    text: str, segments: Sequence[Segment], choices: Sequence[Choice], reread: Reread, fits: Fits
) -> Patch:
    """The patch that makes every choice which can be made.

    A fix is refused if it changes nothing, if it overlaps a better one, if a safe one changes a
    fact, if the file's encoding has no place for it, or if the patched file reads otherwise than
    promised. `reread` gives the segments of a text, or raises `UnreadableFile`.
    """
    refused: list[RefusedFix] = []
    sound: list[Choice] = []
    for choice in choices:
        reason = _objection(choice, text, segments, fits)
        if reason:
            refused.append(RefusedFix(*choice, reason))
        else:
            sound.append(choice)
    while True:
        taken, yielded = choose(sound)
        good, bad = _settle(text, segments, taken, reread)
        if not bad:
            break
        refused += [RefusedFix(*choice, "The patched file would read otherwise.") for choice in bad]
        sound = _without(sound, bad)
    edits = [edit for _, fix in good for edit in fix.edits]
    return Patch(splice(text, edits), tuple(good), (*refused, *yielded))


def _without(choices: Sequence[Choice], bad: Sequence[Choice]) -> list[Choice]:
    gone = {(id(finding), id(fix)) for finding, fix in bad}
    return [choice for choice in choices if (id(choice[0]), id(choice[1])) not in gone]


def _objection(choice: Choice, text: str, segments: Sequence[Segment], fits: Fits) -> str | None:
    _, fix = choice
    if all(text[edit.start : edit.end] == edit.replacement for edit in fix.edits):
        return "It changes nothing."
    if not all(fits(edit.replacement) for edit in fix.edits):
        return "The file's encoding has no place for a character of it."
    if fix.safety is not Safety.SAFE:
        return None
    for number in sorted({edit.segment for edit in fix.repair.edits}):
        before = segments[number].text
        difference = changed(before, _edited(before, number, fix.repair.edits))
        if difference:
            return f"Not safe here: {difference}."
    for number in fix.repair.remove:
        difference = changed(segments[number].text, "")
        if difference:
            return f"Not safe here: {difference}."
    return None


def _settle(
    text: str, segments: Sequence[Segment], choices: list[Choice], reread: Reread
) -> tuple[list[Choice], list[Choice]]:
    """The choices that read as promised, and those that do not; found by halving."""
    if not choices or _holds(text, segments, choices, reread):
        return choices, []
    if len(choices) == 1:
        return [], choices
    middle = len(choices) // 2
    left, left_bad = _settle(text, segments, choices[:middle], reread)
    right, right_bad = _settle(text, segments, choices[middle:], reread)
    if _holds(text, segments, left + right, reread):
        return left + right, left_bad + right_bad
    return left, left_bad + right_bad + right


def _holds(
    text: str, segments: Sequence[Segment], choices: Sequence[Choice], reread: Reread
) -> bool:
    """Whether the patched text has the segments that the choices promise."""
    edits = [edit for _, fix in choices for edit in fix.edits]
    try:
        found = [segment.text for segment in reread(splice(text, edits))]
    except UnreadableFile:
        return False
    return found == _promised(segments, choices)


def _promised(segments: Sequence[Segment], choices: Sequence[Choice]) -> list[str]:
    removed = {number for _, fix in choices for number in fix.repair.remove}
    edits = [edit for _, fix in choices for edit in fix.repair.edits]
    return [
        _edited(segment.text, number, edits)
        for number, segment in enumerate(segments)
        if number not in removed
    ]


def _edited(text: str, number: int, edits: Iterable[Edit]) -> str:
    """The text of segment `number` with its edits made."""
    mine = sorted((edit for edit in edits if edit.segment == number), key=lambda edit: edit.span)
    for edit in reversed(mine):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text
