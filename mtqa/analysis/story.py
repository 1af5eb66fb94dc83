"""A document as rules see it: its segments, and what is known of them once someone asks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from itertools import accumulate, chain, groupby
from typing import Any, NamedTuple, TypeVar

from mtqa.analysis.grammar import Word, tag
from mtqa.analysis.language import primary, spoken
from mtqa.analysis.ledger import Ledger
from mtqa.analysis.quotes import Marks, pair_marks
from mtqa.model.house import House
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span
from mtqa.text.tokens import stretches
from mtqa.text.words import sentences

T = TypeVar("T")
Tagged = dict[tuple[int, Span], tuple[Word, ...]]
"""The tagged sentences of a document, by the numbers of their segments in it."""
_FIRST_PERSON = re.compile(r"[ImM](?<!\w\w)(?:(?<=I)|y|(?<=m)(?:e|yself))\b(?!\.)")
_OFTEN = 60
"""The most words to one “I” of a text in the first person."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLOSE_BY = 2
"""How many sentences before and behind one are close by."""
_RUNNING = frozenset({Role.BODY, Role.LIST, Role.SUMMARY, Role.CELL, Role.OTHER})


class Part(NamedTuple):
    """One story of a document, and how many of the document's segments stand before it."""

    story: Story
    before: int


class Story:
    """The segments of one document with a house style and the desk's lists (`ledger`).

    All else is worked out when first needed.

    A document of many stories (a feed) has `parts`, which share its `tagged` sentences; `before`
    of its segments stand in front of those of a part. No part knows the whole: nothing is left
    behind when a document is done.
    """

    def __init__(
        self,
        segments: Sequence[Segment],
        house: House | None = None,
        *,
        ledger: Ledger | None = None,
        tagged: Tagged | None = None,
        before: int = 0,
    ) -> None:
        self.segments = tuple(segments)
        self.texts = tuple([segment.text for segment in self.segments])
        self.house = house or House()
        self.ledger = ledger or Ledger()
        self._before = before
        self._sentences: dict[int, tuple[Span, ...]] = {}
        self._outside: dict[str, frozenset[int]] = {}
        self._made: dict[Hashable, Any] = {}
        self._stretches: dict[int, tuple[tuple[Span, list[str]], ...]] = {}
        self._tagged = {} if tagged is None else tagged

    @property
    def parts(self) -> tuple[Part, ...]:
        """The stories of which the document consists: itself, or the items of a feed in order."""
        return self._items or (Part(self, 0),)

    @cached_property
    def _items(self) -> tuple[Part, ...]:
        """The stories of a feed in order; none if the document is one story."""
        if len({segment.story for segment in self.segments}) < 2:
            return ()
        parts, before = [], 0
        for _, run in groupby(self.segments, key=lambda segment: segment.story):
            own = tuple(run)
            story = Story(own, self.house, ledger=self.ledger, tagged=self._tagged, before=before)
            parts.append(Part(story, before))
            before += len(story.segments)
        return tuple(parts)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for this key."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    @cached_property
    def text(self) -> str:
        """The texts of all segments, a line end between two."""
        return "\n".join(self.texts)

    @cached_property
    def small(self) -> str:
        """The same in small letters."""
        return self.text.lower()

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(text) + 1 for text in self.texts), initial=0))

    def having(self, word: str, *, small: bool = False) -> list[int]:
        """The segments in whose text the word stands, be it in a longer one, in order.

        With `small` it is looked for in `small`, where a letter may have become two.
        """
        text, found = self.small if small else self.text, []
        if len(text) != len(self.text):
            return [n for n, one in enumerate(self.texts) if word in one.lower()]
        at = text.find(word)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            found.append(number)
            at = text.find(word, self._starts[number + 1])
        return found

    @cached_property
    def lowered(self) -> list[list[str]]:
        """The stretches without white space of each segment, in small letters."""
        lines = self.small.split("\n")
        if len(lines) != len(self.texts):
            lines = [text.lower() for text in self.texts]
        return [line.split() for line in lines]

    @cached_property
    def flow(self) -> list[str]:
        """The same of all segments in a row."""
        return list(chain.from_iterable(self.lowered))

    @cached_property
    def told(self) -> list[str]:
        """The language that each segment is said to be in."""
        return [primary(segment.language) for segment in self.segments]

    @cached_property
    def languages(self) -> list[str]:
        """The language that each segment is in: the one told, unless it is beyond doubt another."""
        return spoken(self.texts, self.told)

    def outside(self, language: str) -> frozenset[int]:
        """The segments that are in another language than this one; none if it is `any`."""
        if language not in self._outside:
            others = language != "any" and set(self.languages) - {language}
            self._outside[language] = frozenset(
                [n for n, own in enumerate(self.languages) if own != language] if others else ()
            )
        return self._outside[language]

    @cached_property
    def marks(self) -> Marks:
        """The quotation marks and apostrophes of all segments, told apart and paired."""
        return pair_marks(self.texts)

    def speech(self, number: int) -> tuple[Span, ...]:
        """The ranges of segment `number` inside quotation marks, the marks left out."""
        return self.marks.inside(number)

    @cached_property
    def first_person(self) -> bool:
        """Whether its author often says “I” outside quotations."""
        words = sum(map(len, self.lowered))
        if len(_FIRST_PERSON.findall(self.text)) * _OFTEN <= words:
            return False
        count = 0
        for number, text in enumerate(self.texts):
            said = list(_FIRST_PERSON.finditer(text))
            spoken = self.speech(number) if said else ()
            for match in said:
                count += not any(span.start <= match.start() < span.end for span in spoken)
        return count * _OFTEN > words

    def sentences(self, number: int) -> tuple[Span, ...]:
        """The sentences of segment `number`."""
        if number not in self._sentences:
            self._sentences[number] = sentences(self.texts[number])
        return self._sentences[number]

    def stretches(self, number: int) -> tuple[tuple[Span, list[str]], ...]:
        """The sentences of segment `number`, each with its stretches, of words and marks."""
        if number not in self._stretches:
            text, spans = self.texts[number], self.sentences(number)
            self._stretches[number] = tuple([(span, stretches(span.of(text))) for span in spans])
        return self._stretches[number]

    def tagged(self, number: int, sentence: Span) -> tuple[Word, ...]:
        """The tagged words of one sentence of segment `number`."""
        self.tag_ahead([(number, sentence)])
        return self._tagged[self._before + number, sentence]

    def tag_ahead(self, wanted: Sequence[tuple[int, Span]]) -> None:
        """Tags these sentences (segment and range) at once, which costs less than one by one."""
        places = {(self._before + number, span): number for number, span in wanted}
        missing = [place for place in places if place not in self._tagged]
        if missing:
            found = tag([(self.texts[places[place]], place[1]) for place in missing])
            self._tagged.update(zip(missing, found, strict=True))

    def is_among_notes(self, number: int, sentence: Span) -> bool:
        """Whether a sentence close by, outside speech, stops without having had a finite verb.

        Then its author writes notes (features of a product, a diary, an imprint), which leave
        subjects out as well.
        """
        places = [
            (n, span)
            for n in range(max(0, number - _CLOSE_BY), number + _CLOSE_BY + 1)
            if n < len(self.segments) and self.segments[n].role in _RUNNING
            for span in self.sentences(n)
        ]
        if (number, sentence) not in places:
            return False
        at = places.index((number, sentence))
        around = places[max(0, at - _CLOSE_BY) : at] + places[at + 1 : at + 1 + _CLOSE_BY]
        return any(self._is_note(*place) for place in around)

    def _is_note(self, number: int, sentence: Span) -> bool:
        text = sentence.of(self.texts[number]).strip()
        return (
            text[-1:] in {".", "!", "…"}
            and not any(span.overlaps(sentence) for span in self.speech(number))
            and not any(word.tag in _FINITE for word in self.tagged(number, sentence))
        )
