"""One Chromium for all browser tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = "browser" in os.environ.get("MTQA_REQUIRE", "")


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
        page.on("console", lambda message: self.heard.append(message.text))
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("dialog", lambda dialog: (self.heard.append(dialog.message), dialog.dismiss()))
        page.on("request", self._requested)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation',"
            " event => console.error('CSP', event.violatedDirective));"
        )

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
