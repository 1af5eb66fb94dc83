"""What a run made of its files."""

from __future__ import annotations

from bisect import bisect_right
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
class Stretch:
    """Whole lines of a file: their text, what stands in front of them (code points, lines)."""

    text: str
    characters: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: its document (None if it could not be read), findings and errors.

    `errors` make the run incomplete; `notes` say what the reader of the file had to guess. Of a
    file that was read in parts, `document` and `segments` hold nothing, and `stretches` the lines
    that its findings stand in, in order.
    """

    path: str
    format: str
    document: Document | None = None
    segments: tuple[Segment, ...] = ()
    findings: tuple[Finding, ...] = ()
    words: int = 0
    errors: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    def around(self, finding: Finding) -> Stretch:
        """Lines of the file that hold a finding."""
        if not self.stretches:
            return Stretch(self.document.text if self.document else "")
        at = bisect_right(self.stretches, finding.start, key=lambda one: one.characters)
        return self.stretches[at - 1]


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
