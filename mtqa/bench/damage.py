"""Damage planted in the sentences of a treebank: one fault a sentence, with its place and kind.

A treebank says where the subject, the determiner and the verb are, so each kind of fault lands
where translation would make it. The sentences are those of JSON lines with `words`, `xpos`,
`heads`, `deprels` and `lemmas`.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mtqa.bench.records import Record

_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_SUBJECTS = {"he", "she", "it", "they", "we", "i"}
_OBJECTIVE = {"he": "him", "she": "her", "they": "them", "we": "us"}
_SUBJECTIVE = {"him": "he", "them": "they", "us": "we"}
_OTHER_NUMBER = {
    "is": "are", "are": "is", "was": "were", "were": "was", "has": "have", "have": "has",
}  # fmt: skip
_NO_SPACE_BEFORE = set(".,;:!?)]}%’”") | {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "''"}
_NO_SPACE_AFTER = set("([{$£€“‘") | {"``"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank, as columns."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    lemmas: tuple[str, ...]

    @classmethod
    def of(cls, record: Record) -> Sentence:
        """The sentence of a line."""
        columns = (tuple(record[key]) for key in ("words", "xpos", "heads", "deprels", "lemmas"))
        return cls(*columns)


Damaged = tuple[list[str], int, int]
"""The words, and the numbers of the first and the one behind the last that are at fault."""

Damage = Callable[[Sentence, dict[str, str], random.Random], Damaged | None]


def plant(records: Sequence[Record], seed: int = 20) -> Iterator[Record]:
    """Each sentence with each kind of damage that it can take, as records of planted faults."""
    sentences = [Sentence.of(record) for record in records]
    pasts = {
        lemma: word
        for sentence in sentences
        for word, tag, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True)
        if tag == "VBD" and word.islower()
    }
    counts: dict[str, int] = defaultdict(int)
    for number, sentence in enumerate(sentences):
        for kind, damage in KINDS.items():
            made = damage(sentence, pasts, random.Random(seed + number))  # noqa: S311
            if made:
                counts[kind] += 1
                yield _record(kind, counts[kind], sentence, *made)


def _record(kind: str, number: int, sentence: Sentence, words: list[str], a: int, b: int) -> Record:
    text, places = joined(words)
    return {
        "id": f"planted|{kind}|{number}",
        "pert": kind,
        "target": text,
        "clean": joined(sentence.words)[0],
        "errors": [{"start": places[a][0], "end": places[b - 1][1]}],
    }


def joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The words as running text, and the place of each in it (code points)."""
    text, places, open_quote = "", [], False
    for number, word in enumerate(words):
        shown = {"``": "“", "''": "”"}.get(word, word)
        if shown == '"':
            shown = "”" if open_quote else "“"
            open_quote = not open_quote
        glued = word in _NO_SPACE_BEFORE or shown in _NO_SPACE_BEFORE
        behind = number and (words[number - 1] in _NO_SPACE_AFTER or text[-1:] in "“‘(")
        if text and not glued and not behind:
            text += " "
        places.append((len(text), len(text) + len(shown)))
        text += shown
    return text, places


def _capital(words: list[str]) -> list[str]:
    return [words[0][:1].upper() + words[0][1:], *words[1:]] if words else words


def _lost_clause(sentence: Sentence, _: dict[str, str], __: random.Random) -> Damaged | None:
    """«It condemned the attack and threatened …»: the first of two verbs goes with its objects."""
    for at, relation in enumerate(sentence.relations):
        head = sentence.heads[at]
        if relation != "conj" or sentence.tags[at] not in _FINITE or head < 0 or head > at:
            continue
        subject = head - 1
        link = at - 1
        if (
            sentence.tags[head] in _FINITE
            and subject >= 0
            and sentence.words[subject].lower() in _SUBJECTS
            and sentence.words[link].lower() == "and"
        ):
            words = [*sentence.words[: subject + 1], *sentence.words[link:]]
            return words, subject, subject + 3
    return None


def _doubled_determiner(
    sentence: Sentence, _: dict[str, str], rnd: random.Random
) -> Damaged | None:
    places = [n for n, word in enumerate(sentence.words) if word in ("the", "a", "an")]
    if not places:
        return None
    at = rnd.choice(places)
    second = rnd.choice([w for w in ("the", "a", "this", "their") if w != sentence.words[at]])
    words = [*sentence.words[: at + 1], second, *sentence.words[at + 1 :]]
    return words, at, at + 2


def _lost_noun(sentence: Sentence, _: dict[str, str], __: random.Random) -> Damaged | None:
    """The noun (and its adjectives) between an article and a finite verb, or ‘of’, goes."""
    for at, word in enumerate(sentence.words):
        if word.lower() not in ("the", "a", "an"):
            continue
        end = at + 1
        while end < len(sentence.words) and sentence.tags[end] in ("JJ", "NN", "NNS", "NNP"):
            end += 1
        if end == at + 1 or end >= len(sentence.words):
            continue
        if sentence.words[end] in ("is", "was", "were", "are", "has", "had", "will", "of"):
            return [*sentence.words[: at + 1], *sentence.words[end:]], at, at + 2
    return None


def _past_after_to(sentence: Sentence, pasts: dict[str, str], _: random.Random) -> Damaged | None:
    for at in range(len(sentence.words) - 1):
        lemma = sentence.lemmas[at + 1]
        past = pasts.get(lemma)
        if (
            sentence.tags[at] == "TO"
            and sentence.tags[at + 1] == "VB"
            and past not in (None, lemma)
        ):
            assert past is not None
            return [*sentence.words[: at + 1], past, *sentence.words[at + 2 :]], at, at + 2
    return None


def _lost_subject(sentence: Sentence, _: dict[str, str], __: random.Random) -> Damaged | None:
    for at in range(len(sentence.words) - 1):
        opens = at == 0 or sentence.words[at - 1] == "that"
        if (
            opens
            and sentence.words[at].lower() in _SUBJECTS
            and sentence.tags[at + 1] in _FINITE
            and sentence.words[-1] != "?"
            and not sentence.words[at + 1].startswith("'")
        ):
            words = _capital([*sentence.words[:at], *sentence.words[at + 1 :]])
            return words, max(0, at - 1), at + 1
    return None


def _disagreement(sentence: Sentence, _: dict[str, str], __: random.Random) -> Damaged | None:
    """A verb of the other number; the subject is no name and no relative, which show none."""
    for at, word in enumerate(sentence.words):
        if word not in _OTHER_NUMBER or at == 0 or sentence.tags[at] not in _FINITE:
            continue
        subject = at - 1
        shows_number = sentence.tags[subject] in ("NN", "NNS", "PRP", "DT")
        if not shows_number or sentence.words[subject] in ("I", "you", "You"):
            continue
        if sentence.relations[subject].startswith("nsubj"):
            words = [*sentence.words[:at], _OTHER_NUMBER[word], *sentence.words[at + 1 :]]
            return words, subject, at + 1
    return None


def _pronoun_case(sentence: Sentence, _: dict[str, str], __: random.Random) -> Damaged | None:
    for at, word in enumerate(sentence.words):
        low = word.lower()
        if sentence.relations[at].startswith("nsubj") and low in _OBJECTIVE:
            other = _OBJECTIVE[low]
        elif sentence.relations[at] in ("obl", "obj", "nmod") and low in _SUBJECTIVE:
            other = _SUBJECTIVE[low]
        else:
            continue
        words = [*sentence.words[:at], other, *sentence.words[at + 1 :]]
        return (_capital(words) if at == 0 else words), at, at + 1
    return None


KINDS: dict[str, Damage] = {
    "lost-clause-after-pronoun": _lost_clause,
    "doubled-determiner": _doubled_determiner,
    "lost-noun-after-article": _lost_noun,
    "past-after-to": _past_after_to,
    "lost-subject": _lost_subject,
    "disagreement-next-to-verb": _disagreement,
    "wrong-pronoun-case": _pronoun_case,
}
"""The kinds of damage, by name."""
