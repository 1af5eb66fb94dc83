"""The names of a story or an archive, with how often each is there and in what spellings."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mtqa.checkers.names import COMPOUND, SHORTEST, bare, roughly_alike, sound, spellings, vowels
from mtqa.config.lists import BETWEEN
from mtqa.model.segment import Segment
from mtqa.text.words import sentences

_PARTICLES = "de|del|della|di|da|dos|du|la|le|van|von|der|den|ten|al|el|bin|ibn|bint|ben|y|af|av"
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_NAME = re.compile(rf"{_WORD}(?:(?: (?:{_PARTICLES}))* {_WORD})*")
_POSSESSIVE = re.compile(r"[’']s?$")
_SMALL = re.compile(r"(?<![\w’'-])[a-z][a-z’'-]*")
_CONTRACTED = re.compile(r"\b\w+'(?:m|d|ll|re|ve|t)\b")
_NO_NAME_WORDS = """
mr mrs ms miss dr sir lord lady dame prof professor president minister chancellor general
colonel captain major senator judge king queen prince princess pope mayor governor secretary
prime foreign interior defence defense deputy vice chief former the a an
monday tuesday wednesday thursday friday saturday sunday january february march april may june
july august september october november december
i he she it we they you his her its our their this that these those there here in on at by for
from to of with as but and or if when while after before since although
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
"""Words with a capital that begin no name: titles, days, months, and what opens a sentence."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the spelling most used, how often it is there, and its other spellings."""

    name: str
    count: int
    others: Mapping[str, int]


class Census:
    """Counts the names of texts, one after another."""

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._openings: Counter[str] = Counter()
        self._small: Counter[str] = Counter()

    def add(self, segments: Iterable[Segment]) -> None:
        """Counts the names in these segments; lines with a capital on every word have none."""
        for segment in segments:
            text = segment.text.replace("’", "'")
            self._small.update(_SMALL.findall(text))
            if not _is_title_case(text):
                for span in sentences(text):
                    self._count(span.of(text))

    def _count(self, sentence: str) -> None:
        for match in _NAME.finditer(_CONTRACTED.sub("-", sentence)):
            opens = not any(letter.isalnum() for letter in sentence[: match.start()])
            whole = _POSSESSIVE.sub("", match[0])
            name = _trimmed(whole)
            if name:
                (self._openings if opens and name == whole else self._names)[name] += 1

    def named(self, least: int = 1) -> list[Named]:
        """The names found at least so often, in all spellings together, those used most first.

        A word that opens a sentence is a name if it, or another spelling of it, is one elsewhere;
        a word that is more often small is none.
        """
        counts = Counter({n: count for n, count in self._names.items() if self._is_name(n)})
        sounds = {sound(word) for name in counts for word in (name, name.split(" ")[-1])}
        for name, count in self._openings.items():
            known = _without_opening(name, self._names, self._small)
            if " " in known or known in counts or sound(known) in sounds:
                counts[known] += count
        found = [_named(group, counts) for group in _alike(counts, self._small)]
        found = [one for one in found if one.count + sum(one.others.values()) >= least]
        return sorted(found, key=lambda one: (-one.count, one.name))

    def _is_name(self, name: str) -> bool:
        return " " in name or self._small[name.lower()] < self._names[name]


def as_csv(found: Iterable[Named]) -> str:
    """The names as a list to edit: other spellings stand as rejected until someone says no."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["name", "accepted", "rejected", "count", "note"])
    for one in found:
        note = "; ".join(f"{spelling}: {count}" for spelling, count in one.others.items())
        rows.writerow([one.name, "", BETWEEN.join(one.others), one.count, note])
    return out.getvalue()


def _trimmed(name: str) -> str:
    """A name without titles and what stands before them; a word in capitals alone is none."""
    words = name.split(" ")
    titles = [number for number, word in enumerate(words, 1) if word.lower() in _NO_NAMES]
    plain = " ".join(words[titles[-1] if titles else 0 :])
    return "" if plain.isupper() or len(plain) < 3 else plain


def _without_opening(name: str, known: Mapping[str, int], small: Mapping[str, int]) -> str:
    first, _, rest = name.partition(" ")
    if name in known or first.lower() not in small:
        return name
    return rest if rest in known else ""


def _alike(counts: Mapping[str, int], small: Mapping[str, int]) -> Iterator[list[str]]:
    """The names, those together that are spellings of one; no short word and no common one is."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        groups[_key(name, small)].append(name)
    near = _slips([name for name in counts if " " not in name], groups, counts)
    for key, group in groups.items():
        if near.get(key, key) == key:
            yield group + [name for other, main in near.items() if main == key != other
                           for name in groups[other]]  # fmt: skip


def _key(name: str, small: Mapping[str, int]) -> str:
    """What the spellings of a name have in common: of a short one, the letters."""
    words = name.split(" ")
    if len(words) == 1 and (len(name) < SHORTEST or name.lower() in small or COMPOUND.search(name)):
        return bare(name)
    return " ".join(map(sound, words))


def _slips(
    words: Sequence[str], groups: Mapping[str, list[str]], counts: Mapping[str, int]
) -> dict[str, str]:
    """Keys of groups that differ from another by one letter or vowels, with that other."""
    rough = roughly_alike(words)
    alike = [*spellings(words, rough), *vowels(rough, counts)]
    pairs = [sorted(map(sound, pair)) for pair in alike if len(pair) == 2]
    found: dict[str, str] = {}
    for one, other in pairs:
        if one != other and one in groups and other in groups and one not in found.values():
            found.setdefault(other, found.get(one, one))
    return found


def _named(group: Sequence[str], counts: Mapping[str, int]) -> Named:
    first, *others = sorted(group, key=lambda name: -counts[name])
    return Named(first, counts[first], {name: counts[name] for name in others})


def _is_title_case(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) * 4 > len(words) * 3
