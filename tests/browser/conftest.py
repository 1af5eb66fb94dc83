"""One Chromium for all browser tests."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = "browser" in os.environ.get("MTQA_REQUIRE", "")
STORY = (
    "Mayor opens bridge\n\nIt and threatened to close the the bridge.\n\n"
    'He said: "We tried to agree,” and left <unk> early.\n\n'
    "He and promised , again, a 2,3 km road.\n"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return _without("Playwright for Python is not installed")
    if not CHROMIUM:
        return _without("there is no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _without(reason: str) -> None:
    if REQUIRED:
        pytest.fail(f"{reason}, and MTQA_REQUIRE asks for a browser")
    pytest.skip(reason)


class Watched:
    """A page and all that it said, asked for or was refused."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.heard: list[str] = []
        page.set_default_timeout(8000)
        page.on("console", lambda message: self.heard.append(message.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("dialog", lambda dialog: (self.heard.append(dialog.message), dialog.dismiss()))
        page.on("request", self._requested)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " event => console.error('CSP', event.violatedDirective));"
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def said(self) -> str:
        """What those who hear the page were told last."""
        return str(self.page.locator("#live").text_content())

    @property
    def count(self) -> int:
        return int(self.page.locator(".card").count())

    @property
    def rule(self) -> str:
        """The rule of the current finding."""
        return str(self.page.locator(".card.current h3").inner_text()).split()[1]

    def words(self, paragraph: int) -> str:
        """The words of a paragraph as they are seen."""
        return str(self.page.locator(".copy:not(.after)").nth(paragraph).inner_text())

    def tree(self) -> str:
        """What the browser tells assistive technology: the words of all that is on the page."""
        session = self.page.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        by_id = {node["nodeId"]: node for node in nodes}

        def spoken(node: dict[str, Any]) -> Iterator[str]:
            if node.get("role", {}).get("value") == "StaticText":
                yield str(node["name"]["value"])
            for child in node.get("childIds", ()):
                yield from spoken(by_id[child]) if child in by_id else ()

        return " ".join(" ".join(spoken(nodes[0])).split())

    def bring(self, *files: Any) -> str:
        """Imports these files of decisions, and gives what the page says of that."""
        self.page.set_input_files("#files", list(files))
        self.page.locator("#told[open]").wait_for()
        told = str(self.page.inner_text("#told p >> nth=0"))
        self.press("Escape")
        return told

    def exported(self, path: Path) -> dict[str, Any]:
        """The file of decisions, saved at `path` as well."""
        with self.page.expect_download() as download:
            self.press("x")
        download.value.save_as(path)
        return dict(json.loads(path.read_text("utf-8")))

    def _requested(self, request: Any) -> None:
        if not request.url.startswith(("file:", "blob:")):
            self.heard.append(f"request: {request.url}")


@pytest.fixture
def watch(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens the HTML given from a file; what the page says is in `heard`."""
    contexts = []

    def opened(html: str, name: str = "report.html", hash_: str = "", **more: Any) -> Watched:
        path = tmp_path / name
        path.write_text(html, encoding="utf-8")
        context = chromium.new_context(**more)
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(path.as_uri() + hash_)
        return watched

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def desk(watch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The report of the story above, open in a browser; the story is in the folder."""
    from mtqa.cli.report import report

    monkeypatch.chdir(tmp_path)
    Path("story.txt").write_bytes(STORY.encode())
    ran = CliRunner().invoke(report, ["story.txt", "--isolated", "-o", "page.html"])
    assert ran.exit_code == 1, ran.output
    return watch(Path("page.html").read_text("utf-8"))
