"""Marked segments that are parts of one document, checked as the story that they make."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from mtqa.bench.found import Found, find
from mtqa.bench.records import Record
from mtqa.model.finding import SourceEdit
from mtqa.pipeline import Desk

GAP = "\n\n"
"""What stands between two segments: each is a paragraph of its story."""


def stories(records: Iterable[Record]) -> list[list[Record]]:
    """The records of each document and system in their order; one without a document is alone."""
    grouped: dict[Hashable, list[Record]] = defaultdict(list)
    for record in records:
        grouped[_document(record)].append(record)
    return list(grouped.values())


def _document(record: Record) -> Hashable:
    if not record.get("doc"):
        return str(record["id"])
    return record.get("dataset"), record["doc"], record.get("system")


def find_in_story(desk: Desk, story: Sequence[Record]) -> list[tuple[Record, list[Found]]]:
    """Each record with the findings in it, its document checked as one text of paragraphs."""
    texts = [str(record["target"]) for record in story]
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(GAP)
    own: list[list[Found]] = [[] for _ in texts]
    for one in find(desk, GAP.join(texts)):
        number = bisect_right(starts, one.start) - 1
        own[number].append(_moved(one, starts[number], len(texts[number])))
    return list(zip(story, own, strict=True))


def _moved(one: Found, start: int, length: int) -> Found:
    """The finding as it stands in its segment; edits that reach beyond the segment are left out."""
    edits = tuple(
        SourceEdit(edit.start - start, edit.end - start, edit.replacement)
        for edit in one.edits or ()
    )
    inside = all(edit.start >= 0 and edit.end <= length for edit in edits)
    return replace(
        one,
        start=min(one.start - start, length),
        end=min(one.end - start, length),
        edits=edits if one.edits is not None and inside else None,
    )
