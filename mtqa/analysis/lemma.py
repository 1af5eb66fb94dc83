"""Lemmas from a table of exceptions and suffix rules, by Penn tag."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‛": "'", "´": "'", "`": "'", "“": '"', "”": '"'})

_NAMES = frozenset({"NNP", "NNPS"})
"""The tags whose lemmas keep the case of the word."""

_LONGEST = 5
"""How many final characters a suffix rule looks at, at most."""

_SUPPORT = 3
"""How many different words a suffix rule needs."""

Edit = tuple[int, str]
"""How many final characters go, and what comes in their place."""


def straight(word: str) -> str:
    """`word` with straight quotation marks and apostrophes."""
    return word if word.isascii() else word.translate(_STRAIGHT)


@dataclass(frozen=True, slots=True)
class Lemmatiser:
    """Exceptions by tag and word, and edits by tag and suffix: the longest suffix wins."""

    exceptions: Mapping[str, Mapping[str, str]]
    edits: Mapping[str, Mapping[str, Edit]]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Lemmatiser:
        """The lemmatiser that `to_json` wrote."""
        edits = {
            tag: {suffix: (cut, add) for suffix, (cut, add) in rules.items()}
            for tag, rules in data["edits"].items()
        }
        return cls(data["exceptions"], edits)

    def to_json(self) -> dict[str, Any]:
        """The tables as JSON holds them."""
        edits = {
            tag: {suffix: list(edit) for suffix, edit in rules.items()}
            for tag, rules in self.edits.items()
        }
        return {"exceptions": self.exceptions, "edits": edits}

    def lemma(self, word: str, tag: str) -> str:
        """The lemma of `word` where its Penn tag is `tag`; in small letters unless a name."""
        plain = key_of(word, tag)
        known = self.exceptions.get(tag, {}).get(plain)
        return known if known is not None else _apply(self.edits.get(tag, {}), plain)


def key_of(word: str, tag: str) -> str:
    """`word` as the tables know it: straight marks, small letters unless a name."""
    plain = straight(word)
    return plain if tag in _NAMES else plain.lower()


def _apply(rules: Mapping[str, Edit], word: str) -> str:
    for length in range(min(_LONGEST, len(word) - 1), -1, -1):
        edit = rules.get(word[len(word) - length :])
        if edit is not None:
            return word[: len(word) - edit[0]] + edit[1]
    return word


def learn(examples: Iterable[tuple[str, str, str]]) -> Lemmatiser:
    """The tables that reproduce most of `examples`, each a word, its Penn tag and its lemma."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for word, tag, lemma in examples:
        counts[tag][key_of(word, tag)][straight(lemma)] += 1
    exceptions: dict[str, dict[str, str]] = {}
    edits: dict[str, dict[str, Edit]] = {}
    for tag, words in sorted(counts.items()):
        best = {word: min(found, key=lambda x: (-found[x], x)) for word, found in words.items()}
        edits[tag] = _rules(best)
        exceptions[tag] = {
            word: lemma
            for word, lemma in sorted(best.items())
            if _apply(edits[tag], word) != lemma
        }
    return Lemmatiser(exceptions, edits)


def _rules(best: Mapping[str, str]) -> dict[str, Edit]:
    """The suffix rules that pay: each is right for most of its words where a shorter one is not."""
    rules: dict[str, Edit] = {}
    for length in range(_LONGEST + 1):
        groups: dict[str, Counter[Edit]] = defaultdict(Counter)
        for word, lemma in best.items():
            if len(word) > length:
                groups[word[len(word) - length :]][_edit(word, lemma)] += 1
        new: dict[str, Edit] = {}
        for suffix, found in sorted(groups.items()):
            edit = min(found, key=lambda x: (-found[x], x))
            shorter = next((rules[suffix[i:]] for i in range(1, length + 1) if suffix[i:] in rules), None)
            gain = found[edit] - (found[shorter] if shorter else 0)
            if edit != (shorter or (0, "")) and gain >= _SUPPORT:
                new[suffix] = edit
        rules.update(new)
    return rules


def _edit(word: str, lemma: str) -> Edit:
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return len(word) - shared, lemma[shared:]
