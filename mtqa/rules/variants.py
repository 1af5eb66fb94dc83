"""Rules that hold a document to one form of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.analysis.story import Story
from mtqa.model.finding import Edit, Repair
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.rules.base import Fired
from mtqa.rules.patterns import exact_words, inside, matches, spared, whole_words
from mtqa.rules.regex import title_of
from mtqa.rules.spec import VariantsSpec
from mtqa.text.casing import recase

Use = tuple[int, Span]


@dataclass(frozen=True, slots=True)
class VariantsRule:
    """Sets of forms that mean the same."""

    spec: VariantsSpec

    @property
    def triggers(self) -> tuple[str, ...]:
        """One a form: a set of which one form alone occurs costs a look."""
        return tuple(self._pattern(form) for forms in self.spec.sets for form in forms)

    def _pattern(self, form: str) -> str:
        return (exact_words if self.spec.exact else whole_words)(form)

    def find(self, story: Story, where: Sequence[int], fired: Fired = None) -> Iterator[Place]:
        """The uses of every form but the one that the desk lists, or the story uses most or first.

        Those that the desk rejects have a finding of their own.
        """
        for forms in self._sets(fired):
            uses = {form: list(self._uses(story, where, form)) for form in forms}
            used = {form: places for form, places in uses.items() if places}
            if len(used) < 2:
                continue
            listed = story.ledger.forms
            kept = min(used, key=lambda form: (form not in listed, -len(used[form]), used[form][0]))
            for form, places in used.items():
                if form != kept and form not in story.ledger.rejected:
                    yield from self._places(story, places, kept, used[kept])

    def _sets(self, fired: Fired) -> Iterator[Sequence[str]]:
        """The sets of which two forms at least may occur, with those forms alone."""
        last = 0
        for forms in self.spec.sets:
            first, last = last, last + len(forms)
            named = [form for n, form in enumerate(forms, first) if fired is None or n in fired]
            if len(named) > 1:
                yield named

    def _uses(self, story: Story, where: Sequence[int], form: str) -> Iterator[Use]:
        for number in where:
            text = story.texts[number]
            exceptions: list[Span] | None = None
            for match in matches(self._pattern(form), text):
                exceptions = spared(self.spec.unless, text) if exceptions is None else exceptions
                if not inside(Span(*match.span()), exceptions):
                    yield number, Span(*match.span())

    def _places(
        self, story: Story, uses: list[Use], kept: str, twins: list[Use]
    ) -> Iterator[Place]:
        for number, span in uses:
            found = span.of(story.texts[number])
            put = kept if self.spec.exact else recase(kept, found)
            fields = {"found": found, "put": put, "count": str(len(twins))}
            repair = Repair(title_of(found, put), self.spec.safety, (Edit(number, span, put),))
            yield Place(number, span, fields, (repair,), tuple(twins[:1]))
