from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.errors import UnreadableFile
from mtqa.formats.reading import read
from mtqa.formats.webvtt import WebVtt
from mtqa.model.settings import Settings
from mtqa.pipeline import check, fix, open_desk

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats" / "vtt"


def texts(source: str) -> list[str]:
    return [segment.text for segment in WebVtt().segments(source, "en")]


def cue(payload: str) -> str:
    return f"WEBVTT\n\nid\n00:01.000 --> 00:02.000 line:0\n{payload}\n"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("Two\nlines", ["Two lines"]),
        ("<v Ann>Two <c.red>lines</c></v>", ["Two lines"]),
        ("One <00:01.500>by <00:01.700>one", ["One by one"]),
        ("<v Ann>Who?\n<v Bob>Me.", ["Who?", "Me."]),
        ("3 &lt; 5 &amp; 6", ["3 < 5 & 6"]),
        ("They said <lang fr>bon voyage</lang> twice", ["They said \ufffc twice"]),
        ("They said <lang en-GB>colour</lang> twice", ["They said colour twice"]),
        ("<ruby>Kyoto<rt>kyo to</rt></ruby> sent", ["Kyoto\ufffc sent"]),
        ('{"speaker": "Ann"}', []),
        ("sprite-1.jpg#xywh=0,0,160,90", []),
    ],
)
def test_a_cue_reads_as_a_viewer_sees_it(payload: str, expected: list[str]) -> None:
    assert texts(cue(payload)) == expected


def test_header_notes_styles_and_regions_are_no_text() -> None:
    found = texts((FIXTURES / "bulletin.vtt").read_text("utf-8"))
    joined = " ".join(found)
    assert "color" not in joined
    assert "note" not in joined
    assert "bulletin" not in joined
    assert found[0].startswith("The mayor said the town of Kaltenfels would")


@pytest.mark.parametrize("name", ["bulletin-cr.vtt", "bulletin-crlf-bom.vtt"])
def test_line_ends_do_not_change_the_text(name: str) -> None:
    document, form = read(name, (FIXTURES / name).read_bytes())
    plain = texts((FIXTURES / "bulletin.vtt").read_text("utf-8"))
    assert [segment.text for segment in form.segments(document.text, "en")] == plain


def test_a_file_without_the_signature_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="WEBVTT"):
        WebVtt().segments("00:01.000 --> 00:02.000\nNo header.\n", "en")
    assert texts("") == []


def test_the_header_stays_when_the_cue_below_it_goes() -> None:
    source = "WEBVTT\n00:01.000 --> 00:02.000\nPowered by automated translation\n"
    removal = WebVtt().segments(source, "en")[0].removal
    assert removal is not None
    assert source[: removal.start] == "WEBVTT\n"


def test_replacements_are_spelled_with_references() -> None:
    segment = WebVtt().segments(cue("It rained."), "en")[0]
    assert WebVtt().encode("a < b & c\u00a0d", segment) == "a &lt; b &amp; c&nbsp;d"


def test_fixes_change_nothing_else() -> None:
    raw = (FIXTURES / "bulletin-crlf-bom.vtt").read_bytes()
    desk = open_desk(Settings(select=("repeated-word",)))
    fixed = fix(desk, check(desk, "bulletin.vtt", raw), unsafe=True)
    assert fixed.raw == raw.replace(b"have have", b"have")


@settings(deadline=None, derandomize=True, max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "It rained",
                " ",
                "\n",
                "\n\n",
                "<i>",
                "</i>",
                "<v Ann>",
                "&amp;",
                "&",
                "<",
                "00:01.000",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_every_piece_is_the_source_it_names(payload: str) -> None:
    source = cue(payload)
    last = 0
    for segment in WebVtt().segments(source, "en"):
        assert segment.mapped.source.start >= last
        last = segment.mapped.source.end
        for piece in segment.mapped.pieces:
            if piece.kind == "verbatim":
                assert piece.source.of(source) == piece.text
