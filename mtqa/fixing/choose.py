"""Which fixes to make when not all of them can be."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mtqa.model.finding import Finding, Fix, Safety, SourceEdit
from mtqa.model.result import RefusedFix

Choice = tuple[Finding, Fix]


def candidates(findings: Iterable[Finding], *, unsafe: bool) -> list[Choice]:
    """The first fix of each finding that may be made; the suggested ones only if `unsafe`."""
    chosen = []
    for finding in findings:
        for fix in finding.fixes:
            if unsafe or fix.safety is Safety.SAFE:
                chosen.append((finding, fix))
                break
    return chosen


def choose(choices: Sequence[Choice]) -> tuple[list[Choice], list[RefusedFix]]:
    """The choices that do not touch each other, in document order, and those that had to yield.

    Safe goes before suggested, grave before slight, early before late, then by rule and length;
    the order in which they are given does not matter. A fix whose own edits overlap is refused.
    """
    taken: list[Choice] = []
    refused: list[RefusedFix] = []
    ground = _Ground()
    for finding, fix in sorted(choices, key=_precedence):
        reason = ground.objection(fix)
        if reason:
            refused.append(RefusedFix(finding, fix, reason))
        else:
            ground.take(fix, finding.rule)
            taken.append((finding, fix))
    return sorted(taken, key=_place), refused


def _precedence(choice: Choice) -> tuple[object, ...]:
    finding, fix = choice
    return (
        fix.safety is not Safety.SAFE,
        -finding.severity.rank,
        finding.start,
        finding.rule,
        -finding.end,
        finding.id,
        _signature(fix),
    )


def _place(choice: Choice) -> tuple[object, ...]:
    signature = _signature(choice[1])
    return signature, choice[0].rule, choice[0].id


def _signature(fix: Fix) -> tuple[tuple[int, int, str], ...]:
    return tuple((edit.start, edit.end, edit.replacement) for edit in fix.edits)


class _Ground:
    """The ranges that are taken, disjoint and in order, each with the rule that took it."""

    def __init__(self) -> None:
        self._taken: list[tuple[int, int, str]] = []

    def objection(self, fix: Fix) -> str | None:
        """Why the fix cannot be made beside those that are, or None."""
        if any(_meet(left, right) for left, right in pairwise(sorted(fix.edits, key=_range))):
            return "Its own edits overlap."
        rivals = (self._rival(edit) for edit in fix.edits)
        rival = next(filter(None, rivals), None)
        return f"It overlaps the fix of ‘{rival}’." if rival else None

    def take(self, fix: Fix, rule: str) -> None:
        """Takes the ranges of the fix's edits."""
        for edit in fix.edits:
            insort(self._taken, (edit.start, edit.end, rule))

    def _rival(self, edit: SourceEdit) -> str | None:
        """The rule whose edit meets this one, if any does; only the nearest on each side can."""
        index = bisect_left(self._taken, (edit.start, edit.end, ""))
        for start, end, rule in self._taken[max(0, index - 1) : index + 1]:
            if _meet(SourceEdit(start, end, ""), edit):
                return rule
        return None


def _range(edit: SourceEdit) -> tuple[int, int]:
    return edit.start, edit.end


def _meet(left: SourceEdit, right: SourceEdit) -> bool:
    """Whether two edits share a character or stand at one place."""
    if left.start == right.start:
        return True
    return left.start < right.end and right.start < left.end


def splice(text: str, edits: Iterable[SourceEdit]) -> str:
    """`text` with the edits made. Raises `ValueError` if they overlap."""
    parts = []
    last = 0
    for edit in sorted(edits, key=_range):
        if edit.start < last:
            raise ValueError(f"overlapping edits at {edit.start}")
        parts += [text[last : edit.start], edit.replacement]
        last = edit.end
    return "".join((*parts, text[last:]))
