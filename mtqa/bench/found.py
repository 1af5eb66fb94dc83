"""What the rules find in a benchmark's texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mtqa.fixing.choose import splice
from mtqa.model.finding import Finding, Fix, Safety, SourceEdit
from mtqa.pipeline import Desk, check


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a benchmark's text, with the edits of its first fix."""

    rule: str
    mqm: str
    start: int
    end: int
    edits: tuple[SourceEdit, ...] | None
    safe: bool

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Its place."""
        return ((self.start, self.end),)


def find(desk: Desk, text: str) -> list[Found]:
    """The findings of these rules in a text of plain paragraphs."""
    result = check(desk, "-", text.encode("utf-8", "replace"), input_format="text")
    return [_found(finding) for finding in result.findings]


def _found(finding: Finding) -> Found:
    fix: Fix | None = finding.fixes[0] if finding.fixes else None
    return Found(
        finding.rule,
        finding.mqm,
        finding.start,
        finding.end,
        fix.edits if fix else None,
        bool(fix and fix.safety is Safety.SAFE),
    )


def apply(text: str, found: Iterable[Found]) -> str:
    """The text with the fixes of these findings made, left to right; those that overlap are not."""
    edits: list[SourceEdit] = []
    last = -1
    for one in sorted(found, key=lambda item: _extent(item.edits)):
        start, end = _extent(one.edits)
        if one.edits and start >= last and not any(edit.start == start for edit in edits):
            edits += one.edits
            last = max(last, end)
    return splice(text, edits)


def _extent(edits: Sequence[SourceEdit] | None) -> tuple[int, int]:
    if not edits:
        return 0, 0
    return min(edit.start for edit in edits), max(edit.end for edit in edits)


def as_prediction(text: str, one: Found) -> dict[str, object]:
    """A finding as the benchmark's scorer reads it; a fix of several edits is one replacement."""
    start, end, replacement = one.start, one.end, None
    if one.edits:
        start, end = min(start, _extent(one.edits)[0]), max(end, _extent(one.edits)[1])
        moved = [SourceEdit(e.start - start, e.end - start, e.replacement) for e in one.edits]
        replacement = splice(text[start:end], moved)
    return {
        "start": start,
        "end": end,
        "rule": one.rule,
        "category": one.mqm,
        "replacement": replacement,
    }
