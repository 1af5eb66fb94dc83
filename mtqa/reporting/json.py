"""Findings as JSON (`mtqa.check/1`, described by `check.schema.json`) and as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mtqa.model.finding import Finding, Fix
from mtqa.model.result import FileResult, Run
from mtqa.reporting.summary import summary

SCHEMA = "mtqa.check/1"


def as_json(run: Run) -> str:
    """The run as one JSON document; the same run gives the same bytes."""
    return json.dumps(document(run), ensure_ascii=False, indent=2) + "\n"


def as_jsonl(run: Run) -> Iterator[str]:
    """A line a finding (with its `path`), then one line with `summary`, `tool` and `errors`."""
    for file in run.files:
        yield from file_lines(file)
    yield last_line(run)


def file_lines(file: FileResult) -> Iterator[str]:
    """A line for each finding of a file, with the file's `path`."""
    for finding in file.findings:
        yield _line({"path": file.path, **finding_as_data(finding)})


def last_line(run: Run) -> str:
    """The line that ends a run: `schema`, `tool`, `summary` and `errors`."""
    return _line({**_head(run), "errors": list(run.errors)})


def document(run: Run) -> dict[str, Any]:
    """The run as plain values."""
    files = [_file(file) for file in run.files]
    return {**_head(run), "files": files, "errors": list(run.errors)}


def _head(run: Run) -> dict[str, Any]:
    counts = summary(run)
    return {
        "schema": SCHEMA,
        "tool": {"name": "mtqa", "version": run.version, "rules": run.rules_digest},
        "summary": {
            "files": counts.files,
            "words": counts.words,
            "findings": counts.findings,
            "by_severity": counts.by_severity,
            "fixable": {"safe": counts.safe, "suggested": counts.suggested},
            "incomplete": list(run.incomplete),
        },
    }


def _file(file: FileResult) -> dict[str, Any]:
    return {
        "path": file.path,
        "format": file.format,
        "encoding": file.document.encoding.codec if file.document else None,
        "words": file.words,
        "findings": [finding_as_data(finding) for finding in file.findings],
        "notes": list(file.notes),
        "errors": list(file.errors),
    }


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain values; offsets are code points in the decoded file."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "provider": finding.provider,
        "severity": str(finding.severity),
        "mqm": finding.mqm,
        "message": finding.message,
        "start": finding.start,
        "end": finding.end,
        "line": finding.line,
        "column": finding.column,
        "text": finding.text,
        "segment": finding.segment,
        "fixes": [_fix(fix) for fix in finding.fixes],
        "related": [{"start": span.start, "end": span.end} for span in finding.related],
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title,
        "safety": str(fix.safety),
        "edits": [
            {"start": edit.start, "end": edit.end, "replacement": edit.replacement}
            for edit in fix.edits
        ],
    }


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
