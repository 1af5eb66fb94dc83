import itertools
from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mtqa.analysis.grammar import Word
from mtqa.model.span import Span
from mtqa.rules.matching import Matcher
from mtqa.rules.spec import TokenPattern


def words(text: str) -> list[Word]:
    made, at = [], 0
    for part in text.split():
        word, _, tag = part.partition("/")
        made.append(Word(word, word.lower(), Span(at, at + len(word)), "X", tag, word.lower()))
        at += len(word) + 1
    return made


def found(pattern: Sequence[dict[str, object]], text: str) -> list[tuple[int, int]]:
    matcher = Matcher(msgspec.convert(pattern, tuple[TokenPattern, ...]))
    return [match[""] for match in matcher.search(words(text))]


def test_attributes_must_all_hold() -> None:
    pattern = [{"LOWER": "it", "TAG": "PRP"}, {"LOWER": "and"}]
    assert found(pattern, "It/PRP and/CC It/NN and/CC") == [(0, 2)]


def test_operators_are_those_of_spacy() -> None:
    assert found([{"LOWER": "a"}, {"LOWER": "b", "OP": "?"}, {"LOWER": "c"}], "a c a b c") == [
        (0, 2),
        (2, 5),
    ]
    assert found([{"LOWER": "a"}, {"LOWER": "b", "OP": "*"}], "a b b x a") == [(0, 3), (4, 5)]
    assert found([{"LOWER": "b", "OP": "+"}, {"LOWER": "b"}], "b b b") == [(0, 3)]
    assert found([{"LOWER": "a"}, {"LOWER": "b", "OP": "!"}], "a b a x a") == [(2, 3), (4, 5)]


def test_conditions_name_sets_and_patterns() -> None:
    assert found([{"TAG": {"IN": ["VBD", "VBZ"]}}], "went/VBD go/VB goes/VBZ") == [(0, 1), (2, 3)]
    assert found([{"TAG": {"NOT_IN": ["VB"]}}], "went/VBD go/VB") == [(0, 1)]
    assert found([{"TEXT": {"REGEX": "ed$"}}], "walked walk") == [(0, 1)]


def test_a_neighbour_in_front_that_only_forbids_holds_at_the_start() -> None:
    forbids = [{"LOWER": "they", "PREV": {"LOWER": {"NOT_IN": ["of"]}}}]
    assert found(forbids, "They met they of they") == [(0, 1), (2, 3)]
    wants = [{"LOWER": "they", "PREV": {"LOWER": {"IN": ["that"]}}}]
    assert found(wants, "They said that they") == [(3, 4)]


def test_names_hold_the_tokens_that_were_taken() -> None:
    matcher = Matcher(
        msgspec.convert(
            [{"LOWER": "a", "AS": "first"}, {"LOWER": "b", "OP": "*", "AS": "rest"}],
            tuple[TokenPattern, ...],
        )
    )
    (match,) = matcher.search(words("x a b b"))
    assert match == {"first": (1, 2), "rest": (2, 4), "": (1, 4)}


@given(st.lists(st.sampled_from("abc"), max_size=12), st.sampled_from(["?", "*", "+", None]))
def test_matches_are_in_order_and_do_not_overlap(text: list[str], operator: str | None) -> None:
    places = found([{"LOWER": "a"}, {"LOWER": "b", "OP": operator}], " ".join(text))
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(places))
    assert all(text[start] == "a" for start, _ in places)
