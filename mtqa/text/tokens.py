"""Words and marks as the Universal Dependencies treebanks of English divide them.

Clitics stand alone (“does n’t”, “it ’s”), compounds fall apart at their hyphens unless the first
part is bound (“state - owned”, “pro-Kremlin”), and numbers, times, initials and addresses stay
whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
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

TOKEN = re.compile(
    "|".join(
        (
            # a plain word before a space or a light mark, and light marks: most of any text
            r"[^\W\d]\w*+(?=[ ,;\n])(?<!annot)(?<!ANNOT)(?<!onna)(?<!ONNA)",
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
"""One word or mark of a text, searched from left to right."""


def tokenise(text: str) -> tuple[Token, ...]:
    """The words and marks of `text` in order; together they cover all that is not white space.

    >>> " ".join(token.text for token in tokenise("It isn’t $3.5m, U.S. officials’ mail says."))
    'It is n’t $ 3.5 m , U.S. officials ’ mail says .'
    """
    tokens, end = [], 0
    for word in token_texts(text):
        start = text.index(word, end)
        end = start + len(word)
        tokens.append(Token(word, start, end))
    return tuple(tokens)


def token_texts(text: str) -> list[str]:
    """The texts of the same words and marks.

    >>> token_texts("He can’t.")
    ['He', 'ca', 'n’t', '.']
    """
    found: list[str] = []
    for stretch in stretches(text):
        found += words_in(stretch)
    return found


def stretches(text: str) -> list[str]:
    """The parts of a text, in order, whose words and marks can be found apart.

    They are what stands between white space; where the next word decides what a stop is, the two
    are one stretch.

    >>> stretches("J. Smith is No. 5, he says.")
    ['J. Smith', 'is', 'No. 5,', 'he', 'says.']
    """
    parts = text.split()
    if not _LOOKS_AHEAD.search(text):
        return parts
    found: list[str] = []
    ahead = False
    for part in parts:
        if ahead:
            found[-1] += f" {part}"
        else:
            found.append(part)
        ahead = part.endswith("No.") or (part[-1] == "." and "A" <= part[-2:-1] <= "Z")
    return found


_LOOKS_AHEAD = re.compile(r"\.(?:(?<=[A-Z]\.)|(?<=No\.))\s")
"""A stop of which the next word decides what it is."""


def words_in(stretch: str) -> list[str]:
    """The words and marks of one of the stretches of a text; most come again and again."""
    return _KNOWN.get(stretch) or _learned(stretch)


_KNOWN: dict[str, list[str]] = {}
_MANY = 50_000
_IN_TWO = frozenset({"cannot", "gonna"})
_WITH_STOP = frozenset(_ABBREVIATIONS.split("|"))


def _learned(stretch: str) -> list[str]:
    if len(_KNOWN) >= _MANY:
        _KNOWN.clear()
    word, mark = (stretch[:-1], stretch[-1]) if stretch[-1] in ",;." else (stretch, "")
    if word.isalpha() and word.lower() not in _IN_TWO and (mark != "." or word not in _WITH_STOP):
        found = [word, mark] if mark else [word]
    else:
        found = TOKEN.findall(stretch)
    _KNOWN[stretch] = found
    return found
