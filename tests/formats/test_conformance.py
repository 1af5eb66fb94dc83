"""The laws that every format keeps, on its fixtures and on made-up documents.

`MTQA_EXAMPLES` says how many documents are made up for each law (200).
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mtqa.engine.project import Unprojectable, project
from mtqa.errors import UnreadableFile
from mtqa.fixing.patch import make
from mtqa.fixing.raw import spliced
from mtqa.formats.base import Format
from mtqa.formats.reading import read
from mtqa.formats.registry import FORMATS, load
from mtqa.model.document import Document
from mtqa.model.finding import Edit, Finding, Fix, Repair, Safety, Severity
from mtqa.model.mapped import OPAQUE_CHARACTER, Piece, PieceKind
from mtqa.model.result import Patch
from mtqa.model.segment import Segment
from mtqa.model.span import Span
from mtqa.text.encoding import encode
from tests.strategies import documents, fixtures, text_of

EXAMPLES = int(os.environ.get("MTQA_EXAMPLES", "200"))
FILES = [
    pytest.param(name, path, id=f"{name}-{path.stem}")
    for name in FORMATS
    for path in fixtures(name)
]
UNTIDY = ("nasty", "untidy")
"""Fixtures in which what is removed may have kept its neighbours apart."""
ENCODINGS = [
    pytest.param("utf-8", b"", id="utf-8"),
    pytest.param("utf-8", b"\xef\xbb\xbf", id="utf-8-bom"),
    pytest.param("utf-16-le", b"\xff\xfe", id="utf-16-le"),
    pytest.param("utf-16-be", b"\xfe\xff", id="utf-16-be"),
    pytest.param("cp1252", b"", id="cp1252"),
    pytest.param("koi8-r", b"", id="koi8-r"),
    pytest.param("iso8859-5", b"", id="iso8859-5"),
]

every_format = pytest.mark.parametrize("name", list(FORMATS))
every_file = pytest.mark.parametrize(("name", "path"), FILES)
many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("name", list(FORMATS))
def test_format_has_fixtures_and_says_what_it_is(name: str) -> None:
    form = load(name)
    assert form.name == name
    assert form.title
    assert len(fixtures(name)) >= 2


@every_file
def test_fixture_is_known_by_its_name(name: str, path: Path) -> None:
    _, form = read(path.name, path.read_bytes())
    assert form.name == name


@every_file
def test_fixture_is_known_by_its_content_or_taken_for_text(name: str, path: Path) -> None:
    _, form = read("story", path.read_bytes())
    assert form.name in (name, "text")


@every_file
def test_fixture_keeps_the_laws(name: str, path: Path) -> None:
    text = text_of(name, path)
    segments = load(name).segments(text, "en")
    assert segments
    _keeps_laws(text, segments)


@every_format
@many
@given(data=st.data())
def test_made_up_document_keeps_the_laws(name: str, data: st.DataObject) -> None:
    text = data.draw(documents(name))
    _keeps_laws(text, _segments(name, text))


@every_format
@many
@given(data=st.data())
def test_edits_commute_with_reading_or_are_refused(name: str, data: st.DataObject) -> None:
    text = data.draw(documents(name))
    segments = _segments(name, text)
    assume(segments)
    repairs = data.draw(st.lists(_repairs(segments), min_size=1, max_size=3))
    patch = _patched(load(name), text, segments, repairs)
    _holds(load(name), text, segments, patch)


def test_edits_of_one_word_are_not_both_made() -> None:
    form = load("text")
    segments = form.segments("Say t", "en")
    lost = Repair("", Safety.SAFE, (Edit(0, Span(4, 5), ""),))
    grown = Repair("", Safety.SAFE, (Edit(0, Span(4, 5), "the"),))
    patch = _patched(form, "Say t", segments, [grown, lost])
    assert len(patch.applied) == len(patch.refused) == 1
    assert patch.text in ("Say the", "Say ")


@pytest.mark.parametrize(
    ("name", "text", "span", "put"),
    [
        ("html", "<p>&aamp; x</p>", Span(1, 2), ""),
        ("html", "<p>a</p>", Span(0, 1), " "),
        ("html", "<p>a b</p>", Span(1, 1), " "),
        ("markdown", "1 b", Span(1, 1), "."),
        ("markdown", "see [a]\n\n[a]: b", Span(4, 5), "c"),
        ("text", "a b", Span(1, 2), "\n\n"),
        ("rss", "<rss><channel><title><![CDATA[a]]></title></channel></rss>", Span(1, 1), "]]>"),
    ],
)
def test_an_edit_that_would_read_otherwise_is_refused(
    name: str, text: str, span: Span, put: str
) -> None:
    segments = load(name).segments(text, "en")
    repair = Repair("", Safety.SAFE, (Edit(0, span, put),))
    patch = _patched(load(name), text, segments, [repair])
    assert (patch.text, patch.applied) == (text, ())
    assert len(patch.refused) == 1


@every_file
def test_new_words_are_never_refused(name: str, path: Path) -> None:
    text = text_of(name, path)
    segments = load(name).segments(text, "en")
    for number, segment in enumerate(segments):
        spans = _whole_words(segment)
        for span in {*spans[:1], *spans[len(spans) // 2 : len(spans) // 2 + 1], *spans[-1:]}:
            repair = Repair("", Safety.SAFE, (Edit(number, span, "zebras and lions"),))
            patch = _patched(load(name), text, segments, [repair])
            assert patch.applied, f"‘{span.of(segment.text)}’ in {segment.text!r}"
            _holds(load(name), text, segments, patch)


@every_file
def test_segments_can_be_removed_where_the_format_says_so(name: str, path: Path) -> None:
    text = text_of(name, path)
    segments = load(name).segments(text, "en")
    for number, segment in enumerate(segments):
        if segment.removal:
            repair = Repair("", Safety.SAFE, remove=(number,))
            patch = _patched(load(name), text, segments, [repair])
            assert patch.applied or path.stem in UNTIDY, segment.text
            _holds(load(name), text, segments, patch)


@every_file
def test_ids_do_not_change_when_other_text_does(name: str, path: Path) -> None:
    text = text_of(name, path)
    segments = load(name).segments(text, "en")
    twins = Counter(" ".join(segment.text.split()) for segment in segments)
    for number, segment in enumerate(segments):
        spans = _whole_words(segment)
        if not spans or twins[" ".join(segment.text.split())] > 1:
            continue
        repair = Repair("", Safety.SAFE, (Edit(number, spans[0], "zebras"),))
        patch = _patched(load(name), text, segments, [repair])
        before = [s.id for n, s in enumerate(segments) if n != number]
        after = [s.id for n, s in enumerate(load(name).segments(patch.text, "en")) if n != number]
        assert before == after


@every_file
@pytest.mark.parametrize(("codec", "mark"), ENCODINGS)
def test_bytes_outside_an_edit_are_identical(
    name: str, path: Path, codec: str, mark: bytes
) -> None:
    for end in ("\n", "\r\n", "\r"):
        text = re.sub(r"\r\n|\r|\n", end, text_of(name, path))
        _edits_only_what_it_must(name, path, text, codec, mark)


def _edits_only_what_it_must(name: str, path: Path, text: str, codec: str, mark: bytes) -> None:
    text = re.sub(r"""(?i)((?:charset|encoding)=["']?)[\w-]+""", rf"\1{codec}", text)
    raw = mark + text.encode(codec, "ignore")
    document, form = read(path.name, raw, input_format=name, encoding=None if mark else codec)
    assert encode(document.text, document.encoding) == raw
    assert spliced(document, []) == raw
    segments = form.segments(document.text, "en")
    number, span = _any_word(segments)
    edits = project(_word(number, span), segments, form.encode)
    made = spliced(document, edits)
    (edit,) = edits
    front = len(mark + document.text[: edit.start].encode(codec))
    back = len(document.text[edit.end :].encode(codec))
    assert made == raw[:front] + edit.replacement.encode(codec) + raw[len(raw) - back :]
    _reads_alike(form, document, made, segments, number, span)


@every_file
def test_line_ends_do_not_change_the_text(name: str, path: Path) -> None:
    form = load(name)
    plain = re.sub(r"\r\n|\r", "\n", text_of(name, path))
    expected = _seen(form.segments(plain, "en"))
    lines = plain.split("\n")
    mixed = "".join(
        line + ("\n", "\r\n", "\r")[number % 3 if line and lines[number + 1] else 0]
        for number, line in enumerate(lines[:-1])
    )
    for text in (plain.replace("\n", "\r\n"), plain.replace("\n", "\r"), mixed + lines[-1]):
        assert _seen(form.segments(text, "en")) == expected


@every_format
@many
@given(data=st.data())
def test_any_bytes_give_segments_or_a_clear_error(name: str, data: st.DataObject) -> None:
    raw = data.draw(st.one_of(st.binary(max_size=60), _torn(name)))
    try:
        document, form = read("story", raw, input_format=name)
        _keeps_laws(document.text, form.segments(document.text, "en"))
    except UnreadableFile as error:
        _clear(error)


def _segments(name: str, text: str) -> tuple[Segment, ...]:
    """The segments, none if the text is refused."""
    try:
        return load(name).segments(text, "en")
    except UnreadableFile as error:
        return _clear(error)


def _clear(error: Exception) -> tuple[()]:
    """Nothing, where the error says something."""
    assert str(error).strip()
    return ()


def _keeps_laws(text: str, segments: tuple[Segment, ...]) -> None:
    assert len({segment.id for segment in segments}) == len(segments)
    for segment in segments:
        assert segment.text.strip(), segment
        for piece in segment.mapped.pieces:
            _is_true_to_its_source(piece, text)
    _stand_in_order(segments)
    for segment in segments:
        if segment.removal:
            start, end = segment.removal
            assert start <= segment.mapped.source.start <= segment.mapped.source.end <= end
            assert end <= len(text)


def _is_true_to_its_source(piece: Piece, text: str) -> None:
    assert 0 <= piece.source.start <= piece.source.end <= len(text)
    if piece.kind is PieceKind.VERBATIM:
        assert piece.text == piece.source.of(text)
    elif piece.kind is PieceKind.SEAM:
        assert piece.text == ""
        assert piece.source.start < piece.source.end
    elif piece.kind is PieceKind.OPAQUE:
        assert piece.text == OPAQUE_CHARACTER
    else:
        assert piece.text
        assert piece.source.start < piece.source.end


def _stand_in_order(segments: tuple[Segment, ...]) -> None:
    """Sources follow one another, or one lies in an opaque piece or a seam of the one before it."""
    outer: Segment | None = None
    for segment in segments:
        source = segment.mapped.source
        if outer is None or source.start >= outer.mapped.source.end:
            outer = segment
            continue
        assert any(
            piece.source.start <= source.start and source.end <= piece.source.end
            for piece in outer.mapped.pieces
            if piece.kind in (PieceKind.OPAQUE, PieceKind.SEAM)
        ), (outer, segment)


def _repairs(segments: tuple[Segment, ...]) -> st.SearchStrategy[Repair]:
    """Repairs of random places by random text."""

    def repair(number: int, one: int, other: int, put: str) -> Repair:
        length = len(segments[number].text)
        start, end = sorted((one % (length + 1), other % (length + 1)))
        return Repair("", Safety.SUGGESTED, (Edit(number, Span(start, end), put),))

    put = st.one_of(
        st.sampled_from(
            ["", " ", "a", "the", " and", "&", "<b>", "*", "\n", '"', "'", "\\", "\u00a0"]
        ),
        st.text(max_size=4),
    )
    places = st.integers(0, 200)
    return st.builds(repair, st.integers(0, len(segments) - 1), places, places, put)


def _word(number: int, span: Span) -> Repair:
    return Repair("", Safety.SAFE, (Edit(number, span, "zebras"),))


def _any_word(segments: tuple[Segment, ...]) -> tuple[int, Span]:
    """A word near the middle and the number of its segment."""
    middle = len(segments) // 2
    numbers = [*range(middle, len(segments)), *range(middle)]
    number = next(number for number in numbers if _whole_words(segments[number]))
    return number, _whole_words(segments[number])[0]


def _whole_words(segment: Segment) -> list[Span]:
    """The longer words of a segment that are spelled as they are read."""
    inside = [
        Span(start, start + len(piece.text))
        for piece, start in zip(segment.mapped.pieces, segment.mapped.starts, strict=True)
        if piece.kind is PieceKind.VERBATIM
    ]
    return [
        Span(*match.span())
        for match in re.finditer(r"\b[A-Za-z]{3,}\b", segment.text)
        if any(span.start <= match.start() and match.end() <= span.end for span in inside)
    ]


def _patched(
    form: Format, text: str, segments: tuple[Segment, ...], repairs: list[Repair]
) -> Patch:
    choices = []
    for number, repair in enumerate(repairs):
        try:
            edits = project(repair, segments, form.encode)
        except Unprojectable as error:
            _clear(error)
            continue
        finding = Finding(
            str(number), "rule", "test", Severity.MINOR, "", "", 0, 0, 1, 1, "", "", ()
        )
        choices.append((finding, Fix("", Safety.SUGGESTED, edits, replace(repair))))
    return make(text, segments, choices, lambda new: form.segments(new, "en"), lambda _: True)


def _holds(form: Format, text: str, segments: tuple[Segment, ...], patch: Patch) -> None:
    """The patched text reads as the text read, with the edits made."""
    expected: list[str | None] = [segment.text for segment in segments]
    edits = [edit for _, fix in patch.applied for edit in fix.repair.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        said = expected[edit.segment] or ""
        expected[edit.segment] = said[: edit.span.start] + edit.replacement + said[edit.span.end :]
    for _, fix in patch.applied:
        for number in fix.repair.remove:
            expected[number] = None
    after = form.segments(patch.text, "en")
    assert [segment.text for segment in after] == [said for said in expected if said is not None]
    _keeps_laws(patch.text, after)
    if not patch.applied:
        assert patch.text == text


def _seen(segments: tuple[Segment, ...]) -> list[tuple[str, str]]:
    return [(segment.text, segment.role) for segment in segments]


def _reads_alike(
    form: Format,
    document: Document,
    raw: bytes,
    segments: tuple[Segment, ...],
    number: int,
    span: Span,
) -> None:
    codec = None if document.encoding.bom else document.encoding.codec
    again, _ = read("story", raw, input_format=form.name, encoding=codec)
    texts = [segment.text for segment in segments]
    texts[number] = texts[number][: span.start] + "zebras" + texts[number][span.end :]
    assert [segment.text for segment in form.segments(again.text, "en")] == texts


def _torn(name: str) -> st.SearchStrategy[bytes]:
    """Fixtures cut short or with bytes changed."""
    files = st.sampled_from([path.read_bytes() for path in fixtures(name)])

    def tear(raw: bytes, cut: int, place: int, put: bytes) -> bytes:
        raw = raw[: max(1, len(raw) * cut // 100)]
        place = len(raw) * place // 100
        return raw[:place] + put + raw[place + len(put) :]

    percent = st.integers(0, 100)
    return st.builds(tear, files, percent, percent, st.binary(max_size=4))
