"""Patches find their place in a copy that was edited since, and say so where they do not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mtqa.errors import UsageError
from mtqa.fixing.patches import Outcome, apply_patch, patch_text

STORY = (
    "Bridge opens 😀\r\n\r\nThe city opened the the bridge of years on Monday.\r\n\r\n"
    "Mr Peña said the work took four years, “not not” three.\r\n"
)
FIXED = STORY.replace("the the bridge", "the bridge").replace("“not not”", "“not”")
PATCH = patch_text(STORY, FIXED)

texts = st.text(st.sampled_from("ab %+-@\n\r😀é“"), max_size=60)


@given(texts, texts)
@example("a", "aa")
@example("\r\n", "\n")
@example("😀", "😁😀")
@example("", "%0A")
def test_a_patch_makes_of_its_text_the_other(before: str, after: str) -> None:
    patch = patch_text(before, after)
    assert patch.isascii()
    made = apply_patch(patch, before)
    assert made.text == after
    assert not made.unfit


def test_equal_texts_have_an_empty_patch() -> None:
    assert patch_text(STORY, STORY) == ""
    assert apply_patch("", STORY).text == STORY


def test_a_patch_fits_a_copy_with_new_paragraphs_and_keeps_them() -> None:
    added = "A new beginning was written by the desk.\r\n\r\n" * 30
    made = apply_patch(PATCH, added + STORY + added)
    assert made.text == added + FIXED + added
    assert {hunk.outcome for hunk in made.hunks} == {Outcome.EXACT}


def test_a_patch_fits_where_the_words_around_were_edited() -> None:
    edited = STORY.replace("of years", "of year").replace("four", "five")
    made = apply_patch(PATCH, edited)
    assert made.text == FIXED.replace("of years", "of year").replace("four", "five")
    assert Outcome.NEAR in {hunk.outcome for hunk in made.hunks}


def test_a_patch_made_already_is_not_made_again() -> None:
    made = apply_patch(PATCH, FIXED)
    assert made.text == FIXED
    assert {hunk.outcome for hunk in made.hunks} == {Outcome.ALREADY}


@given(st.sampled_from(["end", "end.", "x"]), st.sampled_from([".", " and more"]))
def test_an_addition_at_either_end_is_not_made_again(text: str, more: str) -> None:
    for after in (text + more, more + text):
        assert apply_patch(patch_text(text, after), after).text == after


def test_a_hunk_whose_words_are_gone_is_named_and_the_others_made() -> None:
    edited = STORY.replace("“not not” three", "less than that")
    made = apply_patch(PATCH, edited)
    assert made.text == edited.replace("the the bridge", "the bridge")
    (unfit,) = made.unfit
    assert unfit.number == 2
    assert "not not" in unfit.before


@given(texts, texts, texts)
def test_what_does_not_fit_changes_nothing(before: str, after: str, other: str) -> None:
    made = apply_patch(patch_text(before, after), other)
    if len(made.unfit) == len(made.hunks):
        assert made.text == other


@pytest.mark.parametrize("patch", ["hello", "@@ -1 +1 @@\nx", "@@ -a,b @@\n a"])
def test_what_is_no_patch_is_refused(patch: str) -> None:
    with pytest.raises(UsageError, match="no diff-match-patch patch"):
        apply_patch(patch, STORY)
