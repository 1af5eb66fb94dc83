"""Which fixes yield to which."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.fixing.choose import Choice, candidates, choose, splice
from mtqa.model.finding import Edit, Finding, Fix, Repair, Safety, Severity, SourceEdit
from mtqa.model.span import Span

LENGTH = 40


def made(
    *edits: SourceEdit,
    rule: str = "a-rule",
    safety: Safety = Safety.SAFE,
    severity: Severity = Severity.MINOR,
) -> Choice:
    start = min(edit.start for edit in edits)
    end = max(edit.end for edit in edits)
    repair = Repair(
        "A title",
        safety,
        tuple(Edit(0, Span(edit.start, edit.end), edit.replacement) for edit in edits),
    )
    fix = Fix("A title", safety, edits, repair)
    return (
        Finding(
            f"f{start}-{end}", rule, "rules", severity, "fluency", "A message.",
            start, end, 1, start + 1, "", "s1", (fix,),
        ),
        fix,
    )  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> SourceEdit:
    start = draw(st.integers(0, LENGTH))
    end = draw(st.integers(start, min(start + 5, LENGTH)))
    return SourceEdit(start, end, draw(st.text("ab ", max_size=3)))


choices = st.builds(
    lambda found, rule, safety, severity: made(*found, rule=rule, safety=safety, severity=severity),
    st.lists(edits(), min_size=1, max_size=3),
    st.sampled_from(["one-rule", "other-rule"]),
    st.sampled_from(Safety),
    st.sampled_from(Severity),
)


def covered(chosen: list[Choice]) -> list[SourceEdit]:
    found = [edit for _, fix in chosen for edit in fix.edits]
    return sorted(found, key=lambda edit: (edit.start, edit.end))


@given(st.lists(choices, max_size=12))
def test_of_two_that_overlap_one_is_made(given_choices: list[Choice]) -> None:
    taken, refused = choose(given_choices)
    assert len(taken) + len(refused) == len(given_choices)
    for left, right in pairwise(covered(taken)):
        assert left.end <= right.start
        assert left.start < right.start


@given(st.lists(choices, max_size=12))
def test_none_yields_without_a_rival(given_choices: list[Choice]) -> None:
    taken, refused = choose(given_choices)
    for refusal in refused:
        rest, _ = choose([*taken, (refusal.finding, refusal.fix)])
        assert len(rest) <= len(taken)


@given(st.lists(choices, max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_does_not_matter(given_choices, random) -> None:
    shuffled = list(given_choices)
    random.shuffle(shuffled)
    assert choose(shuffled)[0] == choose(given_choices)[0]


@given(st.lists(choices, max_size=12), st.text("xyz", min_size=LENGTH, max_size=LENGTH))
def test_splice_keeps_what_lies_between_the_edits(given_choices: list[Choice], text: str) -> None:
    chosen = covered(choose(given_choices)[0])
    made_text = splice(text, chosen)
    last = 0
    for edit in chosen:
        between = text[last : edit.start]
        assert made_text.startswith(between + edit.replacement)
        made_text = made_text[len(between) + len(edit.replacement) :]
        last = edit.end
    assert made_text == text[last:]


def test_safe_goes_before_suggested_and_grave_before_slight() -> None:
    slight = made(SourceEdit(0, 4, "x"), rule="b-rule")
    grave = made(SourceEdit(2, 6, "y"), rule="a-rule", severity=Severity.MAJOR)
    suggested = made(
        SourceEdit(1, 5, "z"), rule="c-rule", safety=Safety.SUGGESTED, severity=Severity.CRITICAL
    )
    taken, refused = choose([suggested, slight, grave])
    assert taken == [grave]
    assert {one.reason for one in refused} == {"It overlaps the fix of ‘a-rule’."}


def test_two_insertions_at_one_place_are_rivals() -> None:
    one, other = made(SourceEdit(3, 3, "a"), rule="a-rule"), made(SourceEdit(3, 3, "b"))
    assert len(choose([one, other])[0]) == 1


def test_a_fix_that_overlaps_itself_is_refused() -> None:
    taken, (refused,) = choose([made(SourceEdit(0, 3, ""), SourceEdit(2, 4, ""))])
    assert not taken
    assert refused.reason == "Its own edits overlap."


def test_splice_refuses_overlaps() -> None:
    with pytest.raises(ValueError, match="overlapping edits at 1"):
        splice("abc", [SourceEdit(0, 2, ""), SourceEdit(1, 3, "")])


def test_a_finding_gives_its_first_safe_fix_or_its_first_at_all() -> None:
    _, safe = made(SourceEdit(0, 1, "a"))
    _, suggested = made(SourceEdit(0, 1, "b"), safety=Safety.SUGGESTED)
    both = Finding(
        "f1", "r", "rules", Severity.MINOR, "fluency", "A message.", 0, 1, 1, 1, "", "s1",
        (suggested, safe),
    )  # fmt: skip
    assert candidates([both], unsafe=False) == [(both, safe)]
    assert candidates([both], unsafe=True) == [(both, suggested)]
