"""Whether the words that turn the meaning of a sentence are there after a fix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W\d_]+")

REMARK = 4
"""So many words in a row are a remark, which may go as a whole."""

_TURNING = """
he she him her his hers must may might can could shall should will would who whom whose
all any both each every few fewer many more most much less least same only except
before after above below under over against since until up down out off within about between
and or but if unless because although though however whether yet then now nearly almost
yesterday today tomorrow tonight last next ago hardly barely scarcely rarely seldom
alleged allegedly reportedly suspected presumed perhaps probably possibly likely
"""
_WORDS = frozenset(_TURNING.split())
"""Words that no safe fix may take, add or put for another, unless one stands twice in a row."""

_NEGATIVE = re.compile(r"(?:un|in|im|il|ir|dis|non|anti|mis|de|counter)(?=[a-z]{3})")


def words_changed(before: str, after: str) -> str | None:
    """What happened to a word that turns the meaning, in words; None if nothing did.

    So are modal verbs, hedges, quantities, links, directions, `he` and `she`, and the negative
    prefix of a word. A remark of several words may go as a whole, and the second of two words in a
    row. Case and spacing make no difference.
    """
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        removed, added = old[i:j], new[k:m]
        if operation == "equal" or "".join(removed) == "".join(added):
            continue
        if not added and (len(removed) >= REMARK or _repeats(old, i, j)):
            continue
        problem = next(_problems(removed, added), None)
        if problem:
            return problem
    return None


def _problems(removed: Sequence[str], added: Sequence[str]) -> Iterator[str]:
    gone = [word for word in removed if word in _WORDS]
    come = [word for word in added if word in _WORDS]
    if gone != come:
        yield from (f"the word ‘{word}’ goes" for word in gone if word not in come)
        yield from (f"the word ‘{word}’ comes" for word in come if word not in gone)
        yield "the words that turn the meaning stand in another order"
    for before, after in zip(removed, added, strict=False):
        if _NEGATIVE.sub("", before, count=1) == after or before == _NEGATIVE.sub("", after, 1):
            yield f"the word ‘{before}’ becomes ‘{after}’"


def _repeats(words: Sequence[str], start: int, end: int) -> bool:
    """Whether these words stand once more right before or behind them."""
    size = end - start
    ahead = words[start - size : start] if start >= size else ()
    return list(words[start:end]) in (list(ahead), list(words[end : end + size]))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
