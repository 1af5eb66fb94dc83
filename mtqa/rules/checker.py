"""Rules that are a function of `mtqa.checkers`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.analysis.story import Story
from mtqa.checkers.base import load
from mtqa.model.place import Place
from mtqa.rules.base import Fired
from mtqa.rules.spec import CheckerSpec


@dataclass(frozen=True, slots=True)
class CheckerRule:
    """A checker with its options."""

    spec: CheckerSpec

    @property
    def triggers(self) -> tuple[str, ...]:
        """Those of the checker."""
        return load(self.spec.checker).triggers

    def find(
        self,
        story: Story,
        where: Sequence[int],
        fired: Fired = None,  # noqa: ARG002
    ) -> Iterator[Place]:
        """What the checker finds."""
        return load(self.spec.checker).find(story, where, self.spec.options)
