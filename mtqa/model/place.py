"""Where a rule found its fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mtqa.model.finding import Repair
from mtqa.model.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule found its fault; `fields` fill its message."""

    segment: int
    span: Span
    fields: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    related: tuple[tuple[int, Span], ...] = ()
