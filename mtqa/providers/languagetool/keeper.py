"""Runs a command for as long as its standard input stays open: `python -m … COMMAND…`.

The input closes with the process at its other end, however that ends, and so does the command.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

PATIENCE = 5
"""Seconds between a request to end and the end."""


def keep(command: Sequence[str]) -> int:
    """Runs the command until it ends or the input closes; its exit code."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603

    def stop(*_: object) -> None:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()

    def watch() -> None:
        while os.read(0, 4096):
            pass
        stop()

    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=watch, daemon=True).start()
    return child.wait()


if __name__ == "__main__":
    sys.exit(keep(sys.argv[1:]))
