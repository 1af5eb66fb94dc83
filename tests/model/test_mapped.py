from __future__ import annotations

import pytest

from mtqa.model.mapped import MappedText, Piece, PieceKind
from mtqa.model.span import Span


def pieces(*parts: tuple[PieceKind, str, int], start: int = 10) -> MappedText:
    """Pieces of a kind, a text and a source width, one after the other."""
    made = []
    for kind, text, width in parts:
        made.append(Piece(kind, text, Span(start, start + width)))
        start += width
    return MappedText(tuple(made))


V, E, S, X = PieceKind.VERBATIM, PieceKind.ENCODED, PieceKind.SEAM, PieceKind.OPAQUE
MAPPED = pieces((V, "ab", 2), (S, "", 3), (E, "&", 5), (V, "cd", 2), (S, "", 4), (X, "\ufffc", 6))


def test_text_and_source_follow_from_the_pieces() -> None:
    assert MAPPED.text == "ab&cd\ufffc"
    assert MAPPED.source == Span(10, 32)
    assert MAPPED.starts == (0, 2, 2, 3, 5, 5)


@pytest.mark.parametrize(
    ("span", "source"),
    [
        ((0, 1), (10, 11)),
        ((0, 2), (10, 12)),
        ((1, 3), (11, 20)),
        ((2, 3), (15, 20)),
        ((3, 5), (20, 22)),
        ((4, 6), (21, 32)),
        ((0, 6), (10, 32)),
        ((0, 0), (10, 10)),
        ((2, 2), (12, 12)),
        ((3, 3), (20, 20)),
        ((5, 5), (22, 22)),
        ((6, 6), (32, 32)),
    ],
)
def test_places_are_found_in_the_source(span: tuple[int, int], source: tuple[int, int]) -> None:
    assert MAPPED.to_source(Span(*span)) == Span(*source)


def test_a_place_at_the_beginning_is_behind_the_mark_up() -> None:
    mapped = pieces((S, "", 3), (V, "ab", 2))
    assert mapped.place_after(0) == 13
    assert mapped.to_source(Span(0, 1)) == Span(13, 14)


def test_pieces_must_tile() -> None:
    with pytest.raises(ValueError, match="do not tile"):
        MappedText((Piece(V, "a", Span(0, 1)), Piece(V, "b", Span(2, 3))))


@pytest.mark.parametrize("extra", [(), (Piece(S, "", Span(2, 4)),)])
def test_verbatim_is_as_long_as_its_source(extra: tuple[Piece, ...]) -> None:
    with pytest.raises(ValueError, match="not of one length"):
        MappedText((Piece(V, "a", Span(0, 2)), *extra))


def test_nothing_is_no_text() -> None:
    with pytest.raises(ValueError, match="at least one piece"):
        MappedText(())
