"""Bytes outside the edits are the old ones, in every encoding."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import UnreadableFile, UnwritableFile
from mtqa.fixing.choose import splice
from mtqa.fixing.raw import spliced
from mtqa.model.document import Document, Encoding
from mtqa.model.finding import SourceEdit
from mtqa.text.encoding import decode, encode

ENCODINGS = [
    (Encoding("utf-8"), "aé“😀\r\n\n\r"),
    (Encoding("utf-8", codecs.BOM_UTF8), "aé“😀\r\n"),
    (Encoding("utf-16-le", codecs.BOM_UTF16_LE), "aé“😀\r\n"),
    (Encoding("utf-16-be", codecs.BOM_UTF16_BE), "aé“😀\r\n"),
    (Encoding("cp1252"), "aé“\r\n"),
    (Encoding("koi8-r"), "aж\r\n"),
    (Encoding("shift_jis"), "aあ\r\n"),
    (Encoding("gb18030"), "a中😀\r\n"),
]


def document(text: str, encoding: Encoding) -> Document:
    return Document("a.txt", "text", encode(text, encoding), text, encoding)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Document, list[SourceEdit]]:
    encoding, alphabet = draw(st.sampled_from(ENCODINGS))
    texts = st.text(alphabet, max_size=30)
    text = draw(texts)
    edits, last = [], 0
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(last, len(text)))
        end = draw(st.integers(start, len(text)))
        if edits and start == edits[-1].start:
            continue
        edits.append(SourceEdit(start, end, draw(texts)))
        last = end
    return document(text, encoding), edits


@given(cases())
def test_the_bytes_are_those_of_the_spliced_text(case: tuple[Document, list[SourceEdit]]) -> None:
    before, edits = case
    raw = spliced(before, edits)
    assert raw == encode(splice(before.text, edits), before.encoding)
    if not edits:
        assert raw == before.raw
    for edit in edits[:1]:
        head = before.encoding.bom + before.text[: edit.start].encode(before.encoding.codec)
        assert raw.startswith(head)
        assert before.raw.startswith(head)
    for edit in edits[-1:]:
        tail = before.text[edit.end :].encode(before.encoding.codec)
        assert raw.endswith(tail)
        assert before.raw.endswith(tail)


def test_an_encoding_with_a_state_is_refused_where_the_state_matters() -> None:
    text = "a あい b"
    before = document(text, Encoding("iso2022_jp"))
    with pytest.raises(UnwritableFile, match="save the file as UTF-8"):
        spliced(before, [SourceEdit(3, 3, "う")])


def test_a_character_without_a_place_is_refused() -> None:
    raw = "caf\xe9 it's".encode("cp1252")
    text, encoding = decode(raw)
    with pytest.raises(UnreadableFile, match="has no place in cp1252"):
        spliced(Document("a.txt", "text", raw, text, encoding), [SourceEdit(7, 8, "ʼ")])
