"""Whether the names of a text are there after a fix, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"[.!?…:;\n\"“‘«„(\[*•—–]|(?:^|\s)['-]")
"""What between two words makes the second one begin a sentence, a quotation or an item."""

_FUNCTION_WORDS = """
a an the this that these those i you he she it we they me him her us them my your his its our
their who whom whose which what when where why how there here and or but nor so yet if then than
as at by for from in into of off on onto out over to under up upon with without within about above
across after against along among around before behind below between beyond despite down during
except inside like near outside past per since through throughout till toward towards until via
while is are was were be been being am do does did done has have had having can could may might
must shall should will would not no never now also however although though because whether each
every all any both few many more most much other some such only own same too very just even still
again once according meanwhile moreover yes translation note sure certainly following
"""
_NO_NAMES = frozenset(_FUNCTION_WORDS.split())
"""Words that are no names, whatever their first letter."""
_OTHERS = frozenset({"may", "march", "van", "von", "de", "da", "di", "al", "el", "bin", "ibn"})
"""Words that mean another thing with a capital, or belong to a name with a small letter."""
_SHOUTED = frozenset({"US", "IT", "WHO", "AM", "May"})
"""Names, if they are written so."""

_VARIETY = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"our(?=s|ed|ing|ite|able|ful|hood|$)", "or"),
        (r"is(?=e|es|ed|er|ers|ing|ation|ations$)", "iz"),
        (r"ys(?=e|es|ed|er|ers|ing$)", "yz"),
        (r"tre(?=s?$)", "ter"),
        (r"ence(?=s?$)", "ense"),
        (r"ogue(?=s?$)", "og"),
        (r"ll(?=ed|ing|er|ers|ors?$)", "l"),
        (r"[ao]e", "e"),
    )
)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    opens: bool
    """Whether it begins a sentence, so that its capital may mean nothing."""

    @property
    def is_name(self) -> bool:
        if self.text in _SHOUTED or self.text[1:] != self.text[1:].lower():
            return True
        return self.text[0].isupper() and self.text.casefold() not in _NO_NAMES


def names_changed(before: str, after: str) -> str | None:
    """What happened to a name between the two texts, in words; None if nothing did.

    A name is a word with a capital that is no function word. Words are compared without regard to
    how they are spaced (`Chile 's`, `do n't`), and may win a first capital. The first word of a
    sentence may lose its own, and change between British and American spelling.
    """
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, _folded(old), _folded(new), autojunk=False)
    for operation, i, j, k, m in matcher.get_opcodes():
        problem = (
            _recased(old[i:j], new[k:m]) if operation == "equal" else _rewritten(old[i:j], new[k:m])
        )
        if problem:
            return problem
    return None


def _words(text: str) -> list[_Word]:
    words = []
    last = 0
    for match in _WORD.finditer(text):
        gap = text[last : match.start()]
        words.append(_Word(match.group(), not last or bool(_OPENS.search(gap))))
        last = match.end()
    return words


def _folded(words: Sequence[_Word]) -> list[str]:
    return [word.text.casefold() for word in words]


def _recased(old: Sequence[_Word], new: Sequence[_Word]) -> str | None:
    for before, after in zip(old, new, strict=True):
        if before.text == after.text or not (before.is_name or after.is_name):
            continue
        first_alone = before.text[1:] == after.text[1:]
        won = after.text[0].isupper() and (after.opens or before.text not in _OTHERS)
        if not (first_alone and (won or before.opens)):
            return f"the name ‘{before.text}’ becomes ‘{after.text}’"
    return None


def _rewritten(old: Sequence[_Word], new: Sequence[_Word]) -> str | None:
    if "".join(_folded(old)) == "".join(_folded(new)):
        return None
    if len(old) == len(new) and all(map(_same_variety, old, new)):
        return None
    gone = next((word.text for word in old if word.is_name), None)
    come = next((word.text for word in new if word.is_name), None)
    if gone and come:
        return f"the name ‘{gone}’ becomes ‘{come}’"
    if gone:
        return f"the name ‘{gone}’ goes"
    return f"the name ‘{come}’ comes" if come else None


def _same_variety(old: _Word, new: _Word) -> bool:
    """Whether two words that are no names differ by British and American spelling alone."""
    if (old.is_name and not old.opens) or (new.is_name and not new.opens):
        return False
    return _american(old.text) == _american(new.text)


def _american(word: str) -> str:
    word = word.casefold()
    for pattern, put in _VARIETY:
        word = pattern.sub(put, word)
    return word
