"""A review by keyboard, from the page to the file that it changes."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import mtqa
from mtqa.cli.apply import apply
from mtqa.cli.undo import undo

pytestmark = pytest.mark.browser


def test_a_review_by_keyboard_becomes_the_file(desk: Any, tmp_path: Path) -> None:
    story = Path("story.txt").read_text("utf-8")
    rules = [finding.rule for finding in mtqa.check(story).findings]
    desk.press("j")
    assert desk.rule == rules[0]
    desk.press("a")
    assert desk.said == f"Finding 1 accepted, {len(rules) - 1} left."
    desk.press("r", "2")
    desk.press("e")
    desk.page.keyboard.insert_text("‘")
    desk.press("Enter")
    desk.press("n", "p", "a")
    made = desk.exported(tmp_path / "decisions.json")
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
    assert CliRunner().invoke(undo).exit_code == 0
    assert Path("story.txt").read_text("utf-8") == story


def test_the_result_shows_what_was_accepted_and_nothing_else(desk: Any) -> None:
    desk.press("v")
    assert desk.words(1) == "It and threatened to close the the bridge."
    desk.press("j", "a")
    assert desk.words(1) == "It threatened to close the the bridge."
    desk.press("a")
    assert desk.words(1) == "It threatened to close the bridge."
    desk.press("u", "u")
    assert desk.words(1) == "It and threatened to close the the bridge."


def test_side_by_side_follows_the_decisions(desk: Any) -> None:
    after = desk.page.locator(".copy.after")
    desk.press("m", "j", "a", "r", "1")
    assert after.nth(1).inner_text() == "It threatened to close the the bridge."
    assert after.nth(0).inner_text() == "Mayor opens bridge"
    desk.press("u", "u")
    assert after.nth(1).inner_text() == "It threatened to close the bridge."
    desk.press("m")
    assert not after.first.is_visible()


def test_undo_takes_back_step_after_step_also_in_bulk_and_after_a_reload(desk: Any) -> None:
    decided = desk.page.locator("#decided")
    desk.press("j", "A")
    assert "verb-missing-after-subject" in desk.page.locator("#bulk h2").inner_text()
    desk.page.locator("#bulk button[value=all]").click()
    assert decided.inner_text() == f"2 of {desk.count}"
    desk.press("r", "1", "Control+z")
    assert decided.inner_text() == f"2 of {desk.count}"
    desk.page.reload()
    desk.press("u")
    assert decided.inner_text() == f"0 of {desk.count}"
    desk.press("u")
    assert desk.said == "There is nothing to undo."


def test_a_rule_can_be_rejected_in_bulk(desk: Any, tmp_path: Path) -> None:
    desk.press("j", "A")
    desk.page.locator("#bulk button[value=reject]").click()
    made = desk.exported(tmp_path / "decisions.json")["decisions"]
    assert [(one["decision"], one["reason"]) for one in made] == [("reject", "wrong-flag")] * 2


def test_a_note_goes_along_with_a_rejection(desk: Any, tmp_path: Path) -> None:
    desk.press("j", "r")
    desk.page.locator(".reasons input").fill("ask the 3 desks")
    desk.press("Enter", "3")
    (made,) = desk.exported(tmp_path / "decisions.json")["decisions"]
    assert (made["reason"], made["note"]) == ("style", "ask the 3 desks")
    told = desk.page.locator(".card").first.locator(".verdict")
    assert told.text_content() == "rejected: style — ask the 3 desks"


def test_a_draft_survives_a_reload(desk: Any) -> None:
    desk.press("j", "a", "r", "3")
    desk.page.reload()
    cards = desk.page.locator(".card")
    assert cards.nth(0).get_attribute("data-status") == "accept"
    assert cards.nth(1).locator(".verdict").text_content() == "rejected: style"


def test_filters_and_place_are_in_the_address(desk: Any) -> None:
    desk.press("f")
    desk.page.select_option("[name=severity]", "major")
    shown = desk.page.locator(".card:visible").count()
    assert 0 < shown < desk.count
    assert f"{shown} of {desk.count}" in desk.page.locator("#shown").inner_text()
    desk.press("Escape", "j")
    anchor = desk.page.locator(".card.current").get_attribute("id")
    desk.page.wait_for_url(f"**/*#{anchor}?severity=major")
    desk.press("a")
    assert desk.page.locator(".card:visible").count() == shown
    desk.page.reload()
    assert desk.page.locator(".card:visible").count() == shown


def test_a_rule_in_the_summary_shows_its_findings(desk: Any) -> None:
    desk.page.click(".rules a >> text=repeated-word")
    (heading,) = desk.page.locator(".card:visible h3").all_inner_texts()
    assert heading.split() == ["2", "repeated-word", "minor"]
    desk.page.click("text=Show all")
    desk.page.locator(".card:visible").nth(desk.count - 1).wait_for()
    assert desk.page.locator(".card:visible").count() == desk.count


def test_a_deep_link_opens_its_finding(desk: Any) -> None:
    anchor = desk.page.locator(".card").nth(3).get_attribute("id")
    desk.page.goto(f"{desk.page.url.split('#')[0]}#{anchor}")
    assert desk.page.locator(".card.current").get_attribute("id") == anchor
    assert desk.page.locator(".copy .here").count() >= 1


def test_letters_are_letters_while_somebody_types(desk: Any) -> None:
    desk.press("j", "e")
    desk.page.keyboard.type("jar")
    desk.press("Escape")
    assert desk.page.locator(".wording").count() == 0
    assert desk.page.locator("#decided").inner_text() == f"0 of {desk.count}"
    first = desk.page.locator(".card").first
    assert desk.page.locator(".card.current").get_attribute("id") == first.get_attribute("id")


def test_keys_can_be_changed_and_switched_off(desk: Any) -> None:
    desk.press("?")
    desk.page.click("[aria-label='Key for accept']")
    desk.press("q", "Escape", "j")
    hint = desk.page.locator(".card.current [data-do=accept] kbd")
    assert hint.inner_text() == "q"
    desk.press("a")
    assert desk.page.locator("#decided").inner_text() == f"0 of {desk.count}"
    desk.page.reload()
    desk.press("j", "q")
    assert desk.page.locator("#decided").inner_text() == f"1 of {desk.count}"
    desk.press("?")
    desk.page.uncheck("#keys-on")
    desk.press("Escape", "u")
    assert desk.page.locator("#decided").inner_text() == f"1 of {desk.count}"


def test_letters_hold_on_a_cyrillic_keyboard(desk: Any) -> None:
    for key, code in (("о", "KeyJ"), ("ф", "KeyA")):
        desk.page.evaluate(
            "([key, code]) => (document.activeElement ?? document.body).dispatchEvent("
            "new KeyboardEvent('keydown', {key, code, bubbles: true}))",
            [key, code],
        )
    assert desk.page.locator("#decided").inner_text() == f"1 of {desk.count}"


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
    second.locator(".meta a").click()
    assert len(second.locator(".reason").inner_text()) > 40
    assert desk.heard == []


def test_words_are_copied_from_the_data(desk: Any) -> None:
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def copied(what: str, *keys: str) -> str:
        desk.press(*keys)
        desk.page.locator("#live", has_text=f"{what} copied.").wait_for(state="attached")
        return str(desk.page.evaluate("navigator.clipboard.readText()"))

    desk.press("j", "a", "k")
    anchor = desk.page.locator(".card.current").get_attribute("id")
    assert copied("The link", "c").endswith(f"#{anchor}")
    assert (
        copied("The paragraph as it is", "C", "2") == "It and threatened to close the the bridge."
    )
    assert copied("The paragraph as decided", "C", "3") == "It threatened to close the the bridge."
    markdown = copied("The finding as Markdown", "C", "4")
    assert markdown.startswith("**verb-missing-after-subject** (major, finding 1 in story.txt)")
    assert "> It and threatened to close the the bridge.\n" in markdown
    whole = Path("story.txt").read_text("utf-8").strip()
    assert copied("The story as decided", "C", "5") == whole.replace("It and", "It")


def test_the_script_draws_as_the_server_drew(desk: Any) -> None:
    """Back to undecided, a paragraph is what it was before anybody touched it."""
    cells = (
        "[...document.querySelectorAll('.row')]"
        ".map(row => [row.className, row.querySelector('.copy').innerHTML])"
    )
    before = desk.page.evaluate(cells)
    for index in range(desk.count):
        desk.page.locator(".card").nth(index).locator("[data-do=accept]").click()
    assert desk.page.evaluate(cells) != before
    for _ in range(desk.count):
        desk.press("u")
    after = desk.page.evaluate(cells)
    assert [[plain(cell) for cell in row] for row in after] == [
        [plain(cell) for cell in row] for row in before
    ]


def plain(html: str) -> str:
    """The mark-up without what only says where the reader is, its attributes in one order."""
    bare = re.sub(r" ?\bhere\b", "", html).replace(' class=""', "").strip()
    return re.sub(r"<(\w+)((?: [\w-]+=\"[^\"]*\")+)>", ordered, bare)


def ordered(match: re.Match[str]) -> str:
    attributes = " ".join(sorted(re.findall(r'[\w-]+="[^"]*"', match[2])))
    return f"<{match[1]} {attributes}>"
