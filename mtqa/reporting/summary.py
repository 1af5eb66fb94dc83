"""A run in a few numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mtqa.model.finding import Safety, Severity
from mtqa.model.result import Run


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all files. `safe` and `suggested` count findings by their first fix."""

    files: int
    words: int
    findings: int
    by_severity: dict[str, int]
    by_rule: dict[str, int]
    safe: int
    suggested: int


def summary(run: Run) -> Summary:
    """The summary of a run; severities from grave to slight, rules by count."""
    findings = run.findings
    severities = Counter(str(finding.severity) for finding in findings)
    rules = Counter(finding.rule for finding in findings)
    first = Counter(finding.fixes[0].safety for finding in findings if finding.fixes)
    return Summary(
        files=len(run.files),
        words=run.words,
        findings=len(findings),
        by_severity={str(level): severities[str(level)] for level in reversed(Severity)},
        by_rule=dict(sorted(rules.items(), key=lambda item: (-item[1], item[0]))),
        safe=first[Safety.SAFE],
        suggested=first[Safety.SUGGESTED],
    )
