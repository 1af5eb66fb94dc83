"""The case of words."""

from __future__ import annotations


def recase(replacement: str, model: str) -> str:
    """`replacement` with the case of `model`: all capitals, first capital, or as it is."""
    letters = [character for character in model if character.isalpha()]
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return replacement.upper()
    if letters and letters[0].isupper() and replacement[:1].islower():
        return replacement[:1].upper() + replacement[1:]
    return replacement
