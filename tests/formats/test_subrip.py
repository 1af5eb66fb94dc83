from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.errors import UnreadableFile
from mtqa.formats.reading import read
from mtqa.formats.subrip import SubRip
from mtqa.model.segment import Role
from mtqa.model.settings import Settings
from mtqa.pipeline import check, fix, open_desk

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats" / "srt"
PAYLOAD = st.lists(
    st.sampled_from(
        [
            "Rain fell",
            " on 3 towns.",
            "\n",
            "<i>",
            "</i>",
            "{\\an8}",
            "- ",
            "\\N",
            "12",
            " & ",
            "well-",
        ]
    ),
    max_size=12,
).map("".join)


def texts(source: str) -> list[str]:
    return [segment.text for segment in SubRip().segments(source, "en")]


def cue(payload: str, number: int = 1) -> str:
    return f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n{payload}\n\n"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("One line", ["One line"]),
        ("Two\nlines", ["Two lines"]),
        ("<i>Two</i>\n  <b>lines</b> ", ["Two lines"]),
        ("{\\an8}Above <u>all</u>", ["Above all"]),
        ("He read\\Nit", ["He read it"]),
        ("- Who?\n- Me.", ["- Who?", "- Me."]),
        ("He came -\n- she said", ["He came - - she said"]),
        ("a well-\nknown town", ["a well-known town"]),
        ("two-\nand three-storey houses", ["two- and three-storey houses"]),
        ("a < b & c > d", ["a < b & c > d"]),
        ("the <unk> town", ["the <unk> town"]),
        ("<i></i>", []),
        ("", []),
        ("1984", ["1984"]),
        ("one\n\ntwo", ["one", "two"]),
    ],
)
def test_a_cue_reads_as_a_viewer_sees_it(payload: str, expected: list[str]) -> None:
    assert texts(cue(payload) + cue("Last", 2)) == [*expected, "Last"]


def test_cues_are_neither_headlines_nor_body() -> None:
    source = (FIXTURES / "bulletin.srt").read_text("utf-8")
    segments = SubRip().segments(source, "en")
    assert {segment.role for segment in segments} == {Role.OTHER}
    assert not any(segment.guessed for segment in segments)


@pytest.mark.parametrize("name", ["bulletin-cr.srt", "bulletin-crlf-bom.srt"])
def test_line_ends_do_not_change_the_text(name: str) -> None:
    document, form = read(name, (FIXTURES / name).read_bytes())
    plain = texts((FIXTURES / "bulletin.srt").read_text("utf-8"))
    assert [segment.text for segment in form.segments(document.text, "en")] == plain


def test_a_file_without_a_cue_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="holds no subtitle"):
        SubRip().segments("1\nNo times here.\n", "en")
    assert SubRip().segments(" \n", "en") == ()


def test_a_cue_goes_whole() -> None:
    source = cue("Powered by automated translation") + cue("It rained.", 2)
    first = SubRip().segments(source, "en")[0]
    assert first.removal is not None
    assert source[first.removal.end :] == cue("It rained.", 2)
    assert first.removal.start == 0


def test_fixes_leave_numbers_times_and_tags_as_they_were() -> None:
    raw = (FIXTURES / "bulletin-crlf-bom.srt").read_bytes()
    desk = open_desk(Settings(select=("repeated-word", "mixed-quote-pair")))
    fixed = fix(desk, check(desk, "bulletin.srt", raw), unsafe=True)
    assert fixed.raw is not None
    assert fixed.raw == raw.replace(b"have have", b"have").replace(b'power,"', "power,”".encode())


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(PAYLOAD, max_size=6), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_piece_is_the_source_it_names(payloads: list[str], newline: str) -> None:
    source = "".join(cue(payload, n + 1) for n, payload in enumerate(payloads))
    source = source.replace("\n", newline)
    last = 0
    for segment in SubRip().segments(source, "en"):
        assert segment.mapped.source.start >= last
        last = segment.mapped.source.end
        assert "-->" not in segment.mapped.source.of(source)
        for piece in segment.mapped.pieces:
            if piece.kind == "verbatim":
                assert piece.source.of(source) == piece.text
