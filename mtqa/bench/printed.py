"""A clean text as a page has it: sentences run on in paragraphs, marks are curled."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCES = 3
"""How many sentences a paragraph holds, if no quotation runs on."""

_LONGEST = 12
"""A paragraph ends after so many sentences, whatever stands open in it."""

_CLOSED = re.compile(r"[.!?…][\"”’')\]]*$")
_MEASURE = re.compile(r"\d['\"](?=\d|\s?(?:x|by|high|tall|wide|long)\b)|(?<=\d')\d{1,2}\"")
_ELISION = re.compile(r"'(?=\d\ds?\b|(?:tis|twas|em|til|cause|n|bout)\b)", re.IGNORECASE)
_OPENS = re.compile(r"(?:^|(?<=[\s(\[{—–/“‘\"'-]))[\"'](?=[^\s.,;:!?)\]])")


def printed(text: str) -> str:
    """`text`, which has a sentence a line, in paragraphs and with curled quotation marks.

    A line without a stop (a headline, an item) is a paragraph of its own.
    """
    return curled("\n\n".join(_paragraphs(text)))


def _paragraphs(text: str) -> Iterator[str]:
    held: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if not _CLOSED.search(line):
            yield from _flushed(held)
            yield line
            continue
        held.append(line)
        runs_on = " ".join(held).count('"') % 2
        if len(held) >= (_LONGEST if runs_on else SENTENCES):
            yield from _flushed(held)
    yield from _flushed(held)


def _flushed(held: list[str]) -> Iterator[str]:
    if held:
        yield " ".join(held)
        held.clear()


def curled(text: str) -> str:
    """`text` with its straight marks curled: one before a word at a gap opens, any other closes.

    Marks of feet, inches, minutes and seconds stay; an elision (`'90s`) takes an apostrophe.

    >>> curled('"It is the 1990s," he said. "A ‘yes’."')
    '“It is the 1990s,” he said. “A ‘yes’.”'
    """
    measures = {place for match in _MEASURE.finditer(text) for place in range(*match.span())}
    elisions = {match.start() for match in _ELISION.finditer(text)}
    opening = {match.start() for match in _OPENS.finditer(text)} - elisions
    return "".join(
        character if at in measures else _mark(character, opens=at in opening)
        for at, character in enumerate(text)
    )


def _mark(character: str, *, opens: bool) -> str:
    if character == '"':
        return "“" if opens else "”"
    if character == "'":
        return "‘" if opens else "’"
    return character
