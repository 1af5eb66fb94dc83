from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.cli.app import app
from mtqa.formats.registry import FORMATS, load

STORY = "It was was late."
FILES = {
    "csv": f"Headline;Text;Note\nThe the mayor;{STORY};of of it\n",
    "tsv": f"source\ttarget\nof of it\t{STORY}\n",
    "json": json.dumps(
        {"articles": [{"title": "The the mayor", "body": f"<p>{STORY}</p>", "note": "of of it"}]}
    ),
    "jsonl": json.dumps(
        {"headline": "The the mayor", "paragraphs": [{"text": STORY}], "x": "of of"}
    ),
}


def test_each_format_says_what_is_read() -> None:
    done = CliRunner().invoke(app, ["formats"])
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert all(f"{load(name).title}" in said and load(name).reads in said for name in FORMATS)
    assert "every byte outside a fix stays" in said


def test_those_that_take_a_field_map_show_one() -> None:
    assert {name for name in FORMATS if load(name).example} == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_the_field_map_shown_reads_what_it_names(name: str, tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["formats", name]).stdout
    example = load(name).example
    assert all(line.strip() in shown for line in example.splitlines())
    config, file = tmp_path / "mtqa.toml", tmp_path / f"a.{name}"
    config.write_text(example, encoding="utf-8")
    file.write_text(FILES[name], encoding="utf-8")
    done = CliRunner().invoke(
        app, ["check", str(file), "--config", str(config), "--format", "json"]
    )
    found = [finding["text"] for finding in json.loads(done.stdout)["files"][0]["findings"]]
    assert found == (["was was"] if name == "tsv" else ["The the", "was was"])


def test_an_unknown_format_is_an_error() -> None:
    done = CliRunner().invoke(app, ["formats", "docx"])
    assert done.exit_code != 0
