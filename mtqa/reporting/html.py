"""The report: one page of HTML that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping

from mtqa.model.result import Run
from mtqa.reporting.island import island
from mtqa.reporting.page import template
from mtqa.reporting.readability import LIMITS, unavailable
from mtqa.reporting.stories import stories
from mtqa.reporting.summary import summary

STYLES = ("report.css",)
SCRIPTS = ("script/store.js", "script/draw.js", "script/desk.js", "script/keys.js")
GLYPHS = {"critical": "▲", "major": "◆", "minor": "●", "neutral": "○"}


def render(run: Run, *, rules: Mapping[str, str] | None = None) -> str:
    """The page that shows this run; `rules` says of each rule why it is there.

    The page makes no request, and runs and looks like nothing but its own script and style.
    """
    told = stories(run, rules or {})
    page: str = template("report.html.j2", STYLES, SCRIPTS).render(
        glyphs=GLYPHS,
        run=run,
        stories=told,
        island=island(run, told),
        summary=summary(run),
        severities={finding.rule: str(finding.severity) for finding in run.findings},
        readability_gap=unavailable() if told else "",
        readability_limits=LIMITS,
    )
    return page
