"""Tagged words of single sentences, for the sentences that someone asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.model.span import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its place in the segment, its tags and its lemma."""

    text: str
    lower: str
    span: Span
    pos: str
    tag: str
    lemma: str


def tag(text: str, sentences: Sequence[Span]) -> list[tuple[Word, ...]]:
    """The words of these sentences of `text`, with Penn and universal tags."""
    from mtqa.analysis.tagger import Tagger
    from mtqa.text.tokens import tokenise

    tokens = [tokenise(sentence.of(text)) for sentence in sentences]
    tagged = Tagger.load().tag([[token.text for token in one] for one in tokens])
    return [
        tuple(
            Word(
                token.text,
                token.text.lower().replace("’", "'"),
                Span(token.start + sentence.start, token.end + sentence.start),
                tags.pos,
                tags.tag,
                tags.lemma,
            )
            for token, tags in zip(one, marks, strict=True)
        )
        for sentence, one, marks in zip(sentences, tokens, tagged, strict=True)
    ]
