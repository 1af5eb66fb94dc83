"""Whether a text spells the British or the American way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from mtqa.text.lazily import lazily

Variety = Literal["en-GB", "en-US"]

_WORD = re.compile(r"\w{4,}")

_OUR = "arm|behavi|col|endeav|fav|harb|hon|hum|lab|neighb|rum|sav|splend|val|vap|vig"
_ISE = (
    "apolog|author|capital|central|character|civil|critic|emphas|final|general|ideal|legal|local|"
    "maxim|minim|mobil|modern|national|neutral|normal|organ|priorit|privat|real|recogn|stabil|"
    "special|summar|symbol|sympath|util|victim|visual"
)
_LL = "cancel|counsel|fuel|label|model|quarrel|signal|travel"
_BRITISH = lazily(
    rf"(?i)\b(?:dem|dis|im|re|un)?(?:(?:{_OUR})our\w*|(?:{_ISE})is(?:e[ds]?|ers?|ing|ation\w*)|"
    rf"(?:{_LL})l(?:ed|ing|ers?)|analys(?:ed?|es|ing)|centred?|theatres?|metres?|kilometres?|"
    r"litres?|fibres?|defence|offences?|licences?|programmes?|catalogues?|grey|ageing|whilst|tyres?|"
    r"manoeuvres?|paediatric\w*|jewellery|cheques?|ploughs?)\b"
)
_AMERICAN = lazily(
    rf"(?i)\b(?:dem|dis|im|re|un)?(?:(?:{_OUR})or(?!ous|at)\w*|(?:{_ISE})iz(?:e[ds]?|ers?|ing|ation\w*)|"
    rf"(?:{_LL})(?:ed|ing|ers?)|analyz(?:ed?|es|ing)|center(?:ed|s)?|theaters?|(?:kilo)?meters?|"
    r"liters?|fibers?|defense|offenses?|license|programs?|catalogs?|gray|aging|maneuvers?|"
    r"pediatric\w*|jewelry|plows?)\b"
)


def variety(texts: Iterable[str]) -> Variety | None:
    """The spelling that these texts use more; None if they show neither more than the other.

    >>> variety(["The Organisation for Security and Co-operation", "the Defence Ministry"])
    'en-GB'
    """
    balance = sum(map(_balance, _WORD.findall("\n".join(texts))))
    if not balance:
        return None
    return "en-GB" if balance > 0 else "en-US"


@lru_cache(maxsize=8192)
def _balance(word: str) -> int:
    """1 for a British spelling, -1 for an American one, 0 for a word that tells nothing."""
    return bool(_BRITISH.fullmatch(word)) - bool(_AMERICAN.fullmatch(word))
