"""Puts LanguageTool together for the tests, by the command that a person would use."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec

from platformdirs import user_cache_path

FOLDER = user_cache_path("mtqa", appauthor=False) / "tests"
ENVIRONMENT = os.environ | {"MTQA_DATA_DIR": str(FOLDER)}
COMMAND = [sys.executable, "-m", "mtqa", "engine"]


def lacking() -> str:
    """Why the engine is not there; empty if it is, whole."""
    if find_spec("language_tool_python") is None:
        return "language-tool-python is not installed"
    if not (FOLDER / "languagetool" / "LanguageTool-6.7" / "SHA256SUMS").is_file():
        return "LanguageTool was not put together (python tests/languagetool/install.py says why)"
    done = subprocess.run([*COMMAND, "status"], env=ENVIRONMENT, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout.strip().splitlines()[0]


def main() -> None:
    """Says what was done, and why nothing was."""
    if not lacking():
        return
    missing = [name for name in ("java", "mvn") if not shutil.which(name)]
    if missing:
        needed = " and no ".join(missing)
        print(f"There is no {needed}: the tests with the real LanguageTool will be skipped.")
        return
    command = [*COMMAND, "install", "languagetool", "--from-maven"]
    done = subprocess.run(command, env=ENVIRONMENT, check=False)
    if done.returncode:
        print("LanguageTool could not be put together: the tests with it will be skipped.")


if __name__ == "__main__":
    main()
