"""`python -m mtqa` and the command `mtqa`."""

from __future__ import annotations


def main() -> None:
    """Runs the command line."""
    from mtqa.cli.app import run

    run()


if __name__ == "__main__":
    main()
