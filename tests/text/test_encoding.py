from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import UnreadableFile
from mtqa.model.document import Encoding
from mtqa.text.encoding import decode, encode, fits


@pytest.mark.parametrize(
    ("raw", "declared", "given_codec", "text", "encoding"),
    [
        (b"caf\xc3\xa9", None, None, "café", Encoding("utf-8", b"", "utf-8")),
        (codecs.BOM_UTF8 + b"a", "koi8-r", None, "a", Encoding("utf-8", codecs.BOM_UTF8, "bom")),
        (b"\xff\xfea\x00", None, None, "a", Encoding("utf-16-le", b"\xff\xfe", "bom")),
        (b"\xfe\xff\x00a", None, None, "a", Encoding("utf-16-be", b"\xfe\xff", "bom")),
        (b"<\x00?\x00", None, None, "<?", Encoding("utf-16-le", b"", "declared")),
        (b"\x00<\x00?", None, None, "<?", Encoding("utf-16-be", b"", "declared")),
        (b"caf\xe9", None, None, "café", Encoding("cp1252", b"", "fallback")),
        (b"\xf0\xd2", "KOI8-R", None, "Пр", Encoding("koi8-r", b"", "declared")),
        (b"\xf0\xd2", None, "koi8-r", "Пр", Encoding("koi8-r", b"", "given")),
        (b"\xbf\xe0", "iso-8859-5", None, "Пр", Encoding("iso8859-5", b"", "declared")),
        (b"\x93a\x94", "iso-8859-1", None, "“a”", Encoding("cp1252", b"", "declared")),
        (b"\xc3\xa9", "latin1", None, "é", Encoding("utf-8", b"", "utf-8")),
        (b"caf\xc3\xa9", "utf-16", None, "café", Encoding("utf-8", b"", "utf-8")),
        (b"caf\xe9", "no such", None, "café", Encoding("cp1252", b"", "fallback")),
        (b"a", "rot13", None, "a", Encoding("utf-8", b"", "utf-8")),
        (b"\\x41", "unicode-escape", None, "\\x41", Encoding("utf-8", b"", "utf-8")),
        (b"", None, None, "", Encoding("utf-8", b"", "utf-8")),
    ],
)
def test_mark_then_given_then_declared_then_utf8_then_the_last_resort(
    raw: bytes, declared: str | None, given_codec: str | None, text: str, encoding: Encoding
) -> None:
    assert decode(raw, declared=declared, given=given_codec) == (text, encoding)
    assert encode(text, encoding) == raw


@pytest.mark.parametrize(
    ("raw", "given_codec", "message"),
    [
        (b"a\x00b", None, "NUL bytes"),
        (b"\x81\x8d", None, r"not cp1252 \(byte 0\): give its encoding with --encoding"),
        (b"\xff\xfea", None, "not utf-16-le"),
        (b"a", "no-such", "‘no-such’ is not known"),
        (b"\xff", "ascii", "not ascii"),
        (b"a", "base64", "‘base64’ is not known"),
        (b"a", "unicode_escape", "‘unicode_escape’ is not known"),
        (b"\x1b$B", "iso2022_jp", "round trip"),
    ],
)
def test_bytes_that_are_no_text_are_refused(
    raw: bytes, given_codec: str | None, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        decode(raw, given=given_codec)


def test_characters_without_a_place_are_refused_by_name() -> None:
    assert not fits("ж", Encoding("cp1252"))
    assert fits("“é”", Encoding("cp1252"))
    with pytest.raises(UnreadableFile, match=r"‘ж’ \(U\+0436\) has no place in cp1252"):
        encode("ж", Encoding("cp1252"))


@given(st.binary(max_size=40))
def test_what_is_read_is_written_back(raw: bytes) -> None:
    try:
        text, encoding = decode(raw)
    except UnreadableFile:
        return
    assert encode(text, encoding) == raw
