from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mtqa.model.settings import Settings
from mtqa.pipeline import check, fix, open_desk

CORPUS = Path(__file__).resolve().parent.parent / "fixtures" / "corpus"
TRANSLATED = sorted((CORPUS / "translated").iterdir())
CLEAN = sorted((CORPUS / "clean").iterdir())
DESK = open_desk(Settings())


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.name)
def test_findings_of_translated_stories(path: Path, snapshot: SnapshotAssertion) -> None:
    result = check(DESK, path.name, path.read_bytes())
    told = [
        f"{one.line}:{one.column} {one.severity} {one.rule} {one.text!r}"
        + "".join(f" → {edit.replacement!r}" for edit in (one.fixes[0].edits if one.fixes else ()))
        for one in result.findings
    ]
    assert told == snapshot


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_clean_stories_full_of_traps_give_nothing(path: Path) -> None:
    result = check(DESK, path.name, path.read_bytes())
    assert [(one.line, one.rule, one.text) for one in result.findings] == []


@pytest.mark.parametrize("path", TRANSLATED + CLEAN, ids=lambda path: path.name)
@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "all"])
def test_fixing_comes_to_rest(path: Path, unsafe: bool) -> None:
    fixed = fix(DESK, check(DESK, path.name, path.read_bytes()), unsafe=unsafe)
    raw = fixed.raw or path.read_bytes()
    again = fix(DESK, check(DESK, path.name, raw), unsafe=unsafe)
    assert again.applied == ()
    assert again.raw is None


def test_the_story_that_the_tool_was_made_for(shared: Path) -> None:
    raw = (shared / "seed" / "story.txt").read_bytes()
    found = check(DESK, "story.txt", raw).findings
    rules = [one.rule for one in found if one.severity.rank >= 1]
    wanted = {
        "apostrophe-style-mixed": 1,
        "mixed-quote-pair": 1,
        "nationality-variant": 1,
        "quote-style-mixed": 1,
        "repeated-standfirst": 1,
        "standfirst-stop-missing": 1,
        "stop-placement-mixed": 1,
        "translation-notice": 1,
        "verb-missing-after-subject": 1,
    }
    assert {rule: rules.count(rule) for rule in rules if rule != "calque"} == wanted
    assert any("in connection with the increase of" in one.text for one in found)
    assert set(rules) - set(wanted) == {"calque"}
