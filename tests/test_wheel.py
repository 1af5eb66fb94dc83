import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(root)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (built,) = folder.glob("*.whl")
    assert list(folder.glob("*.tar.gz"))
    return built


def test_the_wheel_holds_rules_templates_and_weights(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "mtqa/_data/rules/core/repetition.yaml" in names
    assert any(name.startswith("mtqa/_data/templates/html/") for name in names)
    assert "mtqa/analysis/weights/weights.f16" in names
    assert "mtqa/reporting/check.schema.json" in names
    assert not [name for name in names if name.startswith(("tests/", "fixtures/", "rules/"))]


def test_the_wheel_checks_a_story(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    story = tmp_path / "story.txt"
    story.write_text("The mayor opened the the bridge.\n", encoding="utf-8")
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]; import mtqa; from mtqa.cli.app import run\n"
        "assert mtqa.__file__.startswith(sys.argv[1]), mtqa.__file__\n"
        "run(['check', '--isolated', sys.argv[3]])"
    )
    paths = [str(tmp_path / "site"), sysconfig.get_paths()["purelib"], str(story)]
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, *paths], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 1, done.stderr
    assert "repeated-word" in done.stdout
