"""WCAG 2.2 AA as far as axe-core can tell, in every state of the pages that has its own look."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import mtqa
from mtqa.cli.diff import diff

pytestmark = pytest.mark.browser

CORPUS = Path(__file__).resolve().parents[2] / "fixtures" / "corpus" / "translated"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = {
    "side by side": ("m",),
    "result": ("v",),
    "a review under way": ("j", "a", "r", "2", "a", "f"),
    "rejecting": ("j", "r"),
    "editing": ("j", "e"),
    "help": ("?",),
    "in bulk": ("j", "A"),
    "copying": ("j", "C"),
}


@pytest.fixture(scope="session")
def axe() -> str:
    try:
        return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
    except ModuleNotFoundError:
        pytest.skip("axe-playwright-python, which brings axe-core, is not installed")


def page_of(stories: int) -> str:
    names = sorted(CORPUS.glob("*.txt"))[:stories]
    return mtqa.render_report([mtqa.check(name.read_text("utf-8")) for name in names])


@pytest.fixture(scope="session")
def report() -> str:
    """About fifty findings in several stories."""
    return page_of(7)


@pytest.fixture(scope="session")
def small() -> str:
    return page_of(1)


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert len(found["passes"]) > 15
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {node['html'][:160]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


LOOKS = [("light", state) for state in STATES] + [
    ("dark", state) for state in ("side by side", "a review under way", "editing")
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_as_it_opens(watch: Any, axe: str, report: str, scheme: str) -> None:
    assert violations(watch(report, color_scheme=scheme).page, axe) == []


@pytest.mark.parametrize(("scheme", "state"), LOOKS)
def test_the_report(watch: Any, axe: str, small: str, scheme: str, state: str) -> None:
    page = watch(small, color_scheme=scheme).page
    for key in STATES[state]:
        page.keyboard.press(key)
    assert violations(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_on_a_phone(watch: Any, axe: str, small: str, scheme: str) -> None:
    page = watch(small, color_scheme=scheme, viewport={"width": 390, "height": 844}).page
    assert violations(page, axe) == []


def test_a_report_with_a_source(watch: Any, axe: str) -> None:
    text = "Mayor opens bridge\n\nIt and threatened to close the the bridge."
    story = mtqa.check(text, source="العمدة يفتح الجسر\n\nوهددوا بإغلاق الجسر.")
    page = watch(mtqa.render_report(story)).page
    assert violations(page, axe) == []
    page.keyboard.press("m")
    assert violations(page, axe) == []


def test_a_report_of_two_reviewers(watch: Any, axe: str, desk: Any, tmp_path: Path) -> None:
    files = []
    for reviewer, keys in (("ada", ("j", "a")), ("bo", ("k", "r", "3"))):
        desk.page.evaluate("name => localStorage.setItem('mtqa:reviewer', name)", reviewer)
        desk.press(*keys)
        files.append(tmp_path / f"{reviewer}.json")
        desk.exported(files[-1])
        desk.press("u")
    assert "1 on which people differ" in desk.bring(*files)
    assert violations(desk.page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_versions(
    watch: Any, axe: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.chdir(tmp_path)
    story = (CORPUS / "harvest-uk.txt").read_text("utf-8")
    first, second, *others = story.split("\n\n")
    Path("before.txt").write_text(story, encoding="utf-8")
    Path("after.txt").write_text(
        "\n\n".join([first, *others, second.replace(" the ", " a ")]), encoding="utf-8"
    )
    assert not CliRunner().invoke(diff, ["before.txt", "after.txt", "--isolated"]).exit_code
    page = watch(Path("diff.html").read_text("utf-8"), color_scheme=scheme).page
    assert violations(page, axe) == []
    page.keyboard.press("m")
    assert violations(page, axe) == []
