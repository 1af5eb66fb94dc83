"""One run of a command, measured: CPU and wall seconds, the first line it prints, peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCH = str(Path(__file__).with_name("launch.py"))


@dataclass(frozen=True, slots=True)
class Row:
    """One run: on how many words, its CPU and wall seconds, its peak memory.

    `first` are the seconds until it printed something, None if it printed nothing.
    """

    name: str
    words: int
    cpu: float
    wall: float
    megabytes: float
    first: float | None = None

    @property
    def rate(self) -> float:
        """Words per CPU second, start of the process included."""
        return self.words / self.cpu if self.cpu else 0.0


def measure(
    name: str, words: int, command: Sequence[str], environment: Mapping[str, str] | None = None
) -> Row:
    """One run of the command, its output thrown away; an exit code of 0 or 1 is success.

    Compiled modules are kept, as an installed program keeps them.
    Raises `RuntimeError` with the end of its error output otherwise.
    """
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-S", _LAUNCH, *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=kept | dict(environment or {}),
        check=False,
    )
    said = done.stderr[-400:].decode("utf-8", "replace")
    if done.returncode:
        raise RuntimeError(f"{name} could not be started: {said}")
    told = json.loads(done.stdout)
    if told["code"] not in (0, 1):
        raise RuntimeError(f"{name} ended with {told['code']}: {said}")
    return Row(name, words, told["cpu"], told["wall"], told["kilobytes"] / 1024, told["first"])


def median(name: str, words: int, command: Sequence[str], runs: int) -> Row:
    """Of several runs the one with the median CPU time."""
    measured = sorted((measure(name, words, command) for _ in range(runs)), key=lambda r: r.cpu)
    return measured[len(measured) // 2]
