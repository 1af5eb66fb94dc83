"""Other forms of a word, by name, for the fixes of rules (`{verb:plain}`)."""

from __future__ import annotations

import re
from collections.abc import Callable

from mtqa.text.casing import recase

_NUMBER = (("is", "are"), ("was", "were"), ("has", "have"), ("does", "do"))
_CASE = (("he", "him"), ("she", "her"), ("they", "them"), ("we", "us"), ("i", "me"))
_AGREED = {**dict(_NUMBER), **{many: one for one, many in _NUMBER}}
_OTHER_CASE = {**dict(_CASE), **{object_: subject for subject, object_ in _CASE}}
_IRREGULAR = """
went gone, took taken, gave given, knew known, began begun, spoke spoken, wrote written,
fell fallen, saw seen, drove driven, rose risen, chose chosen, broke broken, flew flown,
grew grown, threw thrown, ate eaten, drank drunk, sang sung, swam swum, rang rung, wore worn,
tore torn, swore sworn, stole stolen, froze frozen, shook shaken, forgot forgotten,
became become, came come, ran run, did done, was been, were been, drew drawn, hid hidden
"""
_PARTICIPLES: dict[str, str] = dict(re.findall(r"(\w+) (\w+)", _IRREGULAR))
_PLAIN_OF_BE = dict.fromkeys(("is", "are", "was", "were", "am"), "be")
_AUXILIARIES = _PLAIN_OF_BE | {"has": "have", "had": "have", "does": "do", "did": "do"}


def upper(words: str) -> str:
    """The words in capitals."""
    return words.upper()


def lower(words: str) -> str:
    """The words in small letters."""
    return words.lower()


def title(words: str) -> str:
    """Each word with a first capital: `south korea` is `South Korea`."""
    return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))


def agreed(verb: str) -> str:
    """The form of the other number: `is` is `are`, `have` is `has`."""
    return _AGREED.get(verb, verb)


def case(pronoun: str) -> str:
    """The other case of a pronoun: `Him` is `He`, `she` is `her`."""
    put = _OTHER_CASE.get(pronoun.lower(), pronoun)
    return "I" if put == "i" else recase(put, pronoun)


def participle(past: str) -> str:
    """The past participle of a past tense: `went` is `gone`."""
    return _PARTICIPLES.get(past, past)


def plain(verb: str) -> str:
    """The plain form of a past tense or a third person: `agreed` is `agree`, `has` is `have`."""
    if verb in _AUXILIARIES:
        return _AUXILIARIES[verb]
    from mtqa.analysis.tagger import Tagger

    third = verb.endswith("s") and not verb.endswith("ss")
    return Tagger.load().lemma(verb, "VBZ" if third else "VBD")


FORMS: dict[str, Callable[[str], str]] = {
    form.__name__: form for form in (upper, lower, title, agreed, case, participle, plain)
}
