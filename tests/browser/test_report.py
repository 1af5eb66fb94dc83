"""The report in a real browser: quiet, readable without JavaScript, inert."""

from dataclasses import replace
from typing import Any

import pytest

import mtqa
from mtqa.model.finding import Finding, Fix, Safety
from mtqa.model.result import FileResult, Run
from mtqa.reporting.html import render

pytestmark = pytest.mark.browser

STORY = (
    "Mayor opens bridge\n\nIt and threatened to close the the bridge.\n\n"
    'He said: "We tried to agree,” and left <unk> early.\n'
)
PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' autofocus onfocus='alert(1)",
    "` onfocus=alert(1) autofocus `",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href='https://example.invalid/'>",
    "<link rel=stylesheet href='https://example.invalid/x.css'>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'>",
    "<style>@import 'https://example.invalid/x.css';</style>",
    "<form action='https://example.invalid/'><input autofocus onfocus=alert(1)></form>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{% include '/etc/passwd' %}",
    "${alert(1)}",
    "\u202e</p><script>alert(1)</script>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "<template><script>alert(1)</script></template>",
    "<object data='https://example.invalid/x'></object>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]


def page_of(*results: FileResult, **more: Any) -> str:
    return render(Run(tuple(results), "1.2.3", "abcdef"), **more)


def test_the_page_is_quiet(watch: Any) -> None:
    seen = watch(page_of(mtqa.check(STORY)))
    seen.page.click("label[for=view-side]")
    seen.page.click("label[for=view-result]")
    assert seen.heard == []


def test_without_javascript_words_fixes_and_views_are_there(watch: Any) -> None:
    seen = watch(page_of(mtqa.check(STORY)), java_script_enabled=False)
    copy = seen.page.locator(".copy.before").all_inner_texts()
    assert "threatened to close" in copy[1]
    assert seen.page.locator(".card .message").first.is_visible()
    assert not seen.page.locator(".copy.after").first.is_visible()
    seen.page.click("label[for=view-side]")
    assert seen.page.locator(".copy.after").nth(1).is_visible()
    seen.page.click("label[for=view-result]")
    assert not seen.page.locator(".copy.before").nth(1).is_visible()
    after = seen.page.locator(".copy.after").nth(1).inner_text()
    assert after == "It threatened to close the bridge."


@pytest.mark.parametrize("javascript", [True, False])
def test_hostile_words_are_words_in_every_slot(watch: Any, javascript: bool) -> None:
    story = mtqa.check("\n\n".join(f"{payload} and the the end." for payload in PAYLOADS))
    findings = tuple(
        hostile(finding, PAYLOADS[index % len(PAYLOADS)])
        for index, finding in enumerate(story.findings)
    )
    everything = " ".join(PAYLOADS)
    results = [
        replace(story, path=payload, findings=findings[:2], notes=(payload,), errors=(payload,))
        for payload in PAYLOADS
    ]
    results.append(replace(story, path=everything, findings=findings))
    why = {finding.rule: everything for finding in findings}
    seen = watch(page_of(*results, rules=why), java_script_enabled=javascript)
    seen.page.wait_for_timeout(200)
    assert seen.heard == []
    foreign = "img, iframe, object, base, link, video, math, form, template, [onerror], [onfocus]"
    own = seen.page.locator(".masthead, main")
    assert own.locator(foreign).count() == 0
    assert seen.page.locator("h2", has_text="<svg onload=alert(1)>").count() >= 1


def hostile(finding: Finding, payload: str) -> Finding:
    fixes = tuple(poisoned(fix, payload) for fix in finding.fixes)
    words = {"message": payload, "mqm": payload, "rule": payload, "text": payload}
    return replace(finding, fixes=fixes, refused=(payload,), provider=payload, **words)


def poisoned(fix: Fix, payload: str) -> Fix:
    edits = tuple(replace(edit, replacement=payload) for edit in fix.repair.edits)
    repair = replace(fix.repair, edits=edits, title=payload)
    return Fix(payload, Safety.SUGGESTED, fix.edits, repair)


def test_a_phone_needs_no_sideways_scrolling(watch: Any) -> None:
    long = "The mayor said " + "Donaudampfschifffahrt" * 8 + " opened the the bridge."
    seen = watch(page_of(mtqa.check(long)), viewport={"width": 390, "height": 800})
    for view in ("changes", "side", "result"):
        seen.page.click(f"label[for=view-{view}]")
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
