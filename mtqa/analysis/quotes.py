"""Quotation marks and apostrophes: told apart, paired, and what lies between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.model.span import Span

_PAIRS = re.compile(r"[“\"„«]([^“”\"„«»]*)[”\"“»]")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of all segments of a story."""

    spans: tuple[tuple[Span, ...], ...]

    def inside(self, number: int) -> tuple[Span, ...]:
        """The ranges between the marks of each pair in segment `number`."""
        return self.spans[number]


def pair_marks(texts: Sequence[str]) -> Marks:
    """The marks of these texts."""
    return Marks(tuple(tuple(Span(*m.span(1)) for m in _PAIRS.finditer(text)) for text in texts))
