"""The tags that a word may have, known before anything is tagged."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from mtqa._resources import package
from mtqa.analysis.lemma import straight

LEAST = 12
"""How often a word must have been tagged for what it was not to be held impossible."""
SHARE = 0.004
"""The share of a word's tags from which on a tag is possible, slips of the tagger left out."""

_WORD = re.compile(r"'?[^\W\d_]+(?:['-][^\W\d_]+)*\.?|[^\w\s]{1,3}")


def possible(word: str) -> frozenset[str] | None:
    """The Penn tags that a word may have; None if too little is known of it.

    >>> sorted(possible("met")), possible("Zelyonka")
    (['VBD', 'VBN'], None)
    """
    return _known().get(straight(word).lower())


@cache
def _known() -> Mapping[str, frozenset[str]]:
    text = (package() / "analysis" / "weights" / "tags.json").read_text(encoding="utf-8")
    groups = [(frozenset(tags.split()), words) for tags, words in json.loads(text).items()]
    return {word: tags for tags, words in groups for word in words.split()}


def learn(tagged: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What `tags.json` holds: each set of tags with the words that have just those.

    Figures and addresses are left out.
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, tag in tagged:
        counts[straight(word).lower()][tag] += 1
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word, tags in counts.items():
        total = tags.total()
        if total >= LEAST and _WORD.fullmatch(word):
            kept = sorted(tag for tag, count in tags.items() if count >= SHARE * total)
            groups[" ".join(kept)].append(word)
    return {tags: " ".join(sorted(words)) for tags, words in sorted(groups.items())}
