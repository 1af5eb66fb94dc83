"""Markdown and subtitles made to harm: refused or read at once, in little memory."""

from __future__ import annotations

import pytest

from tests.hostile import read_hostile

_MARKDOWN = {
    "quotations": "'> ' * 100_000 + 'a'",
    "quotations by lines": "'\\n'.join('>' * n + ' a' for n in range(1, 1000))",
    "lists": "'- ' * 50_000 + 'a'",
    "lists by lines": "'\\n'.join('  ' * n + '- a' for n in range(1000))",
    "lists by tabs": "'\\n'.join(chr(9) * n + '- a' for n in range(1000))",
    "lists in quotations": "'> - ' * 50_000 + 'a'",
    "backticks": "'`' * 100_000",
    "runs of backticks": "' '.join('`' * n for n in range(1, 600))",
    "images in images": "'![' * 10_000 + 'a' + '](b)' * 10_000",
    "links in links": "'[' * 10_000 + 'a' + '](b)' * 10_000",
    "parentheses": "'[a](' + '(' * 1_000_000",
    "a long label": "'[' + 'a' * 1_000_000 + ']'",
    "stars": "'*' * 100_000",
    "stars that meet": "'*a ' * 20_000 + 'b' + '*' * 20_000",
    "marks that never close": "'**a _b ~~c ' * 10_000",
    "attributes": "'a <b' + ' c' * 1_000_000 + '>'",
    "an address": "'a' * 1_000_000 + '@'",
    "a long reference": "'&' + 'a' * 1_000_000 + ';'",
    "a long rule": "'a\\n' + '-' * 1_000_000 + 'b'",
    "a heading's end": "'# a ' + '#' * 1_000_000 + ' b'",
    "aliases": "'---\\n' + ''.join(f'a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\\n'"
    " for n in range(1, 40)) + '---\\nb'",
    "deep front matter": "'---\\na: ' + '[' * 100_000 + '\\n---\\nb'",
    "tabs": "chr(9) * 3_000_000",
    "spaces": "' ' * 10_000_000",
}
_TOO_MUCH = {
    "backticks": "'a `' * 300_000",
    "fences": "'```\\n' * 2_000_000",
    "brackets": "'[' * 1_000_000",
    "links": "'[a](' * 300_000",
    "images": "'![a](b)' * 300_000",
    "stars": "'*a _' * 300_000",
    "tags": "'a <b>' * 500_000",
    "references": "'&amp;' * 1_000_000",
    "tables": "'|a|b|\\n|-|-|\\n' + '|c d|e|\\n' * 500_000",
    "columns": "'|' * 1_000_000 + '\\n' + '|-' * 500_000",
    "definitions": "'[a]: b\\n' * 500_000",
    "escapes": "chr(92) * 3_000_000",
    "templates": "'{{' * 500_000",
    "lines": "chr(10) * 15_000_000",
    "returns": "chr(13) * 10_000_000",
}
_CUES = {
    "a huge cue": "'a b ' * 400_000",
    "an open tag": "'<v ' + 'a' * 2_000_000",
    "classes": "'<c' + '.a' * 1_000_000 + '>b'",
    "a long number": "chr(10) + '9' * 5_000_000 + ':00:01.000 --> 00:00:02.000' + chr(10)",
    "spaces": "chr(10) + ' ' * 5_000_000",
}
_TOO_MANY = {
    "lines": "'a b\\n' * 2_000_000",
    "blank lines": "chr(10) * 15_000_000",
    "returns": "'a' + chr(13) * 5_000_000",
    "speakers": "'- a\\n' * 1_000_000",
    "tags": "'<i>' * 3_000_000",
    "signs": "'<' * 3_000_000",
    "references": "'&amp;' * 2_000_000",
    "times": "'<00:00:01.000>a ' * 500_000",
    "cues": "chr(10) + '1\\n00:00:01,000 --> 00:00:02,000\\na b\\n\\n' * 200_000",
}
_HEADS = {
    "srt": "1\n00:00:01,000 --> 00:00:02,000\n",
    "vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n",
}


def test_pathological_markdown_is_read_at_once() -> None:
    warm = "---\ntitle: a\n---\n# a\n\nb ![c](d) <i>e</i> `f` &amp;\n\n| a |\n|--|\n| b |\n"
    errors = read_hostile("markdown", warm, _MARKDOWN)
    assert set(errors.values()) == {None}


def test_markdown_of_too_many_marks_is_refused_at_once() -> None:
    errors = read_hostile("markdown", "a", _TOO_MUCH)
    assert all(error and "lines and marks: refused" in error for error in errors.values()), errors


@pytest.mark.parametrize("name", list(_HEADS))
def test_pathological_cues_are_read_at_once(name: str) -> None:
    cases = {case: f"{_HEADS[name]!r} + {text}" for case, text in _CUES.items()}
    assert set(read_hostile(name, f"{_HEADS[name]}a <i>b</i>\n", cases).values()) == {None}


@pytest.mark.parametrize("name", list(_HEADS))
def test_subtitles_of_too_many_lines_and_marks_are_refused_at_once(name: str) -> None:
    cases = {case: f"{_HEADS[name]!r} + {text}" for case, text in _TOO_MANY.items()}
    errors = read_hostile(name, f"{_HEADS[name]}a <i>b</i>\n", cases)
    assert all(error and "lines and marks: refused" in error for error in errors.values()), errors
