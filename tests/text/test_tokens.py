from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.tokens import TOKEN, Token, token_texts, tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He didn't say it's over.", "He|did|n't|say|it|'s|over|."),
        ("He didn’t say it’s over.", "He|did|n’t|say|it|’s|over|."),
        ("They’re sure we’ll, I’d, you've, I'm", "They|’re|sure|we|’ll|,|I|’d|,|you|'ve|,|I|'m"),
        ("the ministers’ visit", "the|ministers|’|visit"),
        ("Cannot and can’t", "Can|not|and|ca|n’t"),
        ("DON'T PANIC", "DO|N'T|PANIC"),
        ("a state-owned firm", "a|state|-|owned|firm"),
        ("a pro-Kremlin, non-profit e-mail", "a|pro-Kremlin|,|non-profit|e-mail"),
        ("UN-backed, Anti-war, 500-1000", "UN|-|backed|,|Anti-war|,|500|-|1000"),
        ("I cannot, CANNOT go", "I|can|not|,|CAN|NOT|go"),
        ("the U.S. and the U.N.", "the|U.S.|and|the|U.N."),
        ("Mr. J. Smith, Jr. of Acme Corp. left.", "Mr.|J.|Smith|,|Jr.|of|Acme|Corp.|left|."),
        ("at 10:30 a.m. on 3.5 of 1,000,000", "at|10:30|a.m.|on|3.5|of|1,000,000"),
        ("It fell 12% to $3.5m.", "It|fell|12|%|to|$|3.5|m|."),
        ("the 21st, the 1990s and F-16s", "the|21st|,|the|1990s|and|F-16s"),
        ("see https://example.org/a?b=1, now", "see|https://example.org/a?b=1|,|now"),
        ("write to desk.eu@example.org.", "write|to|desk.eu@example.org|."),
        ("“Yes,” she said… no... wait?!", "“|Yes|,|”|she|said|…|no|...|wait|?!"),
        ("O'Neill and D’Angelo", "O'Neill|and|D’Angelo"),
        ("AT&T said — firmly -- no", "AT&T|said|—|firmly|--|no"),
        ("", ""),
    ],
)
def test_splits_as_the_treebanks_do(text: str, expected: str) -> None:
    assert "|".join(words(text)) == expected


def test_offsets_are_code_points_of_the_given_string() -> None:
    text = "😀 Él isn’t here"
    assert tokenise(text)[:3] == (Token("😀", 0, 1), Token("Él", 2, 4), Token("is", 5, 7))


PIECES = st.one_of(
    st.sampled_from(
        (
            "it",
            "n't",
            "n’t",
            "'s",
            "’",
            "can",
            "not",
            "gonna",
            "J.",
            "U.S.",
            "3.5",
            "10:30",
            "-",
            "...",
        )
    ),
    st.sampled_from(("“", "re-", "@a.b", "www.", "No.", "Mr.", "$", "US$", "&", "№", "日本", "_")),
    st.sampled_from((" ", "\n", "\u00a0", "\u2028", "e\u0301", "\u200b")),
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_tokens_tile_all_but_white_space(text: str) -> None:
    covered = 0
    for token in tokenise(text):
        assert token.start >= covered
        assert token.end > token.start
        assert text[token.start : token.end] == token.text
        assert not text[covered : token.start].strip()
        assert not any(character.isspace() for character in token.text)
        covered = token.end
    assert not text[covered:].strip()


@pytest.mark.parametrize(
    "unit", ["a", "a.", "1.", "a'", "a&", "a-", "@", ".", "www.a", "n't", "é_"]
)
def test_long_runs_take_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        began = time.process_time()
        tokenise(unit * length)
        return time.process_time() - began

    seconds(500)
    assert seconds(20_000) < 1 + 4 * 8 * seconds(2_500)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_a_text_in_stretches_gives_the_words_of_the_whole(text: str) -> None:
    assert words(text) == token_texts(text) == TOKEN.findall(text)


@pytest.mark.parametrize(
    "text", ["J. Smith", "at No. 5", "No. It", "plan B. It", "(J.", "J. é", "a J.", "J. J. No. 5,"]
)
def test_stops_are_told_by_the_next_word(text: str) -> None:
    assert token_texts(text) == TOKEN.findall(text)


@pytest.mark.parametrize("text", ["cannot, go", "GONNA BE", "Scannot do", "so, long; x", "a,b, ,"])
def test_words_are_the_same_whatever_stands_behind_them(text: str) -> None:
    assert token_texts(text) == TOKEN.findall(text)
