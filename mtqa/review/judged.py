"""What decisions say of the rules: their precision, and what not to flag again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

import msgspec

from mtqa.review.decisions import Decision, Decisions, Verdict, in_order


@dataclass(frozen=True, slots=True)
class Judged:
    """How people judged a rule: findings judged, flags that were right, fixes made as proposed."""

    rule: str
    judged: int
    right: int
    accepted: int

    @property
    def precision(self) -> float:
        """The share of judged findings whose flag was right, from 0 to 1."""
        return self.right / self.judged

    @property
    def fix_precision(self) -> float:
        """The share of judged findings whose fix was made as proposed, from 0 to 1."""
        return self.accepted / self.judged


class Suppression(msgspec.Struct, frozen=True):
    """A finding that is not to be shown again: why, and who says so."""

    id: str
    rule: str
    doc: str
    reason: str
    owner: str
    note: str = ""
    at: str = ""


class Suppressions(msgspec.Struct, frozen=True):
    """A file of suppressions."""

    schema: str
    suppressions: tuple[Suppression, ...]


def per_rule(decisions: Iterable[Decision]) -> list[Judged]:
    """The rules by name, each with how it was judged; several people's decisions all count.

    An accepted or edited finding was flagged rightly, and so was one whose fix alone is wrong.
    """
    judged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    accepted: Counter[str] = Counter()
    for one in decisions:
        if one.decision == "undecided":
            continue
        judged[one.rule] += 1
        right[one.rule] += one.decision in ("accept", "edit") or one.reason == "wrong-fix"
        accepted[one.rule] += one.decision == "accept"
    return [Judged(rule, judged[rule], right[rule], accepted[rule]) for rule in sorted(judged)]


def verdicts(decisions: Iterable[Decision]) -> dict[str, int]:
    """How many decisions there are of each verdict, none left out."""
    counts = Counter(one.decision for one in decisions)
    return {verdict: counts[verdict] for verdict in get_args(Verdict)}


def table(rules: Iterable[Judged]) -> list[str]:
    """The rules with how they were judged, a line each below a heading; empty if there are none."""
    rows = [
        f"{one.rule:<40} {one.judged:>6} {one.precision:>9.0%} {one.fix_precision:>12.0%}"
        for one in rules
    ]
    heading = f"{'rule':<40} {'judged':>6} {'precision':>9} {'fix accepted':>12}"
    return [heading, *rows] if rows else []


def suppressions(decisions: Decisions) -> bytes:
    """The file of the findings that were rejected: as wrong flags or as matters of style.

    A finding whose fix alone is wrong is a fault still, and is not suppressed.
    """
    found = tuple(
        Suppression(one.id, one.rule, one.doc, one.reason or "", one.reviewer, one.note, one.at)
        for one in in_order(decisions.decisions)
        if one.decision == "reject" and one.reason != "wrong-fix"
    )
    file = Suppressions("mtqa-suppressions/1", found)
    return msgspec.json.format(msgspec.json.encode(file), indent=1) + b"\n"
