"""Tagged words of single sentences, for the sentences that someone asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from mtqa.model.span import Span
from mtqa.text.tokens import tokenise


class Word(NamedTuple):
    """A token with its place in the segment, its tags and its lemma."""

    text: str
    lower: str
    span: Span
    pos: str
    tag: str
    lemma: str


def lower(word: str) -> str:
    """A word in small letters with straight apostrophes."""
    return word.lower().replace("’", "'")


def tag(sentences: Sequence[tuple[str, Span]]) -> list[tuple[Word, ...]]:
    """The words of these sentences, each a range of a text, with Penn and universal tags."""
    if "numpy" not in sys.modules:
        # The matrices are small: threads would only spin beside one another.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from mtqa.analysis.tagger import Tagger

    found = [tokenise(span.of(text)) for text, span in sentences]
    tagged = Tagger.load().tag([[token.text for token in one] for one in found])
    return [
        tuple(
            [
                Word(
                    text,
                    lower(text),
                    Span(start + span.start, end + span.start),
                    tags.pos,
                    tags.tag,
                    tags.lemma,
                )
                for (text, start, end), tags in zip(one, marks, strict=True)
            ]
        )
        for (_, span), one, marks in zip(sentences, found, tagged, strict=True)
    ]
