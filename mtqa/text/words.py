"""Words and sentences, by their look."""

from __future__ import annotations

import re

from mtqa.model.span import Span
from mtqa.text.readings import readings

WORD = re.compile(r"\w+(?:['’\-]\w+)*")
"""A word as desks count them: letters and digits, with inner hyphens and apostrophes."""

_LOOKS = (
    bytes(
        ord("w" if chr(code).isalnum() or code == ord("_") else "-" if chr(code) in "'-" else " ")
        for code in range(128)
    )
    + b" " * 128
)
"""For each byte of ASCII: `w` in a word, `-` what may stand inside one, a space."""

_TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Sen|Rep|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|Adm|St|Sr|Jr|Mt|Ft|Nos?|vs|"
    "approx|Inc|Ltd|Co|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|"
    "Sun|Ph|al|etc|cf"
)
_ABBREVIATION = re.compile(rf"(?:^|[\s(“\"‘'])(?:{_TITLES}|[A-Z]|(?:[A-Za-z]\.)+[A-Za-z])$")
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?P<gap>\s+)(?=[\"'“‘«(\[]*[^\W_a-z])")


def count_words(text: str) -> int:
    """The number of words in `text`: of the matches of `WORD`, which it counts without finding.

    >>> count_words("It’s a well-known 3.5-year-old rock-’n’-roll song"), count_words("a-b-c d - e")
    (9, 3)
    """
    plain = readings(text)[-1].replace("’", "'")
    marks = plain.encode("ascii", "replace").translate(_LOOKS)
    first = marks.startswith((b"w", b"-w"))
    return marks.count(b" w") + marks.count(b" -w") + marks.count(b"--w") + first


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a paragraph, in order, without the white space between them.

    A sentence ends with a stop, question or exclamation mark that white space and no small letter
    follow, unless the stop belongs to an initial or a known abbreviation.
    """
    spans = []
    start = len(text) - len(text.lstrip())
    for match in _END.finditer(text):
        stop, end = match.start(), match.start("gap")
        alone = text[stop] == "." and end == stop + 1
        if alone and _ABBREVIATION.search(text[max(0, stop - 11) : stop]):
            continue
        if end > start:
            spans.append(Span(start, end))
        start = match.end()
    end = len(text.rstrip())
    if end > start:
        spans.append(Span(start, end))
    return tuple(spans)
