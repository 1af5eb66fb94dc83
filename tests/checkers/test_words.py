from calendar import day_name, month_name
from datetime import date
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mtqa.checkers.endings import NEVER_LAST, OPEN
from mtqa.checkers.names import sound
from mtqa.checkers.numbers import ending
from mtqa.model.finding import Finding, Safety
from mtqa.model.house import House
from mtqa.model.settings import Settings
from mtqa.pipeline import Desk, check, fix, open_desk

PACKS = (
    "core/repetition",
    "en/articles",
    "en/calques",
    "en/document",
    "en/lost-words",
    "en/names",
    "en/notices",
    "en/numbers",
    "en/spelling",
    "en/words",
)
PIECES = [
    *("the", "of", "had", "harbour", "Anna", "Holm", "Hollm", "she", "He", "and", "It", "an", "a"),
    *("1,5", "million", "22th", "3", "thousand", "$", "20€", "03.04.2021", "Monday,", "5 May 2020"),
    *("neighbour", "neighbor", "color", "colour", "organise", "organize"),
    *("Translated by Google", "Here is the translation:", "объект", "on the territory of Norland"),
    *(".", ",", "“", "”", "(", ")", "?", "’s", "-", "🙂", "\t", "\r\n", "\n\n", "\n\n", ". ", " "),
    *(" ", " ", " ", " "),
]
SENTENCE = ["Officials", "said", "that", "crews", "had", "cleared", "mud", "near", "towns"]


@cache
def desk(house: House | None = None) -> Desk:
    return open_desk(Settings(select=PACKS, house=house or House()))


def found(text: str, rule: str = "", house: House | None = None) -> list[Finding]:
    findings = check(desk(house), "-", text.encode(), input_format="text").findings
    return [one for one in findings if rule in ("", one.rule)]


def fixed(text: str, *, unsafe: bool) -> str:
    result = fix(desk(), check(desk(), "-", text.encode(), input_format="text"), unsafe=unsafe)
    return result.raw.decode() if result.raw is not None else text


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "all"])
@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_fixes_come_to_rest(unsafe: bool, text: str) -> None:
    once = fixed(text, unsafe=unsafe)
    assert fixed(once, unsafe=unsafe) == once


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_findings_lie_in_the_text(text: str) -> None:
    for one in found(text):
        assert 0 <= one.start < one.end <= len(text)
        assert all(0 <= edit.start <= edit.end <= len(text) for f in one.fixes for edit in f.edits)


@given(st.integers(0, len(SENTENCE) - 1), st.integers(2, 5))
def test_a_word_that_is_written_again_is_found_and_taken_out(at: int, copies: int) -> None:
    assume(SENTENCE[at] not in ("had", "that"))
    words = [*SENTENCE[:at], *[SENTENCE[at]] * copies, *SENTENCE[at + 1 :]]
    text = " ".join(words) + "."
    assert [one.rule for one in found(text)] == ["repeated-word"]
    assert fixed(text, unsafe=True) == " ".join(SENTENCE) + "."


@given(st.integers(2, 4), st.integers(2, 4))
def test_a_phrase_that_goes_round_is_found_and_cut(size: int, copies: int) -> None:
    phrase = SENTENCE[3 : 3 + size]
    text = " ".join([*SENTENCE[:3], *phrase * copies, "in", "May"]) + "."
    assert [one.rule for one in found(text)] == ["repeated-phrase"]
    assert fixed(text, unsafe=True) == " ".join([*SENTENCE[:3], *phrase, "in", "May"]) + "."


def test_function_words_go_safely_and_others_when_asked() -> None:
    (safe,), (asked,) = found("He left for the the port."), found("He left for the port port.")
    assert (safe.fixes[0].safety, asked.fixes[0].safety) == (Safety.SAFE, Safety.SUGGESTED)


def test_a_double_in_direct_speech_is_never_taken_out_unasked() -> None:
    (one,) = found("“We left the the port,” he said.")
    assert one.fixes[0].safety is Safety.SUGGESTED


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(list(day_name)))
def test_a_weekday_is_right_or_found(when: date, weekday: str) -> None:
    text = f"It closed on {weekday}, {when.day} {month_name[when.month]} {when.year}, at noon."
    wrong = day_name[when.weekday()] != weekday
    assert bool(found(text, "wrong-weekday")) is wrong


@given(st.integers(1, 999), st.sampled_from(["st", "nd", "rd", "th"]))
def test_an_ordinal_is_right_or_righted(number: int, end: str) -> None:
    text = f"She came {number}{end} in the race."
    assert bool(found(text, "wrong-ordinal")) is (end != ending(number))
    assert fixed(text, unsafe=False) == f"She came {number}{ending(number)} in the race."


@given(st.integers(1, 999), st.integers(0, 99))
def test_a_decimal_comma_becomes_a_point_when_asked(whole: int, decimals: int) -> None:
    text = f"Prices rose by {whole},{decimals:02} per cent."
    assert fixed(text, unsafe=False) == text
    assert fixed(text, unsafe=True) == f"Prices rose by {whole}.{decimals:02} per cent."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Torosyan", "Torosian"),
        ("Museveni", "Musevenni"),
        ("Zelensky", "Zelenskyy"),
        ("Zelensky", "Zelenskiy"),
        ("Peña", "Pena"),
        ("Yıldız", "Yildiz"),
        ("Khalid", "Halid"),
        ("Sadovyi", "Sadovy"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Petrov", "Petrova"), ("Slovakia", "Slovenia"), ("Lind", "Lund"), ("Iran", "Iraq")],
)
def test_names_of_two_do_not_sound_alike(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_the_spelling_used_most_is_kept() -> None:
    text = "Hallgrim spoke. Halgrim left.\n\nThen Halgrim came back, and Halgrim was tired."
    (one,) = found(text, "name-spelled-two-ways")
    assert one.text == "Hallgrim"
    assert fixed(text, unsafe=True).count("Halgrim") == 4


def test_a_notice_goes_with_its_blank_line_unless_the_house_keeps_it() -> None:
    text = "Rain fell.\n\nTranslated by Google Translate\n\nMore is expected.\n"
    assert fixed(text, unsafe=False) == text
    assert fixed(text, unsafe=True) == "Rain fell.\n\nMore is expected.\n"
    assert not found(text, "translation-notice", House(notices="keep"))


def test_the_second_of_two_twins_is_found_and_tells_of_the_first() -> None:
    text = (
        "The old quay was shut for nine hours. Nobody fell. The old quay was shut for nine hours."
    )
    (one,) = found(text)
    assert (one.rule, one.start) == ("repeated-sentence", text.rindex("The"))
    assert [span.of(text) for span in one.related] == ["The old quay was shut for nine hours."]


def test_a_habit_of_leaving_stops_out_is_no_fault() -> None:
    lines = [f"The {name} was closed for a day\n\nIt rained." for name in ("quay", "mill", "inn")]
    assert not found("\n\n".join([*lines, "The army denied the report\n\nIt rained."]))


def test_words_that_never_end_a_sentence_end_none_without_a_stop() -> None:
    assert NEVER_LAST <= OPEN
