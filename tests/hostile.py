"""Hostile text, read in a process of its own: at once, in little memory, and nothing is opened."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SECONDS = 1
"""CPU seconds within which a text is read or refused."""
MEMORY = 200_000_000
"""Bytes that the process may take in all."""

_PROGRAM = """\
import heapq, json, sys, time  # a counter imports heapq when it must
from mtqa.errors import UnreadableFile
from mtqa.formats.reading import read
from mtqa.formats.registry import load
name, warm, cases = json.load(sys.stdin)
load("html").segments("<p>a", "en")
load(name).segments(warm, "en")
opened, told = [], {}
sys.addaudithook(
    lambda event, what: event in ("open", "socket.connect") and opened.append(str(what))
)
for case, source in cases.items():
    raw = eval(source).encode()
    began = time.process_time()
    try:
        document, form = read("a", raw, input_format=name)
        form.segments(document.text, "en")
        error = None
    except UnreadableFile as refused:
        error = str(refused)
    told[case] = time.process_time() - began, error
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([told, opened[:-1], int(peak.split()[1]) * 1024]))
"""


def read_hostile(name: str, warm: str, cases: Mapping[str, str]) -> dict[str, str | None]:
    """Why each text was refused, None if it was read, once its bounds are found kept.

    A text is given as the Python expression that makes it; `warm` is a text of the format, by
    which all that reading needs is there beforehand.
    """
    if sys.platform != "linux":
        pytest.skip("peak memory is read from /proc")
    errors: dict[str, str | None] = {}
    for _ in range(3):  # CPU time is longer on a busy machine: another look tells
        told, opened, peak = _read(name, warm, cases)
        errors |= {case: error for case, (_, error) in told.items()}
        slow = {case: seconds for case, (seconds, _) in told.items() if seconds >= SECONDS}
        assert opened == []
        assert peak < MEMORY
        cases = {case: cases[case] for case in slow}
        if not slow:
            return errors
    raise AssertionError(f"over {SECONDS} s: {slow}")


def _read(
    name: str, warm: str, cases: Mapping[str, str]
) -> tuple[dict[str, tuple[float, str | None]], list[str], int]:
    """For each case its seconds and its error; what was opened; the peak of memory in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps([name, warm, cases]),
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told, opened, peak = json.loads(done.stdout)
    return told, opened, peak
