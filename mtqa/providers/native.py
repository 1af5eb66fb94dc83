"""The provider that runs the rules of the packs."""

from __future__ import annotations

import contextlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from mtqa.analysis.story import Part, Story
from mtqa.model.finding import Hit
from mtqa.rules.base import PROVIDER, Rule, Tags, concerned, hits
from mtqa.rules.prefilter import Named, Prefilter


class Native:
    """The compiled rules behind their prefilter; each story of a feed is looked at by itself."""

    name = PROVIDER

    def __init__(self, rules: Sequence[Rule], prefilter: Prefilter) -> None:
        self._rules = rules
        self._prefilter = prefilter
        self._taggers = {index: rule for index, rule in enumerate(rules) if isinstance(rule, Tags)}

    def check(self, story: Story) -> tuple[list[Hit], tuple[str, ...]]:
        """All hits; a rule that fails or outruns its time limit is left out and named."""
        found: list[Hit] = []
        left_out: list[str] = []
        named, parts = self._prefilter.scan(story.texts, story.text), story.parts
        self._tag_ahead(story, named)
        for index in sorted(named):
            rule = self._rules[index]
            where, fired = named[index]
            try:
                for part, before, numbers in _shared(parts, where):
                    found += [hit.moved(before) for hit in hits(rule, part, numbers, fired)]
            except TimeoutError:
                left_out.append(f"The rule ‘{rule.spec.id}’ took too long and was left out.")
            except Exception as error:  # noqa: BLE001 - one rule's fault must not cost the others
                left_out.append(f"The rule ‘{rule.spec.id}’ failed and was left out: {error!r}.")
        return found, tuple(left_out)

    def _tag_ahead(self, story: Story, named: Mapping[int, Named]) -> None:
        """Tags at once what all rules will want to see tagged; a rule's fault is told later."""
        wanted, parts = [], story.parts
        for index in named.keys() & self._taggers.keys():
            with contextlib.suppress(Exception):
                rule = self._taggers[index]
                for part, before, numbers in _shared(parts, named[index].where):
                    where = concerned(rule.spec, part, numbers)
                    found = rule.wanted(part, where) if where else ()
                    wanted += [(number + before, span) for number, span in found]
        story.tag_ahead(wanted)


def _shared(
    parts: Sequence[Part], where: Sequence[int]
) -> Iterable[tuple[Story, int, Sequence[int]]]:
    """The document's stories that have some of these segments, with their numbers there."""
    if len(parts) == 1:
        return [(*parts[0], where)]
    found: list[tuple[Story, int, Sequence[int]]] = []
    start = 0
    for part, before in parts:
        end = bisect_left(where, before + len(part.segments), start)
        if end > start:
            found.append((part, before, [number - before for number in where[start:end]]))
            start = end
    return found
