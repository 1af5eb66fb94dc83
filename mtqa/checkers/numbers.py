"""Numbers, ordinals and dates spelled as other languages spell them."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_MONTHS = "|".join(month_name[1:])
_ORDINAL = lazily(r"(?<![\w.,/:-])(?P<number>\d{1,3})(?P<gap> ?)(?P<end>st|nd|rd|th)\b(?![-/])")
_WEEKDAY = lazily(
    rf"\b(?P<weekday>{'|'.join(day_name)}),?\s+(?:the\s+)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTHS})|"
    rf"(?P<us_month>{_MONTHS})\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?),?\s+(?P<year>\d{{4}})\b"
)
_DOTTED = lazily(
    r"(?i:\b(?:on|of|from|until|till|since|by|dated|before|after|for|to|and|through)) "
    r"(?P<date>(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\."
    r"(?P<year>(?:19|20)\d\d))(?![\d]|\.\d)"
)
_ISO = lazily(
    r"(?<![\w/.=@-])(?P<year>(?:19|20)\d\d)(?P<joint>[-/])(?P<month>0?[1-9]|1[0-2])(?P=joint)"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?![\w/-]|\.\w)"
)
_THOUSANDS = lazily(
    r"(?<![\w.,–-])(?P<number>\d{1,3}(?:[.,]\d{1,2})?) thousands?"
    r"(?: (?:and )?(?P<rest>[1-9]\d{2})(?![\d.,]))?\b(?! and \d| of thousands| years)"
)
_MILLIONS = lazily(
    r"(?<![\w.,–-])(?P<millions>\d{1,3}) million (?:and )?(?P<rest>\d{1,3}) thousand\b(?! and \d)"
)
_MONEY = lazily(
    r"(?<![\w$€£¥₽₴.,])(?P<number>\d{1,3}(?:[  .,]\d{3})+|\d+(?:[.,]\d{1,2})?)"
    r"(?P<gap>[  ]?)(?P<sign>[$€£¥₽₴₺])(?!\s?\d|\s?US\b|[A-Z])"
    r"(?:[  ]?(?P<magnitude>millions?|billions?|trillions?|thousands?|bn\b|mln\b|m\b))?"
)
_DOT_GROUP = lazily(r"^\d{1,3}\.\d{3}$")
"""What may be thousands or, in English, decimals."""
_GROUP = lazily(r"[  .,](?=\d{3}(?!\d))")


@checker(r"\d ?(?:st|nd|rd|th)")
def ordinal(story: Story, where: Sequence[int], options: Mapping[str, Any]) -> Iterator[Place]:
    """An ordinal with another number's ending, or torn from its own."""
    del options
    for number in where:
        text = story.texts[number]
        for match in _ORDINAL.finditer(text):
            right = ending(int(match["number"]))
            if match["end"] == right and not match["gap"]:
                continue
            if match["gap"] and text[match.end() : match.end() + 1] == ".":
                continue
            put = match["number"] + right
            yield _place(number, match, put, Safety.SAFE)


def ending(number: int) -> str:
    """The letters behind an ordinal.

    >>> [ending(number) for number in (1, 2, 3, 4, 11, 22, 113)]
    ['st', 'nd', 'rd', 'th', 'th', 'nd', 'th']
    """
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


@checker(rf"\b(?:{'|'.join(day_name)})\b")
def weekday(story: Story, where: Sequence[int], options: Mapping[str, Any]) -> Iterator[Place]:
    """A weekday beside a date that fell on another; dates that never were as well."""
    del options
    for number in where:
        for match in _WEEKDAY.finditer(story.texts[number]):
            day, month = match["day"] or match["us_day"], match["month"] or match["us_month"]
            try:
                when = date(int(match["year"]), list(month_name).index(month), int(day))
            except ValueError:
                fields = {"date": f"{day} {month} {match['year']}", "right": "no day at all"}
                yield Place(number, Span(*match.span()), fields)
                continue
            right = day_name[when.weekday()]
            if right != match["weekday"]:
                fields = {"date": f"{day} {month} {match['year']}", "right": f"a {right}"}
                yield Place(number, Span(*match.span()), fields)


@checker(r"\d\.\d{1,2}\.(?:19|20)\d\d")
def dotted_date(story: Story, where: Sequence[int], options: Mapping[str, Any]) -> Iterator[Place]:
    """A date in figures parted by stops, day first."""
    del options
    for number in where:
        for match in _DOTTED.finditer(story.texts[number]):
            yield _place(number, match, _written(match, story), Safety.SUGGESTED, "date")


@checker(r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d")
def iso_date(story: Story, where: Sequence[int], options: Mapping[str, Any]) -> Iterator[Place]:
    """A date in figures parted by hyphens or slashes, year first."""
    del options
    for number in where:
        for match in _ISO.finditer(story.texts[number]):
            yield _place(number, match, _written(match, story), Safety.SUGGESTED)


def _written(match: re.Match[str], story: Story) -> str:
    """The date in words, in the order of the house."""
    day, name, year = int(match["day"]), month_name[int(match["month"])], match["year"]
    american = story.house.variety == "en-US"
    return f"{name} {day}, {year}" if american else f"{day} {name} {year}"


@checker(r"\d thousand")
def thousands(story: Story, where: Sequence[int], options: Mapping[str, Any]) -> Iterator[Place]:
    """A number in figures with the word thousand: with decimals, a plural or a rest, or `round`."""
    for number in where:
        text = story.texts[number]
        both = list(_MILLIONS.finditer(text))
        for match in () if options.get("round") else both:
            yield _place(number, match, _millions(match), Safety.SUGGESTED)
        for match in _THOUSANDS.finditer(text):
            if any(other.end() == match.end() for other in both):
                continue
            is_round = match["number"].isdigit() and match[0].endswith("thousand")
            if is_round is not bool(options.get("round")):
                continue
            whole, _, decimals = match["number"].replace(",", ".").partition(".")
            value = int(whole) * 1000 + int((decimals + "000")[:3])
            if match["rest"]:
                value += int(match["rest"])
            yield _place(number, match, f"{value:,}", Safety.SUGGESTED)


@checker(r"\d[ \xa0]?[$€£¥₽₴₺]")
def currency_order(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """An amount with its sign behind it."""
    del options
    for number in where:
        for match in _MONEY.finditer(story.texts[number]):
            amount = _grouped(match["number"])
            magnitude = match["magnitude"] or ""
            magnitude = {"mln": "million"}.get(magnitude, magnitude.removesuffix("s"))
            tail = magnitude if magnitude in ("bn", "m", "") else f" {magnitude}"
            put = f"{match['sign']}{amount}{tail}"
            dotted = _DOT_GROUP.search(match["number"])
            yield _place(number, match, put, Safety.SUGGESTED if dotted else Safety.SAFE)


def _millions(match: re.Match[str]) -> str:
    """Millions and thousands as one number."""
    rest = int(match["rest"])
    if rest % 100:
        return f"{match['millions']},{rest:03},000"
    return f"{match['millions']}.{rest // 100} million"


def _grouped(number: str) -> str:
    """A number with commas between its groups and a point before its decimals.

    >>> [_grouped(number) for number in ("500 000", "1.250.000", "2,5", "1200")]
    ['500,000', '1,250,000', '2.5', '1,200']
    """
    plain, groups = _GROUP.subn("", number)
    whole, _, decimals = plain.replace(",", ".").partition(".")
    grouped = f"{int(whole):,}" if groups or len(whole) > 3 else whole
    return f"{grouped}.{decimals}" if decimals else grouped


def _place(
    number: int, match: re.Match[str], put: str, safety: Safety, group: int | str = 0
) -> Place:
    span = Span(*match.span(group))
    repair = Repair(f"Replace by ‘{put}’", safety, (Edit(number, span, put),))
    return Place(number, span, {"found": match[group], "put": put}, (repair,))
