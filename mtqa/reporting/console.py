"""Findings as a sub-editor's notes: the place, the line with the fault underlined, what to do."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from mtqa.model.finding import Finding, Fix, Safety, Severity, SourceEdit
from mtqa.model.result import FileResult, Run
from mtqa.model.span import Span
from mtqa.reporting.summary import summary
from mtqa.text.lazily import lazily
from mtqa.text.lines import Lines
from mtqa.text.visible import visible

WIDTH = 100
_COLOURS = {
    Severity.CRITICAL: "red",
    Severity.MAJOR: "red",
    Severity.MINOR: "yellow",
    Severity.NEUTRAL: "cyan",
}

_NO_CELL = {"Mn", "Me", "Cf"}
"""Categories of characters that take no room of their own."""
_NARROW = lazily(r"[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027]*")
"""Latin text and its marks, of which each character takes one cell."""


def notes(run: Run, *, width: int = WIDTH) -> Iterator[str]:
    """The findings of each file, then one line that sums up the run."""
    for file in run.files:
        yield from file_notes(file, width=width)
    yield from ending(run)


def ending(run: Run) -> Iterator[str]:
    """Why the run is not complete, if it is not; then one line that sums it up."""
    yield from (_red(f"incomplete: {visible(reason)}") for reason in run.incomplete)
    yield _summary_line(run)


def statistics(run: Run) -> Iterator[str]:
    """A line a rule: how often it fired, how often with a fix; then what sums up the run."""
    fixable = Counter(finding.rule for finding in run.findings if finding.fixes)
    for rule, count in summary(run).by_rule.items():
        fixes = f"  {fixable[rule]} with a fix" if fixable[rule] else ""
        yield f"{count:6}  {rule:34}{fixes}".rstrip()
    yield from ending(run)


def file_notes(file: FileResult, *, width: int = WIDTH) -> Iterator[str]:
    """The findings of a file, with what was guessed of it."""
    if file.document is None:
        return
    if file.findings:
        yield from (click.style(visible(f"{file.path}: {note}"), dim=True) for note in file.notes)
    lines = Lines("")
    for finding in file.findings:
        stretch = file.around(finding)
        lines = lines if stretch.text is lines.text else Lines(stretch.text)
        there = finding.moved(-stretch.characters, -stretch.lines)
        yield _heading(file.path, finding)
        yield from _excerpt(lines, there, width)
        yield f"  {visible(finding.message)}"
        yield from _proposals(stretch.text, there)
        yield ""


def _heading(path: str, finding: Finding) -> str:
    place = click.style(f"{visible(path)}:{finding.line}:{finding.column}", bold=True)
    severity = click.style(str(finding.severity), fg=_COLOURS[finding.severity])
    by = "" if finding.provider == "rules" else f" ({finding.provider})"
    return f"{place}  {severity}  {finding.rule}{by}"


def _excerpt(lines: Lines, finding: Finding, width: int) -> Iterator[str]:
    """The line of the fault, cut to the width around it, and a line that underlines it."""
    line = lines.line(finding.line)
    start = finding.column - 1
    end = min(start + max(1, finding.end - finding.start), len(line))
    left = max(0, min(start - width // 3, len(line) - width))
    right = min(len(line), max(left + width, min(end + 10, left + 2 * width)))
    head, tail = ("…" if left else ""), ("…" if right < len(line) else "")
    shown = head + visible(line[left:right].replace("\t", " ")) + tail
    before = head + visible(line[left:start].replace("\t", " "))
    fault = visible(line[start : min(end, right)].replace("\t", " "))
    marks = click.style("~" * max(1, _cells(fault)), fg=_COLOURS[finding.severity])
    yield f"  {shown}"
    yield f"  {' ' * _cells(before)}{marks}"


def _proposals(text: str, finding: Finding) -> Iterator[str]:
    for number, fix in enumerate(finding.fixes[:3]):
        label = "" if fix.safety is Safety.SAFE else click.style(" (suggested)", dim=True)
        arrow = "→" if number == 0 else "or"
        yield f"  {click.style(arrow, fg='green')} {_proposal(text, finding, fix)}{label}"


def _proposal(text: str, finding: Finding, fix: Fix) -> str:
    """The words around the fix as they will read; the title where that says more."""
    if not fix.edits or fix.repair.remove:
        return fix.title
    span = Span(
        min(finding.start, *(edit.start for edit in fix.edits)),
        max(finding.end, *(edit.end for edit in fix.edits)),
    )
    if span.end - span.start > 80:
        return fix.title
    start, end = _words_around(text, span)
    after = _edited(text, start, end, fix.edits)
    shown = visible(" ".join(after.split()))
    return f"{shown}" if shown else fix.title


def _words_around(text: str, span: Span) -> tuple[int, int]:
    start, end = span
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _edited(text: str, start: int, end: int, edits: Iterable[SourceEdit]) -> str:
    parts, at = [], start
    for edit in edits:
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    return "".join((*parts, text[at:end]))


def _summary_line(run: Run) -> str:
    counts = summary(run)
    files = f"{counts.files:,} {'file' if counts.files == 1 else 'files'}"
    if not counts.findings:
        return f"Nothing found in {files}, {counts.words:,} words."
    levels = ", ".join(f"{n} {level}" for level, n in counts.by_severity.items() if n)
    line = f"{counts.findings} found in {files}, {counts.words:,} words: {levels}."
    if counts.safe and counts.suggested:
        return f"{line} Fix {counts.safe} safely with `mtqa fix`, {counts.suggested} more by hand."
    if counts.safe:
        return f"{line} Fix {counts.safe} safely with `mtqa fix`."
    if counts.suggested:
        has = "has" if counts.suggested == 1 else "have"
        return f"{line} {counts.suggested} {has} a suggested fix: `mtqa fix --unsafe-fixes`."
    return line


def _red(text: str) -> str:
    return click.style(text, fg="red")


def _cells(text: str) -> int:
    """The terminal cells that a text takes: two for wide characters, none for combining ones."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(
        0
        if unicodedata.category(character) in _NO_CELL
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
