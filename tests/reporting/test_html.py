"""The report's page: complete, inert, and made of what was found."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import mtqa
from mtqa.cli.report import report
from mtqa.model.result import FileResult, Run
from mtqa.reporting.html import render
from mtqa.reporting.page import shown

STORY = (
    "Mayor opens bridge\n\nIt and threatened to close the the bridge.\n\n"
    'He said: "We tried to agree,” and left the of the port early.\n'
)


def page_of(*results: FileResult, **more) -> str:
    return render(Run(tuple(results), "1.2.3", "abcdef0123456789"), **more)


class Reader(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "input", "br", "link", "img"}:
            self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        for tag in set(self._open):
            self.text.setdefault(tag, []).append(data)


def test_a_change_is_drawn_by_whole_words() -> None:
    page = page_of(mtqa.check(STORY))
    assert '<del role="deletion"> and</del>' in page
    assert '<ins role="insertion">“</ins>' in page


def test_a_line_parts_the_stories_of_a_feed() -> None:
    feed = '{"text": "One.\\n\\nTwo."}\n{"text": "Three."}\n{"text": "Four.\\n\\nFive."}\n'
    rows = re.findall(r'<div class="row(?!s)( begins)?', page_of(mtqa.check(feed, format="jsonl")))
    assert rows == ["", "", " begins", " begins", ""]
    assert "row begins" not in page_of(mtqa.check(STORY))


def test_a_finding_without_a_fix_is_marked_and_has_a_card_with_its_why() -> None:
    page = page_of(mtqa.check(STORY), rules={"determiner-before-preposition": "A noun was lost."})
    assert re.search(r'<mark data-f="\d+">the of</mark>', page)
    assert "A noun was lost." in page
    assert "No fix: a person has to decide." in page


def test_every_finding_has_one_card_that_its_reference_leads_to() -> None:
    result = mtqa.check(STORY)
    read = Reader(page_of(result, result))
    ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {attrs["href"] for tag, attrs in read.tags if tag == "a" and "href" in attrs}
    inside = {link for link in links if link and link.startswith("#") and "?" not in link}
    assert inside <= {f"#{one}" for one in ids}
    assert {finding.id for finding in result.findings} <= set(ids)


def test_the_policy_allows_the_pages_own_style_and_script_alone() -> None:
    page = page_of(mtqa.check(STORY))
    read = Reader(page)
    policy = next(
        attrs["content"] or "" for tag, attrs in read.tags if attrs.get("http-equiv") and tag
    )
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        [body] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    names = {name for _, attrs in read.tags for name in attrs}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "src"}


def test_words_of_a_story_never_become_mark_up() -> None:
    attack = "</script><img src=x onerror=alert(1)>\"'><b>{{ 7 * 7 }}"
    result = mtqa.check(f"{attack} and the the end.")
    finding = replace(result.findings[0], message=attack, rule="x", mqm=attack)
    hostile = replace(result, path=attack, findings=(finding,), notes=(attack,), errors=(attack,))
    page = page_of(hostile, rules={"x": attack})
    calm = page_of(result)
    tags = {tag for tag, _ in Reader(page).tags}
    assert tags <= {tag for tag, _ in Reader(calm).tags} | {"section", "h2", "ul", "li"}
    assert "img" not in tags
    assert "{{ 7 * 7 }}" in page


def test_invisible_characters_are_boxes_and_lone_surrogates_can_be_written() -> None:
    page = page_of(mtqa.check("The mayor\u200b opened\xa0the the \u202ebridge\x00.\n"))
    assert '<span class="inv" data-name="ZWSP">\u200b</span>' in page
    assert '<span class="inv" data-name="RLO">\u202e</span>' in page
    assert '<span class="inv" data-name="U+0000"></span>' in page
    assert shown("\ud800") == '<span class="inv" data-name="U+D800"></span>'


def test_what_is_incomplete_is_said_first() -> None:
    page = page_of(FileResult("lost.txt", "", errors=("The file is not there.",)))
    assert "This run is incomplete" in page
    assert page.index("lost.txt: The file is not there.") < page.index('id="stories"')


def test_a_fix_that_meets_an_earlier_one_is_listed_not_drawn() -> None:
    page = page_of(mtqa.check("They agreed  agreed on the port.\n"))
    assert page.count("Not drawn: it overlaps the fix of finding 1 (repeated-word).") >= 1


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_the_command_writes_the_page_and_says_where(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "page.html"
    ran = CliRunner().invoke(report, [str(story), "--isolated", "-o", str(out)])
    assert ran.exit_code == 1
    assert ran.output.endswith(f"The report is in {out}.\n")
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_the_command_never_writes_over_a_story(story: Path) -> None:
    ran = CliRunner().invoke(report, [str(story), "--isolated", "-o", str(story)])
    assert ran.exit_code != 0
    assert story.read_text("utf-8") == STORY


def test_a_file_that_cannot_be_read_makes_the_run_incomplete(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    out = tmp_path / "page.html"
    ran = CliRunner().invoke(report, [str(tmp_path / "bad.txt"), "--isolated", "-o", str(out)])
    assert ran.exit_code == 3
    assert "This run is incomplete" in out.read_text("utf-8")


def test_the_same_run_gives_the_same_page() -> None:
    assert page_of(mtqa.check(STORY)) == page_of(mtqa.check(STORY))
