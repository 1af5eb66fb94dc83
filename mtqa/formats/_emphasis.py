"""Markdown's emphasis: which runs of stars, underscores and tildes are mark-up (CommonMark)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(slots=True)
class Delimiter:
    """A run of one character; `left` and `right` of it turned out to be mark-up."""

    character: str
    length: int
    opens: bool
    closes: bool
    left: int = 0
    right: int = 0

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Delimiter:
        """The run at that place, and whether its surroundings let it open or close."""
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        left = not after.isspace() and (
            not _is_punctuation(after) or before.isspace() or _is_punctuation(before)
        )
        right = not before.isspace() and (
            not _is_punctuation(before) or after.isspace() or _is_punctuation(after)
        )
        character = text[start]
        if character == "_":
            opens = left and (not right or _is_punctuation(before))
            closes = right and (not left or _is_punctuation(after))
            return cls(character, end - start, opens, closes)
        usable = character == "*" or end - start <= 2
        return cls(character, end - start, left and usable, right and usable)

    @property
    def free(self) -> int:
        """The characters that are not mark-up yet."""
        return self.length - self.left - self.right


def pair(delimiters: list[Delimiter], bottom: int) -> None:
    """Pairs the runs from number `bottom` on, each closing one with the nearest that opens."""
    stack: list[Delimiter] = []
    floors: dict[tuple[str, bool, int], int] = {}
    for delimiter in delimiters[bottom:]:
        if delimiter.closes:
            _close(delimiter, stack, floors)
        if delimiter.opens and delimiter.free:
            stack.append(delimiter)


def _close(
    closer: Delimiter, stack: list[Delimiter], floors: dict[tuple[str, bool, int], int]
) -> None:
    """Pairs the run with open ones as long as there are any; those passed over are dropped."""
    while closer.free:
        key = (closer.character, closer.opens, closer.length % 3)
        floor = min(floors.get(key, 0), len(stack))
        number = len(stack) - 1
        while number >= floor and not _fit(stack[number], closer):
            number -= 1
        if number < floor:
            floors[key] = len(stack)
            return
        opener = stack[number]
        del stack[number + 1 :]
        for other, value in floors.items():
            floors[other] = min(value, len(stack))
        used = 2 if min(opener.free, closer.free) > 1 else 1
        opener.right += used
        closer.left += used
        if not opener.free:
            stack.pop()


def _fit(opener: Delimiter, closer: Delimiter) -> bool:
    """Whether two runs may be one's beginning and end."""
    if opener.character != closer.character:
        return False
    if opener.character == "~":
        return opener.length == closer.length
    if (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0:
        return opener.length % 3 == 0 and closer.length % 3 == 0
    return True


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
