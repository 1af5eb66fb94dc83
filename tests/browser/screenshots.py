"""Draws the screenshots of the README anew: python tests/browser/screenshots.py"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from mtqa.cli.report import report

ROOT = Path(__file__).resolve().parents[2]
LOOKS: dict[str, tuple[dict[str, Any], str]] = {
    "report": ({"viewport": {"width": 1280, "height": 800}}, "j a r 2 n"),
    "dark": ({"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"}, "m j a n r"),
    "phone": ({"viewport": {"width": 390, "height": 800}}, "j a"),
}


def main() -> None:
    """Writes them to `fixtures/screenshots`."""
    stories = str(ROOT / "fixtures" / "corpus" / "translated")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        report([stories, "--isolated", "--exit-zero", "-o", str(page_file)], standalone_mode=False)
        text = page_file.read_text("utf-8").replace(f"{ROOT}/", "")
        page_file.write_text(text, "utf-8")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (look, keys) in LOOKS.items():
            page = browser.new_context(**look).new_page()
            page.goto(page_file.as_uri())
            for key in keys.split():
                page.keyboard.press(key)
            page.wait_for_timeout(300)
            page.screenshot(path=ROOT / "fixtures" / "screenshots" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
