"""Which fixes to make when not all of them can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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

    Safe goes before suggested, grave before slight, early before late, then by rule and length.
    """

    def precedence(choice: Choice) -> tuple[int, int, int, str, int]:
        finding, fix = choice
        return (
            fix.safety is not Safety.SAFE,
            -finding.severity.rank,
            finding.start,
            finding.rule,
            -finding.end,
        )

    taken: list[Choice] = []
    refused: list[RefusedFix] = []
    for finding, fix in sorted(choices, key=precedence):
        rival = next((other for other, made in taken if _touch(fix, made)), None)
        if rival is None:
            taken.append((finding, fix))
        else:
            refused.append(RefusedFix(finding, fix, f"It overlaps the fix of ‘{rival.rule}’."))
    return sorted(
        taken, key=lambda choice: choice[1].edits[0].start if choice[1].edits else 0
    ), refused


def _touch(one: Fix, other: Fix) -> bool:
    return any(_meet(left, right) for left in one.edits for right in other.edits)


def _meet(left: SourceEdit, right: SourceEdit) -> bool:
    """Whether two edits share a character or stand at one place."""
    if left.start == right.start:
        return True
    return left.start < right.end and right.start < left.end


def splice(text: str, edits: Iterable[SourceEdit]) -> str:
    """`text` with the edits made. Raises `ValueError` if they overlap."""
    parts = []
    last = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < last:
            raise ValueError(f"overlapping edits at {edit.start}")
        parts += [text[last : edit.start], edit.replacement]
        last = edit.end
    return "".join((*parts, text[last:]))
