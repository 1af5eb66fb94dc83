"""A report too long for one page: numbered pages and an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from mtqa.model.finding import Finding, Fix, Repair
from mtqa.model.result import FileResult, Run
from mtqa.reporting.html import GLYPHS, STYLES, Volume, render
from mtqa.reporting.page import template
from mtqa.reporting.summary import Summary, summary
from mtqa.text.words import count_words

MOST_SEGMENTS = 10_000
"""Paragraphs that one page shows at most."""
MOST_BYTES = 20_000_000
"""Bytes that one page has at most, unless `_FEWEST` paragraphs have more."""
_FEWEST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of one page."""

    name: str
    run: Run
    summary: Summary


def pages(
    run: Run, name: str, *, rules: Mapping[str, str] | None = None, most: int = MOST_SEGMENTS
) -> dict[str, str]:
    """The report as pages by the names of their files, which stand in one folder.

    It is one page, `name`, unless the run has more than `most` paragraphs or the page more than
    `MOST_BYTES`: then there are numbered ones, each within both limits, and `name` is their index.
    """
    runs = [Run(tuple(files), run.version, run.rules_digest) for files in _shelves(run, most)]
    made = _rendered(run, runs, name, rules)
    if all(len(page.encode("utf-8")) <= MOST_BYTES for page in made.values()):
        return made
    longest = max(sum(len(file.segments) for file in part.files) for part in runs)
    return pages(run, name, rules=rules, most=longest // 2) if longest > _FEWEST else made


def _rendered(
    run: Run, runs: list[Run], name: str, rules: Mapping[str, str] | None
) -> dict[str, str]:
    if len(runs) == 1:
        return {name: render(run, rules=rules)}
    path = PurePath(name)
    names = tuple(f"{path.stem}-{number}{path.suffix}" for number in range(1, len(runs) + 1))
    entries = [Entry(own, part, summary(part)) for own, part in zip(names, runs, strict=True)]
    made = {
        entry.name: render(entry.run, rules=rules, volume=Volume(number, names, name))
        for number, entry in enumerate(entries, 1)
    }
    return {name: _index(run, entries), **made}


def _index(run: Run, volumes: list[Entry]) -> str:
    page: str = template("volumes.html.j2", STYLES, ()).render(
        glyphs=GLYPHS,
        run=run,
        volumes=volumes,
        stories=(),
        summary=summary(run),
        rule_severities={finding.rule: str(finding.severity) for finding in run.findings},
    )
    return page


def _shelves(run: Run, most: int) -> Iterator[list[FileResult]]:
    """The files in their order, as many on a shelf as have `most` paragraphs together."""
    shelf: list[FileResult] = []
    taken = 0
    for part in (part for file in run.files for part in _cut(file, most)):
        if shelf and taken + len(part.segments) > most:
            yield shelf
            shelf, taken = [], 0
        shelf.append(part)
        taken += len(part.segments)
    yield shelf


def _cut(file: FileResult, most: int) -> Iterator[FileResult]:
    """The file, or if it has too many paragraphs, parts of it with `most` at most."""
    count = len(file.segments)
    if count <= most:
        yield file
        return
    homes = {segment.id: index for index, segment in enumerate(file.segments)}
    for start in range(0, count, most):
        end = min(start + most, count)
        segments = file.segments[start:end]
        yield replace(
            file,
            segments=segments,
            words=sum(count_words(segment.text) for segment in segments),
            findings=tuple(
                _moved(finding, start, end)
                for finding in file.findings
                if start <= homes.get(finding.segment, 0) < end
            ),
            notes=(f"paragraphs {start + 1:,} to {end:,} of {count:,}", *file.notes),
        )


def _moved(finding: Finding, start: int, end: int) -> Finding:
    """The finding with its paragraphs counted from `start`, without fixes that reach further."""
    hit = finding.hit and replace(
        finding.hit, segment=finding.hit.segment - start, repairs=(), related=()
    )
    if all(start <= number < end for fix in finding.fixes for number in _reach(fix.repair)):
        fixes = tuple(_shifted(fix, start) for fix in finding.fixes)
        return replace(finding, hit=hit, fixes=fixes)
    reason = "The fix changes paragraphs on another page; `mtqa fix` can make it."
    return replace(finding, hit=hit, fixes=(), refused=(*finding.refused, reason))


def _reach(repair: Repair) -> Iterator[int]:
    yield from (edit.segment for edit in repair.edits)
    yield from repair.remove


def _shifted(fix: Fix, start: int) -> Fix:
    edits = tuple(replace(edit, segment=edit.segment - start) for edit in fix.repair.edits)
    remove = tuple(number - start for number in fix.repair.remove)
    return replace(fix, repair=replace(fix.repair, edits=edits, remove=remove))
