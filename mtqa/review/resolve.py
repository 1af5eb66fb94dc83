"""Decisions and the findings that they are about, brought together again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.model.finding import Finding, Fix
from mtqa.model.result import FileResult
from mtqa.review.decisions import Decision, Decisions, digest
from mtqa.review.merge import conflicts


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that cannot be carried out, and why."""

    decision: Decision
    reason: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is to be made of one document: fixes accepted, own wordings, and what is refused.

    Rejected and undecided findings, and accepted ones that have no fix, ask for nothing.
    """

    accepted: tuple[tuple[Decision, Finding, Fix], ...] = ()
    worded: tuple[tuple[Decision, Finding], ...] = ()
    stale: tuple[Stale, ...] = ()


def resolve(decisions: Decisions, doc: str, result: FileResult) -> Resolved:
    """The decisions on document `doc`, whose findings now are those of `result`.

    If the document is not the one that was reviewed, all that would change it is stale.
    """
    wanted = [one for one in _once(decisions.decisions) if one.doc == doc]
    document = result.document
    if document is None or digest(document.raw) != decisions.documents[doc]:
        return Resolved(stale=_all(wanted, "The document was changed since the review."))
    quarrels = conflicts(decisions)
    findings = {finding.id: finding for finding in result.findings}
    accepted: list[tuple[Decision, Finding, Fix]] = []
    worded: list[tuple[Decision, Finding]] = []
    stale: list[Stale] = []
    for one in wanted:
        finding = findings.get(one.id)
        if one.about in quarrels:
            stale.append(Stale(one, "People decided differently."))
        elif finding is None or finding.text != one.before or finding.rule != one.rule:
            stale.append(Stale(one, "The finding is not there any more."))
        elif one.decision == "edit":
            worded.append((one, finding))
        elif finding.fixes:
            fix = _fix(one, finding)
            if fix:
                accepted.append((one, finding, fix))
            else:
                stale.append(Stale(one, "The finding has not this fix any more."))
    return Resolved(tuple(accepted), tuple(worded), tuple(stale))


def _once(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that ask for something; of several people's that agree, the first."""
    found: dict[object, Decision] = {}
    for one in decisions:
        if one.decision in ("accept", "edit"):
            found.setdefault((one.about, one.outcome), one)
    return list(found.values())


def _fix(decision: Decision, finding: Finding) -> Fix | None:
    if decision.fix >= len(finding.fixes):
        return None
    fix = finding.fixes[decision.fix]
    return fix if decision.title in ("", fix.title) else None


def _all(decisions: Iterable[Decision], reason: str) -> tuple[Stale, ...]:
    return tuple(Stale(one, reason) for one in decisions)
