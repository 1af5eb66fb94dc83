"""Words and phrases that follow themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress, pairwise
from operator import eq
from typing import Any

from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.lazily import lazily

LONGEST = 12
"""The most words of a phrase that is looked for."""

_TOKEN = lazily(r"\w(?:[\w’'.,/@&–-]*\w)?|[^\w\s]")
_WORD = lazily(r"\w(?:[\w’'.,/@&–-]*\w)?")
_MARKS = ".,;:!?…()[]“”\"‘’'"
_LINKS = frozenset({"and", "or", "but", ",", ";", "–", "—"})
_PREPOSITIONS = frozenset({"of", "in", "on", "at", "to", "for", "from", "with", "by"})
_ENDS = frozenset('.!?…:()[]"“”')
_MANY = 4
_CRIED = """
no yes yeah hey nah never please run wait go come ha hah hello bye very really now well more long
far win blah help stop whoa woo yay cha choo money boring fight location
"""
_CRIES = frozenset(_CRIED.split())
"""Words that people do call out again and again."""
_BRIDGES = frozenset(
    {"and", "after", "by", "upon", "to", "or", "over", "on", "for", "in", "-", "/"}
)
"""What joins a word to itself in plain English: again and again, day after day."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to `last` (not included) repeat the `size` tokens at their head."""

    first: int
    last: int
    size: int


@checker()
def repeated_word(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A word that follows itself, but for those that `spare` names.

    `safe` holds words that never follow themselves, `spare` texts that may stand, `names` words
    that stand twice in names.
    """
    doubled = _doubled(story.flow)
    if not doubled:
        return
    safe, names = _whole(options["safe"]), _whole(options["names"])
    spare = [re.compile(pattern) for pattern in options["spare"]]
    for number in where:
        if doubled.isdisjoint(story.lowered[number]) or not _doubled(story.lowered[number]):
            continue
        text = story.texts[number]
        tokens = list(_WORD.finditer(text))
        for run in _runs([token[0].lower() for token in tokens], 1):
            copies = tokens[run.first : run.last]
            span = Span(copies[0].start(), copies[-1].end())
            if not _adjacent(text, copies) or _blameless(text, copies, names, safe):
                continue
            if len(copies) < 2 * _MANY and _covered(text, span, spare):
                continue
            word = copies[0][0]
            safety = Safety.SAFE if safe.fullmatch(word.lower()) else Safety.SUGGESTED
            cut = Span(copies[0].end(), span.end)
            repair = Repair(f"Keep one ‘{word}’", safety, (Edit(number, cut, ""),))
            yield Place(number, span, {"word": word}, (repair,))


@checker()
def repeated_phrase(
    story: Story, where: Sequence[int], options: Mapping[str, Any]
) -> Iterator[Place]:
    """A phrase of two words or more that follows itself; after a comma only if it goes on."""
    del options
    for number in where:
        text, words = story.texts[number], story.lowered[number]
        if len(set(words)) > len(words) - 2 or not _may_repeat(words):
            continue
        tokens = list(_TOKEN.finditer(text))
        lowered = [token[0].lower() for token in tokens]
        taken = 0
        for run in sorted(_phrases(lowered, tokens), key=lambda run: (run.first, run.size)):
            if run.first >= taken:
                taken = run.last
                yield _phrase(number, text, tokens, lowered, run)


def _doubled(words: Sequence[str]) -> set[str]:
    """The words that follow themselves, outer marks left out: a quick look before a close one."""
    later = words[1:]
    close = compress(range(len(later)), map(str.startswith, later, words))
    return {words[at] for at in close if words[at].strip(_MARKS) == later[at].strip(_MARKS)}


def _may_repeat(words: Sequence[str]) -> bool:
    """Whether a phrase, or a word twice in a row, follows itself: a quick look before a close one.

    Both have two words that stand side by side twice.
    """
    pairs = list(pairwise(words))
    return len(set(pairs)) < len(pairs) and _has_near_twins(words, pairs)


def _has_near_twins(words: Sequence[str], pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether a phrase follows itself, the marks behind its last word left out.

    Or whether a word, with the marks behind it, stands three times in a row.
    """
    seen: dict[tuple[str, str], int] = {}
    for at, pair in enumerate(pairs):
        before = seen.setdefault(pair, at)
        if before == at:
            continue
        seen[pair] = at
        size = at - before
        if size == 1:
            return True
        if size <= LONGEST and words[before : at - 1] == words[at : at + size - 1]:
            last = words[at + size - 1 : at + size]
            if last and last[0].strip(_MARKS) == words[at - 1].strip(_MARKS):
                return True
    return False


def _phrases(words: Sequence[str], tokens: Sequence[re.Match[str]]) -> Iterator[Run]:
    for size in range(2, LONGEST + 1):
        for found in _runs(words, size):
            run = replace(found, first=found.first + (words[found.first] == ","))
            if _is_loop(words, run) and (
                run.last - run.first >= _MANY * size
                or any(
                    token[0][0].islower() and len(token[0]) > 1
                    for token in tokens[run.first : run.first + size]
                )
            ):
                yield run


def _is_loop(words: Sequence[str], run: Run) -> bool:
    phrase = words[run.first : run.first + run.size]
    plain = [word for word in phrase if word[0].isalpha()]
    copies = (run.last - run.first + (1 if phrase[-1] in _LINKS else 0)) // run.size
    if _ENDS & set(phrase):
        return False
    if len(set(plain)) < 2:
        return bool(plain) and phrase[-1] in _LINKS and copies >= _needed(plain[0])
    if run.size == 2 and set(phrase) & _BRIDGES:
        return copies > 3
    if len(plain) == run.size:
        return True
    opens = run.first == 0 or words[run.first - 1] in _ENDS
    if not opens:
        return copies >= 3 or len(plain) > 5
    goes_on = words[run.last : run.last + 1]
    return copies >= 3 and (len(plain) > 3 or bool(goes_on and goes_on[0].isalpha()))


def _needed(word: str) -> int:
    """How often a word must follow itself across marks to be no figure of speech."""
    return 2 * _MANY if word in _CRIES or len(word) < 3 else _MANY


def _phrase(
    number: int, text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], run: Run
) -> Place:
    start, end = tokens[run.first].start(), tokens[run.last - 1].end()
    if run.size == 2 and tokens[run.first + 1][0] in _LINKS:
        end = _tail(words, tokens, run) or end
    rest = (run.last - run.first) % run.size
    joined = rest and words[run.first + rest] in _LINKS | _PREPOSITIONS
    keep = rest if joined else run.size + rest
    cut = Span(tokens[run.first + keep - 1].end(), end)
    kept = text[start : cut.start]
    repair = Repair(f"Keep one ‘{kept}’", Safety.SUGGESTED, (Edit(number, cut, ""),))
    phrase = text[start : tokens[run.first + run.size - 1].end()].rstrip(" ,;")
    return Place(number, Span(start, end), {"phrase": phrase}, (repair,))


def _tail(words: Sequence[str], tokens: Sequence[re.Match[str]], run: Run) -> int | None:
    """Where the last copy of a looped word ends that `and` or `or` joins to the others."""
    behind = words[run.last : run.last + 2]
    if words[run.last - 1] in _LINKS:
        behind = words[run.last : run.last + 1]
    joined = {"and", "or"} & set(behind) or words[run.last - 1] in {"and", "or"}
    if joined and behind and behind[-1] == words[run.first]:
        return tokens[run.last + len(behind) - 1].end()
    return None


def _runs(words: Sequence[str], size: int) -> Iterator[Run]:
    """The longest stretches in which every word equals the one `size` places before it."""
    same = bytes(map(eq, words, words[size:]))
    at = same.find(b"\1" * size)
    while at >= 0:
        end = same.find(b"\0", at)
        end = len(same) if end < 0 else end
        yield Run(at, end + size, size)
        at = same.find(b"\1" * size, end)


def _adjacent(text: str, copies: Sequence[re.Match[str]]) -> bool:
    """Whether white space alone parts the copies, or marks that each of them has on that side."""
    gaps = {text[a.end() : b.start()] for a, b in pairwise(copies)}
    gap = gaps.pop()
    if gaps:
        return False
    if gap.isspace():
        return True
    shut, space, opened = gap.partition(" ")
    return (
        bool(space)
        and (shut + opened).strip('()[]“”"') == ""
        and text[: copies[0].start()].endswith(opened)
        and text[copies[-1].end() :].startswith(shut)
    )


def _blameless(
    text: str, copies: Sequence[re.Match[str]], names: re.Pattern[str], safe: re.Pattern[str]
) -> bool:
    """Whether the copies look like a table's figures, a name, or two words spelled alike."""
    first, second, end = copies[0][0], copies[1][0], copies[-1].end()
    last = re.match(r"[\"”’)]*[.!?]", text[end:]) is not None
    if len(copies) > _MANY and first[0].isalpha():
        return False
    if first.isdigit():
        return not last or re.search(r"[\d/:–-]\s*$", text[: copies[0].start()]) is not None
    if first != second:
        opens = _opens(text, copies[0].start()) and safe.fullmatch(first.lower())
        return second[0].isupper() or not opens
    if not first[0].isupper():
        return False
    return bool(names.fullmatch(first.lower())) or (len(first) < 5 and not last)


def _covered(text: str, span: Span, spare: Sequence[re.Pattern[str]]) -> bool:
    """Whether one of the patterns matches a stretch around the span."""
    start = max(0, span.start - 60)
    near = text[start : span.end + 40]
    return any(
        match.start() + start <= span.start and match.end() + start >= span.end
        for pattern in spare
        for match in pattern.finditer(near)
    )


def _opens(text: str, at: int) -> bool:
    """Whether a sentence, or something quoted, begins at this place."""
    return not text[:at].rstrip() or text[:at].rstrip()[-1] in ".!?:…“\"‘'(–—"


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
