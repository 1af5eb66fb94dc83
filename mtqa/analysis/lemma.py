"""Lemmas from a table of exceptions and suffix rules, by Penn tag."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‛": "'", "´": "'", "`": "'", "“": '"', "”": '"'})

_NAMES = frozenset({"NNP", "NNPS"})
"""The tags whose lemmas keep the case of the word."""

_LONGEST = 6
"""How many final characters a suffix rule looks at, at most."""

_SUPPORT = 2
"""How many different words a suffix rule needs."""

_SILENT = re.compile(r"[^aeiouy][aeiou]?[^aeiouyw]e$")
_PLAIN = re.compile(r"(?:[aeiou]{2}[dklmnprt]|[lnr][dkmnt]|[cp]t|ck|st|[aeo]y)$")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")

Edit = tuple[str, str]
"""The ending that goes, and what comes in its place."""


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
            tag: {suffix: (old, new) for suffix, (old, new) in rules.items()}
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
        exceptions = self.exceptions.get(tag, {})
        known = exceptions.get(plain)
        if known is not None:
            return known
        first, hyphen, last = plain.rpartition("-")
        if first and last in exceptions:
            return first + hyphen + exceptions[last]
        return _apply(self.edits.get(tag, {}), plain)


def key_of(word: str, tag: str) -> str:
    """`word` as the tables know it: straight marks, small letters unless a name."""
    plain = straight(word)
    return plain if tag in _NAMES else plain.lower()


def _apply(rules: Mapping[str, Edit], word: str) -> str:
    for length in range(min(_LONGEST, len(word) - 1), -1, -1):
        edit = rules.get(word[len(word) - length :])
        if edit is not None and word.endswith(edit[0]):
            return word.removesuffix(edit[0]) + edit[1]
    return word


def learn(examples: Iterable[tuple[str, str, str]]) -> Lemmatiser:
    """The tables that reproduce most of `examples`, each a word, its Penn tag and its lemma."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for word, tag, lemma in examples:
        if lemma != "_" and tag != "GW":
            counts[tag][key_of(word, tag)][straight(lemma)] += 1
    _add_regular_verbs(counts)
    exceptions: dict[str, dict[str, str]] = {}
    edits: dict[str, dict[str, Edit]] = {}
    for tag, words in sorted(counts.items()):
        best = {word: min(found, key=lambda x: (-found[x], x)) for word, found in words.items()}
        edits[tag] = _rules(best)
        exceptions[tag] = {
            word: lemma for word, lemma in sorted(best.items()) if _apply(edits[tag], word) != lemma
        }
    return Lemmatiser(exceptions, edits)


def _add_regular_verbs(counts: dict[str, dict[str, Counter[str]]]) -> None:
    """The regular forms of the verbs in `counts` whose own forms it lacks, for they teach rules."""
    seen = {
        tag: {lemma for found in counts[tag].values() for lemma in found}
        for tag in ("VB", "VBP", "VBZ", "VBD", "VBN", "VBG")
    }
    for lemma in sorted(set().union(*seen.values())):
        forms = _regular_forms(lemma) if lemma.isalpha() else {}
        irregular = any(
            lemma in seen[tag] and counts[tag][forms[tag]][lemma] == 0
            for tag in ("VBD", "VBN")
            if tag in forms
        )
        for tag, form in forms.items():
            if not counts[tag][form] and not irregular:
                counts[tag][form][lemma] += 1
    for tag in seen:
        counts[tag] = defaultdict(Counter, {w: found for w, found in counts[tag].items() if found})


def _regular_forms(lemma: str) -> dict[str, str]:
    """The forms of a verb by tag, where its spelling leaves no doubt about them.

    >>> _regular_forms("joke")
    {'VBD': 'joked', 'VBN': 'joked', 'VBG': 'joking', 'VBZ': 'jokes'}
    """
    if _SILENT.search(lemma):
        past, stem, third = lemma + "d", lemma[:-1], lemma + "s"
    elif _PLAIN.search(lemma):
        past, stem, third = lemma + "ed", lemma, lemma + "s"
    elif _CONSONANT_Y.search(lemma):
        past, stem, third = lemma[:-1] + "ied", lemma, lemma[:-1] + "ies"
    else:
        return {}
    return {"VBD": past, "VBN": past, "VBG": stem + "ing", "VBZ": third}


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
            ends = (suffix[i:] for i in range(1, length + 1))
            shorter = next((rules[end] for end in ends if end in rules), ("", ""))
            if edit != shorter and found[edit] - found[shorter] >= _SUPPORT:
                new[suffix] = edit
        rules.update(new)
    return rules


def _edit(word: str, lemma: str) -> Edit:
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return word[shared:], lemma[shared:]
