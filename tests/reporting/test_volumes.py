"""A report on several pages: every finding on one of them, nothing that reaches beyond."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import mtqa
from mtqa.cli.report import report
from mtqa.model.result import FileResult, Run
from mtqa.reporting import volumes
from mtqa.reporting.volumes import pages

PARAGRAPHS = [f"The mayor of town {number} opened the the bridge." for number in range(120)]


@pytest.fixture(scope="module")
def story() -> FileResult:
    return mtqa.check("\n\n".join(PARAGRAPHS), settings={"select": ["repeated-word"]})


def run_of(*files: FileResult) -> Run:
    return Run(files, "1.2.3", "abcdef")


def test_a_short_run_is_one_page(story: FileResult) -> None:
    assert list(pages(run_of(story, story), "r.html")) == ["r.html"]


def test_every_paragraph_and_finding_is_on_one_page(story: FileResult) -> None:
    made = pages(run_of(story), "r.html", most=50)
    assert list(made) == ["r.html", "r-1.html", "r-2.html", "r-3.html"]
    bodies = [made[name] for name in list(made)[1:]]
    for number in range(120):
        assert [f"town {number} opened" in body for body in bodies].count(True) == 1
    anchors = [set(re.findall(r'<section class="card[^>]*? id="(f\w+)"', body)) for body in bodies]
    assert [len(found) for found in anchors] == [50, 50, 20]
    assert set().union(*anchors) == {finding.id for finding in story.findings}
    assert all(
        body.count("<del role") == len(found) for body, found in zip(bodies, anchors, strict=True)
    )
    assert "paragraphs 51 to 100 of 120" in made["r-2.html"]


def test_stories_stay_whole_where_they_can(story: FileResult) -> None:
    made = pages(run_of(story, story, story), "r.html", most=250)
    assert [page.count("<article") for page in made.values()] == [0, 2, 1]


def test_the_pages_lead_to_one_another(story: FileResult) -> None:
    made = pages(run_of(story), "r.html", most=50)
    links: dict[str, Any] = {
        name: re.findall(r'href="(r[\w-]*\.html)"', page) for name, page in made.items()
    }
    assert links["r.html"] == ["r-1.html", "r-2.html", "r-3.html"]
    assert links["r-2.html"] == ["r-1.html", "r.html", "r-3.html"]


def test_a_fix_that_reaches_beyond_its_page_is_not_offered(story: FileResult) -> None:
    (fix,) = story.findings[3].fixes
    there = story.findings[90].fixes[0].repair.edits
    wide = replace(fix, repair=replace(fix.repair, edits=(*fix.repair.edits, *there)))
    findings = list(story.findings)
    findings[3] = replace(findings[3], fixes=(wide,))
    made = pages(run_of(replace(story, findings=tuple(findings))), "r.html", most=50)
    told = [page.count("changes paragraphs on another page") for page in made.values()]
    assert told == [0, 1, 0, 0]
    assert made["r-1.html"].count("<del role") == 49
    assert made["r-1.html"].count("<mark data-f") == 1
    assert made["r-2.html"].count("<del role") == 50


def test_a_page_with_too_many_bytes_is_split(
    story: FileResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = len(pages(run_of(story), "r.html")["r.html"].encode())
    monkeypatch.setattr(volumes, "MOST_BYTES", whole - 1)
    assert list(pages(run_of(story), "r.html")) == ["r.html", "r-1.html", "r-2.html"]
    monkeypatch.setattr(volumes, "MOST_BYTES", 10)
    assert len(pages(run_of(story), "r.html")) == 5


def test_the_command_says_so_and_spares_the_stories(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(volumes.pages, "__kwdefaults__", {"rules": None, "most": 50})
    Path("story.txt").write_text("\n\n".join(PARAGRAPHS))
    ran = CliRunner().invoke(report, ["story.txt", "--isolated"])
    assert "It is too long for one page: 3 numbered files stand beside it." in ran.output
    assert Path("report-3.html").is_file()
    Path("r-1.html").write_text("<p>The the bridge.</p>")
    ran = CliRunner().invoke(report, ["story.txt", "r-1.html", "--isolated", "-o", "r.html"])
    assert "r-1.html is one of the stories" in str(ran.exception)
