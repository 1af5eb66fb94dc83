"""From a segment's coordinates to the file's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from mtqa.errors import Unspellable
from mtqa.model.finding import Edit, Finding, Fix, Hit, Repair, Severity, SourceEdit
from mtqa.model.mapped import MappedText, Piece, PieceKind
from mtqa.model.segment import Segment
from mtqa.model.span import Span
from mtqa.text.lines import Lines

_WORD = re.compile(r"\w+|\s+|[^\w\s]")

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
    try:
        edits = [
            edit
            for change in repair.edits
            for edit in _project_edit(change, segments[change.segment], encode)
        ]
    except Unspellable as error:
        raise Unprojectable(str(error)) from error
    for number in repair.remove:
        removal = segments[number].removal
        if removal is None:
            raise Unprojectable("the format cannot spare the paragraph")
        edits.append(SourceEdit(removal.start, removal.end, ""))
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _project_edit(edit: Edit, segment: Segment, encode: Encode) -> list[SourceEdit]:
    mapped = segment.mapped
    span, replacement = _trim(edit.span, edit.replacement, mapped.text)
    if sum(1 for _ in _touched(mapped, span)) < 2:
        return _project_span(span, replacement, segment, encode)
    if not replacement:
        span = _slid(span, mapped)
    return [
        made
        for part, put in _word_edits(span, replacement, mapped.text)
        for made in _project_span(part, put, segment, encode)
    ]


def _project_span(
    span: Span, replacement: str, segment: Segment, encode: Encode
) -> list[SourceEdit]:
    """The edits of the source for one range; all of the replacement goes into its first piece."""
    mapped = segment.mapped
    if span.start == span.end:
        if not replacement:
            return []
        place = mapped.place_after(span.start)
        return [SourceEdit(place, place, encode(replacement, segment))]
    edits: list[SourceEdit] = []
    for number, part in _touched(mapped, span):
        piece = mapped.pieces[number]
        if piece.kind is PieceKind.OPAQUE:
            raise Unprojectable("it would touch mark-up that stands for something else")
        start, end, keep = _cut(piece, part)
        put = keep[0] + (replacement if not edits else "") + keep[1]
        if not put and part == Span(0, len(piece.text)) and _is_wrapped(mapped, number):
            raise Unprojectable("it would leave mark-up around nothing")
        if edits and edits[-1].end == start:
            joined = edits.pop()
            edits.append(SourceEdit(joined.start, end, joined.replacement + encode(put, segment)))
        else:
            edits.append(SourceEdit(start, end, encode(put, segment)))
    return edits


def _is_wrapped(mapped: MappedText, number: int) -> bool:
    """Whether a piece is words with mark-up right before and behind them."""
    beside = mapped.pieces[max(0, number - 1) : number + 2 : 2]
    words = any(character.isalnum() for character in mapped.pieces[number].text)
    return words and len(beside) == 2 and all(piece.kind is PieceKind.SEAM for piece in beside)


def _slid(span: Span, mapped: MappedText) -> Span:
    """Where else a deletion has the same outcome, if it lies in one piece there, else `span`.

    Of `the <b>the</b>` it is the first word that goes.
    """
    text = mapped.text
    start, end = span
    while start > 0 and text[start - 1] == text[end - 1]:
        start, end = start - 1, end - 1
        if sum(1 for _ in _touched(mapped, Span(start, end))) == 1:
            return Span(start, end)
    start, end = span
    while end < len(text) and text[start] == text[end]:
        start, end = start + 1, end + 1
        if sum(1 for _ in _touched(mapped, Span(start, end))) == 1:
            return Span(start, end)
    return span


def _word_edits(span: Span, replacement: str, text: str) -> Iterator[tuple[Span, str]]:
    """The edit as edits of words, so that what stays between them stays where it is."""
    old, new = _WORD.findall(span.of(text)), _WORD.findall(replacement)
    places = list(accumulate(map(len, old), initial=span.start))
    for tag, i, j, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _trim(Span(places[i], places[j]), "".join(new[first:last]), text)


def _trim(span: Span, put: str, text: str) -> tuple[Span, str]:
    """The range and what is put there, without what stays as it is at either end."""
    start, end = span
    while start < end and put and text[start] == put[0]:
        start, put = start + 1, put[1:]
    while start < end and put and text[end - 1] == put[-1]:
        end, put = end - 1, put[:-1]
    return Span(start, end), put


def _touched(mapped: MappedText, span: Span) -> Iterator[tuple[int, Span]]:
    """The numbers of the pieces with text in `span`, each with the part of itself it covers."""
    for number in range(max(0, bisect_right(mapped.starts, span.start) - 1), len(mapped.pieces)):
        text, start = mapped.pieces[number].text, mapped.starts[number]
        if start >= span.end:
            return
        end = start + len(text)
        if text and span.start < end:
            yield number, Span(max(span.start, start) - start, min(span.end, end) - start)


def _cut(piece: Piece, part: Span) -> tuple[int, int, tuple[str, str]]:
    """The source range to replace for a part of a piece, and what of the piece must be kept."""
    if piece.kind is PieceKind.VERBATIM:
        origin = piece.source.start
        return origin + part.start, origin + part.end, ("", "")
    return piece.source.start, piece.source.end, (piece.text[: part.start], piece.text[part.end :])
