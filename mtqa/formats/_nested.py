"""A format inside another one: HTML in a JSON string, paragraphs in a table's field."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from mtqa.formats.registry import load
from mtqa.model.mapped import OPAQUE_CHARACTER, MappedText, Piece, PieceKind
from mtqa.model.segment import Segment
from mtqa.model.span import Span

_UNCUT = (PieceKind.SEAM, PieceKind.OPAQUE)


def compose(outer: MappedText, inner: MappedText) -> MappedText:
    """The inner map, whose sources are offsets in `outer.text`, carried into the outer's source.

    Verbatim over verbatim stays verbatim; what is spelled otherwise in either is encoded, whole;
    seams stay seams, and the outer's seams are kept where they stand between or inside the inner
    pieces. A piece whose replacement would cut an outer piece, or lose a seam, is opaque.
    Raises `ValueError` if the inner source is not within `outer.text`.
    """
    if not 0 <= inner.source.start <= inner.source.end <= len(outer.text):
        raise ValueError(f"{inner.source} is not within the {len(outer.text)} outer characters")
    pieces: list[Piece] = []
    for piece in inner.pieces:
        for made in _carried(outer, piece):
            _put(pieces, made)
    return MappedText(tuple(pieces))


def nested(outer: MappedText, segments: Sequence[Segment], name: str, own: str) -> list[Segment]:
    """The segments that the format `name` found in `outer.text`, carried into the outer's source.

    Their spelling is `own`, the outer's, with the inner format's; `spelled` takes it apart. A
    field's only segment cannot be removed: the field would be empty.
    """
    many = len(segments) > 1
    return [
        segment._replace(
            mapped=compose(outer, segment.mapped),
            removal=outer.to_source(segment.removal) if segment.removal and many else None,
            spelling=f"{own} {name} {segment.spelling}",
        )
        for segment in segments
    ]


def spelled(replacement: str, segment: Segment) -> tuple[str, str]:
    """The replacement as the inner format spells it, and the outer's own spelling to go on with."""
    own, name, inner = segment.spelling.split(" ", 2)
    return load(name).encode(replacement, segment._replace(spelling=inner)), own


def _carried(outer: MappedText, piece: Piece) -> Iterator[Piece]:
    """The piece, cut where the outer's pieces meet if it is verbatim."""
    parts = list(_parts(outer, piece.source))
    if piece.kind is PieceKind.VERBATIM:
        yield from parts
    elif parts:
        source = Span(parts[0].source.start, parts[-1].source.end)
        lossy = piece.kind is PieceKind.ENCODED and any(part.kind in _UNCUT for part in parts)
        kind = PieceKind.OPAQUE if lossy else piece.kind
        yield Piece(kind, OPAQUE_CHARACTER if lossy else piece.text, source)


def _parts(outer: MappedText, span: Span) -> Iterator[Piece]:
    """The outer's pieces inside `span` of its text; one that the span cuts is opaque.

    Seams at the beginning of the span are left out, those at its end too.
    """
    first = max(0, bisect_right(outer.starts, span.start) - 1)
    for index in range(first, len(outer.pieces)):
        piece, start = outer.pieces[index], outer.starts[index]
        end = start + len(piece.text)
        if start >= span.end:
            return
        if end <= span.start:
            continue
        if span.start <= start and end <= span.end:
            yield piece
        elif piece.kind is PieceKind.VERBATIM:
            first, last = max(span.start, start), min(span.end, end)
            origin = piece.source.start - start
            text = piece.text[first - start : last - start]
            yield Piece(PieceKind.VERBATIM, text, Span(origin + first, origin + last))
        else:
            yield Piece(PieceKind.OPAQUE, OPAQUE_CHARACTER, piece.source)


def _put(pieces: list[Piece], made: Piece) -> None:
    """Adds a piece and, as a seam, what stands between it and the last one; no range twice."""
    start, end = made.source
    last = pieces[-1].source.end if pieces else start
    if last < start:
        pieces.append(Piece(PieceKind.SEAM, "", Span(last, start)))
    elif last > start:
        if end <= last:
            return
        made = made._replace(source=Span(last, end))
    pieces.append(made)
