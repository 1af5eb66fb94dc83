"""The report: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mtqa.model.result import Run
from mtqa.reporting.island import island
from mtqa.reporting.page import template
from mtqa.reporting.readability import LIMITS, unavailable
from mtqa.reporting.stories import stories
from mtqa.reporting.summary import summary

STYLES = ("report.css", "review.css")
SCRIPTS = tuple(
    f"script/{name}.js" for name in ("store", "draw", "desk", "filter", "merge", "copy", "keys")
)
GLYPHS = {"critical": "▲", "major": "◆", "minor": "●", "neutral": "○"}


@dataclass(frozen=True, slots=True)
class Volume:
    """A page's place among several: its number from 1, the names of all, that of their index."""

    number: int
    names: tuple[str, ...]
    index: str

    @property
    def previous(self) -> str:
        """The name of the page before it; empty if it is the first."""
        return self.names[self.number - 2] if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The name of the page after it; empty if it is the last."""
        return self.names[self.number] if self.number < len(self.names) else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Why a rule is there, its MQM category, and the anchor where the page says so."""

    anchor: str
    rule: str
    mqm: str
    why: str


def render(
    run: Run, *, rules: Mapping[str, str] | None = None, volume: Volume | None = None
) -> str:
    """The page that shows this run; `rules` says of each rule why it is there.

    `volume` is its place if it is one of several pages.
    The page makes no request, and runs and looks like nothing but its own script and style.
    """
    counts = summary(run)
    glossary = _glossary(run, rules or {})
    told = stories(run, {entry.rule: entry.anchor for entry in glossary})
    page: str = template("report.html.j2", STYLES, SCRIPTS).render(
        glyphs=GLYPHS,
        volume=volume,
        run=run,
        stories=told,
        island=island(run, told),
        summary=counts,
        glossary=glossary,
        rule_severities={finding.rule: str(finding.severity) for finding in run.findings},
        readability_gap=unavailable() if told else "",
        readability_limits=LIMITS,
    )
    return page


def _glossary(run: Run, why: Mapping[str, str]) -> list[Entry]:
    """The rules of the findings, in their order, of which it is known why they are there."""
    categories = {finding.rule: finding.mqm for finding in reversed(run.findings)}
    told = [rule for rule in dict.fromkeys(f.rule for f in run.findings) if why.get(rule)]
    return [Entry(f"why-{n}", rule, categories[rule], why[rule]) for n, rule in enumerate(told, 1)]
