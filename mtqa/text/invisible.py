"""Characters that a reader cannot see, and what to call them."""

from __future__ import annotations

import re

INVISIBLE = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u2000-\u200c\u200e\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0\ufff0-\ufffc"
    "\ud800-\udfff\U000e0000-\U000e0fff]|(?<![^\x00-\x7f])\u200d"
)
"""Spaces other than the plain one, joiners, marks of direction, controls, stand-ins, surrogates.

A joiner between two characters of an emoji or of an Arabic or Indian word is at home there.
"""

NAMES = {
    "\t": "TAB", "\r": "CR", "\x7f": "DEL", "\xa0": "NBSP", "\xad": "SHY", "\u061c": "ALM",
    "\u2002": "ENSP", "\u2003": "EMSP", "\u2007": "FIGSP", "\u2009": "THINSP", "\u200a": "HAIRSP",
    "\u200b": "ZWSP", "\u200c": "ZWNJ", "\u200d": "ZWJ", "\u200e": "LRM", "\u200f": "RLM",
    "\u2028": "LSEP", "\u2029": "PSEP", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
    "\u202d": "LRO", "\u202e": "RLO", "\u202f": "NNBSP", "\u2060": "WJ", "\u2066": "LRI",
    "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\u3000": "IDSP", "\ufeff": "BOM",
    "\ufffc": "OBJ",
}  # fmt: skip


def name(character: str) -> str:
    r"""The short name of an invisible character, else its code point.

    >>> name("\u00a0"), name("\x07")
    ('NBSP', 'U+0007')
    """
    return NAMES.get(character, f"U+{ord(character):04X}")
