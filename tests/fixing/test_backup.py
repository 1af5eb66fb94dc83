"""What was written can be taken back, byte for byte."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.errors import UsageError
from mtqa.fixing.backup import FOLDER, MANIFEST, Backup, runs, undo
from mtqa.fixing.writing import replace_file


def written(root: Path, files: dict[str, tuple[bytes, bytes]]) -> Backup:
    backup = Backup(root, "fix")
    for name, (before, after) in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(before)
        backup.keep(path, before, after)
        replace_file(path, after, before)
    return backup


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.binary(), st.binary()), min_size=1, max_size=4))
def test_undo_restores_every_byte(tmp_path: Path, contents: list[tuple[bytes, bytes]]) -> None:
    files = {f"{number}/a.txt": pair for number, pair in enumerate(contents)}
    written(tmp_path, files)
    restored = undo(tmp_path, runs(tmp_path)[0])
    assert not restored.left
    for name, (before, _) in files.items():
        assert (tmp_path / name).read_bytes() == before
    assert runs(tmp_path) == []


def test_the_manifest_says_what_was_written(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
    (tmp_path / "a.txt").write_bytes(b"old")
    Backup(tmp_path, "fix", now).keep(tmp_path / "a.txt", b"old", b"new")
    (manifest,) = runs(tmp_path)
    assert (manifest.run, manifest.time) == ("20261124-123000", "2026-11-24T12:30:00Z")
    (entry,) = manifest.files
    assert entry.path == "a.txt"
    assert (entry.before, entry.after) == (sha256(b"old").hexdigest(), sha256(b"new").hexdigest())


def test_two_runs_in_one_second_are_two_runs(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for before, after in ((b"1", b"2"), (b"2", b"3")):
        (tmp_path / "a.txt").write_bytes(before)
        Backup(tmp_path, "fix", now).keep(tmp_path / "a.txt", before, after)
        replace_file(tmp_path / "a.txt", after, before)
    assert undo(tmp_path, runs(tmp_path)[0]).done == ("a.txt",)
    assert (tmp_path / "a.txt").read_bytes() == b"2"
    assert undo(tmp_path, runs(tmp_path)[0]).done == ("a.txt",)
    assert (tmp_path / "a.txt").read_bytes() == b"1"


def test_a_file_edited_since_is_left_and_named_and_the_others_restored(tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": (b"a", b"A"), "b.txt": (b"b", b"B")})
    (tmp_path / "b.txt").write_bytes(b"edited")
    restored = undo(tmp_path, runs(tmp_path)[0])
    assert restored.done == ("a.txt",)
    assert len(restored.left) == 1
    assert "b.txt was edited since" in restored.left[0]
    assert (tmp_path / "b.txt").read_bytes() == b"edited"
    assert undo(tmp_path, runs(tmp_path)[0], force=True).done == ("b.txt",)
    assert (tmp_path / "b.txt").read_bytes() == b"b"


def test_a_file_that_is_gone_comes_back_when_forced(tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": (b"a", b"A")})
    (tmp_path / "a.txt").unlink()
    assert "is gone" in undo(tmp_path, runs(tmp_path)[0]).left[0]
    assert undo(tmp_path, runs(tmp_path)[0], force=True).done == ("a.txt",)
    assert (tmp_path / "a.txt").read_bytes() == b"a"


def test_a_damaged_backup_restores_nothing(tmp_path: Path) -> None:
    backup = written(tmp_path, {"a.txt": (b"a", b"A")})
    (tmp_path / FOLDER / backup.run / "0000").write_bytes(b"else")
    assert "damaged" in undo(tmp_path, runs(tmp_path)[0], force=True).left[0]
    assert (tmp_path / "a.txt").read_bytes() == b"A"


def test_a_torn_manifest_is_told(tmp_path: Path) -> None:
    backup = written(tmp_path, {"a.txt": (b"a", b"A")})
    (tmp_path / FOLDER / backup.run / MANIFEST).write_text("{")
    with pytest.raises(UsageError, match=r"manifest\.json cannot be read"):
        runs(tmp_path)


def test_a_manifest_cannot_name_a_file_outside_its_run(tmp_path: Path) -> None:
    backup = written(tmp_path, {"a.txt": (b"a", b"A")})
    path = tmp_path / FOLDER / backup.run / MANIFEST
    path.write_text(path.read_text().replace('"0000"', '"../../../secret"'))
    with pytest.raises(UsageError):
        runs(tmp_path)


def test_backups_are_for_their_owner_and_not_for_git(tmp_path: Path) -> None:
    backup = written(tmp_path, {"a.txt": (b"a", b"A")})
    assert (tmp_path / FOLDER / backup.run).stat().st_mode & 0o077 == 0
    assert (tmp_path / ".mtqa" / ".gitignore").read_text() == "*\n"
