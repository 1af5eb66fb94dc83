import json
import sys
from subprocess import run

import pytest

import mtqa
from mtqa.model.result import Run
from mtqa.reporting.json import document

TEXT = "The mayor opened the the bridge, and it and threatened to close.\n"


def test_findings_have_the_fields_of_the_json() -> None:
    result = mtqa.check(TEXT)
    (file,) = document(Run((result,), mtqa.__version__))["files"]
    assert result.findings
    for finding, told in zip(result.findings, file["findings"], strict=True):
        for name in told.keys() - {"fixes", "related"}:
            assert json.loads(json.dumps(getattr(finding, name))) == told[name]
        assert TEXT[finding.start : finding.end] == finding.text
        for fix in finding.fixes:
            assert fix.safety in ("safe", "suggested")


def test_settings_may_be_a_mapping_or_settings() -> None:
    from_mapping = mtqa.check(TEXT, settings={"ignore": ["repeated-word"]})
    from_settings = mtqa.check(TEXT, settings=mtqa.Settings(ignore=("repeated-word",)))
    assert from_mapping == from_settings
    assert "repeated-word" not in {finding.rule for finding in from_mapping.findings}


def test_the_house_style_of_a_profile_counts() -> None:
    said = {"profile": "news-us", "select": ["spelling-variety-mixed"]}
    found = mtqa.check("The neighbours came. The harbour is old.", settings=said).findings
    assert [finding.text for finding in found] == ["neighbours", "harbour"]


def test_the_language_of_the_settings_stays_unless_another_is_given() -> None:
    settings = {"language": "en-GB"}
    assert mtqa.check("One.", settings=settings).segments[0].language == "en-GB"
    assert mtqa.check("One.", settings=settings, language="en-US").segments[0].language == "en-US"


@pytest.mark.parametrize("source", ["Eins.\n\nZwei.", ["Eins.", "Zwei."]])
def test_a_source_is_paired_paragraph_by_paragraph(source: str | list[str]) -> None:
    result = mtqa.check("One.\n\nTwo.", source=source)
    assert [segment.original for segment in result.segments] == ["Eins.", "Zwei."]


def test_a_source_that_does_not_count_the_same_is_left_aside() -> None:
    result = mtqa.check("One.\n\nTwo.", source="Eins.")
    assert [segment.original for segment in result.segments] == [None, None]


def test_fix_makes_the_safe_fixes_and_the_others_when_asked() -> None:
    text = "It and threatened to close the the bridge."
    assert mtqa.fix(text) == "It and threatened to close the bridge."
    assert mtqa.fix(text, unsafe=True) == "It threatened to close the bridge."


def test_fix_keeps_line_ends_and_the_mark_up() -> None:
    page = "<p>The\r\n<b>mayor</b> opened the the bridge.</p>\r\n"
    assert mtqa.fix(page, format="html") == page.replace("the the", "the")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"format": "docs"}, "There is no format ‘docs’"),
        ({"settings": {"ignroe": []}}, "did you mean ‘ignore’"),
        ({"settings": {"select": ["repeated-wrd"]}}, "Did you mean ‘repeated-word’"),
        ({"settings": {"profile": "x"}}, "There is no profile ‘x’"),
    ],
)
def test_what_cannot_be_followed_is_an_error_of_mtqa(arguments: dict, said: str) -> None:
    with pytest.raises(mtqa.MtqaError, match=said):
        mtqa.check(TEXT, **arguments)


def test_half_a_surrogate_pair_is_refused_with_its_place() -> None:
    with pytest.raises(mtqa.MtqaError, match="half a surrogate pair at 2"):
        mtqa.check("a \ud800 b")


def test_a_report_shows_several_results() -> None:
    page = mtqa.render_report([mtqa.check(TEXT), mtqa.check("Of of the mayor.")])
    assert page.count("repeated-word") >= 2


def test_import_is_cheap() -> None:
    code = "import sys, mtqa; print(sorted(n for n in sys.modules if n.startswith('mtqa')))"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['mtqa', 'mtqa._version']"
