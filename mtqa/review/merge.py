"""The decisions of several people in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce

from mtqa.errors import UsageError
from mtqa.review.decisions import Decision, Decisions, in_order

About = tuple[str, str]


def merge(files: Iterable[Decisions]) -> Decisions:
    """All decisions of all files: of each person about each finding, the last one.

    The order of the files does not matter, nor how they are grouped, nor that one comes twice.
    Raises `UsageError` if they were made for different versions of a document.
    """
    return reduce(_both, files)


def conflicts(decisions: Decisions) -> dict[About, tuple[Decision, ...]]:
    """The findings about which people decided differently, with their decisions."""
    found: defaultdict[About, list[Decision]] = defaultdict(list)
    for one in in_order(decisions.decisions):
        if one.decision != "undecided":
            found[one.about].append(one)
    return {
        about: tuple(made)
        for about, made in found.items()
        if len({one.outcome for one in made}) > 1
    }


def _both(one: Decisions, other: Decisions) -> Decisions:
    for path in sorted(one.documents.keys() & other.documents.keys()):
        if one.documents[path] != other.documents[path]:
            raise UsageError(
                f"These decisions are about different versions of {path}: "
                "review it anew from one report."
            )
    return Decisions(
        tool=_common(one.tool, other.tool),
        report=_common(one.report, other.report),
        rules=_common(one.rules, other.rules),
        documents=dict(sorted((one.documents | other.documents).items())),
        decisions=_latest((*one.decisions, *other.decisions)),
    )


def _latest(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    last = {(one.about, one.reviewer): one for one in in_order(decisions)}
    return in_order(last.values())


def _common(one: str, other: str) -> str:
    return one if one == other else ""
