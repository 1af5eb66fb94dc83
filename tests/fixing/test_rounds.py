"""Fixing goes on until there is nothing left to fix, and then a second run changes nothing."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.analysis.story import Story
from mtqa.errors import FightingRules
from mtqa.model.finding import Edit, Hit, Repair, Safety, Severity
from mtqa.model.settings import Settings
from mtqa.model.span import Span
from mtqa.pipeline import MAX_ROUNDS, Desk, Fixed, check, fix, open_desk


class Swaps:
    """A provider that puts one thing for another."""

    name = "swaps"

    def __init__(self, **swaps: tuple[str, str]) -> None:
        self.swaps = swaps

    def check(self, story: Story) -> tuple[list[Hit], tuple[str, ...]]:
        found = [
            self.hit(rule, number, match.span(), put)
            for rule, (pattern, put) in self.swaps.items()
            for number, segment in enumerate(story.segments)
            for match in re.finditer(pattern, segment.text)
        ]
        return found, ()

    def hit(self, rule: str, number: int, place: tuple[int, int], put: str) -> Hit:
        span = Span(*place)
        repair = Repair("A title", Safety.SAFE, (Edit(number, span, put),))
        return Hit(
            rule, self.name, Severity.MINOR, f"style/{rule}", "A message.", number, span, (repair,)
        )


def desk(**swaps: tuple[str, str]) -> Desk:
    return Desk(Settings(), (Swaps(**swaps),), "")


def fixed(with_desk: Desk, text: str, *, unsafe: bool = False) -> Fixed:
    result = check(with_desk, "a.txt", text.encode("utf-8"))
    return fix(with_desk, result, unsafe=unsafe)


def test_one_fix_may_make_way_for_another() -> None:
    made = fixed(desk(one=("aab", "ab"), two=(r"\bab\b", "b")), "aaaab c")
    assert made.raw == b"b c"
    assert [finding.rule for finding, _ in made.applied] == ["one"] * 3 + ["two"]
    assert made.after.findings == ()


def test_rules_that_undo_one_another_are_named_and_nothing_is_made() -> None:
    with pytest.raises(FightingRules, match=r"the fixes of (there|back)"):
        fixed(desk(back=("dog", "cat"), there=("cat", "dog")), "a cat here")


def test_a_rule_that_never_ends_is_named() -> None:
    with pytest.raises(FightingRules, match="the fixes of growing undo"):
        fixed(desk(growing=(r"x\b", "xx")), "x")


def test_as_many_rounds_as_are_allowed_may_pass() -> None:
    chain = {f"r{step}": (rf"\b{chr(97 + step)}\b", chr(98 + step)) for step in range(MAX_ROUNDS)}
    longest = dict(list(chain.items())[: MAX_ROUNDS - 1])
    assert fixed(desk(**longest), "a here").raw == f"{chr(97 + MAX_ROUNDS - 1)} here".encode()


def test_a_refused_fix_is_told_and_the_file_left() -> None:
    made = fixed(desk(one=("not ", "")), "They will not go.")
    assert made.raw is None
    assert [one.reason for one in made.refused] == ["Not safe here: the negation ‘not’ goes."]


ARTEFACTS = [
    "The talks ", "of of ", "a a ", "the the ", "It and ", "said ", "Mr Peña ", "“no fire ",
    'here" ', "Chile 's ", "do n't ", "2,3 million ", "22th ", " , ", " .", ". ", ",", "，", "。",
    "&amp; ", "donâ€™t ", "vоte ", "www . example . org ", "( 3-0 ", ") ", "an plan ", "is is ",
    "’", "'", '"', "<unk> ", "in Paris ", "not ", "\n\n", "\r\n", "Azeri ", "Azerbaijani ",
    "neighbors ", "colour ", "Powered by automated translation", "\u200b", "\xa0", "«", "» ",
    "The party, the party, ",
]  # fmt: skip
CORPUS = Path(__file__).resolve().parents[2] / "fixtures" / "corpus"


@pytest.fixture(scope="module")
def real() -> Desk:
    return open_desk(Settings())


@settings(max_examples=60)
@given(st.lists(st.sampled_from(ARTEFACTS), max_size=30).map("".join), st.booleans())
def test_a_second_fix_changes_nothing(real: Desk, text: str, unsafe: bool) -> None:
    once = fixed(real, text, unsafe=unsafe)
    raw = once.raw if once.raw is not None else text.encode("utf-8")
    again = fix(real, check(real, "a.txt", raw), unsafe=unsafe)
    assert again.raw is None
    assert not again.applied


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("name", [str(p.relative_to(CORPUS)) for p in CORPUS.rglob("*.*")])
def test_a_second_fix_of_a_story_changes_nothing(real: Desk, name: str, unsafe: bool) -> None:
    raw = (CORPUS / name).read_bytes()
    once = fix(real, check(real, name, raw), unsafe=unsafe)
    result = check(real, name, once.raw or raw)
    assert result.document
    assert fix(real, result, unsafe=unsafe).raw is None
