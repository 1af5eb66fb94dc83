"""The diff is one that git applies."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.fixing.unified import unified

texts = st.lists(
    st.sampled_from(
        ["one", "two\n", "three\r\n", "\n", "é😀\n", "\r", "-x\n", "+y\n", "\u2028", "\x0c"]
    ),
    max_size=12,
).map("".join)


def applied(diff: str, before: str, folder: Path) -> bytes:
    (folder / "a.txt").write_bytes(before.encode("utf-8"))
    subprocess.run(
        ["git", "apply", "--unsafe-paths", "--whitespace=nowarn", "-"],
        cwd=folder,
        input=diff.encode("utf-8"),
        check=True,
        capture_output=True,
    )
    return (folder / "a.txt").read_bytes()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, texts)
def test_git_applies_the_diff(tmp_path: Path, before: str, after: str) -> None:
    if not before or not after or before == after:
        assert (unified(before, after, "a.txt") == "") == (before == after)
        return
    assert applied(unified(before, after, "a.txt"), before, tmp_path) == after.encode("utf-8")


def test_a_missing_newline_at_the_end_is_told() -> None:
    assert unified("a\nb", "a\nc", "news/a.txt").splitlines() == [
        "--- a/news/a.txt",
        "+++ b/news/a.txt",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "\\ No newline at end of file",
        "+c",
        "\\ No newline at end of file",
    ]


@pytest.mark.parametrize("name", ["a\nb.txt", 'a"b.txt', "a\x1b[31m.txt"])
def test_a_hostile_name_stays_on_its_line(name: str) -> None:
    lines = unified("a\n", "b\n", name).splitlines()
    assert len(lines) == 5
    assert all(line.isprintable() for line in lines)
