import sys

import pytest

from mtqa.bench.process import Row, measure
from mtqa.bench.speed import BEGIN, END, ratios, table, written
from mtqa.errors import UsageError


def test_growth_is_told_as_a_ratio_of_one_run() -> None:
    rows = [
        Row("mtqa check, 10× the text", 100, 1.0, 1, 1),
        Row("mtqa check, 100× the text", 1000, 9.0, 9, 1),
        Row("mtqa check, 10× the rules", 1000, 18.0, 9, 1),
    ]
    assert [line.rpartition(": ")[2] for line in ratios(rows)] == ["0.90", "2.00"]


def test_figures_are_written_between_the_marks_of_a_page() -> None:
    page = f"above\n{BEGIN}\nold\n{END}\nbelow\n"
    assert written(page, ["new"]) == f"above\n{BEGIN}\nnew\n{END}\nbelow\n"
    with pytest.raises(UsageError):
        written("no marks", ["new"])


def test_a_tool_that_fails_is_told_with_its_last_words() -> None:
    with pytest.raises(RuntimeError, match="boom"):
        measure(
            "tool", 1, [sys.executable, "-c", "import sys; sys.stderr.write('boom'); sys.exit(3)"]
        )


def test_a_row_tells_no_rate_where_the_start_is_most_of_it() -> None:
    rows = [Row("one story", 300, 0.4, 0.5, 50.2, 0.45), Row("many", 30_000, 3.0, 3.1, 84, None)]
    assert list(table(rows))[2:] == [
        "| one story | 300 | 0.40 | – | 0.45 | 0.50 | 50 |",
        "| many | 30,000 | 3.00 | 10,000 | – | 3.10 | 84 |",
    ]
