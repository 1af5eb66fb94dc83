"""From a segment's coordinates to the file's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mtqa.model.finding import Edit, Finding, Fix, Hit, Repair, Severity, SourceEdit
from mtqa.model.mapped import MappedText, Piece, PieceKind
from mtqa.model.segment import Segment
from mtqa.model.span import Span
from mtqa.text.lines import Lines

Encode = Callable[[str, Segment], str]


class Unprojectable(Exception):
    """A repair that cannot be made in the source; its text says why."""


def locate(
    hit: Hit,
    name: str,
    severity: Severity,
    lines: Lines,
    segments: Sequence[Segment],
    encode: Encode,
) -> Finding:
    """The hit in the file's coordinates; repairs that its mark-up forbids are refused."""
    segment = segments[hit.segment]
    place = segment.mapped.to_source(hit.span)
    line, column = lines.position(place.start)
    fixes, refused = [], []
    for repair in hit.repairs:
        try:
            fixes.append(
                Fix(repair.title, repair.safety, project(repair, segments, encode), repair)
            )
        except Unprojectable as error:
            refused.append(f"{repair.title}: {error}")
    return Finding(
        id=name,
        rule=hit.rule,
        provider=hit.provider,
        severity=severity,
        mqm=hit.mqm,
        message=hit.message,
        start=place.start,
        end=place.end,
        line=line,
        column=column,
        text=hit.span.of(segment.text),
        segment=segment.id,
        fixes=tuple(fixes),
        related=tuple(segments[n].mapped.to_source(span) for n, span in hit.related),
        refused=tuple(refused),
        hit=hit,
    )


def project(repair: Repair, segments: Sequence[Segment], encode: Encode) -> tuple[SourceEdit, ...]:
    """The repair's edits in the file, sorted and disjoint. Raises `Unprojectable`."""
    edits = [
        edit
        for change in repair.edits
        for edit in _project_edit(change, segments[change.segment], encode)
    ]
    for number in repair.remove:
        removal = segments[number].removal
        if removal is None:
            raise Unprojectable("the format cannot spare the paragraph")
        edits.append(SourceEdit(removal.start, removal.end, ""))
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _project_edit(edit: Edit, segment: Segment, encode: Encode) -> list[SourceEdit]:
    mapped = segment.mapped
    span, replacement = _trim(edit, mapped.text)
    if span.start == span.end:
        if not replacement:
            return []
        place = mapped.place_after(span.start)
        return [SourceEdit(place, place, encode(replacement, segment))]
    edits: list[SourceEdit] = []
    for piece, part in _touched(mapped, span):
        if piece.kind is PieceKind.OPAQUE:
            raise Unprojectable("it would touch mark-up that stands for something else")
        start, end, keep = _cut(piece, part)
        put = keep[0] + (replacement if not edits else "") + keep[1]
        if edits and edits[-1].end == start:
            joined = edits.pop()
            edits.append(SourceEdit(joined.start, end, joined.replacement + encode(put, segment)))
        else:
            edits.append(SourceEdit(start, end, encode(put, segment)))
    return edits


def _trim(edit: Edit, text: str) -> tuple[Span, str]:
    """The edit without what it leaves as it is at either end."""
    start, end = edit.span
    put = edit.replacement
    while start < end and put and text[start] == put[0]:
        start, put = start + 1, put[1:]
    while start < end and put and text[end - 1] == put[-1]:
        end, put = end - 1, put[:-1]
    return Span(start, end), put


def _touched(mapped: MappedText, span: Span) -> Iterator[tuple[Piece, Span]]:
    """The pieces with text in `span`, each with the part of itself that it covers."""
    for piece, start in zip(mapped.pieces, mapped.starts, strict=True):
        end = start + len(piece.text)
        if piece.text and start < span.end and span.start < end:
            yield piece, Span(max(span.start, start) - start, min(span.end, end) - start)


def _cut(piece: Piece, part: Span) -> tuple[int, int, tuple[str, str]]:
    """The source range to replace for a part of a piece, and what of the piece must be kept."""
    if piece.kind is PieceKind.VERBATIM:
        origin = piece.source.start
        return origin + part.start, origin + part.end, ("", "")
    return piece.source.start, piece.source.end, (piece.text[: part.start], piece.text[part.end :])
