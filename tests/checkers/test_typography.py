from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.model.settings import Settings
from mtqa.pipeline import Desk, check, fix, open_desk

PACKS = (
    "core/decoder",
    "core/encoding",
    "en/foreign-marks",
    "en/spacing",
    "en/tokeniser",
    "en/typography",
)
PIECES = [
    *"\"'“”‘’„«»()[],.;:!?-",
    *("，", "。", "¿", "``", "''", "▁", "@-@", "&amp;", "\u200b", "…", "..", ",,"),
    *("word", "Name", "players", "s", "'s", "n't", "do", "6'2\"", "’80s", "U. S.", "it", "12", "A"),
    *(" ", "  ", " ", " ", "\n\n", "www . a . com", "caf\u00c3\u00a9", "vоte"),
]


@cache
def desk() -> Desk:
    return open_desk(Settings(select=PACKS))


def fixed(text: str, *, unsafe: bool) -> str:
    result = fix(desk(), check(desk(), "-", text.encode(), input_format="text"), unsafe=unsafe)
    return result.raw.decode() if result.raw is not None else text


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "all"])
@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_typography_comes_to_rest(unsafe: bool, text: str) -> None:
    once = fixed(text, unsafe=unsafe)
    assert fixed(once, unsafe=unsafe) == once


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_typography_keeps_letters_and_figures_of_sound_text(text: str) -> None:
    damaged = ("▁", "&amp;", "\u00c3", "о", "@")
    if any(mark in text for mark in damaged):
        return
    once = fixed(text, unsafe=False)
    assert [one for one in once if one.isalnum()] == [one for one in text if one.isalnum()]
