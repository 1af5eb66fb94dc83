"""Two versions on one page, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mtqa.cli.diff import diff

BEFORE = """Market opens

The market on the quay opened again on Friday after a month of repairs.

It and threatened to move to the new hall.

Traders said they had lost a third of their custom to the new hall. The mayor disagreed with them.

Rain kept most buyers at home until noon, the harbour police said.

The hall is to be closed next year.

A new roof was promised in spring.
"""
AFTER = """Market opens

Rain kept most buyers at home until noon, the harbour police said.

The market on the quay opened again on Friday after a month of repairs.

The guild threatened to move to the new hall.

Traders said they had lost a third of their custom to the new hall.

The mayor disagreed with them.

The hall is to be closed next year.

A new roof was promised in spring.
"""
ROOF = "A new roof was promised in spring."
WORDS = """all => all
  .filter(one => one.offsetParent && getComputedStyle(one).visibility == 'visible')
  .map(one => [
      ...(!one.matches('.after') ? one.querySelectorAll('ins') : []),
      ...one.querySelectorAll('.vh'),
    ].reduce(
    (text, hidden) => text.replace(hidden.innerText, ''), one.innerText))
  .map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => text)"""


@pytest.fixture
def page_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def written(before: str, after: str) -> str:
        Path("before.txt").write_bytes(before.encode())
        Path("after.txt").write_bytes(after.encode())
        ran = CliRunner().invoke(diff, ["before.txt", "after.txt", "--isolated", "-o", "d.html"])
        assert ran.exit_code == 0, ran.output
        return Path("d.html").read_text("utf-8")

    return written


def test_the_command_counts_what_the_page_shows(page_of: Any) -> None:
    page = page_of(BEFORE, AFTER)
    assert "<h1>3 changes <span>in 8 paragraphs</span></h1>" in page
    assert page.count('role="suggestion"') == 2
    ran = CliRunner().invoke(diff, ["before.txt", "after.txt", "--isolated"])
    assert ran.output.startswith("3 paragraphs differ, 2 words out, 2 words in.\n")


def test_equal_versions_are_told_to_be_equal(page_of: Any) -> None:
    assert "<h1>No difference" in page_of(BEFORE, BEFORE)


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (("before.txt", "nowhere.txt"), "There is no file or folder nowhere.txt."),
        (("before.txt", "."), "is a folder: give one file for each version."),
        (("-", "-"), "Standard input is one story"),
        (("before.txt", "before.txt", "-o", "before.txt"), "is one of the stories"),
    ],
)
def test_what_cannot_be_compared_is_told(page_of: Any, paths: tuple[str, ...], told: str) -> None:
    page_of(BEFORE, AFTER)
    ran = CliRunner().invoke(diff, [*paths, "--isolated"])
    assert told in str(ran.exception)
    assert Path("before.txt").read_text() == BEFORE


@pytest.mark.browser
def test_the_views_work_without_javascript(watch: Any, page_of: Any) -> None:
    seen = watch(page_of(BEFORE, AFTER), "d.html", java_script_enabled=False)
    page = seen.page
    page.click("label[for=view-result]")
    new = page.locator(".copy").evaluate_all(WORDS)
    assert " ".join(new) == " ".join(AFTER.split())
    page.click("label[for=view-side]")
    old = page.locator(".copy:not(.after)").evaluate_all(WORDS)
    assert old == BEFORE.strip().split("\n\n")
    assert page.locator(".copy:not(.after)", has_text=ROOF).is_visible()
    page.click("label[for=only]")
    assert not page.locator(".copy:not(.after)", has_text=ROOF).is_visible()
    assert seen.heard == []


@pytest.mark.browser
def test_the_keys_walk_through_the_changes(watch: Any, page_of: Any) -> None:
    page = watch(page_of(BEFORE, AFTER), "d.html").page
    walked = []
    for _ in range(4):
        page.keyboard.press("j")
        walked += page.locator(".current").evaluate_all(WORDS)
    assert [text[:4] for text in walked] == ["Rain", "It a", "Trad", "Rain"]
    page.keyboard.press("j")
    assert page.locator("#live").text_content() == "That was the last change."
    page.keyboard.press("v")
    assert page.locator("#view-result").is_checked()


@pytest.mark.browser
@pytest.mark.parametrize("payload", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)"])
def test_hostile_words_are_words(watch: Any, page_of: Any, payload: str) -> None:
    before = BEFORE.replace("market", payload)
    seen = watch(page_of(before, AFTER.replace("Rain", payload)), "d.html")
    seen.page.wait_for_timeout(100)
    assert seen.heard == []
    assert seen.page.locator("img").count() == 0
    assert payload in str(seen.page.locator("main").text_content())
