"""Which language a text is in, where that is beyond doubt.

CLD2, by pycld2: of five detectors it takes the fewest English texts for something else, 0.1 % of
those of eight words, where the next best loses 0.3 % and py3langid, which knows other languages
better (98.5 to 95 % of eight words), loses 1.6 %; it needs 9 µs a text and loads in 3 ms. Measured
on news by `tests/bench/language_figures.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

UNKNOWN = ""

_UNTOLD = {"", "und", "mul", "zxx", "mis", "x"}
_TAG = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_SURE = 80
"""Percent of the letters that must be in the language."""
_LETTERS, _WORDS = 25, 4
"""Letters, and different words in small letters, from which on a text in Latin script can be told:
shorter ones are names and titles as often as not."""
_LETTERS_OF_OTHERS = 12
_MOST = 0.7
"""Share of the letters that makes a story one of another language, its short texts included."""
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S*|[#@]\w+")
_ADDRESS_MARK = re.compile(r"[@#]|://|www\.")
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_OTHER_LETTER = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SMALL_WORD = re.compile(r"(?<![\w’'])[a-z\u00df-\u00ff\u0101-\u024f\u1ea1-\u1ef9]+(?!\w)")
_LOOKS_LIKE = {
    **dict.fromkeys(("hr", "sr", "bs", "sh", "hbs"), "sr"),
    **dict.fromkeys(("no", "nb", "nn", "da"), "no"),
    **dict.fromkeys(("id", "ms"), "id"),
    **dict.fromkeys(("tl", "fil"), "tl"),
    **dict.fromkeys(("sco", "en"), "en"),
    **dict.fromkeys(("iw", "he"), "he"),
    **dict.fromkeys(("gl", "pt"), "pt"),
}
_ENGLISH_WORDS = """
the and that with from they this which would were said their there when what about because could
should you your she how these where while who
"""
_ENGLISH_ALONE = frozenset(_ENGLISH_WORDS.split())
_NOT_IN_NEWS = {"ia", "ie", "sa", "vo", "la", "un", "en"}


@cache
def primary(tag: str, otherwise: str = "en") -> str:
    """The language of a tag, without region and in small letters; `otherwise` if it tells none.

    >>> primary("en-GB"), primary("DE_at"), primary("und"), primary("english")
    ('en', 'de', 'en', 'en')
    """
    match = _TAG.match(tag)
    language = match[0].lower() if match else ""
    return otherwise if language in _UNTOLD else language


def spoken(texts: Sequence[str], tags: Sequence[str]) -> list[str]:
    """The language of each text: the one that its tag tells, unless it is beyond doubt another.

    In a text that is tagged as English any other language is looked for, in one that is tagged
    otherwise English alone. Where most of what can be told is in one other language, so are the
    texts that are too short to tell.
    """
    told = [primary(tag) for tag in tags]
    found = [
        UNKNOWN if tag == "en" and " the " in text else _heard(text, tag)
        for text, tag in zip(texts, told, strict=True)
    ]
    if not any(found):
        return told
    weights: Counter[str] = Counter()
    for text, other in zip(texts, found, strict=True):
        weights[other] += len(text)
    other, weight = max(((o, w) for o, w in weights.items() if o), key=lambda item: item[1])
    if weight >= _MOST * weights.total():
        plain = primary(Counter(told).most_common(1)[0][0])
        return [
            heard or (other if tag == plain and not _is_english(text) else tag)
            for heard, tag, text in zip(found, told, texts, strict=True)
        ]
    return [heard or tag for heard, tag in zip(found, told, strict=True)]


def detect(text: str) -> str:
    """The code of the language that a text is in beyond doubt; empty if there is doubt.

    >>> detect("Die Regierung hat am Montag beschlossen, die neue Brücke nicht zu bauen.")
    'de'
    >>> detect("Cupertino, Kuala Lumpur, Addis Ababa, Rio de Janeiro, Guadalajara, Zagreb")
    ''
    """
    if len(text) < (_LETTERS if text.isascii() else _LETTERS_OF_OTHERS):
        return UNKNOWN
    if _ADDRESS_MARK.search(text):
        text = _ADDRESS.sub(" ", text)
    letters = sum(map(str.isalpha, text))
    if _OTHER_LETTER.search(text) and len(_LATIN_LETTER.findall(text)) * 2 < letters:
        return _cld2(text, sure=False) if letters >= _LETTERS_OF_OTHERS else UNKNOWN
    enough = letters >= _LETTERS and len(set(_SMALL_WORD.findall(text))) >= _WORDS
    return _cld2(text, sure=True) if enough else UNKNOWN


def _cld2(text: str, *, sure: bool) -> str:
    """The code that CLD2 gives; in a script that tells most, its best guess will do."""
    import pycld2

    try:
        reliable, _, told = pycld2.detect(_cleaned(text), bestEffort=not sure)
    except pycld2.error:
        return UNKNOWN
    _, code, percent, _ = told[0]
    if code == "un" or (sure and not (reliable and percent >= _SURE)):
        return UNKNOWN
    return str(code).partition("-")[0]


@cache
def name(code: str) -> str:
    """What a language is called in English; its code if that is not known.

    >>> name("de"), name("zh"), name("qqq")
    ('German', 'Chinese', 'qqq')
    """
    import pycld2

    names = {code: name.title() for name, code in reversed(pycld2.LANGUAGES)}
    known: str = names.get({"he": "iw", "nb": "no", "fil": "tl"}.get(code, code), code)
    return known


def _heard(text: str, told: str) -> str:
    """Another language than the one told, if the text is in it beyond doubt."""
    if told == "en":
        if _is_english(text):
            return UNKNOWN
        found = detect(text)
        return UNKNOWN if found in _NOT_IN_NEWS or _same(found, told) else found
    if " the " in text and " of " in text and detect(text) == "en":
        return "en"
    return UNKNOWN


def _is_english(text: str) -> bool:
    """Whether a text has a word that English alone has; one without it may be English too."""
    return " the " in text or not _ENGLISH_ALONE.isdisjoint(text.split())


def _same(one: str, other: str) -> bool:
    return _LOOKS_LIKE.get(one, one) == _LOOKS_LIKE.get(other, other)


def _cleaned(text: str) -> str:
    """The text without the characters that CLD2 refuses."""
    if text.isascii() or text.isprintable():
        return text
    return "".join([c for c in text if c.isprintable() or c in "\n\t"])
