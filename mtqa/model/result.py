"""What a run made of its files."""

from __future__ import annotations

from dataclasses import dataclass, field

from mtqa.model.document import Document
from mtqa.model.finding import Finding, Fix, Severity
from mtqa.model.segment import Segment


@dataclass(frozen=True, slots=True)
class RefusedFix:
    """A fix that was not made, and why."""

    finding: Finding
    fix: Fix
    reason: str


@dataclass(frozen=True, slots=True)
class Patch:
    """The fixes made in one document, those refused, and the text that results."""

    text: str
    applied: tuple[tuple[Finding, Fix], ...] = ()
    refused: tuple[RefusedFix, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: its document (None if it could not be read), findings and errors.

    `errors` make the run incomplete; `notes` say what the reader of the file had to guess.
    """

    path: str
    format: str
    document: Document | None = None
    segments: tuple[Segment, ...] = ()
    findings: tuple[Finding, ...] = ()
    words: int = 0
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """All files of a run, in the order given, and what is true of them together."""

    files: tuple[FileResult, ...]
    version: str
    rules_digest: str = ""
    errors: tuple[str, ...] = field(default=())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all files, in order."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def words(self) -> int:
        """The words of all files."""
        return sum(file.words for file in self.files)

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Why the run is not complete; empty if it is."""
        return self.errors + tuple(
            f"{file.path}: {error}" for file in self.files for error in file.errors
        )

    def at_least(self, severity: Severity) -> int:
        """The number of findings of that severity or above."""
        return sum(finding.severity.rank >= severity.rank for finding in self.findings)
