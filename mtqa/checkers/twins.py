"""Sentences and paragraphs that a story has twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.segment import Role
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

LEAST_WORDS = 6
"""Shorter sentences may be said twice on purpose."""

_CLOSING = " .!?…\"”’'"
_SPOKEN = lazily(r"^[\"“‘'–—-]")
_BODY = frozenset({Role.BODY, Role.OTHER})
_PROSE = _BODY | {Role.SUMMARY}


@checker()
def repeated_standfirst(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A body paragraph that says the standfirst again, word for word."""
    del options
    firsts = [n for n in where if story.segments[n].role is Role.STANDFIRST]
    if not firsts:
        return
    known = {_plain(story.texts[number]): number for number in reversed(firsts)}
    for number in where:
        segment = story.segments[number]
        first = known.get(_plain(segment.text))
        if segment.role is Role.BODY and first is not None:
            yield _paragraph(story, number, first)


@checker()
def repeated_paragraph(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A body paragraph that the body has already had; a summary may be one of its paragraphs."""
    del options
    texts = [story.texts[number] for number in where]
    if len(set(texts)) == len(texts):
        return
    seen: dict[str, int] = {}
    for number in where:
        segment = story.segments[number]
        if segment.role not in _BODY or not _is_long(segment.text):
            continue
        first = seen.setdefault(segment.text, number)
        if first != number:
            yield _paragraph(story, number, first)


@checker()
def repeated_sentence(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A sentence of the body's paragraphs that the body has already had; speech is left alone.

    A summary may say what the body says; it is looked at by itself.
    """
    del options
    everything = ". ".join([story.texts[number] for number in where])
    pieces = [piece.rstrip(_CLOSING) for piece in everything.split(". ")]
    if len(set(pieces)) == len(pieces):
        return
    twice = {piece for piece, count in Counter(pieces).items() if count > 1 and _is_long(piece)}
    if not twice:
        return
    seen: dict[str, tuple[int, Span]] = {}
    for number in where:
        alone = story.segments[number].role is Role.SUMMARY
        yield from _sentences_again(story, number, twice, {} if alone else seen)


def _sentences_again(
    story: Story, number: int, twice: set[str], seen: dict[str, tuple[int, Span]]
) -> Iterator[Place]:
    segment = story.segments[number]
    pieces = {piece.rstrip(_CLOSING) for piece in segment.text.split(". ")}
    if segment.role not in _PROSE or twice.isdisjoint(pieces):
        return
    sentences = story.sentences(number)
    for span in sentences:
        sentence = span.of(segment.text)
        if sentence.rstrip(_CLOSING) not in twice or _SPOKEN.search(sentence):
            continue
        first = seen.setdefault(sentence.rstrip(_CLOSING), (number, span))
        if first != (number, span) and len(sentences) > 1:
            cut = Span(len(segment.text[: span.start].rstrip()), span.end)
            if not cut.start:
                cut = Span(0, len(segment.text) - len(segment.text[span.end :].lstrip()))
            title = "Remove the second sentence"
            repair = Repair(title, Safety.SUGGESTED, (Edit(number, cut, ""),))
            yield Place(number, span, {}, (repair,), (first,))


def _paragraph(story: Story, number: int, first: int) -> Place:
    text, twin = story.texts[number], story.texts[first]
    repair = Repair("Remove this paragraph", Safety.SUGGESTED, remove=(number,))
    return Place(number, Span(0, len(text)), {}, (repair,), ((first, Span(0, len(twin))),))


def _plain(text: str) -> str:
    """The text without its case, its outer marks and the shape of its quotes and spaces."""
    straight = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    return " ".join(straight.split()).strip(_CLOSING).casefold()


def _is_long(text: str) -> bool:
    return len(text.split()) >= LEAST_WORDS
