"""Checkers beside mtqa: found on the path, each with the command that its version takes."""

import os
import sys
from pathlib import Path

import pytest

from mtqa.bench.process import measure
from mtqa.bench.tools import TOOLS, beside, share

NEW = """\
if arguments == ["--version"]: sys.exit(2)
if arguments == ["version"]: print("Proselint 0.16.0"); sys.exit()
if arguments[:3] != ["--output-format", "compact", "check"]: sys.exit("what?")
"""
OLD = """\
if arguments == ["--version"]: print("0.13.0"); sys.exit()
if arguments[0] != "--compact": sys.exit(2)
"""
CHECK = """\
texts = [open(path).read() for path in arguments if path.endswith(".txt")]
print(sum(text.count("wrong") for text in texts), "wrong")
sys.exit(1)
"""


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    for path in paths:
        path.write_text("What is wrong here?\n")
    return paths


def installed(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys\narguments = sys.argv[1:]\n{script}")
    path.chmod(0o755)


def test_each_version_is_run_as_it_wants_to_be(
    documents: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = []
    for script in (NEW, OLD):
        installed(tmp_path, "proselint", script + CHECK)
        told += beside(documents, tmp_path / "work", 1)
    assert [(row.name, row.words) for row in told] == [
        ("proselint 0.16.0", 12),
        ("proselint 0.13.0", 12),
    ]
    assert all(row.first is not None and 0 < row.first <= row.wall for row in told)


def test_vale_gets_a_configuration_and_a_style(
    documents: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reads = "ini = arguments[0].partition('=')[2] if arguments[0] != '--version' else sys.exit()\n"
    installed(tmp_path, "vale", reads + "print(open(ini).read())\n" + CHECK)
    assert [row.name for row in beside(documents, tmp_path / "work", 1)] == [
        "Vale, a style of three rules",
        "Vale, its own style too",
    ]
    assert (tmp_path / "work" / "tool0" / "styles" / "Desk" / "Wordy.yml").is_file()


def test_a_tool_that_fails_is_left_out_and_told(
    documents: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    installed(tmp_path, "harper-cli", "sys.stderr.write('no dictionary'); sys.exit(101)\n")
    assert list(beside(documents, tmp_path / "work", 1)) == []
    assert "no dictionary" in capsys.readouterr().err


def test_slow_tools_get_a_share(documents: list[Path]) -> None:
    part, words = share(documents, 5)
    assert part == documents[:2]
    assert words == 8
    assert share(documents, max(tool.words for tool in TOOLS))[0] == documents


def test_memory_is_that_of_the_command_and_not_of_who_measures() -> None:
    ballast = bytearray(os.urandom(1024) * 200_000)
    assert measure("small", 0, [sys.executable, "-I", "-S", "-c", ""]).megabytes < 100
    del ballast
