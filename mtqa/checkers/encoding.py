"""Characters that are not what they were: mojibake, entities, invisible ones, look-alikes."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_LEAD = "ÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜâãäåæçèéêëìíîïðñò"
_TRAIL = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = lazily(rf"[{_LEAD}][{_TRAIL}]")
_LOST_CLOSE = lazily(r"â€(?=[\s.,;:!?)\]]|$)")
"""What is left of ” once a program has dropped the byte that its codec lacks."""
_ENTITY = lazily(r"&\s?(?P<code>#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z][a-zA-Z0-9]{1,9})\s?;")
_INVISIBLE = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
)
_HIDDEN = lazily(f"[{_INVISIBLE}]+")
_BREAKS = frozenset("\x0b\x0c\u2028\u2029")
_CYRILLIC = dict(zip("аеорсухіјѕԁһАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhABEKMHOPCTYXIJS", strict=True))
_GREEK = dict(zip("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True))
_TWINS = _CYRILLIC | _GREEK
_INNER = str.maketrans("αγεικνρτυωχ", "ayeikvptuwx")
"""Greek small letters that are taken for Latin ones inside a word only: α and γ have uses of their
own at its ends (TNFα)."""
_WITHIN = lazily(r"(?<=[a-z])[αγεικνρτυωχ]+(?=[a-z])")
_MIXED = lazily(r"[A-Za-z][Ͱ-ӿԀ-ԯ]|[Ͱ-ӿԀ-ԯ][A-Za-z]")
_WIDE = "０-９Ａ-Ｚａ-ｚ＄￡￥＆＋＝＠＃"
_FULL = lazily(f"[{_WIDE}](?:[{_WIDE}，．：／－～\u3000%％-]*[{_WIDE}%％])?|\u3000+")
_LETTERS = lazily(r"[^\W\d_]{1,40}")
_TORN = lazily(
    r"(?P<web>\b(?:https?\s?:\s?/\s?/\s?(?:www\s?\.\s?)?|www\s?\.\s?)[a-z\d][\w-]*(?:\s?\.\s?[a-z\d][\w-]*)+"
    r"(?:\s?/\s?(?!\s|www|http)[\w%~.?=&#-]*[\w/])*)"
    r"|(?P<bare>\b[a-z\d][\w-]{2,40} \. (?:com|org|net|gov|edu)\b(?: / [\w-]+)*)"
    r"|(?P<mail>(?<![\w.+-])\w[\w.+-]{0,63}\s?@\s?[a-z\d][\w-]*(?:\s?\.\s?[a-z][a-z\d-]+)+)"
)


_GOES_ON = lazily(r"\s?[/_-]|\s\S+\.(?:html?|php|aspx?|jsp|pdf)\b")
"""What stands behind a part of an address whose rest stays torn."""


def _suggested(place: Place) -> Place:
    repairs = tuple(replace(one, safety=Safety.SUGGESTED) for one in place.repairs)
    return replace(place, repairs=repairs)


def _safe(number: int, span: Span, found: str, put: str, **fields: str) -> Place:
    title = f"Replace by ‘{put}’" if put.strip() else f"Delete ‘{found}’"
    repair = Repair(title, Safety.SAFE, (Edit(number, span, put),))
    return Place(number, span, {"found": found, "put": put, **fields}, (repair,))


@checker(_MOJIBAKE.pattern)
def mojibake(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """What ftfy can show to be text that was decoded by the wrong codec."""
    for number in where:
        text = story.texts[number]
        if not _MOJIBAKE.search(text):
            continue
        import ftfy

        for match in _LOST_CLOSE.finditer(text):
            yield _safe(number, Span(*match.span()), match[0], "”")
        text = _LOST_CLOSE.sub("\ue000\ue000", text)
        mended = ftfy.fix_encoding(text)
        if mended == text:
            continue
        for tag, i, j, k, m in SequenceMatcher(None, text, mended, autojunk=False).get_opcodes():
            if tag != "equal":
                yield _safe(number, Span(i, j), text[i:j], mended[k:m])


@checker(r"&\s?(?:#[xX]?)?[a-zA-Z0-9]{2,10}\s?;")
def html_entity(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Character references that HTML knows."""
    for number in where:
        for match in _ENTITY.finditer(story.texts[number]):
            code = f"&{match['code']};"
            put = html.unescape(code)
            if put == code or len(put) > 1 or (put not in " \xa0" and not put.isprintable()):
                continue
            put = " " if put == "\xa0" else put
            span = Span(*match.span())
            repair = Repair(f"Write ‘{put}’", Safety.SAFE, (Edit(number, span, put),))
            yield Place(number, span, {"found": match.group(), "put": put}, (repair,))


@checker(f"[{_INVISIBLE}]")
def invisible_character(
    story: Story, where: Sequence[int], _: Mapping[str, Any]
) -> Iterator[Place]:
    """Control and zero-width characters, where no script or emoji needs them."""
    for number in where:
        text = story.texts[number]
        for match in _HIDDEN.finditer(text):
            start, end = match.span()
            if _is_needed(text, start, end):
                continue
            meant = _meant(match.group())
            if meant:
                yield _safe(
                    number, Span(start, end), match.group(), meant, name="control character"
                )
                continue
            joins = text[start - 1 : start].strip() and text[end : end + 1].strip()
            put = " " if joins and set(match.group()) & _BREAKS else ""
            name = unicodedata.name(match.group()[0], f"U+{ord(match.group()[0]):04X}").lower()
            repair = Repair(
                "Delete it" if not put else "Put a space",
                Safety.SAFE,
                (Edit(number, Span(start, end), put),),
            )
            yield Place(number, Span(start, end), {"name": name}, (repair,))


def _meant(found: str) -> str:
    """What a control character stands for that was decoded as Latin-1; empty if for nothing."""
    if not all("\x80" <= letter <= "\x9f" for letter in found):
        return ""
    return found.encode("latin-1").decode("cp1252", "ignore")


def _is_needed(text: str, start: int, end: int) -> bool:
    """Whether a neighbour is of a script that joins or runs right to left, or a picture."""
    return any(
        unicodedata.bidirectional(near) in ("R", "AL", "AN")
        or unicodedata.category(near) in ("So", "Sk", "Mn", "Mc", "Lo")
        for near in text[max(0, start - 2) : start] + text[end : end + 2]
    )


@checker(r"[A-Za-z][Ͱ-ӿԀ-ԯ]|[Ͱ-ӿԀ-ԯ][A-Za-z]")
def lookalike_letter(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Latin words some of whose letters are Cyrillic or Greek twins of the Latin ones."""
    for number in where:
        text = story.texts[number]
        if not _MIXED.search(text):
            continue
        for match in _LETTERS.finditer(text):
            word = match.group()
            if len(word) < 3 or not _MIXED.search(word):
                continue
            put = "".join(_TWINS.get(letter, letter) for letter in word)
            put = _WITHIN.sub(lambda found: found[0].translate(_INNER), put)
            if put.isascii():
                yield _safe(number, Span(*match.span()), word, put)


@checker(f"[{_WIDE}\u3000]")
def full_width(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Letters and figures of full width, with what joins them, where no East Asian text is near."""
    for number in where:
        text = story.texts[number]
        for match in _FULL.finditer(text):
            start, end = match.span()
            if not _is_asian(text[max(0, start - 2) : start] + text[end : end + 2]):
                put = unicodedata.normalize("NFKC", match[0])
                yield _safe(number, Span(start, end), match[0], put)


def _is_asian(near: str) -> bool:
    """Whether letters of a script that has signs of full width stand here."""
    return any(
        unicodedata.category(letter) in ("Lo", "Lm")
        and unicodedata.east_asian_width(letter) in "WH"
        for letter in near
    )


@checker(r"https?\s?:\s?/\s?/", r"www\s?\.", r"@\s?[a-z\d]", r"\w \. (?:com|org|net|gov|edu)\b")
def torn_address(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Web and mail addresses with spaces in them."""
    for number in where:
        for match in _TORN.finditer(story.texts[number]):
            found = match.group()
            put = re.sub(r"\s", "", found)
            if put != found and not _whole(match):
                place = _safe(number, Span(*match.span()), found, put)
                goes_on = _GOES_ON.match(story.texts[number], match.end())
                yield _suggested(place) if goes_on else place


def _whole(match: re.Match[str]) -> bool:
    """Whether the address is whole already, and words behind it were taken in."""
    first = match.group().split()[0]
    if match["bare"]:
        return False
    if match["mail"]:
        return bool(re.fullmatch(r"[^\s@]+@[^\s@.]+(?:\.[a-z]+)*\.(?:[a-z]{2,4})\.?", first))
    return bool(
        re.fullmatch(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?\.?", first)
    )
