"""How formats stand up to documents that nobody here wrote.

`MTQA_REAL=FOLDER pytest -s tests/formats/test_real_documents.py`: FOLDER has a folder for each
format, named as `mtqa formats` names it. Each document is read; its bytes must come back as they
were; its segments must keep the laws; up to 30 words spread over it are replaced, each must be made
or refused, and the document must then read as promised, with all other bytes as they were. Prints a
table, and what could not be read with the reason.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mtqa.errors import MtqaError
from mtqa.fixing.raw import spliced
from mtqa.formats.base import Format
from mtqa.formats.reading import read
from mtqa.formats.registry import FORMATS
from mtqa.model.document import Document
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.segment import Segment
from mtqa.text.encoding import encode
from tests.formats.test_conformance import _holds, _keeps_laws, _patched, _whole_words

WORDS = 30


@dataclass(slots=True)
class Row:
    """What became of the documents of one format."""

    files: int = 0
    read: int = 0
    empty: int = 0
    known: int = 0
    segments: int = 0
    made: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)


@pytest.mark.skipif("MTQA_REAL" not in os.environ, reason="MTQA_REAL names no folder")
def test_real_documents_keep_the_laws() -> None:
    folder = Path(os.environ["MTQA_REAL"])
    rows = {name: _row(name, folder / name) for name in FORMATS if (folder / name).is_dir()}
    print("\n".join(["", *_table(rows)]))
    assert rows
    assert [fault for row in rows.values() for fault in row.faults] == []


def _table(rows: dict[str, Row]) -> Iterator[str]:
    yield (
        "| format | documents | read | … without text | … known by content | segments "
        "| edits made | refused | faults |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, row in rows.items():
        yield (
            f"| {name} | {row.files} | {row.read} | {row.empty} | {row.known} | {row.segments:,} "
            f"| {row.made:,} | {row.refused} | {len(row.faults)} |"
        )
    for name, row in rows.items():
        for reason, count in row.unread.most_common():
            yield f"{name}: {count} not read: {reason}"


def _row(name: str, folder: Path) -> Row:
    row = Row()
    for path in sorted(folder.iterdir()):
        row.files += 1
        raw = path.read_bytes()
        try:
            document, form = read(path.name, raw, input_format=name)
            segments = form.segments(document.text, "en")
        except MtqaError as error:
            row.unread[f"{str(error)[:110]} ({path.name[-60:]})"] += 1
            continue
        row.read += 1
        row.empty += not segments
        row.segments += len(segments)
        row.known += _known(raw) == name
        try:
            _look(row, document, form, segments)
        except Exception as error:  # noqa: BLE001 - told with the document
            row.faults.append(f"{path.name}: {type(error).__name__}: {str(error)[:300]}")
    return row


def _known(raw: bytes) -> str:
    try:
        return read("story", raw)[1].name
    except MtqaError:
        return ""


def _look(row: Row, document: Document, form: Format, segments: tuple[Segment, ...]) -> None:
    assert encode(document.text, document.encoding) == document.raw, "other bytes"
    _keeps_laws(document.text, segments)
    words = [(n, span) for n, one in enumerate(segments) for span in _whole_words(one)[:3]]
    chosen = words[:: max(1, len(words) // WORDS)][:WORDS]
    repairs = [Repair("", Safety.SUGGESTED, (Edit(n, span, "zebras"),)) for n, span in chosen]
    patch = _patched(form, document.text, segments, repairs)
    _holds(form, document.text, segments, patch)
    row.made += len(patch.applied)
    row.refused += len(patch.refused)
    edits = [edit for _, fix in patch.applied for edit in fix.edits]
    made = spliced(document, edits)
    assert encode(patch.text, document.encoding) == made, "other bytes after the edits"
