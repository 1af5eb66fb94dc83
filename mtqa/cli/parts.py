"""Feeds too large to be read whole: checked part by part, with memory for what is found alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from mtqa.errors import UnreadableFile
from mtqa.formats.registry import SUFFIXES
from mtqa.model.document import Document
from mtqa.model.finding import Finding
from mtqa.model.result import FileResult, Stretch
from mtqa.text.lines import Lines

PART = 1_000_000
"""Bytes of a part, to which the rest of its last line is added."""
LARGE = 4 * PART
"""Bytes from which on a file of lines is read in parts."""
LONGEST = 8 * PART
"""Bytes of one line that are read: a longer one is refused with its part."""
_MARKS_OF_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")

Check = Callable[[bytes, str | None], FileResult]
"""Checks the bytes of a part, in the encoding given if one is."""


def is_large(path: Path, input_format: str | None) -> bool:
    """Whether a file is of a format in which each line stands for itself, and large."""
    if (input_format or SUFFIXES.get(path.suffix.lower())) != "jsonl":
        return False
    if not path.is_file() or path.stat().st_size < LARGE:
        return False
    with path.open("rb") as file:
        return not file.read(2).startswith(_MARKS_OF_WIDE_TEXT)


def parts(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file in parts of whole lines. Raises `UnreadableFile` for a line too long."""
    while part := file.read(PART):
        rest = file.readline(LONGEST)
        if len(rest) == LONGEST and not rest.endswith(b"\n"):
            raise UnreadableFile(f"a line has more than {LONGEST:,} bytes: refused. Split it.")
        yield part + rest


def check_in_parts(
    path: Path, name: str, check: Check, encoding: str | None, tell: Callable[[int], None]
) -> FileResult:
    """The findings of all parts in the coordinates of the file, with the lines they stand in.

    No more than one part is held at a time. Names of findings and segments count twins within
    their part; a name that comes again has a number. `tell` is told how many bytes are done.
    """
    whole = _Whole(name, encoding)
    try:
        with path.open("rb") as file:
            for part in parts(file):
                whole.add(check(part, whole.encoding))
                if whole.failed:
                    break
                tell(file.tell())
    except UnreadableFile as error:
        whole.fail(str(error))
    return whole.result()


@dataclass(slots=True)
class _Whole:
    """What is known of a file after some of its parts."""

    name: str
    encoding: str | None
    first: FileResult | None = None
    characters: int = 0
    lines: int = 0
    words: int = 0
    failed: bool = False
    findings: list[Finding] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    errors: dict[str, None] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=Counter)

    def add(self, part: FileResult) -> None:
        """Takes in what was found in the next part."""
        self.first = self.first or part
        self.words += part.words
        if part.document is None:
            self.fail(*part.errors)
            return
        self.errors |= dict.fromkeys(part.errors)
        self.encoding = self.encoding or part.document.encoding.codec
        lines = Lines(part.document.text)
        self._take(part.findings, lines)
        self.characters += len(part.document.text)
        self.lines += len(lines.starts) - 1

    def fail(self, *errors: str) -> None:
        """Notes why the rest of the file was not read."""
        self.failed = True
        where = f"from line {self.lines + 1:,} on not checked"
        self.errors |= dict.fromkeys(f"{where}: {error}" for error in errors)

    def _take(self, findings: tuple[Finding, ...], lines: Lines) -> None:
        kept = -1
        for finding in findings:
            if finding.line != kept:
                kept = finding.line
                start, before = lines.starts[kept - 1], kept - 1
                line = Stretch(lines.line(kept), self.characters + start, self.lines + before)
                self.stretches.append(line)
            self.names[finding.id] += 1
            count = self.names[finding.id]
            name = finding.id if count == 1 else f"{finding.id}-{count}"
            moved = finding.moved(self.characters, self.lines)
            self.findings.append(replace(moved, id=name, hit=None))

    def result(self) -> FileResult:
        """The file as one result."""
        first = self.first or FileResult(self.name, "jsonl")
        known = first.document
        document = known and Document(
            self.name, known.format, b"", "", known.encoding, known.language, known.reading
        )
        return replace(
            first,
            path=self.name,
            document=document,
            segments=(),
            findings=tuple(self.findings),
            words=self.words,
            errors=tuple(self.errors),
            stretches=tuple(self.stretches),
        )
