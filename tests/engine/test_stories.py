"""A feed is many stories: each is looked at by itself."""

from __future__ import annotations

from functools import cache
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mtqa
from mtqa.model.finding import Finding
from mtqa.model.result import FileResult
from mtqa.rules.examples import marked
from mtqa.rules.library import library

ICE = "Two harbours in the north were closed on Tuesday because of ice, the coast guard said."
FISH = "The price of a portion rose to nine euros, says the owner of the shop."
SPRING = "Nobody on the islands can tell when the boats will sail again."


def item(title: str, *paragraphs: str, summary: str = "") -> str:
    body = "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)
    about = f"<description>{escape(summary, quote=False)}</description>" if summary else ""
    return (
        f"<item><title>{escape(title, quote=False)}</title>{about}"
        f"<c:encoded>{escape(body, quote=False)}</c:encoded></item>"
    )


def feed(*items: str) -> str:
    return (
        '<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>The Harbour Post</title>{''.join(items)}</channel></rss>"
    )


def check(*items: str) -> FileResult:
    return mtqa.check(feed(*items), format="rss")


def rules(*items: str) -> list[str]:
    return [finding.rule for finding in check(*items).findings]


def test_a_paragraph_that_two_items_share_is_no_repetition() -> None:
    assert rules(item("Ice", ICE, SPRING), item("Fish", ICE, FISH)) == []


def test_a_paragraph_that_one_item_has_twice_is_found_where_it_stands() -> None:
    items = item("Fish", FISH), item("Ice", ICE, SPRING, ICE)
    result = check(*items)
    (finding,) = result.findings
    assert finding.rule == "repeated-paragraph"
    text = feed(*items)
    assert (finding.start, finding.related[0].start) == (text.rindex(ICE), text.index(ICE))
    (edit,) = finding.fixes[0].edits
    assert ICE in text[edit.start : edit.end]
    assert edit.start > text.index(SPRING)


@pytest.mark.parametrize("summary", [ICE, f"{ICE} {SPRING}"])
def test_a_summary_may_say_what_the_story_says(summary: str) -> None:
    assert rules(item("Ice", ICE, SPRING, FISH, summary=summary)) == []


def test_a_sentence_that_a_summary_has_twice_is_found() -> None:
    assert rules(item("Ice", SPRING, summary=f"{ICE} {FISH} {ICE}")) == ["repeated-sentence"]


def test_names_are_compared_within_a_story() -> None:
    one = "The minister Petrovsky said that the harbours would be closed."
    other = "The minister Petrovskiy said that the price would rise."
    assert rules(item("Ice", one), item("Fish", other)) == []
    assert rules(item("Ice", one, other)) == ["name-spelled-two-ways"]


@cache
def examples() -> list[str]:
    return [
        marked(example.bad or example.ok or "")[0]
        for spec in library()[0]
        for example in spec.examples
    ]


def _told(finding: Finding) -> tuple[str, str, str, tuple[str, ...]]:
    fixes = tuple(f"{fix.title} {fix.safety}" for fix in finding.fixes)
    return finding.rule, finding.text, finding.message, fixes


@settings(max_examples=60)
@given(st.lists(st.lists(st.sampled_from(examples()), min_size=1, max_size=3), max_size=4))
def test_a_feed_has_the_findings_that_its_items_have_alone(stories: list[list[str]]) -> None:
    items = [item("Boats", *(text for text in story if text.isprintable())) for story in stories]
    alone = [_told(finding) for one in items for finding in check(one).findings]
    assert [_told(finding) for finding in check(*items).findings] == alone
