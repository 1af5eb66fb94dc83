import click
import pytest

import mtqa
from mtqa._version import __version__
from mtqa.model.result import FileResult, Run
from mtqa.reporting import console

RULES = {"select": ["repeated-word"]}


def noted(text: str, form: str = "text", width: int = console.WIDTH) -> list[str]:
    run = Run((mtqa.check(text, format=form, settings=RULES),), __version__)
    return [click.unstyle(line) for line in console.notes(run, width=width)]


def underlined(text: str) -> str:
    """The cells of the excerpt above the marks, counted as a terminal does."""
    excerpt, marks = noted(text)[1:3]
    cells: list[str] = []
    for character in excerpt:
        width = console._cells(character)
        if width == 0:
            cells[-1] += character
        cells += [character, ""][:width]
    start = marks.index("~")
    assert set(marks.strip()) == {"~"}
    return "".join(cells[start : len(marks)])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("He saw the the town.", "the the"),
        ("日本 saw the the town.", "the the"),
        ("A cafe\u0301 in the the town.", "the the"),
        ("A\tTab\tin the the town.", "the the"),
        ("Zero\u200bwidth in the the town.", "the the"),
        ("\x1b[31mRed in the the town.", "the the"),
        ("One.\n\n日本語 and the the town.\r\n", "the the"),
    ],
)
def test_the_marks_stand_under_the_fault(text: str, fault: str) -> None:
    assert underlined(text) == fault


@pytest.mark.parametrize("before", [0, 30, 200, 3000])
@pytest.mark.parametrize("after", [0, 30, 200, 3000])
def test_long_lines_are_cut_around_the_fault(before: int, after: int) -> None:
    text = "x" * before + " the the " + "y" * after
    excerpt = noted(text, width=80)[1]
    assert "the the" in excerpt
    assert len(excerpt) <= 100
    assert excerpt.startswith("  …") or excerpt.count("x") == before
    assert excerpt.endswith("…") or excerpt.count("y") == after


def test_a_fault_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    excerpt, marks = noted("<p>He saw the\nthe town.</p>", "html")[1:3]
    assert excerpt == "  <p>He saw the"
    assert marks == "            ~~~"


def test_what_the_reader_guessed_is_told_above_the_findings() -> None:
    story = "Bridge opens\n\n" + "The mayor opened the the bridge on Monday.\n\n" * 3
    assert noted(story)[0] == "-: headline guessed from the look of the text"


def test_a_file_without_findings_prints_the_sum_alone() -> None:
    assert noted("The mayor came.") == ["Nothing found in 1 file, 3 words."]


def test_names_of_files_cannot_steer_the_terminal() -> None:
    result = FileResult("a\x1b]0;x\x07.txt", "", errors=("no \x1b[2J bytes",))
    lines = list(console.notes(Run((result,), __version__)))
    assert not any("\x07" in line or "\x1b]" in line or "\x1b[2J" in line for line in lines)


def test_statistics_count_by_rule_and_sum_up() -> None:
    run = Run((mtqa.check("The the mayor of of town.", settings=RULES),), __version__)
    first, last = console.statistics(run)
    assert first.split() == ["2", "repeated-word", "2", "with", "a", "fix"]
    assert last.startswith("2 found in 1 file")
