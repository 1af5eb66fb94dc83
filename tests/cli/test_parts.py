from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli import parts
from mtqa.cli.app import app

STORIES = [
    {"title": "Bridge shut", "body": "The mayor opened the the bridge.\nIt rained — all day."},
    {"title": "Café opens", "body": "Officials said said so. “It is is late,” he added."},
    {"title": "No fault", "body": "The ferry was late on Monday."},
]


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    lines = [json.dumps(story, ensure_ascii=False) for story in STORIES * 4]
    path = tmp_path / "feed.jsonl"
    path.write_bytes("\r\n".join([*lines[:5], "", *lines[5:]]).encode())
    return path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 200)
    monkeypatch.setattr(parts, "LARGE", 400)
    monkeypatch.setattr(parts, "LONGEST", 1000)


def check(feed: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["check", "--isolated", str(feed), *more])


def test_parts_are_whole_lines_and_make_up_the_file(feed: Path, small: None) -> None:
    found = list(parts.parts(io.BytesIO(feed.read_bytes())))
    assert len(found) > 3
    assert b"".join(found) == feed.read_bytes()
    assert all(part.endswith(b"\n") for part in found[:-1])


def test_a_large_feed_has_the_findings_of_a_small_one(
    feed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, told = check(feed, "--format", "json"), check(feed)
    monkeypatch.setattr(parts, "PART", 200)
    monkeypatch.setattr(parts, "LARGE", 400)
    again = json.loads(check(feed, "--format", "json").stdout)
    assert check(feed).stdout == told.stdout
    expected = json.loads(whole.stdout)
    assert expected["summary"]["findings"] >= 12
    names = [finding["id"] for finding in again["files"][0]["findings"]]
    assert len(set(names)) == len(names)
    for result in (expected, again):
        for finding in result["files"][0]["findings"]:
            del finding["id"], finding["segment"]
    assert again == expected


def test_a_line_that_is_no_json_ends_the_check_and_is_told(feed: Path, small: None) -> None:
    feed.write_bytes(feed.read_bytes() + b"\r\n{broken" + b"\r\n" + b" " * 500)
    done = check(feed)
    assert done.exit_code == 3
    assert "said said" in done.stdout
    assert "on not checked: is not JSON" in done.stdout


def test_a_line_that_is_too_long_is_refused(feed: Path, small: None) -> None:
    feed.write_bytes(feed.read_bytes() + b"\r\n" + json.dumps({"body": "a " * 1000}).encode())
    done = check(feed)
    assert done.exit_code == 3
    assert "a line has more than 1,000 bytes" in done.stdout


@pytest.mark.parametrize(
    ("name", "input_format", "large"),
    [
        ("a.jsonl", None, True),
        ("a.txt", None, False),
        ("a.txt", "jsonl", True),
        ("a.jsonl", "text", False),
    ],
)
def test_only_lines_of_json_are_read_in_parts(
    tmp_path: Path, small: None, name: str, input_format: str | None, large: bool
) -> None:
    path = tmp_path / name
    path.write_bytes(b"{}\n" * 500)
    assert parts.is_large(path, input_format) is large
    path.write_bytes(b"\xff\xfe" + "{}\n".encode("utf-16-le") * 500)
    assert not parts.is_large(path, input_format)
