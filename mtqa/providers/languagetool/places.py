"""Where the engine is kept, and what it takes to run it."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from mtqa.errors import EngineError

VERSION = "6.7"
"""The LanguageTool that is installed, and that the profile was measured with."""

JAR = "languagetool-server.jar"
EXTRA = "pip install 'mtqa[languagetool]'"
INSTALL = "mtqa engine install languagetool"


def data_folder() -> Path:
    """`MTQA_DATA_DIR`, else the user's data folder."""
    given = os.environ.get("MTQA_DATA_DIR")
    if given:
        return Path(given)
    from platformdirs import user_data_path

    return user_data_path("mtqa", appauthor=False)


def home() -> Path:
    """The folder of everything about LanguageTool."""
    return data_folder() / "languagetool"


def engine() -> Path:
    """The folder of the engine itself, which may not be there."""
    return home() / f"LanguageTool-{VERSION}"


def pinned() -> dict[str, str]:
    """The files of which the engine consists when it is put together from its artifacts: sums."""
    return read_sums((files(__package__) / "SHA256SUMS").read_text("utf-8"))


def read_sums(text: str) -> dict[str, str]:
    """The sums by file name of a list as `sha256sum` writes it."""
    rows = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {name.strip(): digest for digest, name in rows}


def need_extra() -> None:
    """Raises `EngineError` if language-tool-python is not installed."""
    from importlib.util import find_spec

    if find_spec("language_tool_python") is None:
        raise EngineError(f"language-tool-python is not installed: {EXTRA}.")


def need_java() -> None:
    """Raises `EngineError` if there is no Java that LanguageTool runs on."""
    import subprocess

    from language_tool_python.download_lt import confirm_java_compatibility

    wanted = "install a Java runtime, 17 or newer, so that `java -version` tells it"
    try:
        confirm_java_compatibility(VERSION)
    except ModuleNotFoundError as error:
        raise EngineError(f"LanguageTool needs Java, and there is none: {wanted}.") from error
    except SystemError as error:
        raise EngineError(f"This Java is too old. {error} To go on, {wanted}.") from error
    except (SystemExit, OSError, subprocess.SubprocessError) as error:
        raise EngineError(f"What Java this is cannot be told ({error}): {wanted}.") from error
