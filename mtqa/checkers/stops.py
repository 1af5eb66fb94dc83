"""Full stops and commas at a closing quotation mark: inside here, outside there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from mtqa.analysis.quotes import DOUBLE, Pair
from mtqa.analysis.story import Story
from mtqa.analysis.variety import variety
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_CLOSING = "\"'”’"
_BEFORE_SENTENCE = lazily(r"(?:^|[.!?…:,;][\"'”’)\]]*\s+|[.!?:]|^\W*[—–-]\s*)[\"'“‘(\[]*$")
"""What stands before a whole sentence, and ends where it begins: no letter and no figure."""
_SENTENCE_INSIDE = lazily(r"[.!?…]\s")
_SENTENCE_WORDS = 3
"""The fewest spaces in what is taken for a whole sentence."""
_SPEAKER = lazily(
    r", (?:(?:said|says|added|told|wrote|asked|replied|recalled|explained)\b"
    r"|(?:[\w.’'-]+ ){1,4}(?:said|says|added|told|wrote|asked|replied|recalled|explained)\b)"
)
_INSIDE = lazily(r"[.,][\"”’'](?!\w)")
_OUTSIDE = lazily(r"[\"”’'](?<=[^\W_].)[\"”’']*[.,](?=\s|$)")
_PLACES = {"american": "inside", "british": "outside"}


class _Use(NamedTuple):
    """A quoted fragment with a stop: where stop and closing marks stand, and which is first."""

    segment: int
    span: Span
    inside: bool


@checker(r"[.,][\"”’']", r"[\"”’'][.,](?!\d)")
def stop_placement(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Quoted fragments whose stop stands on the other side of the mark than the style wants."""
    texts = [story.texts[number] for number in where]
    if story.house.stops == "keep" and not _both(texts):
        return
    uses = [use for number in where for use in _uses(story, number)]
    wanted = _wanted(story, uses)
    for use in uses:
        if wanted and use.inside is not (wanted == "american"):
            yield _place(story, use, wanted)
    if story.house.stops != "keep":
        for number in where:
            yield from _outside_speech(story, number)


def _outside_speech(story: Story, number: int) -> Iterator[Place]:
    """Stops outside whole sentences, which belong inside.

    American houses set all of them there, British ones the comma in front of a speaker.
    """
    text = story.texts[number]
    whole = _is_sentence if story.house.stops == "american" else _is_said
    for pair in story.marks.pairs[number]:
        if pair.last.text in DOUBLE and pair.last.text in _CLOSING and whole(text, pair):
            use = _use(text, pair)
            if use and not use.inside:
                yield _place(story, use, "american")


def _is_said(text: str, pair: Pair) -> bool:
    """Whether a whole sentence opens the text or stands behind another, and a speaker follows."""
    before, inner = text[: pair.first.span.start].rstrip(), pair.inner.of(text)
    opens = not before or before.endswith((".", "?", "!", "”", '"'))
    whole = inner[:1].isupper() and inner.count(" ") >= _SENTENCE_WORDS
    return opens and whole and bool(_SPEAKER.match(text, pair.last.span.end))


def _both(texts: Sequence[str]) -> bool:
    """Whether a stop stands inside a mark somewhere, and one outside."""
    joined = "\n".join(texts)
    return bool(_INSIDE.search(joined) and _OUTSIDE.search(joined))


def _wanted(story: Story, uses: Sequence[_Use]) -> str | None:
    """`british` or `american`: the house's, else the majority's, else the spelling's."""
    if story.house.stops != "keep":
        return story.house.stops
    inside = sum(use.inside for use in uses)
    outside = len(uses) - inside
    if not inside or not outside:
        return None
    if inside != outside:
        return "american" if inside > outside else "british"
    spelt = story.house.variety
    found = spelt if spelt != "keep" else variety(segment.text for segment in story.segments)
    first = "american" if uses[0].inside else "british"
    return {"en-GB": "british", "en-US": "american"}.get(found or "", first)


def _uses(story: Story, number: int) -> Iterator[_Use]:
    text = story.texts[number]
    seen: set[Span] = set()
    for pair in story.marks.pairs[number]:
        if pair.last.text not in _CLOSING or _is_sentence(text, pair):
            continue
        use = _use(text, pair)
        if use and use.span not in seen:
            seen.add(use.span)
            yield use


def _use(text: str, pair: Pair) -> _Use | None:
    number, (start, end) = pair.first.segment, pair.last.span
    while start > pair.first.span.end and text[start - 1] in _CLOSING:
        start -= 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    inside, outside = text[start - 1 : start], text[end : end + 1]
    if inside in (".", ",") and not outside.isalnum() and text[start - 2 : start - 1] not in ".,":
        if pair.last.text not in DOUBLE and _abbreviated(text, start):
            return None
        return _Use(number, Span(start - 1, end), True)
    if outside in (".", ",") and text[end + 1 : end + 2] in ("", " ", "\n") and inside.isalnum():
        return _Use(number, Span(start, end + 1), False)
    return None


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the stop belongs to initials, as in ‘U.S.’."""
    return bool(re.search(r"(?:\b\w\.)+$", text[:stop]))


def _is_sentence(text: str, pair: Pair) -> bool:
    """Whether a whole sentence is quoted, or more than one: such a quotation keeps its stop."""
    inner = pair.inner.of(text)
    if _SENTENCE_INSIDE.search(inner):
        return True
    end = start = pair.first.span.start
    while start and not text[start - 1].isalnum():
        start -= 1
    return bool(_BEFORE_SENTENCE.search(text, start, end))


def _place(story: Story, use: _Use, wanted: str) -> Place:
    found = use.span.of(story.texts[use.segment])
    put = found[1:] + found[0] if use.inside else found[-1] + found[:-1]
    title = f"Move the {'comma' if ',' in found else 'full stop'} {_PLACES[wanted]}"
    repair = Repair(title, Safety.SUGGESTED, (Edit(use.segment, use.span, put),))
    fields = {"found": found, "put": put, "place": _PLACES[wanted], "style": wanted.capitalize()}
    return Place(use.segment, use.span, fields, (repair,))
