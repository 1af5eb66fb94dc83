"""What a safe fix must leave as it is: numbers, names, dates, addresses, tags, negations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa.fixing.names import names_changed
from mtqa.fixing.plain import plain

_TAG = re.compile(r"\ufffc|\$?\{\w*\}|%(?:\(\w+\))?[sd]\b|__\w+__|</?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(
    r"(?:https?\s?:\s?/\s?/\s?|www\s?\.\s?)[\w-]+(?:\s?[./?&=#:%~+@-]\s?(?=[a-z0-9])[\w%~+-]+)*/?"
    r"|[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+"
    r"|\b[\w-]+(?:\s?\.\s?[\w-]+)*\s?\.\s?(?:com|org|net|gov|edu|int|info)\b"
    r"|[@#]\w+"
)
_NUMBER = re.compile(
    r"(?P<sign>(?<!\d)(?<!\d\s)(?<!\w)[-−–])?"
    r"(?P<digits>(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
    r"|(?P<word>\b(?i:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|million|milliard|billion|trillion|dozen|half)s?\b)"
    r"|(?P<percent>%|\b(?i:per ?cent|pct)\b)"
)
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*")
_CURRENCY = re.compile(r"[$€£¥₽₴₺₹₩₪₫₦₱₸₼₾]")
_NOT = re.compile(
    r"(?i)n't\b|\bcan(?=not\b)|\b(?:no|non|not|never|none|nor|neither|nobody|nothing|nowhere|"
    r"without)\b|\b(?:do|does|did|is|are|was|were|would|should|could|has|have|had)nt\b"
)

KINDS = ("tag", "address", "number", "currency", "negation")


def facts(text: str) -> dict[str, list[str]]:
    """The facts of a text by kind, each in one spelling and in the order in which they stand.

    The text is taken in its plainest spelling, and: an address has no white space; a number has a
    decimal point and no groups (`2,3` is `2.3`, `1.250.000` is `1250000`; where a point and three
    digits could be either, it is a decimal point, as English has it), no ordinal ending, `:` or
    `/` (a time or date is its numbers), its magnitude in the singular and per cent as `%`; `n't`
    and `cannot` are `not`.
    """
    rest = plain(text)
    found = {}
    for kind, pattern in (("tag", _TAG), ("address", _ADDRESS)):
        found[kind] = ["".join(match.split()) for match in pattern.findall(rest)]
        rest = pattern.sub(" ", rest)
    found["number"] = list(_numbers(rest))
    found["currency"] = _CURRENCY.findall(rest)
    found["negation"] = [_negation(match) for match in _NOT.findall(rest.replace("cannot", "not"))]
    return found


def changed(before: str, after: str) -> str | None:
    """What of the facts of `before` is other in `after`, in words; None if nothing is.

    Names are compared word by word; see `mtqa.fixing.names`.
    """
    old, new = facts(before), facts(after)
    for kind in KINDS:
        if old[kind] != new[kind]:
            return _difference(kind, old[kind], new[kind])
    return names_changed(_words_alone(before), _words_alone(after))


def _words_alone(text: str) -> str:
    return _ADDRESS.sub(" ", _TAG.sub(" ", plain(text)))


def _difference(kind: str, old: Sequence[str], new: Sequence[str]) -> str:
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    said = [f"the {kind} ‘{fact}’ goes" for fact in gone]
    said += [f"the {kind} ‘{fact}’ comes" for fact in come]
    return ", ".join(said) or f"each {kind} is there, but in another order"


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        if match["percent"]:
            yield "%"
        elif match["word"]:
            yield match["word"].lower().removesuffix("s")
        else:
            sign = "-" if match["sign"] else ""
            first, *more = _values(match["digits"])
            yield sign + first
            yield from more


def _values(digits: str) -> list[str]:
    """A number with a point before its decimals; the numbers apart if it cannot be one."""
    digits = digits.replace(" ", "")
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return [digits]
    if len(marks) == 1:
        return [_single(digits, marks[0])]
    whole, last, decimals = digits.rpartition(marks[-1])
    if _GROUPED.fullmatch(digits):
        return [digits.replace(last, "")]
    if last not in whole and _GROUPED.fullmatch(whole):
        return [f"{whole.replace(marks[0], '')}.{decimals}"]
    return re.split("[.,]", digits)


def _single(digits: str, mark: str) -> str:
    if mark == "," and _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        return digits.replace(",", "")
    return digits.replace(",", ".")


def _negation(match: str) -> str:
    word = match.lower()
    return "not" if word.endswith("nt") or word == "n't" else word
