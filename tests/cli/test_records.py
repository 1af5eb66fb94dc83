"""Records with a field map, from the configuration to the bytes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.app import app

MAP = """\
delimiter = "|"

[[fields]]
path = "stories[].kop"
role = "headline"

[[fields]]
path = "stories[].tekst"
type = "html"

[[fields]]
path = "tekst"
"""
JSON = (
    b'\xef\xbb\xbf{"stories":[{"kop":"The the \\u201clong\\u201d winter", "title":"of of",\r\n'
    b'"tekst":"<p class=\\"lead\\">It was was cold<\\/p>\\t<p>&amp; wet.","n":1E+400}]}\r'
)
CSV = b'id|tekst\r\n1|"It was was ""cold"", she said."\r\n2|of of|the the\r\n'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtqa.toml").write_text(MAP, encoding="utf-8")
    (tmp_path / "stories.json").write_bytes(JSON)
    (tmp_path / "stories.csv").write_bytes(CSV)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def test_what_the_map_names_is_fixed_and_all_else_is_as_it_was(desk: Path) -> None:
    done = run("fix", "--in-place", "--select", "repeated-word", "stories.json", "stories.csv")
    assert done.exit_code == 0, done.output
    fixed = JSON.replace(b"The the", b"The").replace(b"was was", b"was")
    assert (desk / "stories.json").read_bytes() == fixed
    fixed = CSV.replace(b"was was", b"was").replace(b"|of of", b"|of")
    assert (desk / "stories.csv").read_bytes() == fixed


def test_a_map_guesses_nothing(desk: Path) -> None:
    assert "guessed" not in run("check", str(desk)).output


def test_without_a_map_the_output_says_what_was_guessed(desk: Path) -> None:
    said = run("check", "--isolated", "stories.json").output
    assert "guessed from names, unless [[fields]] in mtqa.toml says else: " in said
    assert "stories[].title = headline" in said


def test_a_map_that_fits_no_field_is_told_and_the_run_is_incomplete(desk: Path) -> None:
    (desk / "other.json").write_text('{"a": "b"}', encoding="utf-8")
    done = run("check", "other.json")
    assert done.exit_code == 3
    assert "none of the fields that the configuration names (stories[].kop" in done.output


def test_a_folder_is_searched_for_copy_and_not_for_programs(desk: Path) -> None:
    (desk / "package.json").write_text('{"description": "A the the thing"}', encoding="utf-8")
    assert "package.json" not in run("check", "--isolated", str(desk)).output
    assert "repeated-word" in run("check", "--isolated", "package.json").output
