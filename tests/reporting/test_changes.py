"""Changes by words: nothing lost, no word and no grapheme cut."""

from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

import mtqa
from mtqa.reporting.changes import draw, word_diff

CORPUS = Path(__file__).resolve().parents[2] / "fixtures" / "corpus" / "translated"
WORDY = st.text(st.sampled_from("ab '’-.,1é\u0301\u200d👩🚒 \r\n"), max_size=30)


@given(WORDY, WORDY)
def test_the_parts_hold_both_texts(before: str, after: str) -> None:
    parts = list(word_diff(before, after))
    assert "".join(part.text for part in parts if part.kind != "inserted") == before
    assert "".join(part.text for part in parts if part.kind != "deleted") == after


@given(WORDY, WORDY)
def test_no_grapheme_is_cut(before: str, after: str) -> None:
    ends = {match.end() for match in regex.finditer(r"\X", before)}
    at = 0
    for part in word_diff(before, after):
        if part.kind != "inserted":
            at += len(part.text)
            assert at in ends


@pytest.mark.parametrize(
    ("before", "after", "drawn"),
    [
        ("company's", "company’s", "-company's +company’s"),
        ("rose by 2,3 per cent", "rose by 2.3 per cent", "=rose by  -2,3 +2.3 = per cent"),
        ("a red bus", "a green bus", "=a  -red +green = bus"),
        ("finish the the road", "finish the road", "=finish the - the = road"),
        ("one two three", "four five six", "-one two three +four five six"),
        ("same", "same", "=same"),
    ],
)
def test_whole_words_are_drawn(before: str, after: str, drawn: str) -> None:
    signs = {"same": "=", "deleted": "-", "inserted": "+"}
    told = " ".join(signs[part.kind] + part.text for part in word_diff(before, after))
    assert told == drawn


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.iterdir()))
def test_pieces_tile_their_paragraph_and_each_finding_is_drawn_or_yields(name: str) -> None:
    form = {".txt": "text", ".md": "markdown", ".html": "html"}[Path(name).suffix]
    result = mtqa.check((CORPUS / name).read_text("utf-8"), format=form)
    drawing = draw(result)
    drawn = set()
    for paragraph in drawing.paragraphs:
        parts = [part for piece in paragraph.pieces for part in piece.parts]
        kept = "".join(part.text for part in parts if part.kind != "inserted")
        assert kept == paragraph.segment.text
        drawn |= {by for piece in paragraph.pieces for by in piece.ends}
    beside = [number for paragraph in drawing.paragraphs for number in paragraph.findings]
    assert sorted(beside) == list(range(len(result.findings)))
    assert drawn | set(drawing.yielding) == set(range(len(result.findings)))
