import re

from hypothesis import given
from hypothesis import strategies as st

from mtqa.analysis.ledger import spacings
from mtqa.text.phrases import Phrases

WORDS = st.sampled_from(["Ana", "Lu", "de", "la", "Cruz", "ana", "Lu-Ana", "O’Ana", "İda"])
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=6)
TEXTS = st.lists(WORDS | st.sampled_from([",", "-", "’s", "xAna"]), max_size=12).map(" ".join)


@given(PHRASES, TEXTS)
def test_every_phrase_is_found_that_a_pattern_finds(phrases: list[str], text: str) -> None:
    found = {span for span, _ in Phrases((p, p) for p in phrases).find(text)}
    ordered = sorted(set(phrases), key=lambda p: -len(p))
    pattern = "|".join(rf"(?<!\w){re.escape(p)}(?!\w)" for p in ordered)
    expected = [m.span() for m in re.finditer(pattern, text)] if phrases else []
    for start, end in expected:
        assert any(span.start < end and start < span.end for span in found)
    for span in found:
        assert span.of(text) in phrases


@given(PHRASES, TEXTS)
def test_without_regard_to_case_all_is_found_and_stands_where_it_says(
    phrases: list[str], text: str
) -> None:
    exact = {span for span, _ in Phrases((p, p) for p in phrases).find(text)}
    folded = list(Phrases(((p, p) for p in phrases), folded=True).find(text))
    for span, phrase in folded:
        assert span.of(text).lower() == phrase.lower()
    for span in exact:
        assert any(span.overlaps(other) for other, _ in folded)


def test_the_longer_of_two_is_found() -> None:
    found = Phrases([("Ana", 1), ("Ana Lu", 2)]).find("Ana Lu met Ana.")
    assert [value for _, value in found] == [2, 1]


def test_shapes_of_apostrophe_and_space_make_no_difference() -> None:
    assert [v for _, v in Phrases([("O'Hara Ana", 1)]).find("Mr O’Hara\xa0Ana’s car")] == [1]


def test_phrases_may_begin_and_end_with_a_mark() -> None:
    text = "They use .NET and C++, said #MeToo. No ASP.NET."
    found = [
        span.of(text) for span, _ in Phrases([(".NET", 1), ("C++", 2), ("#MeToo", 3)]).find(text)
    ]
    assert found == [".NET", "C++", "#MeToo", ".NET"]


def test_brands_of_one_part_have_one_spacing() -> None:
    assert spacings("iThing") == ["iThing"]
    assert spacings("Plum") == ["Plum"]
