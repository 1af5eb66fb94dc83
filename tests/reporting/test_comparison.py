"""Two versions of a story: nothing is lost, nothing is cut, what moved is found."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from mtqa.reporting.comparison import BREAK, compare, words_changed
from mtqa.reporting.wording import word_changes

MARKET = "The market on the quay opened again on Friday after a month of repairs."
MAYOR = "The mayor, who had paid for none of it, cut the ribbon twice for the cameras."
TRADERS = "Traders said they had lost a third of their custom to the new hall."
RAIN = "Rain kept most buyers at home until noon."

WORDS = st.sampled_from(
    ["rain", "quay", "’s", ",", " ", "  ", "e\u0301", "👩‍🚒", "1.5", "\u2029", "é"]
)
TEXTS = st.lists(WORDS, max_size=12).map("".join)
STORIES = st.lists(st.sampled_from([MARKET, MAYOR, TRADERS, RAIN]) | TEXTS, max_size=9)


def left(parts):
    return "".join(part.text for part in parts if part.kind != "inserted")


def right(parts):
    return "".join(part.text for part in parts if part.kind != "deleted")


@given(TEXTS, TEXTS)
def test_parts_hold_both_wordings_and_cut_no_grapheme(before: str, after: str) -> None:
    parts = word_changes(before, after)
    assert (left(parts), right(parts)) == (before, after)
    for text, side in ((before, left), (after, right)):
        whole = {match.start() for match in regex.finditer(r"\X", text)} | {len(text)}
        at = 0
        for part in parts:
            at += len(side([part]))
            assert at in whole


@given(STORIES, STORIES)
def test_every_paragraph_of_both_is_in_one_passage(before: list[str], after: list[str]) -> None:
    passages = compare(before, after)
    for texts, side, name in ((before, left, "before"), (after, right, "after")):
        assert [n for one in passages for n in getattr(one, name)] == list(range(len(texts)))
        for one in passages:
            if getattr(one, name):
                told = BREAK.join(texts[n] for n in getattr(one, name))
                assert side(one.parts) == told


@given(STORIES)
def test_a_story_is_equal_to_itself(story: list[str]) -> None:
    passages = compare(story, story)
    assert {one.kind for one in passages} <= {"same"}
    assert words_changed(passages) == (0, 0)


def test_what_chance_left_standing_goes_along() -> None:
    parts = word_changes("It and threatened to retaliate", "Iran threatened to retaliate")
    assert [(part.kind, part.text) for part in parts] == [
        ("deleted", "It and"),
        ("inserted", "Iran"),
        ("same", " threatened to retaliate"),
    ]


def test_a_moved_paragraph_is_one_change_at_two_places() -> None:
    passages = compare(
        [MARKET, MAYOR, TRADERS, RAIN], [TRADERS.replace("new", "covered"), MARKET, MAYOR, RAIN]
    )
    assert [one.kind for one in passages] == ["moved", "same", "same", "moved", "same"]
    here, away = passages[0], passages[3]
    assert (here.moved, away.moved) == (3, 0)
    assert [part.text for part in here.parts if part.kind == "inserted"] == ["covered"]
    assert words_changed(passages) == (1, 1)


def test_a_short_paragraph_is_not_looked_for_elsewhere() -> None:
    passages = compare(["Correction.", MARKET, MAYOR], [MARKET, MAYOR, "Correction."])
    assert [one.kind for one in passages] == ["removed", "same", "same", "added"]


def test_a_paragraph_split_and_two_joined_stay_together() -> None:
    two = f"{MAYOR} {TRADERS}"
    (first, split) = compare([MARKET, two], [MARKET, MAYOR, TRADERS])
    assert (first.kind, split.kind, split.after) == ("same", "split", (1, 2))
    assert [(part.kind, part.text) for part in split.parts if part.kind != "same"] == [
        ("deleted", " "),
        ("inserted", BREAK),
    ]
    assert compare([MARKET, MAYOR, TRADERS], [MARKET, two])[1].kind == "joined"


def test_a_paragraph_written_anew_is_not_a_change_of_another() -> None:
    assert [one.kind for one in compare([MARKET, MAYOR], [MARKET, RAIN])] == [
        "same",
        "removed",
        "added",
    ]


def test_long_stories_are_compared_between_what_stayed() -> None:
    story = [f"Paragraph {number} of the long report on the harbour." for number in range(900)]
    after = [*story[:300], "A new one.", *story[300:600], *story[601:]]
    kinds = [one.kind for one in compare(story, after)]
    assert (kinds.count("added"), kinds.count("removed"), len(kinds)) == (1, 1, 901)
