"""Runs a command and says what it took, as JSON: `python -I -S launch.py COMMAND…`.

A process begins with the peak memory of the one that started it. So this one, which is small,
starts what is measured; it imports nothing of mtqa.
"""

import json
import os
import subprocess
import sys
import time


def main(command: list[str]) -> None:
    """Prints the CPU and wall seconds, those to the first output, the peak in kB, the exit code."""
    start = time.perf_counter()
    first = None
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)  # noqa: S603
    assert process.stdout
    while output := os.read(process.stdout.fileno(), 1 << 20):
        if first is None and output.strip():
            first = time.perf_counter() - start
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    told = {
        "cpu": used.ru_utime + used.ru_stime,
        "wall": time.perf_counter() - start,
        "first": first,
        "kilobytes": used.ru_maxrss / (1024 if sys.platform == "darwin" else 1),
        "code": process.returncode,
    }
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
