import os
from pathlib import Path

import msgspec
import pytest
import regex

from mtqa.rules import codes
from mtqa.rules.cache import KEPT, store

PATTERNS = [
    r"(?i)\b(?P<word>met|m\wt)\s(?!the)[\w’'-]+",
    r"(?<=\d )millions",
    r"[\p{Cyrillic}]{2,}",
    "“",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MTQA_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(codes, "_kept", {})
    return tmp_path


def test_only_the_newest_files_of_a_kind_stay(tmp_path: Path) -> None:
    store(tmp_path / "rules-a.msgpack", b"")
    for number in range(KEPT + 3):
        path = tmp_path / f"automaton-{number}.msgpack"
        store(path, b"x")
        os.utime(path, ns=(number, number))
    store(tmp_path / "automaton-last.msgpack", b"y")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == KEPT + 1
    assert {"rules-a.msgpack", "automaton-last.msgpack", f"automaton-{KEPT + 2}.msgpack"} <= {*left}


def test_patterns_come_back_as_they_were_compiled(folder: Path) -> None:
    codes.prepare(PATTERNS, "digest")
    codes._kept.clear()
    codes.prepare([], "digest")
    assert len(list(folder.iterdir())) == 1
    for pattern in PATTERNS:
        again, plain = codes.restored(pattern), regex.compile(pattern)
        assert again is not None
        assert (again.pattern, again.flags, again.groupindex) == (
            plain.pattern,
            plain.flags,
            plain.groupindex,
        )
        for text in ("Met him, MÄT her’s", "3 millions", "“он был", ""):
            assert [m.span() for m in again.finditer(text)] == [
                m.span() for m in plain.finditer(text)
            ]


@pytest.mark.parametrize("raw", [b"", b"\x80", b"nonsense", msgspec.msgpack.encode({"“": b"?"})])
def test_a_damaged_cache_is_done_without(folder: Path, raw: bytes) -> None:
    codes.prepare(PATTERNS, "digest")
    (file,) = folder.iterdir()
    file.write_bytes(raw)
    codes._kept.clear()
    codes.prepare(PATTERNS, "digest")
    again = codes.restored("“")
    assert again is None or again.pattern == "“"
