"""Marks of other scripts and languages in English text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.possible import possible
from mtqa.analysis.quotes import Pair
from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.checkers.quotes import house_style, shape
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

_PLAIN = {
    "，": ",", "、": ",", "。": ".", "．": ".", "；": ";", "：": ":", "？": "?", "！": "!",
    "（": "(", "）": ")", "【": "(", "】": ")", "％": "%", "｡": ".", "､": ",",
    "،": ",", "؛": ";", "؟": "?", "٪": "%", "।": ".", "¿": "", "¡": "",
}  # fmt: skip
_MARK = lazily(rf"\s*[{''.join(_PLAIN)}]+\s*")
_SPANISH_END = {"¿": "?", "¡": "!"}
_ABROAD = frozenset("„‚«»‹›‟")
_TITLE = lazily(r"(?P<open>[《「『〈])(?P<title>[^《》「」『』〈〉\n]{1,200})(?P<close>[》」』〉])")
_LOOSE_SPACE = " \u00a0\u202f"

_WORD = lazily(r"[^\W\d_]+")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ENGLISH = _words(
    """the of and a an to in is are was were be been it for on that with as at by from his her its
    their he she they we you not no have has had will would can our my this who what when where
    why how which do does did"""
)
_OTHER = _words(
    """der die das und ist nicht ein eine einen kein keine im den dem von zu mit für auf sich wir
    ich le la les des est pas une et que qui nous vous dans pour sur avec ne je il elle sont du au
    aux el los las por con una no es y se lo del al nos di che non gli della il e per sono un da o
    os em não para och det att som är inte på med i w nie na się z jest и не в на hoc ve bir"""
)


def is_foreign(text: str) -> bool:
    """Whether the words of a quotation look like another language than English."""
    words = [word.lower() for word in _WORD.findall(text)]
    letters = "".join(words)
    if not letters:
        return False
    if sum(not _latin(letter) for letter in letters) * 2 > len(letters):
        return True
    english = sum(word in _ENGLISH for word in words)
    other = sum(word in _OTHER for word in words)
    accents = not letters.isascii()
    return other > english or (accents and not english and len(words) > 1)


def _latin(letter: str) -> bool:
    return letter < "\u0250" or unicodedata.name(letter, "").startswith("LATIN")


@checker(f"[{''.join(_PLAIN)}]")
def foreign_punctuation(
    story: Story, where: Sequence[int], _: Mapping[str, Any]
) -> Iterator[Place]:
    """Marks of other scripts among Latin letters, with the spaces that English wants."""
    for number in where:
        text = story.texts[number]
        for match in _MARK.finditer(text):
            start, end = match.span()
            found = match.group()
            if _is_at_home(text, start, end) or _is_spanish(story, number, match):
                continue
            put = _spaced(text, start, end, found)
            if put == found:
                continue
            span, shown = _trimmed(start, found, put)
            title = f"Write ‘{put.strip()}’" if put.strip() else f"Delete ‘{found.strip()}’"
            repair = Repair(title, Safety.SAFE, (Edit(number, span, shown),))
            fields = {"found": found.strip(), "put": put.strip() or "no mark"}
            yield Place(number, span, fields, (repair,))


def _is_at_home(text: str, start: int, end: int) -> bool:
    """Whether a letter of another script stands next to the mark."""
    near = text[max(0, start - 3) : start].rstrip()[-1:] + text[end : end + 1]
    return any(letter.isalpha() and not _latin(letter) for letter in near)


def _is_spanish(story: Story, number: int, match: re.Match[str]) -> bool:
    """Whether a Spanish mark opens Spanish words: it has its twin, and no English follows it."""
    ending = _SPANISH_END.get(match.group().strip()[:1])
    if not ending:
        return False
    text = story.texts[number]
    stop = text.find(ending, match.end())
    said = text[match.end() : stop]
    quoted = any(span.start <= match.end() <= span.end for span in story.speech(number))
    if stop < 0 or is_foreign(said) or bool(re.search("[ñáéíóú]", said)):
        return True
    return quoted and not any(word.lower() in _ENGLISH for word in _WORD.findall(said))


def _spaced(text: str, start: int, end: int, found: str) -> str:
    """The English marks; a space behind, or in front of an opening bracket, unless figures meet."""
    marks = "".join(_PLAIN[mark] for mark in found.strip() if mark in _PLAIN)
    left, right = text[start - 1 : start], text[end : end + 1]
    if not marks:
        return found[: len(found) - len(found.lstrip())]
    if marks[0] == "(":
        return f" {marks}" if left and left not in '([“"' else marks
    if found in ("：", "，", "．", "。") and left.isdigit() and right.isdigit():
        return marks
    glued = not right or right in "\"”’'),.;:!?]"
    return marks if glued else f"{marks} "


def _trimmed(start: int, found: str, put: str) -> tuple[Span, str]:
    """The edit without the spaces that stay."""
    behind = found[len(found.rstrip()) :]
    if behind and put.endswith(" ") and behind == " ":
        found, put = found[:-1], put[:-1]
    front = found[: len(found) - len(found.lstrip())]
    if front and put.startswith(front):
        start, found, put = start + len(front), found[len(front) :], put[len(front) :]
    return Span(start, start + len(found)), put


@checker("[„‚«»‹›‟《「『〈]")
def foreign_quotes(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Guillemets, low marks and title marks round English words."""
    for number in where:
        text = story.texts[number]
        for pair in story.marks.pairs[number]:
            marks = {pair.first.text, pair.last.text}
            if marks & _ABROAD and not _is_at_home_in(marks, pair.inner.of(text)):
                yield _english(story, number, pair.first.span, pair.last.span, _nested(story, pair))
        for match in _TITLE.finditer(text):
            if not is_foreign(match["title"]):
                first, last = Span(*match.span("open")), Span(*match.span("close"))
                yield _english(story, number, first, last, nested=False)


def _is_at_home_in(marks: Collection[str], said: str) -> bool:
    """Whether these marks hold another language: between low marks, words that English lacks."""
    if is_foreign(said):
        return True
    words = _WORD.findall(said)
    return "„" in marks and len(words) > 1 and not any(map(_is_english, words))


def _is_english(word: str) -> bool:
    return word.lower() in _ENGLISH or bool(possible(word))


def _nested(story: Story, pair: Pair) -> bool:
    others = story.marks.pairs[pair.first.segment]
    return any(
        other.inner.start <= pair.first.span.start and pair.last.span.end <= other.inner.end
        for other in others
        if other is not pair
    )


def _english(story: Story, number: int, first: Span, last: Span, nested: bool) -> Place:
    text, style = story.texts[number], house_style(story)
    inner = text[first.end : last.start]
    opening = shape(True, not nested, style)
    closing = shape(False, not nested, style)
    start = first.end + len(inner) - len(inner.lstrip(_LOOSE_SPACE))
    end = last.start - len(inner) + len(inner.rstrip(_LOOSE_SPACE))
    edits = (
        Edit(number, Span(first.start, start), opening),
        Edit(number, Span(end, last.end), closing),
    )
    repair = Repair(f"Write {opening} … {closing}", Safety.SAFE, edits)
    fields = {"open": first.of(text), "close": last.of(text)}
    return Place(number, Span(first.start, last.end), fields, (repair,))
