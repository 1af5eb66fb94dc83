"""What the page's script has to know: plain values, short names, each text once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from mtqa.model.result import Run
from mtqa.reporting.changes import Part, Step, steps
from mtqa.reporting.stories import Card, Story
from mtqa.text.invisible import INVISIBLE, NAMES

_LOST = re.compile("[\\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffc-\uffff]")
SIGNS = {"same": 0, "deleted": -1, "inserted": 1}


def island(run: Run, stories: Sequence[Story]) -> Markup:
    """The data of a review as JSON that can stand in a page.

    `rows` has, by its anchor, the text of each paragraph that a finding is about or changes, if
    the page cannot hold that text as it is. Offsets are code points. `report` is a digest of the
    run and its findings.
    """
    data = {
        "invisible": {"pattern": INVISIBLE.pattern, "names": NAMES},
        "tool": f"mtqa {run.version}",
        "rules": run.rules_digest,
        "stories": {
            story.anchor: [
                story.file.path,
                f"sha256:{hashlib.sha256(story.file.document.raw).hexdigest()}",
            ]
            for story in stories
            if story.file.document
        },
        "rows": {
            f"{story.anchor}-{index + 1}": story.file.segments[index].text
            for story in stories
            for index in sorted(_touched(story))
            if _LOST.search(story.file.segments[index].text)
        },
        "findings": [finding for story in stories for finding in _findings(story)],
    }
    told = json.dumps(data, sort_keys=True).encode("ascii")
    report = {"report": f"sha256:{hashlib.sha256(told).hexdigest()}"}
    return htmlsafe_json_dumps({**data, **report}, separators=(",", ":"))


def _touched(story: Story) -> set[int]:
    touched: set[int] = set()
    for finding in story.file.findings:
        touched |= {finding.hit.segment} if finding.hit else set()
        for fix in finding.fixes:
            touched |= {edit.segment for edit in fix.repair.edits} | set(fix.repair.remove)
    return touched


def _findings(story: Story) -> Iterator[dict[str, Any]]:
    for card, fixes in zip(story.cards, steps(story.file), strict=True):
        yield _finding(story, card, fixes)


def _finding(story: Story, card: Card, fixes: Sequence[Sequence[Step]]) -> dict[str, Any]:
    finding = card.finding
    hit = finding.hit
    return {
        "anchor": card.anchor,
        "id": finding.id,
        "story": story.anchor,
        "rule": finding.rule,
        "before": finding.text,
        "place": [f"{story.anchor}-{hit.segment + 1}", *hit.span] if hit else None,
        "fixes": [
            {
                "title": fix.title,
                "steps": [_step(story, step) for step in changed],
                "remove": [f"{story.anchor}-{index + 1}" for index in fix.repair.remove],
            }
            for fix, changed in zip(finding.fixes, fixes, strict=True)
        ],
    }


def _step(story: Story, step: Step) -> list[Any]:
    return [f"{story.anchor}-{step.segment + 1}", step.start, [_part(part) for part in step.parts]]


def _part(part: Part) -> list[Any]:
    return [SIGNS[part.kind], part.text]
