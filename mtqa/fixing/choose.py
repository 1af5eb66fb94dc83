"""Which fixes to make when not all of them can be."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

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
    """What is taken: places in the file, and in the segments as they are read.

    The latter differ where an edit leaves some of what it replaces as it is.
    """

    def __init__(self) -> None:
        self._file = _Ranges()
        self._segments: defaultdict[int, _Ranges] = defaultdict(_Ranges)

    def objection(self, fix: Fix) -> str | None:
        """Why the fix cannot be made beside those that are, or None."""
        ranges = sorted((edit.start, edit.end) for edit in fix.edits)
        if any(_meet(left, right) for left, right in pairwise(ranges)):
            return "Its own edits overlap."
        rivals = chain(
            (self._file.rival(edit.start, edit.end) for edit in fix.edits),
            (self._segments[edit.segment].rival(*edit.span) for edit in fix.repair.edits),
        )
        rival = next(filter(None, rivals), None)
        return f"It overlaps the fix of ‘{rival}’." if rival else None

    def take(self, fix: Fix, rule: str) -> None:
        """Takes the ranges of the fix's edits."""
        for edit in fix.edits:
            self._file.take(edit.start, edit.end, rule)
        for change in fix.repair.edits:
            self._segments[change.segment].take(*change.span, rule)


class _Ranges:
    """Ranges that are disjoint and in order, each with the rule that took it."""

    def __init__(self) -> None:
        self._taken: list[tuple[int, int, str]] = []

    def take(self, start: int, end: int, rule: str) -> None:
        """Takes a range that has no rival."""
        insort(self._taken, (start, end, rule))

    def rival(self, start: int, end: int) -> str | None:
        """The rule whose range meets this one, if any does; only the nearest on each side can."""
        index = bisect_left(self._taken, (start, end, ""))
        for left, right, rule in self._taken[max(0, index - 1) : index + 1]:
            if _meet((left, right), (start, end)):
                return rule
        return None


def _range(edit: SourceEdit) -> tuple[int, int]:
    return edit.start, edit.end


def _meet(left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two ranges share a character or begin at one place."""
    return left[0] == right[0] or (left[0] < right[1] and right[0] < left[1])


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
