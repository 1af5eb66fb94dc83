"""The real engine, put together once a machine; a fake server for its faults."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

REQUIRED = "languagetool" in os.environ.get("MTQA_REQUIRE", "")


def _module(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[f"tests_languagetool_{name}"] = made
    spec.loader.exec_module(made)
    return made


fake_module = _module("fake")


@pytest.fixture(scope="session")
def play() -> Any:
    """The module that plays LanguageTool."""
    return fake_module


@pytest.fixture
def fake() -> Iterator[Any]:
    with fake_module.playing() as server:
        yield server


@pytest.fixture(scope="session")
def data() -> Path:
    """The data folder with the real engine in it."""
    made = _module("install")
    reason: str = made.lacking()
    if reason and REQUIRED:
        pytest.fail(f"{reason}, and MTQA_REQUIRE asks for LanguageTool")
    if reason:
        pytest.skip(reason)
    return Path(made.FOLDER)


@pytest.fixture(scope="session")
def environment(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A process that has the real engine and keeps no answers from elsewhere."""
    place = tmp_path_factory.mktemp("languagetool")
    (place / "languagetool").mkdir()
    (place / "languagetool" / "LanguageTool-6.7").symlink_to(
        data / "languagetool" / "LanguageTool-6.7"
    )
    cache = fake_module.cache_without_answers(place / "cache")
    return os.environ | {"MTQA_DATA_DIR": str(place), "MTQA_CACHE_DIR": str(cache)}


@pytest.fixture(scope="session")
def warm(environment: dict[str, str]) -> Iterator[str]:
    """The address of a warm server, started as a person would, and stopped in the end."""
    command = [sys.executable, "-m", "mtqa", "engine"]
    done = subprocess.run(
        [*command, "start"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    yield done.stdout.split(" at ")[1].split()[0]
    subprocess.run([*command, "stop"], env=environment, check=True, capture_output=True)
