"""The report in a real browser: quiet, readable without JavaScript, inert."""

from dataclasses import replace
from typing import Any

import pytest

import mtqa
from mtqa.model.result import FileResult, Run
from mtqa.reporting.html import render

pytestmark = pytest.mark.browser

STORY = (
    "Mayor opens bridge\n\nIt and threatened to close the the bridge.\n\n"
    'He said: "We tried to agree,” and left the of the port early.\n'
)


def page_of(*results: FileResult, **more: Any) -> str:
    return render(Run(tuple(results), "1.2.3", "abcdef"), **more)


def test_the_page_is_quiet(watch: Any) -> None:
    seen = watch(page_of(mtqa.check(STORY)))
    seen.page.click("label[for=view-side]")
    seen.page.click("label[for=view-result]")
    seen.page.emulate_media(media="print", reduced_motion="reduce", forced_colors="active")
    assert seen.page.url.startswith("file:")
    assert seen.heard == []


def test_without_javascript_words_fixes_and_the_result_are_there(watch: Any) -> None:
    seen = watch(page_of(mtqa.check(STORY)), java_script_enabled=False)
    assert "threatened to close" in seen.words(1)
    assert seen.page.locator(".card p").first.is_visible()
    assert not seen.page.locator(".tools").is_visible()
    assert not seen.page.locator("label[for=view-side]").is_visible()
    seen.page.click("label[for=view-result]")
    assert seen.words(1) == "It threatened to close the bridge."


def test_only_what_differs_leaves_the_paragraphs_around_findings(watch: Any) -> None:
    calm = "\n\n".join(f"Nothing happened on day {number}." for number in range(2, 9))
    story = f"A day\n\nIt was the the end.\n\n{calm}\n\nThey left at at noon."
    seen = watch(page_of(mtqa.check(story)), java_script_enabled=False)
    seen.page.click("label[for=only]")
    shown = seen.page.locator(".copy:visible").all_inner_texts()
    assert [text.split(".")[0] for text in shown] == [
        "A day",
        "It was the the1 end",
        "Nothing happened on day 2",
        "Nothing happened on day 8",
        "They left at at2 noon",
    ]


def test_changes_are_told_in_words(watch: Any) -> None:
    seen = watch(page_of(mtqa.check(STORY)))
    told = seen.tree()
    assert "deleted: and" in told
    assert "inserted: “" in told
    assert "finding 1" in told


def test_a_source_stands_beside_its_paragraph(watch: Any) -> None:
    source = "العمدة يفتح الجسر\n\nوهددوا بإغلاق الجسر.\n\nقال إنهم غادروا."
    story = mtqa.check(STORY, source=source)
    seen = watch(page_of(story), viewport={"width": 1400, "height": 900})
    sources = seen.page.locator(".source")
    left, right = sources.nth(1).bounding_box(), seen.page.locator(".copy").nth(1).bounding_box()
    assert sources.nth(1).inner_text() == "وهددوا بإغلاق الجسر."
    assert sources.nth(1).evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 2
    seen.press("o")
    assert not sources.first.is_visible()
    seen.press("o", "m")
    columns = [
        seen.page.locator(name).nth(1).bounding_box()["x"]
        for name in (".source", ".copy:not(.after)", ".copy.after")
    ]
    assert columns == sorted(columns)
    assert len(set(columns)) == 3


def test_stories_have_their_own_progress_and_neighbours(watch: Any) -> None:
    stories = [replace(mtqa.check(STORY), path=f"{name}.txt") for name in ("one", "two")]
    seen = watch(page_of(*stories))
    count = len(stories[0].findings)
    seen.press("]", "a", "]", "a", "a")
    cells = seen.page.locator(".index .done").all_inner_texts()
    assert [cell.removesuffix("decided").strip() for cell in cells] == [
        f"1 of {count}",
        f"2 of {count}",
    ]
    seen.press("[")
    assert seen.said == f"one.txt: 1 of {count} decided."
    seen.page.click("text=Next story")
    assert seen.page.url.endswith("#doc2")


def test_who_found_it_and_what_is_incomplete_are_said(watch: Any) -> None:
    story = mtqa.check(STORY)
    other = replace(story.findings[0], provider="languagetool")
    gap = "LanguageTool did not answer within 5 seconds."
    seen = watch(page_of(replace(story, findings=(other,), errors=(gap,))))
    assert "found by languagetool" in seen.page.locator(".card").inner_text()
    assert seen.page.locator(".incomplete li").inner_text() == f"-: {gap}"


def test_a_phone_needs_no_sideways_scrolling(watch: Any) -> None:
    long = "The mayor said " + "Donaudampfschifffahrt" * 8 + " opened the the bridge."
    seen = watch(page_of(mtqa.check(long)), viewport={"width": 390, "height": 800})
    for view in ("changes", "side", "result"):
        seen.page.click(f"label[for=view-{view}]")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_hundred_per_cent_need_no_sideways_scrolling(watch: Any) -> None:
    story = mtqa.check(STORY, source="Ein Titel\n\nEin Absatz.\n\nNoch einer.")
    seen = watch(page_of(story, story), viewport={"width": 640, "height": 400})
    for keys in (("j", "r"), ("Escape", "f"), ("Escape", "m"), ("?",)):
        seen.press(*keys)
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_focus_goes_from_the_top_to_the_finding_and_back_out_of_a_field(watch: Any) -> None:
    seen = watch(page_of(mtqa.check(STORY)))
    where = (
        "(({id, dataset, textContent}) => id || dataset.do || textContent)(document.activeElement)"
    )
    seen.press("Tab")
    assert seen.page.evaluate(where) == "Skip to the stories"
    seen.press("j")
    card = seen.page.evaluate(where)
    seen.press("Tab", "Tab", "Tab", "Tab")
    assert seen.page.evaluate(where) == "copy"
    seen.press("e")
    assert seen.page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    seen.press("Escape")
    assert seen.page.evaluate(where) == card


def test_forced_colours_keep_what_is_drawn_apart(watch: Any) -> None:
    seen = watch(page_of(mtqa.check(STORY)), forced_colors="active")
    look = "one => (s => [s.textDecorationLine, s.borderBottomStyle])(getComputedStyle(one))"
    looks = [
        seen.page.locator(f".copy {tag}").first.evaluate(look) for tag in ("del", "ins", "mark")
    ]
    assert looks == [["line-through", "none"], ["underline", "none"], ["none", "dotted"]]
