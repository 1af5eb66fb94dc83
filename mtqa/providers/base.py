"""What a provider supplies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from mtqa.analysis.story import Story
from mtqa.model.finding import Hit


class Provider(Protocol):
    """Someone who can find faults in a story."""

    name: str

    def check(self, story: Story) -> tuple[Iterable[Hit], tuple[str, ...]]:
        """The hits, and why they may not be all of them (empty if they are)."""
        ...
