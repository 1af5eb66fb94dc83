"""The engine put in place: from a folder, from Maven, by language-tool-python; and its Java."""

import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest

from mtqa.errors import EngineError
from mtqa.providers.languagetool import install as installing
from mtqa.providers.languagetool import places

JAVA = """#!/bin/sh
echo 'openjdk version "{}" 2024-01-01' >&2
"""


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty PATH to put commands on, and a data folder of one's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(shutil, "which", lambda name, **_: _found(folder, name))
    monkeypatch.setattr("language_tool_python.download_lt.which", lambda name: _found(folder, name))
    monkeypatch.setenv("MTQA_DATA_DIR", str(tmp_path / "data"))
    return folder


def _found(folder: Path, name: str) -> str | None:
    return str(folder / name) if (folder / name).is_file() else None


def command(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(script, encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def pins(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Two small files that pass for the engine."""
    made = {
        name: hashlib.sha256(name.encode()).hexdigest() for name in (places.JAR, "libs/core.jar")
    }
    monkeypatch.setattr(installing, "pinned", lambda: made)
    return made


def engine_in(folder: Path, names: dict[str, str]) -> Path:
    place = folder / "LanguageTool-6.7"
    for name in names:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(name, encoding="utf-8")
    return place


def told() -> tuple[list[str], Any]:
    said: list[str] = []
    return said, said.append


def test_the_sums_are_those_of_the_jars_that_the_pom_names() -> None:
    pom = Path(places.__file__).with_name("pom.xml").read_text("utf-8")
    names = {Path(name).stem for name in places.pinned()}
    assert len(names) == 46
    assert all(f"<artifactId>{name}</artifactId>" in pom for name in names)
    assert "://" not in pom


def test_an_engine_from_a_folder_is_copied_whole(
    bin_folder: Path, pins: dict[str, str], tmp_path: Path
) -> None:
    command(bin_folder, "java", JAVA.format("17.0.15"))
    engine_in(tmp_path / "other", pins)
    said, tell = told()
    assert installing.install(tell, folder=tmp_path / "other")
    assert (places.engine() / "libs" / "core.jar").read_text("utf-8") == "libs/core.jar"
    assert installing.faults() == []
    assert said
    assert not installing.install(tell, folder=tmp_path / "other")


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_one_wrong_jar_and_nothing_is_put_in_place(
    harm: str, bin_folder: Path, pins: dict[str, str], tmp_path: Path
) -> None:
    command(bin_folder, "java", JAVA.format("17.0.15"))
    jar = engine_in(tmp_path, pins) / "libs" / "core.jar"
    jar.unlink() if harm == "missing" else jar.write_text("other", encoding="utf-8")
    with pytest.raises(EngineError, match=r"libs/core\.jar (is missing|has another sum)"):
        installing.install(told()[1], folder=tmp_path)
    assert installing.faults() == ["it is not installed"]
    assert list(places.home().iterdir()) == []


def test_a_broken_engine_is_told_and_put_right(
    bin_folder: Path, pins: dict[str, str], tmp_path: Path
) -> None:
    command(bin_folder, "java", JAVA.format("17.0.15"))
    engine_in(tmp_path, pins)
    installing.install(told()[1], folder=tmp_path)
    (places.engine() / "libs" / "core.jar").write_text("bitten", encoding="utf-8")
    assert installing.faults() == ["libs/core.jar has another sum"]
    assert installing.install(told()[1], folder=tmp_path)
    assert installing.faults() == []
    assert [path.name for path in places.home().iterdir()] == ["LanguageTool-6.7"]


def test_a_folder_without_an_engine_is_named(bin_folder: Path, tmp_path: Path) -> None:
    command(bin_folder, "java", JAVA.format("17.0.15"))
    with pytest.raises(EngineError, match=r"There is no languagetool-server\.jar in"):
        installing.install(told()[1], folder=tmp_path)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (None, "needs Java, and there is none: install a Java runtime, 17 or newer"),
        ("11.0.2", "too old"),
        ("1.8.0_392", "too old"),
        ("gibberish", "cannot be told"),
    ],
)
def test_java_that_is_missing_or_too_old_gets_a_line(
    version: str | None, said: str, bin_folder: Path, tmp_path: Path
) -> None:
    if version:
        command(bin_folder, "java", JAVA.format(version))
    with pytest.raises(EngineError, match=said):
        installing.install(told()[1], maven=True)


def test_maven_that_is_missing_or_fails_gets_a_line(bin_folder: Path) -> None:
    command(bin_folder, "java", JAVA.format("21"))
    with pytest.raises(EngineError, match="there is no `mvn`"):
        installing.install(told()[1], maven=True)
    command(bin_folder, "mvn", "#!/bin/sh\necho '[ERROR] Could not resolve language-en'\nexit 1\n")
    with pytest.raises(EngineError, match="Maven failed: Could not resolve language-en"):
        installing.install(told()[1], maven=True)
    assert list(places.home().iterdir()) == []


def test_the_download_is_that_of_language_tool_python(tmp_path: Path) -> None:
    """In a process of its own: the library reads where to download from when it is imported."""
    if not shutil.which("java"):
        pytest.skip("there is no java on this machine")
    with zipfile.ZipFile(tmp_path / "LanguageTool-6.7.zip", "w") as archive:
        archive.writestr("LanguageTool-6.7/languagetool-server.jar", "jar")
        archive.writestr("LanguageTool-6.7/libs/core.jar", "core")
    digest = hashlib.sha256((tmp_path / "LanguageTool-6.7.zip").read_bytes()).hexdigest()

    class Here(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(tmp_path))

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Here) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        host = f"http://127.0.0.1:{server.server_address[1]}/"
        for sum_, code in ((digest, 0), ("0" * 64, 2)):
            data = tmp_path / f"data{code}"
            done = subprocess.run(
                [sys.executable, "-m", "mtqa", "engine", "install", "languagetool"],
                env=os.environ
                | {
                    "MTQA_DATA_DIR": str(data),
                    "LTP_DOWNLOAD_HOST_NEW_RELEASES": host,
                    "LTP_DOWNLOAD_SHA256": sum_,
                },
                capture_output=True,
                text=True,
            )
            assert done.returncode == code, done.stderr
            place = data / "languagetool" / "LanguageTool-6.7"
            assert place.is_dir() is (code == 0)
            assert "Traceback" not in done.stderr
            assert code == 0 or "mismatch" in done.stderr
        server.shutdown()
    made = tmp_path / "data0" / "languagetool" / "LanguageTool-6.7"
    assert (made / "libs" / "core.jar").read_text("utf-8") == "core"
    assert "libs/core.jar" in (made / "SHA256SUMS").read_text("utf-8")
