"""Rules that are patterns over tagged tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mtqa.analysis.antecedent import antecedent
from mtqa.analysis.grammar import Word
from mtqa.analysis.story import Story
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.rules.base import Fired
from mtqa.rules.matching import Bindings, Matcher
from mtqa.rules.net import Net
from mtqa.rules.patterns import TIME_LIMIT, compiled, inside, matches
from mtqa.rules.regex import repair
from mtqa.rules.spec import FixSpec, TokenSpec


@dataclass(frozen=True)
class TokenRule:
    """Patterns over the sentences that its triggers name."""

    spec: TokenSpec

    @cached_property
    def _net(self) -> Net:
        return Net(self.spec.patterns)

    @cached_property
    def _patterns(self) -> tuple[Matcher, ...]:
        return tuple(map(Matcher, self.spec.patterns))

    @cached_property
    def _unless(self) -> tuple[Matcher, ...]:
        return tuple(map(Matcher, self.spec.unless))

    @property
    def triggers(self) -> tuple[str, ...]:
        """Those of the spec."""
        return self.spec.triggers

    def find(
        self,
        story: Story,
        where: Sequence[int],
        fired: Fired = None,  # noqa: ARG002
    ) -> Iterator[Place]:
        """Each match that no exception covers; only sentences with a trigger are tagged."""
        for number, sentence in self.wanted(story, where):
            exceptions = story.speech(number) if self.spec.quoted == "spare" else ()
            places = list(self._in(story, number, story.tagged(number, sentence), exceptions))
            if places and self.spec.notes == "spare" and story.is_among_notes(number, sentence):
                continue
            yield from places

    def wanted(self, story: Story, where: Sequence[int]) -> list[tuple[int, Span]]:
        """The sentences (segment and range) that this rule must see tagged."""
        return story.once(
            (self.spec.id, tuple(where)),
            lambda: [(n, span) for n in where for span in self._sentences(story, n)],
        )

    def _sentences(self, story: Story, number: int) -> list[Span]:
        """The sentences that a trigger names, narrowed down where the spec says how.

        A trigger names the sentence in which its match ends: it may begin with the stop before.
        """
        text, net = story.texts[number], self._net
        named = [
            span
            for span, stretches in story.stretches(number)
            if net.may_match(stretches) and self._is_narrow(span.of(text))
        ]
        if not named:
            return []
        ends = [
            match.start() + max(len(match.group().rstrip()) - 1, 0)
            for trigger in self.spec.triggers
            for match in matches(trigger, text)
        ]
        return [span for span in named if any(span.start <= at < span.end for at in ends)]

    def _is_narrow(self, sentence: str) -> bool:
        """Whether one of the patterns that narrow the triggers down matches, if there are any."""
        narrow = map(compiled, self.spec.narrow)
        found = (pattern.search(sentence, timeout=TIME_LIMIT) for pattern in narrow)
        return not self.spec.narrow or any(found)

    def _in(
        self, story: Story, number: int, words: Sequence[Word], exceptions: Sequence[Span]
    ) -> Iterator[Place]:
        hits = _search(self._patterns, words)
        if not hits:
            return
        spared = [_span(words, found[""]) for found in _search(self._unless, words)]
        marked: list[Span] = []
        for found in hits:
            place = self._place(story, number, words, found)
            if not inside(_span(words, found[""]), [*spared, *exceptions]) and not inside(
                place.span, marked
            ):
                marked.append(place.span)
                yield place

    def _place(self, story: Story, number: int, words: Sequence[Word], found: Bindings) -> Place:
        text = story.segments[number].text
        first, _, last = self.spec.mark.partition("..")
        ends = [found[name] for name in (first, last or first) if name in found] or [found[""]]
        span = _span(words, (ends[0][0], ends[-1][1]))
        fields = {name: _span(words, at).of(text) for name, at in found.items() if name}
        fields |= {f"{name}_lower": value.lower() for name, value in fields.items()}
        fields["found"] = span.of(text)
        repairs = tuple(
            repair(number, _span(words, found[fix.at]) if fix.at else span, fix, known)
            for fix in self.spec.fixes
            if (known := self._known(fix, fields, story, number, span)) is not None
            and (not fix.at or fix.at in found)
        )
        return Place(number, span, fields, repairs)

    def _known(
        self, fix: FixSpec, fields: dict[str, str], story: Story, number: int, span: Span
    ) -> dict[str, str] | None:
        """The fields that a fix may name; None if it names the antecedent and there is none."""
        if "{antecedent}" not in fix.replace:
            return fields
        name = antecedent(story, number, span.start)
        return None if name is None else {**fields, "antecedent": name}


def _search(patterns: Sequence[Matcher], words: Sequence[Word]) -> list[Bindings]:
    return [found for pattern in patterns for found in pattern.search(words)]


def _span(words: Sequence[Word], numbers: tuple[int, int]) -> Span:
    return Span(words[numbers[0]].span.start, words[numbers[1] - 1].span.end)
