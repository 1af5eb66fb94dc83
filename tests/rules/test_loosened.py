import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.rules.base import compile_rule
from mtqa.rules.examples import marked
from mtqa.rules.library import library
from mtqa.rules.loosened import character_set, loosened
from mtqa.text.readings import odd_characters, readings


@pytest.mark.parametrize(
    ("pattern", "loose"),
    [
        (r"\bthe\s+\w+", r"\bthe\s+\w"),
        (r"\bMc\w*", r"\bMc"),
        (r"a\\w*", r"a\\w*"),
        (r"[A-Z]{2,90}x", r"[A-Z]+x"),
        (r"(?:of|the)\.?\s*$", r"(?:of|the)\.?$|\s$"),
        (r"\bto\b", r"\bto\b"),
        (r"(?i)(?<![\w])(?:in\s+the\s+frame)", r"(?i)(?:\sframe)"),
        (r"\bthe\s+(?:report|news)", r"\s(?:report|news)"),
    ],
)
def test_what_tells_only_how_far_a_match_reaches_is_left_out(pattern: str, loose: str) -> None:
    assert loosened(pattern) == loose


TRIGGERS = sorted({p for spec in library()[0] for p in compile_rule(spec).triggers})
TEXTS = [
    marked(example.bad or example.ok or "")[0] for spec in library()[0] for example in spec.examples
]


@given(st.sampled_from(TRIGGERS), st.sampled_from(TEXTS), st.sampled_from(["", " ", "\t ", "of "]))
def test_a_loosened_pattern_matches_where_the_pattern_does(
    pattern: str, text: str, end: str
) -> None:
    import regex

    if regex.search(pattern, text + end):
        assert regex.search(loosened(pattern), text + end)


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [("['’]", "'’"), (r"[\"“]", '"“'), ("▁", "▁"), ("[a-z]", None), ("[^a]", None), ("ab", None)],
)
def test_a_set_of_characters_is_known_as_one(pattern: str, characters: str | None) -> None:
    assert character_set(pattern) == (frozenset(characters) if characters else None)


@given(st.text())
def test_odd_characters_are_those_that_a_reading_may_change(text: str) -> None:
    odd = odd_characters(text)
    assert odd == {c for c in text if not re.match(r"[\t\n\r\x20-\x7e]", c)}
    assert odd or readings(text) == (text,)
