"""Tagged words of single sentences, for the sentences that someone asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

from mtqa.model.span import Span
from mtqa.text.tokens import tokenise


class Word(NamedTuple):
    """A token with its place in the segment, and once it is tagged its tags and its lemma."""

    text: str
    lower: str
    span: Span
    pos: str = ""
    tag: str = ""
    lemma: str = ""


def words(text: str, sentence: Span) -> tuple[Word, ...]:
    """The words of a sentence, a range of a text, without tags."""
    start = sentence.start
    return tuple(
        [
            Word(
                token.text,
                token.text.lower().replace("’", "'"),
                Span(token.start + start, token.end + start),
            )
            for token in tokenise(sentence.of(text))
        ]
    )


def tag(sentences: Sequence[Sequence[Word]]) -> list[tuple[Word, ...]]:
    """The same words with Penn and universal tags."""
    if "numpy" not in sys.modules:
        # The matrices are small: threads would only spin beside one another.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from mtqa.analysis.tagger import Tagger

    tagged = Tagger.load().tag([[word.text for word in one] for one in sentences])
    return [
        tuple(
            [
                Word(word.text, word.lower, word.span, tags.pos, tags.tag, tags.lemma)
                for word, tags in zip(one, marks, strict=True)
            ]
        )
        for one, marks in zip(sentences, tagged, strict=True)
    ]
