"""JSON Feed, ninjs, JSON and JSON Lines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mtqa
from mtqa.errors import UnreadableFile
from mtqa.formats._literals import decoded, literals, spell
from mtqa.formats.reading import read
from mtqa.formats.registry import by_content, load
from mtqa.model.reading import FieldMap, Limits, Reading
from mtqa.model.segment import Role, Segment
from tests.hostile import read_hostile

LIMITS = Limits()


def segments(name: str, text: str, *fields: FieldMap) -> tuple[Segment, ...]:
    return load(name, Reading(fields)).segments(text, "en")


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)


def _strings(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[object, str]]:
    if isinstance(value, str):
        return [(path, value)]
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [found for step, inner in pairs for found in _strings(inner, (*path, step))]


@given(_values, st.booleans(), st.sampled_from([None, 0, 2]))
def test_strings_are_found_as_a_parser_finds_them(
    value: object, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    found = [
        (path, decoded(text, span).text if span.start < span.end else "")
        for path, span in literals(text, LIMITS)
    ]
    assert found == [(path, said) for path, said in _strings(json.loads(text))]


@given(st.text(), st.booleans())
def test_what_is_spelled_reads_as_it_was(said: str, plain: bool) -> None:
    text = f'"{spell(said, plain=plain)}"'
    assert json.loads(text) == said
    assert not plain or text.isascii()


@given(st.text(alphabet='{}[]",:\\ntu0 1.eE-', max_size=12))
def test_a_parser_and_the_scanner_refuse_the_same(text: str) -> None:
    try:
        json.loads(text, strict=False)
    except (json.JSONDecodeError, RecursionError):
        return
    list(literals(text, LIMITS))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": ', "line 1, column 7"),
        ('{"a": "b',  "line 1, column 7"),
        ('{\n "a": 1,}', "line 2, column 9"),
        ("[1, 2", "‘,’ or ‘]’"),
        ("{'a': 1}", "a name in quotation marks"),
        ("[] []", "behind the end"),
        ("// c\n{}", "line 1, column 1"),
        ('{"title": "a \\x b"}', "no escape sequence"),
        ("]", "stands where a value should"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match="is not JSON") as caught:
        segments("json", text)
    assert said in str(caught.value)


def test_a_line_of_json_lines_is_named() -> None:
    with pytest.raises(UnreadableFile, match="line 3, column 10"):
        segments("jsonl", '{"text": "a"}\n\n{"text": }\n')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"title": "A \\u0026 b\\/c"}', [("A & b/c", Role.HEADLINE)]),
        ('{"title": {"rendered": "Caf&eacute;"}}', [("Café", Role.HEADLINE)]),
        ('{"title": "https://a.b/c", "text": "2024-02-06T10:00Z", "body": " "}', []),
        ('{"author": {"title": "The the chief"}, "id": "the the"}', []),
        ('{"image": {"title": "A b", "alt": "C"}}', [("A b", Role.CAPTION), ("C", Role.ALT)]),
        ('{"articleBody": "A.\\n\\nB."}', [("A.", Role.BODY), ("B.", Role.BODY)]),
        ('{"keywords": ["a b", "c"], "tags": ["d e"]}',
         [("a b", Role.KEYWORDS), ("c", Role.KEYWORDS)]),
        ('{"content_html": "<h2>A</h2><p>B"}', [("A", Role.HEADING), ("B", Role.BODY)]),
        ('{"schema": "mtqa.check/1", "text": "the the"}', []),
        ('{"odd": "short", "b": "One two three four five six seven."}',
         [("One two three four five six seven.", Role.BODY)]),
        ("{}", []),
    ],
)  # fmt: skip
def test_names_tell_what_is_text(text: str, expected: list[tuple[str, Role]]) -> None:
    found = segments("json", text)
    assert [(s.text, s.role) for s in found] == expected
    assert all(segment.guessed for segment in found)


def test_a_field_map_says_what_is_text_and_nothing_is_guessed() -> None:
    text = '{"articles": [{"t": "A <b>b</b>", "x": "C", "title": "D"}, {"t": "2024"}], "t": "E"}'
    found = segments(
        "json",
        text,
        FieldMap("articles[].t", Role.HEADLINE, "text"),
        FieldMap("*", Role.SUMMARY),
    )
    assert [(s.text, s.role, s.guessed, s.story) for s in found] == [
        ("A <b>b</b>", Role.HEADLINE, False, "articles[0]"),
        ("2024", Role.HEADLINE, False, "articles[1]"),
        ("E", Role.SUMMARY, False, ""),
    ]


def test_a_field_may_hold_markdown() -> None:
    (segment,) = segments("json", '{"a": "A *b*\\nc"}', FieldMap("a", Role.BODY, "markdown"))
    assert segment.text == "A b c"
    assert load("json").encode('x *y* "z"', segment) == 'x \\\\*y\\\\* \\"z\\"'


def test_a_map_that_fits_nothing_is_an_error() -> None:
    for name in ("json", "jsonl"):
        with pytest.raises(UnreadableFile, match=r"\(a\.b, c\[\]\)"):
            segments(name, '{"text": "x"}', FieldMap("a.b"), FieldMap("c[]"))


@pytest.mark.parametrize(
    ("text", "stories"),
    [
        ('[{"title": "A", "text": "B"}, {"text": "C"}]', ["[0]", "[0]", "[1]"]),
        ('{"title": "A", "blocks": [{"text": "B"}, {"text": "C"}]}', ["", "", ""]),
        ('{"title": "A", "body": "B", "content_html": "<p>B"}', ["", "", "content_html"]),
        ('{"title": "A", "items": [{"text": "B"}, {"text": "C"}]}', ["", "items[0]", "items[1]"]),
        ('{"c": [{"items": [{"title": "A", "text": "B"}]}]}', ["c[0].items[0]"] * 2),
    ],
)  # fmt: skip
def test_stories_are_told_apart(text: str, stories: list[str]) -> None:
    found = segments("json", text)
    assert [segment.story for segment in found] == stories


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', "jsonfeed"),
        ('{"uri": "a", "pubstatus": "usable", "headline": "B"}', "ninjs"),
        ('[{"uri": "a", "bodies": [{"value": "B"}]}]', "ninjs"),
        ('{"_items": [{"uri": "a", "body_html": "B"}]}', "ninjs"),
        ('{"headlines": ["A"], "x": {"uri": "b"}}', "json"),
        ('{"a": "b"}\n{"a": "c"}', "jsonl"),
        ('{"a": "b"}', "json"),
        ('{"a": "b"} and more', "text"),
        ("[sic] he said", "text"),
        ("[1]", "text"),
    ],
)
def test_content_tells_the_kind(text: str, name: str) -> None:
    assert by_content(text).name == name
    _, form = read("a.json", text.encode())
    assert form.name == ("json" if name == "text" else name)


def test_only_what_must_be_is_spelled_anew() -> None:
    text = (
        '{"title":"The the \\u201clong\\u201d winter","n":1e400,"text":"Cold\\/wet and dry dry ."}'
    )
    fixed = mtqa.fix(text, format="json", unsafe=True)
    assert fixed == text.replace("The the", "The").replace("dry dry .", "dry.")


def test_ascii_stays_ascii() -> None:
    (segment,) = segments("json", '{"title": "A \\u201cb\\u201d"}')
    assert load("json").encode("’\U0001f6a2", segment) == "\\u2019\\ud83d\\udea2"
    (segment,) = segments("json", '{"title": "A ‘b’"}')
    assert load("json").encode("’\n", segment) == "’\\n"


def test_an_item_of_ninjs_may_be_of_any_version() -> None:
    one = '{"uri": "a", "type": "text", "headline_main": "A", "body_xhtml": "<p>B", "ednote": "c"}'
    many = (
        '{"uri": "a", "headlines": [{"value": "A"}], "bodies": [{"contentType": "text/html", '
        '"value": "<p>B"}, {"contentType": "application/xml", "value": "<c/>"}], "edNote": "c"}'
    )
    for text in (one, many, one.replace("uri", "guid")):
        assert by_content(text).name == "ninjs"
        found = segments("ninjs", text)
        assert [(s.text, s.role) for s in found] == [("A", Role.HEADLINE), ("B", Role.BODY)]


def test_a_picture_belongs_to_its_story_and_another_body_stands_apart() -> None:
    text = (
        '{"uri": "a", "headline": "A", "body_text": "B c", "body_html": "<p>B c", "associations": '
        '{"p": {"type": "picture", "headline": "D"}, "q": {"type": "text", "headline": "E"}}}'
    )
    assert [(s.text, s.role, s.story) for s in segments("ninjs", text)] == [
        ("A", Role.HEADLINE, ""),
        ("B c", Role.BODY, ""),
        ("B c", Role.BODY, "body_html"),
        ("D", Role.CAPTION, ""),
        ("E", Role.HEADLINE, "associations.q"),
    ]


_HOSTILE = {
    "deep arrays": "'[' * 5_000_000",
    "deep objects": "'{\"a\":' * 2_000_000",
    "closed deep": "'[' * 1_000_000 + ']' * 1_000_000",
    "many values": "'[' + '1,' * 3_000_000 + '1]'",
    "many strings": "'[' + '\"a\",' * 2_000_000 + '1]'",
    "many objects": "'[' + '{\"title\":\"a b\"},' * 500_000 + '1]'",
    "open string": "'[\"' + 'a' * 15_000_000",
    "backslashes": "'[\"' + chr(92) * 15_000_001",
    "huge": "'[\"' + 'a' * 25_000_000 + '\"]'",
    "long number": "'[' + '9' * 15_000_000",
    "spaces": "' ' * 15_000_000 + '{'",
}


@pytest.mark.parametrize("name", ["json", "jsonfeed", "ninjs", "jsonl"])
def test_hostile_json_is_refused_at_once_and_opens_nothing(name: str) -> None:
    assert None not in read_hostile(name, '{"text": "<p>b"}', _HOSTILE).values()
