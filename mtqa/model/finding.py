"""What a rule saw, and what it proposes: first in a segment, then in the document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from mtqa.model.span import Span


class Severity(StrEnum):
    """MQM's four severities."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for neutral to 3 for critical."""
        return list(Severity).index(self)


class Safety(StrEnum):
    """Whether a fix may be made without being asked."""

    SAFE = "safe"
    """Cannot change meaning."""
    SUGGESTED = "suggested"
    """Shown; made when a person says so."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `replacement` where `span` is in the text of segment number `segment`."""

    segment: int
    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A fix in the coordinates of segments; its edits are disjoint and all are made or none.

    `remove` names segments that go whole.
    """

    title: str
    safety: Safety
    edits: tuple[Edit, ...] = ()
    remove: tuple[int, ...] = ()

    def moved(self, by: int) -> Repair:
        """The same repair where `by` segments stand before those it counted."""
        edits = tuple(replace(edit, segment=edit.segment + by) for edit in self.edits)
        return replace(self, edits=edits, remove=tuple(number + by for number in self.remove))


@dataclass(frozen=True, slots=True)
class Hit:
    """What a provider found in segment number `segment`, in the segment's coordinates.

    `related` holds further places (segment number and span) that belong to the matter.
    """

    rule: str
    provider: str
    severity: Severity
    mqm: str
    message: str
    segment: int
    span: Span
    repairs: tuple[Repair, ...] = ()
    related: tuple[tuple[int, Span], ...] = ()

    def moved(self, by: int) -> Hit:
        """The same hit where `by` segments stand before those it counted."""
        if not by:
            return self
        return replace(
            self,
            segment=self.segment + by,
            repairs=tuple(repair.moved(by) for repair in self.repairs),
            related=tuple((number + by, span) for number, span in self.related),
        )


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """Put `replacement` where `[start, end)` is in the decoded file (code points)."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair in the coordinates of the decoded file; `repair` is what it was made from."""

    title: str
    safety: Safety
    edits: tuple[SourceEdit, ...]
    repair: Repair = field(repr=False, compare=False)

    def moved(self, by: int) -> Fix:
        """The same fix in a file that has so many more characters in front."""
        edits = [SourceEdit(e.start + by, e.end + by, e.replacement) for e in self.edits]
        return replace(self, edits=tuple(edits))


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as every report shows it.

    `start` and `end` are code points in the decoded file, `line` and `column` count from 1,
    `segment` is the segment's id, `id` a fingerprint that survives edits elsewhere in the file.
    `refused` says why a repair could not become a fix. `related` are places in the file.
    """

    id: str
    rule: str
    provider: str
    severity: Severity
    mqm: str
    message: str
    start: int
    end: int
    line: int
    column: int
    text: str
    segment: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Span, ...] = ()
    refused: tuple[str, ...] = ()
    hit: Hit | None = field(default=None, repr=False, compare=False)

    def moved(self, characters: int, lines: int) -> Finding:
        """The same finding in a file that has so much more in front."""
        return replace(
            self,
            start=self.start + characters,
            end=self.end + characters,
            line=self.line + lines,
            fixes=tuple([fix.moved(characters) for fix in self.fixes]),
            related=tuple([Span(s.start + characters, s.end + characters) for s in self.related]),
        )
