"""A text in its plainest spelling, in which repairs of its characters make no difference."""

from __future__ import annotations

import html
import re
import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′＇‛", "'"))
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxdhqwABEZHIKMNOPTYXo",
)
_TYPOGRAPHY = str.maketrans(dict.fromkeys("‘’“”–—…\u00a0", " "))
_TORN_ENTITY = re.compile(r"&\s?(#?\w{2,6})\s?;")
_HYPHEN = re.compile(r"\s?@-@\s?")
_SHOUTED_ENDING = re.compile(r"(?<=[a-z]')S\b")
_TORN_NOT = re.compile(r"\s?n\s?'\s?t\b", re.IGNORECASE)


def plain(text: str) -> str:
    """`text` with what a repair of characters may change brought to one spelling.

    - entities are what they stand for (`R&amp;D` is `R&D`);
    - mojibake is what ftfy takes it for (`PeÃ±a` is `Peña`);
    - apostrophes and back-ticks are `'`; compatibility forms are plain ones (NFKC: full-width
      letters, digits and marks, ligatures, no-break spaces);
    - invisible and control characters are gone, but for white space;
    - Cyrillic and Greek letters are the Latin ones that they look like;
    - digits of any script are `0` to `9`;
    - `@-@` of a tokeniser is a hyphen, a torn `n't` stands at its verb, `'S` is `'s`.
    """
    if "&" in text:
        text = _unescaped(text)
    if not text.isascii():
        text = _latin(_decoded(text).translate(_APOSTROPHES))
    text = text.replace("`", "'")
    text = _SHOUTED_ENDING.sub("s", _HYPHEN.sub("-", text))
    return _TORN_NOT.sub("n't", text)


def _unescaped(text: str) -> str:
    text = _TORN_ENTITY.sub(r"&\1;", text)
    for _ in range(3):
        text = html.unescape(text)
    return text


def _decoded(text: str) -> str:
    if text.translate(_TYPOGRAPHY).isascii():
        return text
    from ftfy import fix_encoding

    return fix_encoding(text)


def _latin(text: str) -> str:
    return "".join(
        _digit(character)
        for character in unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
        if character.isspace() or unicodedata.category(character) not in {"Cf", "Cc"}
    )


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdecimal() else character
