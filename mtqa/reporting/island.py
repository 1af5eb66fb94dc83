"""What the page's script has to know: plain values, short names, each text once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from mtqa.model.result import Run
from mtqa.reporting.changes import Part, Step, steps
from mtqa.reporting.stories import Card, Story
from mtqa.text.invisible import INVISIBLE, NAMES

SIGNS = {"same": 0, "deleted": -1, "inserted": 1}


def island(run: Run, stories: Sequence[Story]) -> dict[str, Any]:
    """The data of a review.

    `rows` has the text of each paragraph that a finding is about or changes, by its anchor.
    Offsets are code points. `report` is a digest of all the rest.
    """
    data = {
        "invisible": {"pattern": INVISIBLE.pattern, "names": NAMES},
        "tool": f"mtqa {run.version}",
        "rules": run.rules_digest,
        "documents": {
            story.file.path: f"sha256:{hashlib.sha256(story.file.document.raw).hexdigest()}"
            for story in stories
            if story.file.document
        },
        "rows": {
            f"{story.anchor}-{index + 1}": story.file.segments[index].text
            for story in stories
            for index in sorted(_touched(story))
        },
        "findings": [finding for story in stories for finding in _findings(story)],
    }
    told = json.dumps(data, sort_keys=True).encode("ascii")
    return {**data, "report": f"sha256:{hashlib.sha256(told).hexdigest()}"}


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
        "number": card.number,
        "id": finding.id,
        "doc": story.file.path,
        "rule": finding.rule,
        "before": finding.text,
        "place": [f"{story.anchor}-{hit.segment + 1}", *hit.span] if hit else None,
        "fixes": [
            {
                "title": fix.title,
                "safe": fix.safety == "safe",
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
