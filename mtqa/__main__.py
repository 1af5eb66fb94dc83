"""`python -m mtqa` and the command `mtqa`."""

from __future__ import annotations

import gc


def main() -> None:
    """Runs the command line.

    What it makes holds next to no cycles: to look for them as often as Python does by itself
    takes a tenth of the time, with one file as with many.
    """
    gc.set_threshold(100_000, 20, 20)
    from mtqa.cli.app import run

    try:
        run()
    finally:
        gc.freeze()  # the end of the process looks for none either


if __name__ == "__main__":
    main()
