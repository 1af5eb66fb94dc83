"""What the page's script has to know: plain values, short names, each text once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from mtqa.model.finding import Fix
from mtqa.model.result import Run
from mtqa.reporting.changes import Step, steps
from mtqa.reporting.stories import Card, Story
from mtqa.text.invisible import INVISIBLE, NAMES

_LOST = re.compile("[\\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffc-\uffff]")
SIGNS = {"same": 0, "deleted": -1, "inserted": 1}


def island(run: Run, stories: Sequence[Story]) -> Markup:
    """The data of a review as JSON that can stand in a page.

    A finding is its anchor, its rule's number in `names`, its place, its fixes, and what the page
    itself does not tell. Paragraphs are numbers from 1 in their story, offsets are code points.
    `rows` has, by its anchor, the text of each paragraph that a finding is about or changes, if
    the page cannot hold that text as it is. `report` is a digest of the run and its findings.
    """
    names = {
        rule: number for number, rule in enumerate(dict.fromkeys(f.rule for f in run.findings))
    }
    data = {
        "invisible": {"pattern": INVISIBLE.pattern, "names": NAMES},
        "tool": f"mtqa {run.version}",
        "rules": run.rules_digest,
        "names": list(names),
        "stories": {
            story.anchor: {
                "path": story.file.path,
                "digest": f"sha256:{hashlib.sha256(story.file.document.raw).hexdigest()}",
                "findings": list(_findings(story, names)),
            }
            for story in stories
            if story.file.document
        },
        "rows": {
            f"{story.anchor}-{index + 1}": story.file.segments[index].text
            for story in stories
            for index in sorted(_touched(story))
            if _LOST.search(story.file.segments[index].text)
        },
    }
    told = json.dumps(data, sort_keys=True).encode("ascii")
    report = {"report": f"sha256:{hashlib.sha256(told).hexdigest()}"}
    return htmlsafe_json_dumps({**data, **report}, dumps=_dumps)


def _dumps(data: Any) -> str:
    """JSON without spaces, in which what no page may hold is escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return _LOST.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _touched(story: Story) -> set[int]:
    touched: set[int] = set()
    for finding in story.file.findings:
        touched |= {finding.hit.segment} if finding.hit else set()
        for fix in finding.fixes:
            touched |= {edit.segment for edit in fix.repair.edits} | set(fix.repair.remove)
    return touched


def _findings(story: Story, names: Mapping[str, int]) -> Iterator[list[Any]]:
    for card, fixes in zip(story.cards, steps(story.file), strict=True):
        finding = card.finding
        hit = finding.hit
        yield [
            card.anchor,
            names[finding.rule],
            [hit.segment + 1, *hit.span] if hit else None,
            [_fix(fix, changed) for fix, changed in zip(finding.fixes, fixes, strict=True)],
            *_extra(story, card),
        ]


def _fix(fix: Fix, changed: Sequence[Step]) -> list[Any]:
    """What a fix does: its steps, and the paragraphs that it removes, if any."""
    made = [
        [step.segment + 1, step.start, [[SIGNS[part.kind], part.text] for part in step.parts]]
        for step in changed
    ]
    return [made, [index + 1 for index in fix.repair.remove]] if fix.repair.remove else [made]


def _extra(story: Story, card: Card) -> Iterator[dict[str, Any]]:
    """What the page does not tell as it is: the id, the words, the titles of the fixes."""
    finding = card.finding
    hit = finding.hit
    words = hit.span.of(story.file.segments[hit.segment].text) if hit else None
    titles = [fix.title for fix in finding.fixes]
    extra: dict[str, Any] = {}
    if finding.id != card.anchor:
        extra["id"] = finding.id
    if finding.text != words:
        extra["before"] = finding.text
    if any(_LOST.search(title) for title in titles):
        extra["titles"] = titles
    if extra:
        yield extra
