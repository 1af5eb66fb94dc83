"""`mtqa fix`: what it prints, what it writes and what it leaves alone."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.apply_patch import apply_patch
from mtqa.cli.fix import fix
from mtqa.cli.undo import undo
from mtqa.errors import UsageError
from mtqa.fixing.backup import FOLDER

RULE = ("--select", "repeated-word")
FAULTY = (
    "Bridge opens\r\n\r\nThe roof of of the station is is red.\r\n\r\nMr Peña left 😀.".encode()
)
FIXED = FAULTY.replace(b"of of", b"of")
CLEAN = b"The roof of the station is red.\n"


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "faulty.txt").write_bytes(FAULTY)
    (tmp_path / "news" / "clean.txt").write_bytes(CLEAN)
    return tmp_path


def run(*args: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(fix, [*RULE, *args], input=stdin)


def test_without_an_option_the_diff_is_printed_and_nothing_written(desk: Path) -> None:
    result = run("news")
    assert result.exit_code == 1
    assert result.stdout_bytes == (
        b"--- a/news/faulty.txt\n+++ b/news/faulty.txt\n@@ -1,5 +1,5 @@\n Bridge opens\r\n \r\n"
        b"-The roof of of the station is is red.\r\n+The roof of the station is is red.\r\n \r\n"
        b" Mr Pe\xc3\xb1a left \xf0\x9f\x98\x80.\n\\ No newline at end of file\n"
    )
    assert result.stderr == (
        "1 fix to make in 1 file; nothing was written.\n"
        "1 suggested fix hidden; --unsafe-fixes adds them.\n"
    )
    assert (desk / "news" / "faulty.txt").read_bytes() == FAULTY
    assert not (desk / ".mtqa").exists()


def test_a_file_that_fails_may_be_allowed(desk: Path) -> None:
    (desk / "news" / "broken.json").write_bytes(b'{"text": ')
    assert run("news").exit_code == 3
    assert run("news", "--allow-incomplete").exit_code == 1
    written = run("news", "--in-place", "--allow-incomplete")
    assert written.exit_code == 0
    assert "broken.json" in written.stderr


def test_nothing_to_fix_is_0(desk: Path) -> None:
    result = run("news/clean.txt")
    assert (result.exit_code, result.stdout) == (0, "")


def test_in_place_writes_and_undo_takes_it_back(desk: Path) -> None:
    clean = (desk / "news" / "clean.txt").stat()
    assert run("news", "--in-place").exit_code == 0
    assert (desk / "news" / "faulty.txt").read_bytes() == FIXED
    after = (desk / "news" / "clean.txt").stat()
    assert (after.st_mtime_ns, after.st_ino) == (clean.st_mtime_ns, clean.st_ino)
    assert "news/faulty.txt" in CliRunner().invoke(undo, ["--list"]).stdout
    result = CliRunner().invoke(undo)
    assert (result.exit_code, result.stdout) == (0, "news/faulty.txt restored.\n")
    assert (desk / "news" / "faulty.txt").read_bytes() == FAULTY


def test_a_second_fix_changes_nothing(desk: Path) -> None:
    run("news", "--in-place", "--unsafe-fixes")
    path = desk / "news" / "faulty.txt"
    once, when = path.read_bytes(), path.stat().st_mtime_ns
    assert run("news", "--in-place", "--unsafe-fixes").exit_code == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (once, when)
    assert len(list((desk / FOLDER).iterdir())) == 1


def test_unsafe_fixes_adds_the_suggested_ones(desk: Path) -> None:
    run("news", "--in-place", "--unsafe-fixes")
    assert (desk / "news" / "faulty.txt").read_bytes() == FIXED.replace(b"is is", b"is")


def test_no_backup_keeps_none(desk: Path) -> None:
    run("news", "--in-place", "--no-backup")
    assert not (desk / ".mtqa").exists()
    result = CliRunner().invoke(undo)
    assert isinstance(result.exception, UsageError)


def test_undo_refuses_a_file_that_was_edited_since(desk: Path) -> None:
    run("news", "--in-place")
    (desk / "news" / "faulty.txt").write_bytes(b"Edited.")
    result = CliRunner().invoke(undo)
    assert result.exit_code == 1
    assert "faulty.txt was edited since" in result.stderr
    assert (desk / "news" / "faulty.txt").read_bytes() == b"Edited."
    assert CliRunner().invoke(undo, ["--force"]).exit_code == 0
    assert (desk / "news" / "faulty.txt").read_bytes() == FAULTY


def test_undo_of_an_unknown_run_is_told(desk: Path) -> None:
    run("news", "--in-place")
    assert "no run nonsense" in str(CliRunner().invoke(undo, ["nonsense"]).exception)


def test_output_dir_mirrors_the_files(desk: Path) -> None:
    assert run("news", "--output-dir", "out").exit_code == 0
    assert (desk / "out" / "news" / "faulty.txt").read_bytes() == FIXED
    assert (desk / "out" / "news" / "clean.txt").read_bytes() == CLEAN
    assert (desk / "news" / "faulty.txt").read_bytes() == FAULTY


def test_output_dir_holds_what_comes_from_elsewhere(desk: Path) -> None:
    (desk / "work").mkdir()
    os.chdir(desk / "work")
    assert run("../news/clean.txt", "--output-dir", "out").exit_code == 0
    assert (desk / "work" / "out" / "news" / "clean.txt").read_bytes() == CLEAN


def test_output_dir_refuses_a_link_that_leads_out_of_it(desk: Path) -> None:
    (desk / "out").mkdir()
    (desk / "elsewhere").mkdir()
    (desk / "out" / "news").symlink_to(desk / "elsewhere")
    result = run("news", "--output-dir", "out")
    assert result.exit_code == 3
    assert "leads out of out" in result.stderr
    assert not list((desk / "elsewhere").iterdir())


def test_output_dir_refuses_the_files_own_folder(desk: Path) -> None:
    result = run("news", "--output-dir", ".")
    assert "use --in-place" in str(result.exception)
    assert (desk / "news" / "faulty.txt").read_bytes() == FAULTY


def test_output_dir_refuses_two_files_of_one_name(desk: Path) -> None:
    (desk / "work" / "news").mkdir(parents=True)
    (desk / "work" / "news" / "clean.txt").write_bytes(CLEAN)
    os.chdir(desk / "work")
    result = run("news", "../news", "--output-dir", "out")
    assert "both become out/news/clean.txt" in str(result.exception)
    assert not (desk / "work" / "out").exists()


def test_a_patch_never_takes_the_place_of_its_file(desk: Path) -> None:
    assert "another name" in str(run("news/faulty.txt", "--patch", "news/faulty.txt").exception)
    assert (desk / "news" / "faulty.txt").read_bytes() == FAULTY


def test_the_ways_to_write_exclude_each_other(desk: Path) -> None:
    assert isinstance(run("news", "--in-place", "--patch", "-").exception, UsageError)


def test_standard_input_gives_a_diff_or_the_text() -> None:
    assert b"+The roof of the station is is red.\r\n" in run("-", stdin=FAULTY).stdout_bytes
    result = run("-", "--in-place", stdin=FAULTY)
    assert (result.exit_code, result.stdout_bytes) == (0, FIXED)
    assert run("-", "--in-place", stdin=CLEAN).stdout_bytes == CLEAN


def test_standard_input_that_cannot_be_read_gives_nothing() -> None:
    result = run("-", "--in-place", stdin=b"a\x00b")
    assert (result.exit_code, result.stdout_bytes) == (3, b"")
    assert "NUL" in result.stderr


def test_one_bad_file_costs_only_itself(desk: Path) -> None:
    (desk / "news" / "bad.txt").write_bytes(b"\x00\x01")
    result = run("news", "--in-place")
    assert result.exit_code == 3
    assert result.stderr.startswith("news/bad.txt: holds NUL bytes")
    assert (desk / "news" / "faulty.txt").read_bytes() == FIXED


def test_a_read_only_file_is_told_and_leaves_no_backup(desk: Path) -> None:
    (desk / "news" / "faulty.txt").chmod(0o444)
    result = run("news", "--in-place")
    assert result.exit_code == 3
    assert "read-only" in result.stderr
    assert "faulty" not in CliRunner().invoke(undo, ["--list"]).stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_kept(desk: Path, encoding: str) -> None:
    text = "Mr Peña saw the roof of of the station – “red”.\r\nIt was on Monday."
    (desk / "a.txt").write_bytes(text.encode(encoding))
    assert run("a.txt", "--in-place").exit_code == 0
    assert (desk / "a.txt").read_bytes() == text.replace("of of", "of").encode(encoding)


def test_a_patch_is_made_in_a_copy_that_was_edited_since(desk: Path) -> None:
    assert run("news/faulty.txt", "--patch", "fixes.patch").exit_code == 0
    edited = b"A new beginning.\r\n\r\n" + FAULTY.replace(b"red", b"blue")
    (desk / "copy.txt").write_bytes(edited)
    result = CliRunner().invoke(apply_patch, ["fixes.patch", "copy.txt"])
    assert result.exit_code == 0
    assert b"-The roof of of the" in result.stdout_bytes
    result = CliRunner().invoke(apply_patch, ["fixes.patch", "copy.txt", "--in-place"])
    assert result.exit_code == 0
    assert (desk / "copy.txt").read_bytes() == edited.replace(b"of of", b"of")
    assert CliRunner().invoke(undo).exit_code == 0
    assert (desk / "copy.txt").read_bytes() == edited


def test_a_hunk_that_does_not_fit_is_named(desk: Path) -> None:
    run("news/faulty.txt", "--patch", "fixes.patch")
    result = CliRunner().invoke(apply_patch, ["fixes.patch", "news/clean.txt", "--output", "-"])
    assert (result.exit_code, result.stdout_bytes) == (1, CLEAN)
    assert result.stderr.startswith("Hunk 1 of 1 does not fit: there is no place for ‘")


def test_a_copy_that_cannot_be_read_or_written_is_told(desk: Path) -> None:
    run("news/faulty.txt", "--patch", "fixes.patch")
    (desk / "bad.txt").write_bytes(b"\x00")
    result = CliRunner().invoke(apply_patch, ["fixes.patch", "bad.txt", "--in-place"])
    assert (result.exit_code, result.stderr.startswith("bad.txt: holds NUL")) == (3, True)
    (desk / "news" / "faulty.txt").chmod(0o444)
    result = CliRunner().invoke(apply_patch, ["fixes.patch", "news/faulty.txt", "--in-place"])
    assert (result.exit_code, "read-only" in result.stderr) == (3, True)


def test_patches_of_several_files_go_to_a_folder(desk: Path) -> None:
    assert isinstance(run("news", "--patch", "-").exception, UsageError)
    assert run("news", "--patch", "patches").exit_code == 0
    written = [path.name for path in (desk / "patches" / "news").iterdir()]
    assert written == ["faulty.txt.patch"]


def test_a_patch_of_standard_input_goes_to_standard_output() -> None:
    assert run("-", "--patch", "-", stdin=FAULTY).stdout.startswith("@@ -")


PACK = """
pack: desk/animals
title: Rules of a desk
rules:
"""
RULE_OF_PACK = """
  - id: {id}
    kind: regex
    pattern: '{pattern}'
    message: An animal of the desk.
    why: A desk may have its reasons.
    mqm: style/awkward
    severity: minor
    fixes: [{{replace: '{put}', safety: safe}}]
    examples: [{{ok: 'Nothing here.'}}]
"""


def pack(path: Path, **rules: tuple[str, str]) -> None:
    made = (
        RULE_OF_PACK.format(id=name.replace("_", "-"), pattern=pattern, put=put)
        for name, (pattern, put) in rules.items()
    )
    path.write_text(PACK + "".join(made), encoding="utf-8")


def run_pack(pack: Path, *args: str) -> Result:
    chosen = ("--isolated", "--packs", str(pack), "--select", "desk/animals")
    return CliRunner().invoke(fix, [*chosen, *args])


def test_rules_that_fight_are_named_and_only_their_file_is_left(desk: Path) -> None:
    pack(desk / "desk.yaml", cat_to_dog=(r"\bcat\b", "dog"), dog_to_cat=(r"\bdog\b", "cat"),
         hen_to_cow=(r"\bhen\b", "cow"))  # fmt: skip
    (desk / "news" / "faulty.txt").write_bytes(b"A cat sat.")
    (desk / "news" / "clean.txt").write_bytes(b"A hen sat.")
    result = run_pack(desk / "desk.yaml", "news", "--in-place")
    assert result.exit_code == 3
    assert "news/faulty.txt: the fixes of " in result.stderr
    assert "undo one another; nothing was written. Leave one of these rules out" in result.stderr
    assert (desk / "news" / "faulty.txt").read_bytes() == b"A cat sat."
    assert (desk / "news" / "clean.txt").read_bytes() == b"A cow sat."


def test_a_safe_fix_that_would_change_a_fact_is_refused_and_told(desk: Path) -> None:
    pack(desk / "desk.yaml", not_gone=(r"\bnot ", ""))
    (desk / "a.txt").write_bytes(b"They will not go.")
    result = run_pack(desk / "desk.yaml", "a.txt", "--in-place", "--unsafe-fixes")
    assert result.exit_code == 0
    assert (desk / "a.txt").read_bytes() == b"They will not go."
    assert result.stderr.splitlines()[0] == (
        "a.txt:1:11: the fix of ‘not-gone’ was not made. Not safe here: the negation ‘not’ goes."
    )
