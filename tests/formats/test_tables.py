"""CSV and TSV."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtqa
from mtqa.engine.project import Unprojectable, project
from mtqa.errors import UnreadableFile, Unspellable
from mtqa.formats._cells import Dialect, decoded, dialect_of, rows
from mtqa.formats.reading import read
from mtqa.formats.registry import load
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.reading import FieldMap, Limits, Reading
from mtqa.model.segment import Role, Segment
from mtqa.model.span import Span
from tests.hostile import read_hostile

LIMITS = Limits()


def segments(text: str, *fields: FieldMap, name: str = "csv") -> tuple[Segment, ...]:
    return load(name, Reading(fields)).segments(text, "en")


_cells = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=8)
_tables = st.lists(st.lists(_cells, min_size=1, max_size=4), max_size=4)


@given(
    _tables, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n"]), st.booleans()
)
def test_cells_are_those_that_a_reader_of_tables_finds(
    table: list[list[str]], delimiter: str, end: str, all_quoted: bool
) -> None:
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(table)
    text = out.getvalue()
    found = [
        [mapped.text if (mapped := decoded(text, cell)) else "" for cell in row]
        for row in rows(text, Dialect(delimiter), LIMITS)
    ]
    assert found == table


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1,5;2,5\n3,5;1\n", ";"),
        ("a\tb, c\n1\t2, 3, 4\n", "\t"),
        ('a|b\n"x,y|z"|2\n', "|"),
        ("a\nb\n", ","),
        ("sep=;\na,b,c\n1,2,3\n", ";"),
        ("", ","),
    ],
)
def test_the_first_rows_tell_the_delimiter(text: str, delimiter: str) -> None:
    assert dialect_of(text, "", ",", LIMITS).delimiter == delimiter


def test_the_configuration_says_the_delimiter() -> None:
    text = "title;a,b\nOne;two,three\n"
    form = load("csv", Reading((FieldMap("b"),), delimiter=","))
    assert [segment.text for segment in form.segments(text, "en")] == ["three"]


def test_names_of_columns_tell_what_is_text() -> None:
    text = 'id,Title,Body text,lang\n1,A b,"C ""d""",de-AT\n2,https://a.b/c,<p>E<p>F,en\n'
    assert [(s.text, s.role, s.language, s.story, s.guessed) for s in segments(text)] == [
        ("A b", Role.HEADLINE, "de", "[0]", True),
        ('C "d"', Role.BODY, "de", "[0]", True),
        ("E", Role.BODY, "en", "[1]", True),
        ("F", Role.BODY, "en", "[1]", True),
    ]


def test_two_columns_with_bodies_are_the_same_copy_twice() -> None:
    text = "title,translation,mt\nA,B c,D e\n"
    assert [segment.story for segment in segments(text)] == ["[0]", "[0]", "[0].mt"]


@pytest.mark.parametrize(
    ("text", "field"),
    [("a,b c\n1,x\n", "b c"), ("0,y\n1,x\n", "2"), ("a,b\n1,x\n", "*")],
)
def test_a_field_map_names_columns_or_their_numbers(text: str, field: str) -> None:
    found = segments(text, FieldMap(field, Role.CAPTION))
    assert (found[-1].text, found[-1].role, found[-1].guessed) == ("x", Role.CAPTION, False)


def test_a_map_that_fits_nothing_tells_the_columns_there_are() -> None:
    with pytest.raises(UnreadableFile, match=r"\(text\); it has a, b:"):
        segments("a,b\n1,x\n", FieldMap("text"))
    with pytest.raises(UnreadableFile) as caught:
        segments(",".join("a" * 500 for _ in range(500)), FieldMap("text"))
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n1,"x\n', "line 2, column 3 begins with a quotation mark that nothing closes"),
        ('a,b\n1,"x" y\n', "line 2, column 3 goes on behind its closing quotation mark"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        segments(text)
    assert said in str(caught.value)


def test_quotation_marks_that_do_not_fit_are_text_between_tabs() -> None:
    (segment,) = segments('id\ttext\n1\t"Yes," he said.\n', name="tsv")
    assert segment.text == '"Yes," he said.'


def test_a_cell_without_quotation_marks_cannot_hold_all() -> None:
    bare, quoted = segments('title,text\nOne,"Two"\n')
    form = load("csv")
    assert form.encode('a "b"', bare) == 'a "b"'
    assert form.encode('a, "b"\n', quoted) == 'a, ""b""\n'
    for wrong in ("a, b", "a\nb", "a\rb"):
        with pytest.raises(Unspellable, match="no quotation marks"):
            form.encode(wrong, bare)


def test_a_refused_fix_says_why() -> None:
    found = segments("text\nIt rained a lot\n")
    repair = Repair("", Safety.SAFE, (Edit(0, Span(9, 9), ","),))
    with pytest.raises(Unprojectable, match="no quotation marks around it, so it cannot hold ','"):
        project(repair, found, load("csv").encode)


def test_only_what_must_be_is_changed() -> None:
    text = '"title";text;x\r\nOne;"It was ""cold cold"" here .";"the the"\r\n\r\n;the the end;\r'
    fixed = mtqa.fix(text, format="csv", unsafe=True)
    assert fixed == text.replace("here .", "here.").replace(";the the end", ";the end")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("title,text\nOne,two\n", "csv"),
        ("id;headline\n1;One\n2;Two\n", "csv"),
        ("title\ttext\nOne\ttwo\n", "tsv"),
        ("title,text\nOne\n", "text"),
        ("Rain, text and wind\nOne, two, and three\n", "text"),
        ("title\nOne\n", "text"),
    ],
)
def test_content_tells_a_table(text: str, name: str) -> None:
    assert read("story", text.encode())[1].name == name


_HOSTILE = {
    "open quote": "'a,b\\n1,\"' + 'x' * 15_000_000",
    "odd quotes": "'a,b\\n1,' + '\"' * 15_000_001",
    "many cells": "'title,' * 3_000_000",
    "quoted cells": "'\"a\",' * 3_000_000",
    "huge": "'title\\n' + 'a' * 25_000_000",
}


def test_hostile_tables_are_refused_at_once_and_open_nothing() -> None:
    assert None not in read_hostile("csv", "title,text\n<p>a,b", _HOSTILE).values()
