"""Several reviewers: their files brought together on the page, and what they differ on settled."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mtqa.cli.apply import apply
from mtqa.cli.decisions import decisions

pytestmark = pytest.mark.browser


def decided(desk: Any, reviewer: str, path: Path, *keys: str) -> Path:
    """The file of one reviewer, who pressed these keys; the desk is empty again."""
    desk.press("?")
    desk.page.fill("#reviewer", reviewer)
    desk.press("Tab", "Escape", *keys)
    desk.exported(path)
    desk.press("u", "u", "u", "u", "u")
    return path


@pytest.fixture
def merged(desk: Any, tmp_path: Path) -> Any:
    """The desk of a third person, with the files of two: the first finding they agree on, ada
    alone saw the second, and about the third they differ."""
    files = [
        decided(desk, "ada", tmp_path / "ada.json", "j", "a", "a", "a"),
        decided(desk, "bo", tmp_path / "bo.json", "k", "k", "k", "a", "j", "r", "1"),
    ]
    desk.press("?")
    desk.page.fill("#reviewer", "chief")
    desk.press("Tab", "Escape")
    told = desk.bring(*files)
    assert told.startswith("2 findings decided by others, 1 on which people differ")
    return desk


def test_what_agrees_is_decided_and_what_differs_is_to_be_settled(
    merged: Any, tmp_path: Path
) -> None:
    cards = merged.page.locator(".card")
    assert cards.nth(0).locator(".verdict").text_content() == "accepted by ada, bo"
    assert cards.nth(1).locator(".verdict").text_content() == "accepted by ada"
    assert cards.nth(2).get_attribute("data-status") == "undecided"
    said = cards.nth(2).locator(".voices li").all_inner_texts()
    assert [one.split(" take")[0] for one in said] == [
        "ada accepted",
        "bo rejected: nothing is wrong",
    ]
    merged.press("f")
    merged.page.select_option("[name=status]", "conflict")
    assert merged.page.locator(".card:visible").count() == 1
    merged.page.click("[data-voice='0']")
    made = merged.exported(tmp_path / "all.json")["decisions"]
    assert sorted((one["reviewer"], one["note"]) for one in made) == [
        ("ada", ""),
        ("ada", ""),
        ("bo", ""),
        ("chief", "settled: ada: accept; bo: reject (wrong-flag)"),
    ]
    ran = CliRunner().invoke(apply, ["all.json", "--isolated", "--in-place"])
    assert ran.exit_code == 0, ran.output
    assert "It threatened to close the bridge." in Path("story.txt").read_text("utf-8")
    assert merged.heard == []


def test_an_import_can_be_undone_and_survives_a_reload(merged: Any) -> None:
    merged.page.reload()
    merged.page.locator(".voices").wait_for()
    merged.press("u")
    assert merged.page.locator(".voices").count() == 0
    assert merged.page.locator("#decided").inner_text() == f"0 of {merged.count}"


def test_the_command_line_merges_the_same_files_alike(merged: Any) -> None:
    ran = CliRunner().invoke(decisions, ["merge", "ada.json", "bo.json", "-o", "both.json"])
    assert ran.exit_code == 1
    both = json.loads(Path("both.json").read_text())["decisions"]
    assert len(both) == 5
    assert (
        CliRunner()
        .invoke(decisions, ["stats", "both.json"])
        .output.startswith("4 accept, 0 edit, 1 reject, 0 undecided; 1 in conflict\n")
    )
    assert merged.heard == []


def test_decisions_on_another_version_are_left_out(desk: Any, tmp_path: Path) -> None:
    path = decided(desk, "ada", tmp_path / "ada.json", "j", "a")
    made = json.loads(path.read_text("utf-8"))
    made["documents"] = {"story.txt": "sha256:0"}
    path.write_text(json.dumps(made))
    told = desk.bring(path)
    assert "1 are not about the findings on this page, or about another version" in told
    assert desk.page.locator("#decided").inner_text() == f"0 of {desk.count}"
