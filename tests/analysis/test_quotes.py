from hypothesis import given
from hypothesis import strategies as st

from mtqa.analysis.quotes import Marks, Role, pair_marks

GLYPHS = "\"'“”‘’„‚‟‛«»‹›`´"


def read(*texts: str) -> Marks:
    return pair_marks(texts)


def quoted(text: str) -> list[str]:
    return [pair.inner.of(text) for pair in read(text).pairs[0]]


def roles(text: str) -> list[tuple[str, Role]]:
    return [(mark.text, mark.role) for mark in read(text).marks[0]]


def test_each_style_pairs() -> None:
    for first, last in ('""', "“”", "”“", "„“", "„”", "«»", "»«", "‘’", "''", '“"', '"”'):
        text = f"He called it {first}a gift{last} to the banks."
        assert quoted(text) == ["a gift"], text
        assert not read(text).loose


def test_nested_quotations_pair_with_their_own_kind() -> None:
    assert quoted("“He told me ‘never’, twice,” she said.") == [
        "He told me ‘never’, twice,",
        "never",
    ]
    assert quoted("‘He told me “never”, twice,’ she said.") == [
        "He told me “never”, twice,",
        "never",
    ]


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "The workers’ rock ’n’ roll of the ’80s, and 'em too: the sailors' song."
    assert {role for _, role in roles(text)} == {Role.APOSTROPHE}
    assert not read(text).pairs[0]


def test_a_possessive_plural_does_not_close_a_quotation() -> None:
    text = "‘We want the workers’ rights back,’ he said."
    assert quoted(text) == ["We want the workers’ rights back,"]


def test_feet_and_inches_are_no_quotation_marks() -> None:
    text = 'A man of 6\'2" said “no” to a 5\'10" wall and a 27" screen.'
    assert [role for glyph, role in roles(text) if glyph == '"'] == [Role.PRIME] * 3
    assert quoted(text) == ["no"]


def test_a_quotation_may_end_with_a_figure() -> None:
    assert quoted('He said "it was in 1961" and left.') == ["it was in 1961"]


def test_a_double_mark_behind_a_plural_is_its_apostrophe() -> None:
    assert roles('The nurses" strike failed.') == [('"', Role.APOSTROPHE)]
    assert quoted('He met "the nurses" there.') == ["the nurses"]


def test_a_misplaced_space_does_not_turn_a_straight_mark() -> None:
    assert quoted('"Hello, "he said. "Bye."') == ["Hello, ", "Bye."]
    assert quoted('He said " hello " twice.') == [" hello "]


def test_a_quotation_of_several_paragraphs_is_whole() -> None:
    marks = read("“We waited.", "“Nobody came.", "“We left,” she said.", "He agreed.")
    assert not marks.loose
    assert [len(marks.inside(number)) for number in range(4)] == [1, 1, 1, 0]


def test_a_quotation_over_sentences_in_lines_is_whole() -> None:
    texts = ('"We waited.', "Nobody came.", 'We left," she said.')
    marks = read(*texts)
    assert not marks.loose
    inside = [marks.inside(number)[0].of(text) for number, text in enumerate(texts)]
    assert inside == ["We waited.", "Nobody came.", "We left,"]


def test_a_quotation_in_such_a_quotation_is_whole() -> None:
    assert not read('"She said to me, "You may go.', 'I wept."', 'Then I left."').loose


def test_a_quotation_that_ends_nowhere_is_loose() -> None:
    loose = read("“Talks go on.", "He left on “Monday”.").loose
    assert [(mark.segment, mark.span.start) for mark in loose] == [(0, 0)]


def test_a_quotation_that_begins_nowhere_is_loose() -> None:
    loose = read("He left.", "Talks go on”, he said.").loose
    assert [(mark.segment, mark.role) for mark in loose] == [(1, Role.CLOSE)]


def test_a_tokeniser_s_marks_pair() -> None:
    assert quoted("She said `` we agree '' twice.") == [" we agree "]


@given(st.lists(st.text(f"{GLYPHS} aAs5.,()\n", max_size=25), max_size=5))
def test_whatever_the_text_marks_are_told_once_and_pairs_are_in_order(texts: list[str]) -> None:
    marks = pair_marks(texts)
    for number, text in enumerate(texts):
        spans = [mark.span for mark in marks.marks[number]]
        assert spans == sorted(set(spans))
        assert all(mark.span.of(text) == mark.text for mark in marks.marks[number])
        for pair in marks.pairs[number]:
            assert pair.first.span.end <= pair.last.span.start
            assert pair.first in marks.marks[number]
            assert pair.last in marks.marks[number]
        assert all(0 <= span.start <= span.end <= len(text) for span in marks.inside(number))
    paired = {mark for pairs in marks.pairs for pair in pairs for mark in pair}
    assert not paired & set(marks.loose)


def test_a_straight_mark_behind_which_nothing_stands_closes() -> None:
    first, last = 'He said, "We go on.', 'We always have. "'
    assert not read(first, last).loose
    assert roles(last) == [('"', Role.CLOSE)]
