from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mtqa.analysis.grammar import Word, lower
from mtqa.analysis.possible import possible
from mtqa.model.span import Span
from mtqa.rules.matching import Matcher
from mtqa.rules.net import Net
from mtqa.rules.spec import TokenPattern, Tokens
from mtqa.text.tokens import stretches

WORDS = ["the", "The", "a", "and", "met", "minister", "was", "Zelyonka", "of", "running", "."]
TAGS = ["DT", "NN", "VBD", "VBN", "IN", "CC", "NNP", "JJ", "."]

conditions = st.one_of(
    st.builds(lambda values: {"IN": values}, st.lists(st.sampled_from(WORDS), min_size=1)),
    st.builds(lambda values: {"NOT_IN": values}, st.lists(st.sampled_from(WORDS), min_size=1)),
    st.builds(lambda shape: {"REGEX": shape}, st.sampled_from(["^[a-z]", "e", "^T"])),
)
tags = st.builds(
    lambda key, values: {key: values},
    st.sampled_from(["IN", "NOT_IN"]),
    st.lists(st.sampled_from(TAGS), min_size=1),
)
yes_or_no = st.sampled_from([True, False])
attributes = {
    "TEXT": conditions,
    "LOWER": conditions,
    "TAG": tags,
    "IS_SENT_START": yes_or_no,
    "IS_SENT_END": yes_or_no,
    "IS_TITLE": yes_or_no,
    "OP": st.sampled_from(["?", "*", "+", "!"]),
}
before = st.fixed_dictionaries({}, optional={k: attributes[k] for k in ("LOWER", "TAG")})
steps = st.fixed_dictionaries({}, optional=attributes | {"PREV": before})
patterns = st.lists(st.lists(steps, min_size=1, max_size=4), min_size=1, max_size=3)


def compiled(made: Sequence[Sequence[dict[str, object]]]) -> list[Tokens]:
    return [msgspec.convert(pattern, tuple[TokenPattern, ...]) for pattern in made]


@given(patterns, st.lists(st.sampled_from(WORDS), max_size=8), st.data())
def test_what_matches_once_tagged_may_match(
    made: list[list[dict[str, object]]], texts: list[str], data: st.DataObject
) -> None:
    words = []
    for text in texts:
        tag = data.draw(st.sampled_from(sorted(possible(text) or TAGS)))
        words.append(Word(text, lower(text), Span(0, 0), "X", tag, text))
    found = [pattern for pattern in compiled(made) if any(Matcher(pattern).search(words))]
    assert Net(compiled(made)).may_match(texts) or not found


def test_words_that_cannot_have_the_tags_cannot_match() -> None:
    net = Net(compiled([[{"TAG": "DT", "IS_SENT_START": True}, {"TAG": {"NOT_IN": ["VBD"]}}]]))
    assert net.may_match(stretches("The minister was there."))
    assert net.may_match(stretches("The Zelyonka was there."))
    assert not net.may_match(stretches("The was there."))
    assert not net.may_match(stretches("Was the minister there?"))
    assert not net.may_match([])


def test_repeats_ends_and_neighbours_are_asked_for() -> None:
    several = [{"LOWER": "a"}, {"LOWER": "b", "OP": "+"}, {"LOWER": "c", "IS_SENT_END": True}]
    net = Net(compiled([several, [{"LOWER": "d", "PREV": {"LOWER": "c"}}]]))
    assert net.may_match(["x", "a", "b", "b", "c"])
    assert not net.may_match(["a", "c"])
    assert not net.may_match(["a", "b", "c", "x"])
    assert net.may_match(["c", "d"])
    assert not net.may_match(["d", "c"])


def test_a_match_may_begin_behind_words_that_open_none() -> None:
    net = Net(compiled([[{"LOWER": "will", "PREV": {"LOWER": "council"}}, {"LOWER": "the"}]]))
    assert net.may_match(["The", "new", "council", "will", "the", "plan"])
