"""Checkers of prose that are measured beside mtqa, on the same documents, where they are there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mtqa.bench.process import Row, measure, median
from mtqa.text.words import count_words

_VALE = ("vale", "--config={folder}/vale.ini", "--no-global", "--no-exit", "--output=line")
_INI = "StylesPath = styles\nMinAlertLevel = suggestion\n[*]\nBasedOnStyles = "
_STYLE = {
    "styles/Desk/Wordy.yml": """
extends: substitution
message: "'%s' says what '%s' says."
ignorecase: true
swap:
  at the present time: now
  due to the fact that: because
  in order to: to
  prior to: before
""",
    "styles/Desk/Weasels.yml": """
extends: existence
message: "'%s' says little."
ignorecase: true
tokens: [clearly, obviously, quite, rather, very]
""",
    "styles/Desk/Length.yml": r"""
extends: occurrence
message: "A sentence of more than 40 words."
scope: sentence
max: 40
token: '\b\w+\b'
""",
}
"""A style of three rules, such as a desk would begin with."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A checker that is a command: `commands` are those of its versions, one of which works.

    The command is followed by the documents, of which it gets about `words` words: what takes a
    slow one some seconds. `files` are written into `{folder}` beforehand.
    """

    name: str
    how: str
    commands: tuple[tuple[str, ...], ...]
    words: int
    files: Mapping[str, str] = field(default_factory=dict)


TOOLS = (
    Tool(
        "Vale", ", a style of three rules", (_VALE,), 10**9, _STYLE | {"vale.ini": f"{_INI}Desk\n"}
    ),
    Tool(
        "Vale",
        ", its own style too",
        (_VALE,),
        300_000,
        _STYLE | {"vale.ini": f"{_INI}Vale, Desk\n"},
    ),
    Tool(
        "proselint",
        "",
        (
            ("proselint", "--output-format", "compact", "check"),
            ("proselint", "check"),
            ("proselint", "--compact"),
        ),
        100_000,
    ),
    Tool(
        "Harper",
        "",
        (("harper-cli", "lint", "--format", "compact"), ("harper-cli", "lint")),
        20_000,
    ),
)


def beside(documents: Sequence[Path], folder: Path, runs: int) -> Iterator[Row]:
    """A measure of each tool that is on the path; one that fails is told on standard error."""
    for number, tool in enumerate(TOOLS):
        place = folder / f"tool{number}"
        program = shutil.which(tool.commands[0][0])
        if program is None:
            continue
        for name, text in tool.files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text(text.lstrip(), encoding="utf-8")
        part, words = share(documents, tool.words)
        paths = [str(path) for path in part]
        try:
            command = _working(tool, str(place), paths[0])
            name = f"{tool.name}{_version(program)}{tool.how}"
            yield median(name, words, (*command, *paths), runs)
        except RuntimeError as error:
            print(error, file=sys.stderr)  # noqa: T201


def share(documents: Sequence[Path], most: int) -> tuple[list[Path], int]:
    """The first of the documents, until they have so many words; their number of words."""
    part: list[Path] = []
    words = 0
    for path in documents:
        if words >= most:
            break
        part.append(path)
        words += count_words(path.read_text("utf-8"))
    return part, words


def _working(tool: Tool, folder: str, path: str) -> Sequence[str]:
    """The first of its commands that checks a document. Raises `RuntimeError` if none does."""
    *earlier, last = [[part.format(folder=folder) for part in one] for one in tool.commands]
    for command in earlier:
        try:
            measure(tool.name, 1, (*command, path))
        except RuntimeError:
            continue
        return command
    measure(tool.name, 1, (*last, path))
    return last


def _version(program: str) -> str:
    """Its version after a space, as far as it tells one."""
    for asked in ("--version", "version"):
        done = subprocess.run(  # noqa: S603
            [program, asked], capture_output=True, text=True, check=False, timeout=30
        )
        if found := re.search(r"\d+\.\d+(?:\.\d+)?", done.stdout):
            return f" {found[0]}"
    return ""
