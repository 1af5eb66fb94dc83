"""A review by keyboard, from the page to the file that it changes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import mtqa
from mtqa.cli.apply import apply
from mtqa.cli.report import report

pytestmark = pytest.mark.browser

STORY = (
    "Mayor opens bridge\n\nIt and threatened to close the the bridge.\n\n"
    'He said: "We tried to agree,” and left <unk> early.\n\n'
    "He and promised , again, a 2,3 km road.\n"
)


@pytest.fixture
def desk(watch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The report of the story above, open in a browser."""
    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_bytes(STORY.encode())
    ran = CliRunner().invoke(report, ["story.txt", "--isolated", "-o", "page.html"])
    assert ran.exit_code == 1, ran.output
    return watch(Path("page.html").read_text("utf-8"))


def press(desk: Any, *keys: str) -> None:
    for key in keys:
        desk.page.keyboard.press(key)


def current(desk: Any) -> str:
    return str(desk.page.locator(".card.current .rule").inner_text())


def said(desk: Any) -> str:
    return str(desk.page.locator("#live").text_content())


def exported(desk: Any, path: Path) -> dict[str, Any]:
    with desk.page.expect_download() as download:
        press(desk, "x")
    download.value.save_as(path)
    return dict(json.loads(path.read_text("utf-8")))


def test_a_review_by_keyboard_becomes_the_file(desk: Any, tmp_path: Path) -> None:
    rules = [finding.rule for finding in mtqa.check(STORY).findings]
    press(desk, "j")
    assert current(desk) == rules[0]
    press(desk, "a")
    assert said(desk) == f"Finding 1 accepted, {len(rules) - 1} left."
    press(desk, "r", "2")
    press(desk, "e")
    desk.page.keyboard.insert_text("‘")
    press(desk, "Enter")
    press(desk, "n", "p", "a")
    made = exported(desk, tmp_path / "decisions.json")
    assert [one["rule"] for one in made["decisions"]] != []
    verdicts = {one["rule"]: one["decision"] for one in made["decisions"]}
    assert verdicts["verb-missing-after-subject"] == "accept"
    assert verdicts["repeated-word"] == "reject"
    assert made["documents"].keys() == {"story.txt"}
    ran = CliRunner().invoke(apply, ["decisions.json", "--isolated", "--in-place"])
    assert ran.exit_code == 0, ran.output
    text = Path("story.txt").read_text("utf-8")
    assert "It threatened to close the the bridge." in text
    assert "He said: ‘We tried" in text
    assert desk.heard == []


def test_the_result_shows_what_was_accepted_and_nothing_else(desk: Any) -> None:
    press(desk, "v")
    after = desk.page.locator(".copy.after")
    assert after.nth(1).inner_text() == "It and threatened to close the the bridge."
    press(desk, "j", "a")
    assert after.nth(1).inner_text() == "It threatened to close the the bridge."
    press(desk, "a")
    assert after.nth(1).inner_text() == "It threatened to close the bridge."
    press(desk, "u", "u")
    assert after.nth(1).inner_text() == "It and threatened to close the the bridge."


def test_undo_takes_back_step_after_step_also_in_bulk(desk: Any) -> None:
    press(desk, "j", "A")
    assert "verb-missing-after-subject" in desk.page.locator("#bulk h2").inner_text()
    desk.page.locator("#bulk button[value=all]").click()
    assert desk.page.locator("#decided").inner_text() == f"2 of {count(desk)}"
    press(desk, "r", "1", "Control+z")
    assert desk.page.locator("#decided").inner_text() == f"2 of {count(desk)}"
    press(desk, "u")
    assert desk.page.locator("#decided").inner_text() == f"0 of {count(desk)}"
    press(desk, "u")
    assert said(desk) == "There is nothing to undo."


def count(desk: Any) -> int:
    return int(desk.page.locator(".card").count())


def test_a_draft_survives_a_reload(desk: Any) -> None:
    press(desk, "j", "a", "r", "3")
    desk.page.reload()
    cards = desk.page.locator(".card")
    assert cards.nth(0).get_attribute("data-status") == "accept"
    assert cards.nth(1).locator(".verdict").text_content() == "rejected: style"


def test_filters_and_place_are_in_the_address(desk: Any) -> None:
    press(desk, "f")
    desk.page.select_option("[name=severity]", "major")
    shown = desk.page.locator(".card:visible").count()
    assert 0 < shown < count(desk)
    assert f"{shown} of {count(desk)}" in desk.page.locator("#shown").inner_text()
    press(desk, "Escape", "j")
    anchor = desk.page.locator(".card.current").get_attribute("id")
    assert desk.page.url.endswith(f"#{anchor}?severity=major")
    desk.page.reload()
    assert desk.page.locator(".card:visible").count() == shown
    assert desk.page.locator(".card.current").get_attribute("id") == anchor


def test_a_deep_link_opens_its_finding(desk: Any) -> None:
    anchor = desk.page.locator(".card").nth(3).get_attribute("id")
    desk.page.goto(f"{desk.page.url.split('#')[0]}#{anchor}")
    assert desk.page.locator(".card.current").get_attribute("id") == anchor
    assert desk.page.locator(f".here[data-f={anchor}]").count() >= 1


def test_letters_are_letters_while_somebody_types(desk: Any) -> None:
    press(desk, "j", "e")
    desk.page.keyboard.type("jar")
    press(desk, "Escape")
    assert desk.page.locator(".wording").count() == 0
    assert desk.page.locator("#decided").inner_text() == f"0 of {count(desk)}"
    assert desk.page.locator(".card.current").get_attribute("id") == desk.page.locator(
        ".card"
    ).first.get_attribute("id")


def test_the_pointer_can_do_it_too(desk: Any) -> None:
    card = desk.page.locator(".card").first
    card.locator("[data-do=accept]").click()
    assert card.get_attribute("data-status") == "accept"
    second = desk.page.locator(".card").nth(1)
    second.locator("[data-do=reject]").click()
    second.locator("[data-reason=style]").click()
    assert second.get_attribute("data-status") == "reject"
    desk.page.click("[data-do=undo]")
    assert second.get_attribute("data-status") == "undecided"
    assert desk.heard == []


def test_the_script_draws_as_the_server_drew(desk: Any) -> None:
    """Back to undecided, a paragraph is what it was before anybody touched it."""
    cells = (
        "[...document.querySelectorAll('.row')]"
        ".map(row => [row.className, row.children[0].innerHTML, row.children[1].innerHTML])"
    )
    before = desk.page.evaluate(cells)
    for index in range(count(desk)):
        desk.page.locator(".card").nth(index).locator("[data-do=accept]").click()
    assert desk.page.evaluate(cells) != before
    for _ in range(count(desk)):
        press(desk, "u")
    after = desk.page.evaluate(cells)
    assert [[plain(cell) for cell in row] for row in after] == [
        [plain(cell) for cell in row] for row in before
    ]


def plain(html: str) -> str:
    """The mark-up without what only says where the reader is, its attributes in one order."""
    bare = re.sub(r" ?\b(?:here|undecided)\b", "", html).replace(' class=""', "").strip()
    return re.sub(r"<(\w+)((?: [\w-]+=\"[^\"]*\")+)>", ordered, bare)


def ordered(match: re.Match[str]) -> str:
    attributes = " ".join(sorted(re.findall(r'[\w-]+="[^"]*"', match[2])))
    return f"<{match[1]} {attributes}>"
