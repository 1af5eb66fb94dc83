"""Words and marks as the Universal Dependencies treebanks of English divide them.

Clitics stand alone (“does n’t”, “it ’s”), compounds fall apart at their hyphens unless the first
part is bound (“state - owned”, “pro-Kremlin”), and numbers, times, initials and addresses stay
whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: its text and its code-point offsets in the string it came from."""

    text: str
    start: int
    end: int


_LETTER = r"[^\W\d_]"
_MARK = "['’]"
_CLITIC = rf"{_MARK}(?i:s|re|ve|ll|d|m)(?![\w'’])"
_NOT = rf"(?i:n{_MARK}t)(?!\w)"

_BOUND = (
    "anti|auto|bi|co|counter|cyber|de|e|eco|ex|extra|hyper|inter|intra|macro|mega|meta|micro|mid|"
    "mini|multi|neo|non|para|poly|post|pre|pro|proto|pseudo|quasi|re|semi|sub|trans|tri|ultra|un|"
    "uni|wi"
)
_PREFIXES = f"{_BOUND}|{'|'.join(part.capitalize() for part in _BOUND.split('|'))}"

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Sen|Sens|Rep|Reps|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|Adm|St|Ste|Sr|Jr|"
    "Mt|Ft|vs|Inc|Ltd|Co|Corp|Bros|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|al|etc|cf|"
    "ca|Ave|Blvd|Rd|Dept|Univ|Assn|Messrs|Pvt|Supt|Insp|Ph\\.D"
)

_TOKEN = re.compile(
    "|".join(
        (
            # a plain word before a space or a light mark, and light marks: most of any text
            r"[^\W\d]\w*+(?=[ ,;\n])(?<!annot)(?<!ANNOT)(?<!onna)",
            r"[,;()“”\"]|\.(?=[\s\"”’]|\Z)",
            # addresses
            r"(?:https?://|www\.)[^\s<>\"“”]*[\w/]",
            r"[\w.+%-]{1,64}@[\w-]{1,64}(?:\.[\w-]+)+",
            r"\w+(?:\.\w+){0,3}\.(?:com|org|net|gov|edu|int|info)(?!\w)",
            r"[@#]\w+",
            # initials and abbreviations with their stops
            rf"(?:{_LETTER}\.){{2,}}(?:{_LETTER}(?![\w'’]))?",
            rf"(?:{_ABBREVIATIONS})\.(?!\w)",
            r"[A-Z]\.(?=\s+[A-Z])",
            r"No\.(?=\s*\d)",
            # telephone numbers, model numbers, then times, dates, decimals, ordinals
            r"\d{3}-\d{3}-\d{4}(?![\w-])",
            r"[A-Z]-\d+\w*",
            r"\d++(?:[.,:/]\d++)*+(?:st|nd|rd|th|s|['’]s|[A-Z]\w*)?(?!\w)",
            r"\d++(?:[.,:/]\d++)*+(?=[A-Za-z])",
            r"(?<!\w)\.\d+",
            # the two halves of negated and joined words
            rf"\w+?(?={_NOT})",
            _NOT,
            r"(?i:can(?=not(?!\w))|(?<=can)not(?!\w)|gon(?=na(?!\w))|(?<=gon)na(?!\w))",
            _CLITIC,
            # words with a bound first part, names with an inner apostrophe, plain words
            rf"(?:{_PREFIXES})-\w+",
            rf"(?i:d|l|o){_MARK}{_LETTER}{{2,}}",
            r"\w+(?:&\w+)+",
            rf"{_LETTER}\w*(?:{_MARK}(?!(?i:s|re|ve|ll|d|m)(?!\w)){_LETTER}\w*)+",
            r"[A-Z]{1,3}(?=\$)|\w+",
            # marks
            r"\.{2,}|-{2,}|[!?]{2,}|``|''|\S",
        )
    )
)


def tokenise(text: str) -> tuple[Token, ...]:
    """The words and marks of `text` in order; together they cover all that is not white space.

    >>> " ".join(token.text for token in tokenise("It isn’t $3.5m, U.S. officials’ mail says."))
    'It is n’t $ 3.5 m , U.S. officials ’ mail says .'
    """
    return tuple([Token(match[0], *match.span()) for match in _TOKEN.finditer(text)])


def token_texts(text: str) -> list[str]:
    """The texts of the same words and marks.

    >>> token_texts("He can’t.")
    ['He', 'ca', 'n’t', '.']
    """
    known = _TEXTS.get
    if _LOOKS_AHEAD.search(text):
        return _TOKEN.findall(text)
    found: list[str] = []
    for stretch in text.split():
        found += known(stretch) or _learned(stretch)
    return found


_LOOKS_AHEAD = re.compile(r"\.(?:(?<=[A-Z]\.)|(?<=No\.))\s")
"""A stop of which the next word decides what it is."""


_TEXTS: dict[str, list[str]] = {}
"""The words and marks of stretches without white space: most come again and again."""
_MANY = 50_000


def _learned(stretch: str) -> list[str]:
    if len(_TEXTS) >= _MANY:
        _TEXTS.clear()
    found = _TEXTS[stretch] = _TOKEN.findall(stretch)
    return found
