from hypothesis import example, given
from hypothesis import strategies as st

from mtqa.text.readings import readings
from mtqa.text.words import WORD, count_words


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("ab1_'’- .\u0301²ſ\x1c\n"))))
@example("x-y-z-’n’-’x")
def test_words_are_counted_as_the_pattern_finds_them(text: str) -> None:
    assert count_words(text) == len(WORD.findall(text))


@given(st.text())
def test_a_reading_has_a_character_for_each(text: str) -> None:
    assert {len(reading) for reading in readings(text)} == {len(text)}


@given(st.text())
def test_a_reading_has_no_letter_beyond_ascii(text: str) -> None:
    for reading in readings(text)[-1:]:
        assert all(one.isascii() for one in reading if one.isalnum() or one.isspace())


def test_there_are_two_readings_where_the_engines_disagree() -> None:
    assert readings("a\u0301 x²") == ("aa x²", "a\u0301 xa")
    assert readings("Kadın ſee Été ٣") == ("Kadin see Ata 0",)
