"""Markdown's links: destinations, titles, labels and definitions."""

from __future__ import annotations

import re

_ANGLED = re.compile(r"<(?:\\[^\n]|[^<>\\\n])*+>")
_TITLE = re.compile(r'"(?:\\.|[^"\\])*+"|\'(?:\\.|[^\'\\])*+\'|\((?:\\.|[^()\\])*+\)', re.DOTALL)
_SPACE = re.compile(r"[ \t]*+(?:\n[ \t]*+)?")
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\]){1,999}+)\]", re.DOTALL)
_LINE_END = re.compile(r"[ \t]*+(?:\n|\Z)")
_PARENTHESES = 32
"""Nested parentheses in a destination (CommonMark asks for at least three)."""


def label_of(text: str) -> str:
    """A label as it is compared: without regard to case and to kinds of white space."""
    return " ".join(text.casefold().split())


def link_end(content: str, place: int) -> int | None:
    """Where `(destination "title")` ends that begins at `place`, None if there is none."""
    if not content.startswith("(", place):
        return None
    place = _space(content, place + 1)
    if content.startswith(")", place):
        return place + 1
    destination = _destination(content, place)
    if destination is None:
        return None
    place = _space(content, destination)
    if place > destination:
        title = _TITLE.match(content, place)
        place = _space(content, title.end()) if title else place
    return place + 1 if content.startswith(")", place) else None


def label_at(content: str, place: int) -> tuple[str, int] | None:
    """The label in brackets at `place` and where it ends, None if there is none."""
    match = _LABEL.match(content, place)
    return (label_of(match[1]), match.end()) if match else None


def definition_end(content: str) -> tuple[str, int] | None:
    """The label that a definition at the beginning defines, and where its last line ends."""
    found = label_at(content, 0)
    if found is None or not found[0] or content[1] == "^" or not content.startswith(":", found[1]):
        return None
    label, place = found
    destination = _destination(content, _space(content, place + 1))
    if destination is None:
        return None
    behind = _space(content, destination)
    title = _TITLE.match(content, behind) if behind > destination else None
    if title:
        end = _LINE_END.match(content, title.end())
        if end:
            return label, len(content[: end.end()].rstrip("\n"))
    end = _LINE_END.match(content, destination)
    return (label, len(content[: end.end()].rstrip("\n"))) if end else None


def _space(content: str, place: int) -> int:
    match = _SPACE.match(content, place)
    assert match
    return match.end()


def _destination(content: str, place: int) -> int | None:
    """Where the destination at `place` ends, None if there is none."""
    if content.startswith("<", place):
        match = _ANGLED.match(content, place)
        return match.end() if match else None
    start, depth = place, 0
    while place < len(content):
        character = content[place]
        if character == "\\" and place + 1 < len(content) and not content[place + 1].isspace():
            place += 1
        elif character == "(":
            depth += 1
            if depth > _PARENTHESES:
                return None
        elif character == ")":
            if not depth:
                break
            depth -= 1
        elif character <= " " or character == "\x7f":
            break
        place += 1
    return place if place > start and not depth else None
