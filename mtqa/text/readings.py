"""A text in which every letter beyond ASCII is one within it: quick to search, and to count in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import regex

_PLAIN = bytes((9, 10, 13, *range(32, 127)))

_TWINS = {"İ": "I", "ı": "i", "ſ": "s", "\u212a": "K"}
"""Letters that an engine takes for one of ASCII where case does not matter."""


@lru_cache(maxsize=1)
def odd_characters(text: str) -> frozenset[str]:
    """What the text has beside printable ASCII, tabs and line ends."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return frozenset(rest.decode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1)
def readings(text: str) -> tuple[str, ...]:
    """The text as the engines that run the patterns read it, in characters of which one can say
    what they are: letters beyond ASCII as ‘a’ and ‘A’, digits as ‘0’, all white space as a space.

    There are two where the engines (`regex` and `re`) do not agree on a character.
    """
    read = [text, text]
    for character in odd_characters(text):
        for engine, put in enumerate(_read(character)):
            if put != character:
                read[engine] = read[engine].replace(character, put)
    return tuple(dict.fromkeys(read))


def is_read_otherwise(character: str) -> bool:
    """Whether a reading has another character in its place."""
    return any(put != character for put in _read(character))


@cache
def _read(character: str) -> tuple[str, str]:
    """The character as `regex` reads it, and as `re` does."""
    return _plain(character, regex), _plain(character, re)


def _plain(character: str, engine: Any) -> str:
    if character in _TWINS:
        return _TWINS[character]
    if engine.match(r"\s", character):
        return " "
    if engine.match(r"\d", character):
        return "0"
    if engine.match(r"\w", character):
        return "A" if character.isupper() else "a"
    return "\ufffd" if "\ud800" <= character <= "\udfff" else character
