import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtqa
from mtqa._version import __version__
from mtqa.model.result import Run
from mtqa.reporting import console
from mtqa.reporting.json import as_json, document

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "mtqa" / "reporting" / "check.schema.json").read_text("utf-8"))
BAD = "The mayor opened the the bridge.\n"


def run(*args: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "mtqa", *args]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_findings_exit_1_and_read_like_a_note(story: Path) -> None:
    done = run("check", "--isolated", story.name, cwd=story.parent)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "story.txt:1:18  minor  repeated-word",
        "  The mayor opened the the bridge.",
        "                   ~~~~~~~",
        "  ‘the’ stands twice in a row.",
        "  → the",
        "",
        "1 found in 1 file, 6 words: 1 minor. Fix 1 safely with `mtqa fix`.",
    ]
    assert done.stderr == b""


def test_a_clean_file_exits_0_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mayor opened the bridge.\n", encoding="utf-8")
    done = run("check", "--isolated", "a.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"Nothing found in 1 file, 5 words.\n")


def test_json_is_as_its_schema_says(story: Path) -> None:
    done = run("check", "--isolated", "--format", "json", str(ROOT / "fixtures" / "corpus"),
               story.name, cwd=story.parent)  # fmt: skip
    data = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    assert data["schema"] == "mtqa.check/1"
    for file in data["files"]:
        path = Path(file["path"])
        text = (path if path.is_absolute() else story.parent / path).read_bytes().decode()
        for finding in file["findings"]:
            line = text[: finding["start"]].count("\n") + 1
            assert line == finding["line"]
            if file["format"] == "text":
                assert text[finding["start"] : finding["end"]] == finding["text"]


def test_jsonl_is_a_line_a_finding_and_a_summary(story: Path) -> None:
    done = run("check", "--isolated", "--format", "jsonl", story.name, cwd=story.parent)
    finding, summary = map(json.loads, done.stdout.decode().splitlines())
    assert (finding["path"], finding["rule"]) == ("story.txt", "repeated-word")
    assert summary["summary"]["findings"] == 1


def test_the_same_run_gives_the_same_bytes(story: Path) -> None:
    first, second = (
        run("check", "--isolated", "--format", "json", story.name, cwd=story.parent).stdout
        for _ in range(2)
    )
    assert first == second


def test_standard_input_takes_its_format_from_its_name(tmp_path: Path) -> None:
    page = b"<p>The mayor <b>opened</b> the the bridge.</p>"
    done = run("check", "--isolated", "-", "--stdin-filename", "a.html", "--format", "json",
               cwd=tmp_path, stdin=page)  # fmt: skip
    (file,) = json.loads(done.stdout)["files"]
    assert (file["path"], file["format"]) == ("a.html", "html")
    assert page[file["findings"][0]["start"] :].startswith(b"the the")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check", "nowhere.txt"], "There is no file or folder nowhere.txt"),
        (["chekc", "story.txt"], "Did you mean ‘check’"),
        (["check", "--sellect", "x", "story.txt"], "No such option"),
        (["check", "--select", "repeated-wrd", "story.txt"], "Did you mean ‘repeated-word’"),
        (["check", "--input-format", "docx", "story.txt"], "There is no format ‘docx’"),
        (["check", "--quotes", "wavy", "story.txt"], "one of curly, straight, keep"),
        (["check", "--config", "no.toml", "story.txt"], "There is no configuration no.toml"),
        (["explain", "repeated-wrd"], "Did you mean ‘repeated-word’"),
    ],
)
def test_wrong_usage_exits_2_with_what_to_do(story: Path, args: list[str], said: str) -> None:
    done = run(*args, cwd=story.parent)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_file_that_cannot_be_read_is_named_and_the_others_checked(story: Path) -> None:
    (story.parent / "image.txt").write_bytes(b"\x89PNG\x00\x00\x01")
    done = run("check", "--isolated", ".", cwd=story.parent)
    out = done.stdout.decode()
    assert done.returncode == 3
    assert "incomplete: image.txt: holds NUL bytes" in out
    assert "repeated-word" in out
    allowed = run("check", "--isolated", "--allow-incomplete", ".", cwd=story.parent)
    assert allowed.returncode == 1


def test_fail_on_and_exit_zero_set_the_exit_code(story: Path) -> None:
    args = ["check", "--isolated", story.name]
    assert run(*args, "--fail-on", "major", cwd=story.parent).returncode == 0
    assert run(*args, "--exit-zero", cwd=story.parent).returncode == 0


def test_the_encoding_of_last_resort_is_told(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_bytes("The café opened the the bridge.\n".encode("cp1252"))
    done = run("check", "--isolated", "old.txt", cwd=tmp_path)
    assert "old.txt: read as cp1252" in done.stdout.decode()


def test_colour_is_as_asked_or_as_the_environment_says(story: Path) -> None:
    assert b"\x1b[" not in run("check", "--isolated", story.name, cwd=story.parent).stdout
    coloured = run("check", "--isolated", "--color", story.name, cwd=story.parent)
    assert b"\x1b[" in coloured.stdout


@given(st.text(max_size=200))
def test_no_text_breaks_the_console_or_the_json(text: str) -> None:
    text = text.encode("utf-8", "replace").decode() + " It and threatened the the town."
    result = mtqa.check(text)
    run = Run((result,), __version__)
    jsonschema.Draft202012Validator(SCHEMA).validate(document(run))
    assert json.loads(as_json(run))["files"][0]["findings"]
    notes = "\n".join(console.notes(run))
    assert "the the" in notes


def test_a_fingerprint_survives_edits_elsewhere() -> None:
    before = mtqa.check(f"One line.\n\n{BAD}").findings[0]
    after = mtqa.check(f"Two other lines.\n\nMore of it here.\n\n{BAD}").findings[0]
    assert before.id == after.id
    assert before.start != after.start


def test_twins_have_different_fingerprints() -> None:
    found = mtqa.check(f"{BAD}\n{BAD}", settings={"select": ["repeated-word"]}).findings
    assert len({finding.id for finding in found}) == len(found) == 2


def test_hostile_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\x1b]0;owned\x07 the the town.\n", encoding="utf-8")
    done = run("check", "--isolated", "a.txt", cwd=tmp_path)
    assert b"\x1b" not in done.stdout
    assert b"\x07" not in done.stdout


@pytest.mark.parametrize(
    ("form", "first", "second"),
    [
        ("text", b"story.txt:1:18", b"-:1:18"),
        ("jsonl", b'{"path":"story.txt"', b'{"path":"-"'),
    ],
)
def test_a_file_is_told_before_the_next_is_read(
    story: Path, form: str, first: bytes, second: bytes
) -> None:
    command = [sys.executable, "-m", "mtqa", "check", "--isolated", "--format", form]
    with subprocess.Popen(
        [*command, story.name, "-"],
        cwd=story.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline().startswith(first)
        told, _ = process.communicate(BAD.encode())
    assert told.startswith(second)
    assert process.returncode == 1
