"""Whether a text spells the British or the American way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from mtqa.text.lazily import lazily

Variety = Literal["en-GB", "en-US"]

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
    british = american = 0
    for text in texts:
        british += sum(1 for _ in _BRITISH.finditer(text))
        american += sum(1 for _ in _AMERICAN.finditer(text))
    if british == american:
        return None
    return "en-GB" if british > american else "en-US"
