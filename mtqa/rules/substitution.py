"""Rules that are a list of phrases and what to put in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from mtqa.analysis.story import Story
from mtqa.model.finding import Edit, Repair
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.rules.base import Fired, fill
from mtqa.rules.patterns import inside, matches, spared, whole_words
from mtqa.rules.regex import title_of
from mtqa.rules.spec import SubstitutionSpec, Swap
from mtqa.text.casing import recase


@dataclass(frozen=True, slots=True)
class SubstitutionRule:
    """A list of phrases, each with its proposals."""

    spec: SubstitutionSpec

    @property
    def triggers(self) -> tuple[str, ...]:
        """One a phrase."""
        return tuple(whole_words(swap.find) for swap in self.spec.swaps)

    def find(self, story: Story, where: Sequence[int], fired: Fired = None) -> Iterator[Place]:
        """Each phrase found; of two that overlap, the longer."""
        swaps = self.spec.swaps if fired is None else [self.spec.swaps[n] for n in sorted(fired)]
        patterns = [(whole_words(swap.find), swap) for swap in swaps]
        for number in where:
            text = story.texts[number]
            found = [(match, swap) for one, swap in patterns for match in matches(one, text)]
            if found:
                yield from self._kept(story, number, found)

    def _kept(
        self, story: Story, number: int, matched: list[tuple[regex.Match[str], Swap]]
    ) -> Iterator[Place]:
        text = story.texts[number]
        exceptions = spared(self.spec.unless, text)
        if self.spec.quoted == "spare":
            exceptions += story.speech(number)
        found = [
            (match, swap)
            for match, swap in matched
            if not inside(Span(*match.span()), exceptions + spared(swap.unless, text))
        ]
        last = -1
        for match, swap in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
            if match.start() >= last:
                last = match.end()
                yield self._place(number, match, swap)

    def _place(self, number: int, match: regex.Match[str], swap: Swap) -> Place:
        groups = {name: value or "" for name, value in match.groupdict().items()}
        span = Span(*match.span())
        puts = [recase(fill(put, groups), match.group()) for put in swap.put]
        fields = groups | {
            "found": match.group(),
            "put": puts[0] if puts else "",
            "evidence": swap.evidence,
        }
        repairs = tuple(
            Repair(title_of(match.group(), put), self.spec.safety, (Edit(number, span, put),))
            for put in puts
        )
        return Place(number, span, fields, repairs)
