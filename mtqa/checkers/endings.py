"""How paragraphs end: with a stop, without one, in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

# fmt: off
OPEN = frozenset({
    "the", "a", "an", "of", "and", "or", "but", "from", "to", "into", "because", "than", "their",
    "its", "my", "our", "your", "whose", "which", "although", "including", "between", "during",
})
# fmt: on
"""Words on which no sentence ends without more."""
NEVER_LAST = frozenset({"the", "an", "of", "and", "their", "its", "my", "our", "your", "whose"})
"""Those on which none ends even with a stop behind them."""

_STOPPED = lazily(r"[.!?…:;,—–。！？*/|•-][\"'”’»)\]]*\s*$")
_OPEN_END = r"[\w%][\"'”’»)\]]*\s*$"
_QUOTE_END = lazily(r"[\"”’')\]]+$")
_LAST_WORD = lazily(r"[\w’'-]+$")
_LABEL = lazily(
    r"(?i)^(?:by\s+[A-Z]|photo|picture|image|video|watch|read|see|source|credit|copyright|©|"
    r"advertisement|sign up|subscribe|follow|related|more on|click|share|update|edit|note|tags?|"
    r"getty|reuters|ap\b|afp|[-•*–—#@\d(\[])|https?:|www\.|\|"
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FLOWING = frozenset({"DT", "PRP", "PRP$", "EX"})
_PLAIN_END = lazily(r"(?<![#@])\b[^\W_]+[%\"'”’)]*$")
_TAIL_END = lazily(r"\S[.!?][^\W_]+$|[a-z]\)$| - [A-Z][^.]*$|(?: [A-Z][\w’'-]*){3}$")
"""A line that ends as no sentence does: on a piece of an address, an emoticon, a title."""
_CONTENT = lazily(r"[^\W\d_]{5}(?=[^\W\d_])")
_LEAST_WORDS = 5
_TAIL = 80
"""Code points at the end of a text in which its last word is looked for."""
_MOST = 3
"""More body paragraphs without a stop than this are a habit, not a fault."""


@checker(_OPEN_END)
def missing_full_stop(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A body paragraph that ends on a word while the paragraphs beside it end on stops."""
    del options
    lacking = [
        number
        for number in where
        if story.segments[number].role is Role.BODY and not _stopped(story.texts[number])
    ]
    if len(lacking) > _MOST:
        return
    for number in lacking:
        text = story.texts[number].rstrip()
        last = _last_word(text)
        if (last and last[0] in OPEN) or _TAIL_END.search(text):
            continue
        if _neighbours_stop(story, number) and _is_sentence(story, number, len(lacking) == 1):
            yield _without_stop(number, text)


@checker(_OPEN_END)
def standfirst_stop_missing(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A standfirst without the stop that the same sentence has in the body."""
    del options
    for number in where:
        segment = story.segments[number]
        if segment.role is not Role.STANDFIRST:
            continue
        twin = _twin(story, segment.text.strip())
        if twin:
            place = _without_stop(number, segment.text.rstrip())
            yield Place(number, place.span, place.fields, place.repairs, (twin,))


@checker(rf"\b(?:{'|'.join(sorted(OPEN))})\.?\s*$")
def cut_sentence(story: Story, where: Sequence[int], options: Mapping[str, Any]) -> Iterator[Place]:
    """A paragraph whose last word is one of `OPEN`; before a stop, one of `NEVER_LAST`.

    `whole` are endings that are complete all the same.
    """
    whole = re.compile(options["whole"])
    for number in where:
        text = story.texts[number].rstrip()
        bare = text.removesuffix(".")
        last = _last_word(bare)
        wrong = last and last[0] in (OPEN if bare == text else NEVER_LAST)
        if not last or not wrong or len(bare.split()) < _LEAST_WORDS or whole.search(bare[-40:]):
            continue
        if bare != text or _ends_there(story, number):
            yield Place(number, Span(*last.span()), {"word": last[0]})


def _last_word(text: str) -> re.Match[str] | None:
    return _LAST_WORD.search(text, max(0, len(text) - _TAIL))


def _ends_there(story: Story, number: int) -> bool:
    """Whether the text does not run on in the next segment, and this one looks like a sentence."""
    following = story.segments[number + 1 : number + 2]
    runs_on = any(after.text.lstrip()[:1].islower() for after in following)
    return not runs_on and story.segments[number].role is not Role.HEADLINE


def _stopped(text: str) -> bool:
    return _STOPPED.search(text.rstrip()[-8:]) is not None


def _neighbours_stop(story: Story, number: int) -> bool:
    """Whether the body paragraphs right before and after this body paragraph end on stops."""
    around = story.segments[max(0, number - 1) : number] + story.segments[number + 1 : number + 2]
    return bool(around) and all(near.role is Role.BODY and _stopped(near.text) for near in around)


def _is_sentence(story: Story, number: int, alone: bool) -> bool:
    """Whether the last sentence has a finite verb and is no label, heading or caption by its look.

    A paragraph of one sentence has to be the only one of its story that lacks a stop (`alone`).
    """
    text = story.texts[number].rstrip()
    sentences = story.sentences(number)
    last = sentences[-1].of(text)
    if not _PLAIN_END.search(text) or _LABEL.search(last) or not last[0].isupper():
        return False
    if len(last.split()) < _LEAST_WORDS or (len(sentences) == 1 and not alone):
        return False
    if len(sentences) == 1 and _heads(text, story.segments[number + 1 : number + 2]):
        return False
    words = story.tagged(number, sentences[-1])
    capitals = sum(word.text[0].isupper() for word in words)
    if capitals * 2 > len(words) or not any(word.tag in _FINITE for word in words):
        return False
    return len(sentences) > 1 or (
        words[0].tag in _FLOWING and any(word.tag == "VBD" for word in words)
    )


def _heads(text: str, following: Sequence[Segment]) -> bool:
    """Whether the next paragraph takes up words of this one, as that below a heading does."""
    said = set(_CONTENT.findall(text.lower()))
    return any(said & set(_CONTENT.findall(after.text.lower())) for after in following)


def _without_stop(number: int, text: str) -> Place:
    """Marks the last word; the stop goes behind it, or into the quotation that is the paragraph."""
    closing = _QUOTE_END.search(text, max(0, len(text) - 8))
    word = _last_word(text[: closing.start()] if closing else text)
    start = word.start() if word else len(text) - 1
    whole = closing is not None and text[0] in "“\"‘'(["
    at = closing.start() if closing and whole else len(text)
    safety = Safety.SUGGESTED if closing else Safety.SAFE
    repair = Repair("Add the full stop", safety, (Edit(number, Span(at, at), "."),))
    return Place(number, Span(start, len(text)), {"word": text[start:]}, (repair,))


def _twin(story: Story, sentence: str) -> tuple[int, Span] | None:
    """Where the body has this sentence with a stop."""
    for number, segment in enumerate(story.segments):
        if segment.role is Role.BODY and sentence in segment.text:
            for span in story.sentences(number):
                if span.of(segment.text) == f"{sentence}.":
                    return number, span
    return None
