"""One name in several spellings."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span

SHORTEST = 5
"""The fewest letters of a name that is looked at; of one that may hold a slip of the pen, 8."""
ACCENTED = 4
"""The fewest letters of a name that may have lost its accent."""

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<!\w\w)[\w-]*(?:[’'](?!s\b)[\w-]+)*(?<=[^\W\d_A-Z])(?!\w)")
_VOWELS = re.compile(r"[aeiou]+")
LEAST = 6
"""The fewest letters of a name whose vowels may be another's."""
MOST = 100
"""The most pairs of names that are looked at in one story."""

COMPOUND = re.compile(r"[\w’']{3}-[a-z]{3}")
_SMALL = re.compile(r"\b[a-z]{4,}\b")
_TITLE_WORDS = """
mr mrs ms dr sir lord lady prof professor president minister chancellor general colonel senator
judge king queen prince princess pope the captain mayor governor secretary and but in on at
later now then today yesterday however still also so yet if as with for to from before since both
although because that this his her their its when while after foreign prime defence defense interior
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_SOUNDS = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"[’'-]", ""),
        (r"(?<=[aeiou])j(?=$)|i[jy]$|yy$|ii$", "i"),
        (r"y", "i"),
        (r"kh", "h"),
        (r"(?<=[aeiou])gh", "g"),
        (r"zh|dzh|dj", "j"),
        (r"sch", "sh"),
        (r"ck|q|c(?![eih])", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"ie(?=v)", "e"),
        (r"(.)\1", r"\1"),
    )
)
_ENDING_WORDS = """
s es n an ian i ish ese ic er ers ed ing ly y e a o al d r ns ans ians ists ist ism
"""
_ENDINGS = frozenset(_ENDING_WORDS.split())
_FIRM = str.maketrans(dict.fromkeys("aeiouyhjzsvwckqx’'-", "")) | str.maketrans("pf", "bb")
"""Leaves the consonants that no way of transliterating adds or drops, one of each kind."""
_FIRM_OR_BACK = {letter: put for letter, put in _FIRM.items() if chr(letter) not in "aou"}
"""Leaves the vowels as well that none of `_SOUNDS` adds or drops."""
_DISTINCT = frozenset({"Shanxi", "Shaanxi", "Filipino", "Philippine"})
"""Names that look like spellings of one, and are not."""

Use = tuple[int, Span]


@checker()
def name_spellings(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """Spellings of a name beside the one that the desk lists, or the story uses most, or first."""
    del options
    whole = len(where) == len(story.texts)
    text = story.text if whole else "\n".join([story.texts[number] for number in where])
    counts = Counter(_NAME.findall(text))
    accented = {bare(name) for name in counts if not name.isascii() and len(name) >= ACCENTED}
    names = [name for name in counts if _is_compared(name) or (accented and bare(name) in accented)]
    rough = roughly_alike(names)
    pairs = (group for group in spellings(names, rough) if len(group) == 2)
    groups = [*islice(pairs, MOST), *islice(vowels(rough, counts), MOST)]
    if not groups:
        return
    common = {word for number in where for word in _SMALL.findall(story.texts[number])}
    looked_at = set(where)
    for pair in groups:
        if any(name.lower() in common for name in pair):
            continue
        uses = {name: list(_uses(story, looked_at, name)) for name in pair}
        known = pair & story.ledger.words
        if len(known) == 2 or pair & story.ledger.rejected:
            continue
        kept, other = sorted(
            pair, key=lambda name: (name not in known, -counts[name], uses[name][:1])
        )
        if not known and _two_people(story, uses[kept], uses[other]):
            continue
        for number, span in uses[other]:
            title = f"Replace by ‘{kept}’, as elsewhere"
            repair = Repair(title, Safety.SUGGESTED, (Edit(number, span, kept),))
            fields = {"found": other, "put": kept}
            yield Place(number, span, fields, (repair,), tuple(uses[kept][:1]))


Alike = Sequence[Sequence[str]]
"""Names with the same firm consonants, more than one of each kind."""


def roughly_alike(names: Iterable[str]) -> Alike:
    """Groups of names: what sounds alike, or differs in its vowels alone, is in one of them."""
    return _grouped(names, _consonants)


def spellings(names: Iterable[str], rough: Alike) -> Iterator[set[str]]:
    """Groups of names that sound alike, then pairs of long ones that differ in a letter inside."""
    near: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) > 8:
            near[name[:4]].append(name)
    alike: dict[str, set[str]] = defaultdict(set)
    for similar in _grouped(chain.from_iterable(rough), _outline):
        for name in similar:
            alike[sound(name)].add(name)
    for group in alike.values():
        if len(group) > 1 and not _inflected(*sorted(group)[:2]):
            yield group
    for close in near.values():
        for index, one in enumerate(close[:50]):
            for other in close[index + 1 : 50]:
                if _slip(one, other) and sound(one) != sound(other):
                    yield {one, other}


def _grouped(names: Iterable[str], key: Callable[[str], str]) -> list[list[str]]:
    """The names of which there are more than one with a key, by that key."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[key(name)].append(name)
    return [group for group in groups.values() if len(group) > 1]


def vowels(rough: Alike, counts: Mapping[str, int]) -> Iterator[set[str]]:
    """Pairs of names that differ in their vowels alone, one of them used more than the other.

    >>> list(map(sorted, vowels([["Mammadov", "Mamedov"]], {"Mammadov": 2, "Mamedov": 1})))
    [['Mamedov', 'Mammadov']]
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for similar in rough:
        long = [name for name in similar if len(name) >= LEAST]
        if len({name[0] for name in long}) == len(long):
            continue
        for name in long:
            heard = sound(name)
            alike[heard[:1] + _VOWELS.sub("a", heard[1:])].append(name)
    for one, other in (group for group in alike.values() if len(group) == 2):
        near = _within(2, bare(one), bare(other))
        apart = sound(one) != sound(other) and not _inflected(one, other)
        told = counts[one] != counts[other] and one.isascii() is other.isascii()
        if near and apart and told and one[:1] == other[:1] and not _known_slip(one, other):
            yield {one, other}


def _known_slip(one: str, other: str) -> bool:
    """Whether the two are a pair of long names that `spellings` gives."""
    return min(len(one), len(other)) > 8 and one[:4] == other[:4] and _slip(one, other)


def _slip(one: str, other: str) -> bool:
    """Whether one letter inside the word differs, is lacking, or has changed places."""
    if not _within(1, one, other) or _inflected(one, other):
        return False
    return one[-3:] == other[-3:]


def _within(most: int, one: str, other: str) -> bool:
    """Whether so many edits of one letter make one word of the other."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other, score_cutoff=most) <= most


@lru_cache(maxsize=16_384)
def _consonants(name: str) -> str:
    """The firm consonants of a name: names that differ in their vowels alone have the same."""
    return "".join(sorted(set(bare(name).translate(_FIRM))))


@lru_cache(maxsize=16_384)
def _outline(name: str) -> str:
    """The firm letters of a name: names that sound alike have the same."""
    return "".join(sorted(set(bare(name).translate(_FIRM_OR_BACK))))


def _is_compared(name: str) -> bool:
    """Whether a name is long enough, and no compound."""
    return len(name) >= SHORTEST and ("-" not in name or not COMPOUND.search(name))


@lru_cache(maxsize=16_384)
def sound(name: str) -> str:
    """A name without what ways of transliterating it differ in.

    >>> sound("Musevenni") == sound("Museveni"), sound("Zelenskiy") == sound("Zelensky")
    (True, True)
    """
    plain = bare(name)
    for pattern, put in _SOUNDS:
        plain = pattern.sub(put, plain)
    return plain


def bare(name: str) -> str:
    """A name in small letters without accents."""
    if name.isascii():
        return name.lower()
    letters = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ł", "l"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()


def _inflected(one: str, other: str) -> bool:
    """Whether one is the other with an ending, or both are one word in capitals and small."""
    short, long = sorted((one, other), key=len)
    if (
        short.lower().replace("’", "'") == long.lower().replace("’", "'")
        or {one, other} <= _DISTINCT
    ):
        return True
    if long.startswith(short) and long[len(short) :].strip("’'") in _ENDINGS:
        return long[-1] != short[-1]
    stem = len(short) - 1
    return short[:stem] == long[:stem] and {short[stem:], long[stem:]} <= (
        {"a", "o", "e", "es", "os", "as", "an", "y", "ies", "en", "on", "us", "um"}
    )


def _uses(story: Story, where: Set[int], name: str) -> Iterator[Use]:
    for number in story.having(name):
        for match in _NAME.finditer(story.texts[number]) if number in where else ():
            if match[0] == name:
                yield number, Span(*match.span())


def _two_people(story: Story, one: Sequence[Use], other: Sequence[Use]) -> bool:
    """Whether the names beside the two tell two people, or two things, apart."""
    for side in (_before, _after):
        mine = {side(story, use) for use in one} - {""}
        theirs = {side(story, use) for use in other} - {""}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _before(story: Story, use: Use) -> str:
    match = re.search(r"([A-ZÀ-Þ](?:[\w’'-]*|\.))\s+$", story.texts[use[0]][: use[1].start])
    return "" if not match or match[1].lower().rstrip(".") in _TITLES else match[1]


def _after(story: Story, use: Use) -> str:
    match = re.match(r"\s+([A-ZÀ-Þ][\w’'-]*)", story.texts[use[0]][use[1].end :])
    return match[1] if match else ""
