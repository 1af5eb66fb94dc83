from dataclasses import replace

import pytest

from mtqa.analysis.ledger import Ledger
from mtqa.config.lists import in_memory
from mtqa.model.result import FileResult
from mtqa.model.settings import Settings
from mtqa.pipeline import check, fix, open_desk


def checked(text: str, lists: dict[str, list[object]], rule: str) -> FileResult:
    desk = replace(open_desk(Settings(select=(rule,))), ledger=Ledger(in_memory(lists)))
    return check(desk, "-", text.encode(), input_format="text")


@pytest.mark.parametrize(
    ("rule", "text", "lists"),
    [
        ("repeated-word", "They heard the the Band.", {"leave-alone": ["the the Band"]}),
        ("repeated-word", "She sang with the the Ms.", {"brands": ["the the Ms"]}),
        ("missing-space-after-punctuation", "The word,word band.", {"brands": ["word,word"]}),
        ("spelling-variety-mixed", "My colour, harbour, labor.", {"leave-alone": ["labor"]}),
        ("nationality-variant", "Kyrgyz and Kyrgyz and Kirghiz Sun.", {"names": ["Kirghiz Sun"]}),
        ("apostrophe-style-mixed", "The town's port, my sea's, O’Hara.", {"names": ["O’Hara"]}),
    ],
)  # fmt: skip
def test_what_the_lists_accept_is_no_finding(
    rule: str, text: str, lists: dict[str, list[object]]
) -> None:
    assert checked(text, {}, rule).findings
    assert not checked(text, lists, rule).findings


def test_a_finding_beside_a_listed_name_stays() -> None:
    text = "It rained.\n\nIt was cold. They said they had met Davit Torosyan\n\nAll went home."
    lists: dict[str, list[object]] = {"names": ["Davit Torosyan"]}
    (finding,) = checked(text, lists, "missing-full-stop").findings
    assert finding.fixes[0].title == "Add the full stop"


def test_a_fault_of_the_story_is_told_of_a_listed_name_too() -> None:
    text = (
        "Storm cuts power in Karvonia\n\nRain fell on Monday.\n\n"
        "The storm was strong.\n\nMore rain is expected."
    )
    lists: dict[str, list[object]] = {"names": ["Karvonia"]}
    assert checked(text, lists, "headline-name-not-in-story").findings


def test_a_repair_that_would_change_a_listed_phrase_goes_and_the_finding_stays() -> None:
    text = "They met for talks on the fleet for talks on the fleet in Lima."
    before = checked(text, {}, "repeated-phrase").findings
    assert before
    assert before[0].fixes
    after = checked(text, {"leave-alone": ["talks on the fleet"]}, "repeated-phrase").findings
    assert [one.rule for one in after] == ["repeated-phrase"]
    assert not after[0].fixes


def test_a_fix_of_the_lists_is_made_when_asked_only() -> None:
    lists: dict[str, list[object]] = {"names": [{"name": "Torosyan", "rejected": ["Torosian"]}]}
    desk = replace(
        open_desk(Settings(select=("name-rejected-spelling",))), ledger=Ledger(in_memory(lists))
    )
    result = check(desk, "-", b"Mr Torosian's plan.", input_format="text")
    assert fix(desk, result).raw is None
    assert fix(desk, result, unsafe=True).raw == b"Mr Torosyan's plan."
