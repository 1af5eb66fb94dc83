"""What a safe fix must leave as it is: numbers, names, dates, addresses, tags, negations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa.fixing.names import names_changed
from mtqa.fixing.plain import plain
from mtqa.fixing.wording import words_changed

_TAG = re.compile(r"\ufffc|\$?\{\w*\}|%(?:\(\w+\))?[sd]\b|__\w+__|</?[A-Za-z][^<>]*>")
_ADDRESS = re.compile(
    r"(?:https?\s?:\s?/\s?/\s?|www\s?\.\s?)[\w-]+(?:\s?[./?&=#:%~+@-]\s?(?=[a-z0-9])[\w%~+-]+)*/?"
    r"|[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+"
    r"|\b[a-z][a-z+.-]*://\S+"
    r"|\b[\w-]+(?:\s?\.\s?[\w-]+)*\s?\.\s?(?:com|org|net|gov|edu|int|info)\b"
    r"|\b\w[\w-]+(?:\.[\w-]+)*\.[a-z]{2,5}\b(?:/[\w%~+/-]+)?(?!\.\w)"
    r"|[@#]\w+"
)
_NUMBER = re.compile(
    r"(?P<sign>(?<!\d)(?<!\d\s)(?<!\w)[-−–])?"
    r"(?P<digits>(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
    r"|(?P<word>\b(?i:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|million|milliard|billion|trillion|dozen|half|halves"
    r"|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|(?:twen|thir|for|fif|six|seven|eigh|nine)tieth"
    r"|(?:hundred|thousand|million|billion)th|quarter|once|twice|thrice|double|triple|both|pair"
    r"|minus|plus|bn|[mb]ln|tn)s?\b)"
    r"|(?P<percent>%|\b(?i:per ?cent|pct)\b)"
)
_NUMBERS = {"bn": "billion", "bln": "billion", "mln": "million", "tn": "trillion", "halve": "half"}
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*")
_CURRENCY = re.compile(
    r"(?:\b(?:US|AU?|CA?|NZ|HK|SG?|R|MX))?[$€£¥₽₴₺₹₩₪₫₦₱₸₼₾¢]"
    r"|\b(?:USD|EUR|GBP|JPY|CNY|RMB|RUB|UAH|TRY|CHF|AUD|CAD)\b"
    r"|\b(?i:dollars?|euros?|pounds?|pence|(?<!per )cents?|yen|yuan|roubles?|rubles?"
    r"|hryvnias?|lira|pesos?"
    r"|francs?|crowns?|rupees?|zlotys?|lei|manats?|drams?|tenge)\b"
)
_UNIT = re.compile(
    r"(?<=\d)\s?(?P<unit>(?:[kcm]?m|km/h|k?g|mg|lbs?|oz|ft|mph|kph|[kMGT]?Wh?|[kMG]?Hz|°\s?[CF]?|[‰kptl])"
    r"(?![\w/])|(?i:[ap]\.?\s?m\b\.?|metres?|meters?|kilomet(?:re|er)s?|miles?|tonnes?|tons?|kilos?"
    r"|kilograms?|grams?|lit(?:re|er)s?|hectares?|acres?|degrees?|percentage|points?)\b)"
)
_UNITS = {
    "kilometre": "km",
    "metre": "m",
    "kilo": "kg",
    "kilogram": "kg",
    "gram": "g",
    "litre": "l",
}
_NOT = re.compile(
    r"(?i)n't\b|\bcan(?=not\b)|\b(?:no|non|not|never|none|nor|neither|nobody|nothing|nowhere|"
    r"without)\b|\b(?:do|does|did|is|are|was|were|would|should|could|has|have|had)nt\b"
)

_SYMBOL = 3
"""Units of more letters are words; the case of shorter ones tells them apart."""

KINDS = ("tag", "address", "number", "unit", "currency", "negation")


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
    found["unit"] = [_unit(match["unit"]) for match in _UNIT.finditer(rest)]
    found["currency"] = [_currency(match) for match in _CURRENCY.findall(rest)]
    found["negation"] = [_negation(match) for match in _NOT.findall(rest.replace("cannot", "not"))]
    return found


def changed(before: str, after: str) -> str | None:
    """What of the facts of `before` is other in `after`, in words; None if nothing is.

    Names are compared word by word (see `mtqa.fixing.names`), then other words (`wording`).
    """
    old, new = facts(before), facts(after)
    for kind in KINDS:
        if old[kind] != new[kind]:
            return _difference(kind, old[kind], new[kind])
    left, right = _words_alone(before), _words_alone(after)
    return names_changed(left, right) or words_changed(left, right)


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
            yield _NUMBERS.get(word := match["word"].lower().removesuffix("s"), word)
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


def _unit(found: str) -> str:
    """A unit in one spelling: `metres` and `m` are one, `p.m.` and `pm` too."""
    word = "".join(found.split()).replace(".", "") if found[:1] in "apAP" else found
    word = word.lower() if len(word) > _SYMBOL else word
    word = word.removesuffix("s").replace("meter", "metre").replace("liter", "litre")
    return _UNITS.get(word, word)


def _currency(found: str) -> str:
    word = found.lower() if found.isalpha() and not found.isupper() else found
    return word.removesuffix("s").replace("rouble", "ruble")
