"""Which rules may fire on which segments: the seam between the text and the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mtqa.rules.base import Rule


class Prefilter(Protocol):
    """Says for each rule in which segments it must look: too often at worst, never too seldom."""

    def scan(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """Rule number to the numbers of the segments, in order; silent rules are left out."""
        ...


class EveryRule:
    """The prefilter that names every rule for every segment."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._count = len(rules)

    def scan(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """Every rule, every segment."""
        everywhere = list(range(len(texts)))
        return dict.fromkeys(range(self._count), everywhere)
