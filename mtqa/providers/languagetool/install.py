"""The engine put in place: whole, with its sums checked, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import file_digest
from importlib.resources import as_file, files
from pathlib import Path

from mtqa.errors import EngineError
from mtqa.providers.languagetool.places import (
    JAR,
    VERSION,
    engine,
    need_extra,
    need_java,
    pinned,
    read_sums,
)

Tell = Callable[[str], None]
SUMS = "SHA256SUMS"
_COPY = "dependency:copy-dependencies"
_PATIENCE = 900
"""Seconds that Maven has."""


def install(tell: Tell, *, maven: bool = False, folder: Path | None = None) -> bool:
    """Whether the engine was put in place; False if it was there, whole. Raises `EngineError`.

    It comes out of `folder`, or is put together by Maven, or is language-tool-python's download.
    """
    if not faults():
        return False
    need_extra()
    need_java()
    place = engine()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with _beside(place) as unfinished:
            if folder is not None:
                _from_folder(folder, unfinished, tell)
            elif maven:
                _from_maven(unfinished, tell)
            else:
                _downloaded(unfinished, tell)
            _put(unfinished, place)
    except OSError as error:
        said = (error.strerror or str(error)).rstrip(".")
        raise EngineError(f"The engine could not be put into {place.parent}: {said}.") from error
    return True


def faults() -> list[str]:
    """What is wrong with the engine that is in place; empty if it is whole."""
    try:
        sums = read_sums((engine() / SUMS).read_text("utf-8"))
    except FileNotFoundError:
        return ["it is not installed"]
    except (OSError, ValueError) as error:
        return [f"its list of sums cannot be read ({error})"]
    return _differences(engine(), sums)


def _from_maven(place: Path, tell: Tell) -> None:
    """The artifacts that English needs, fetched as Maven is set up to fetch them."""
    maven = shutil.which("mvn")
    if not maven:
        raise EngineError("--from-maven needs Maven, and there is no `mvn`: install it.")
    tell(f"Maven fetches {len(pinned())} jars (43 MB) …")
    with as_file(files(__package__) / "pom.xml") as pom:
        command = [
            maven, "--batch-mode", "--file", str(pom), _COPY, "-DincludeScope=runtime",
            "-Dmdep.stripVersion=true", f"-DoutputDirectory={place / 'libs'}",
        ]  # fmt: skip
        _run(command, tell)
    (place / "libs" / JAR).rename(place / JAR)
    _verify(place, pinned())


def _run(command: list[str], tell: Tell) -> None:
    """Maven run, with a word about every tenth jar. Raises `EngineError` with what it said last."""
    said: list[str] = []
    jars = 0
    with subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout
        for raw in process.stdout:
            line = raw.decode("utf-8", "replace").strip()
            if line.startswith("[ERROR]"):
                said.append(line.removeprefix("[ERROR]").strip())
            elif line.startswith("[INFO] Copying "):
                jars += 1
                if jars % 10 == 0:
                    tell(f"… {jars} jars")
        process.wait(_PATIENCE)
    if process.returncode:
        why = said[0][:400] if said else "it did not say why"
        raise EngineError(f"Maven failed: {why}")


def _from_folder(folder: Path, place: Path, tell: Tell) -> None:
    """The files of an engine that lies elsewhere, copied."""
    inner = folder / engine().name
    source = inner if inner.is_dir() else folder
    if not (source / JAR).is_file():
        raise EngineError(f"There is no {JAR} in {folder}: give a folder with LanguageTool in it.")
    tell(f"Copying {len(pinned())} jars from {source} …")
    for name in pinned():
        target = place / name
        target.parent.mkdir(exist_ok=True)
        if (source / name).is_file():
            shutil.copyfile(source / name, target)
    _verify(place, pinned())


def _downloaded(place: Path, tell: Tell) -> None:
    """The release as language-tool-python downloads it and checks it against its own sum."""
    import requests
    from language_tool_python import exceptions
    from language_tool_python.download_lt import EXPECTED_DOWNLOAD_SHA256, LocalLanguageTool

    if VERSION not in EXPECTED_DOWNLOAD_SHA256 and not os.environ.get("LTP_DOWNLOAD_SHA256"):
        raise EngineError(f"This language-tool-python has no sum for LanguageTool {VERSION}.")
    tell(f"language-tool-python downloads LanguageTool {VERSION} (about 250 MB) …")
    try:
        with _library_path(place):
            LocalLanguageTool.from_version_name(VERSION).download()
    except (exceptions.LanguageToolError, exceptions.PathError, OSError, ValueError) as error:
        hint = "try --from-maven, or --from with a folder from another machine"
        if isinstance(error, requests.RequestException):
            error = OSError("its server could not be reached")
        raise EngineError(f"The download failed: {str(error).rstrip('.')}; {hint}.") from error
    made = place / engine().name
    for item in made.iterdir():
        item.rename(place / item.name)
    made.rmdir()
    sums = {
        path.relative_to(place).as_posix(): _sum(path)
        for path in sorted(place.rglob("*"))
        if path.suffix == ".jar"
    }
    _write_sums(place, sums)


@contextmanager
def _library_path(place: Path) -> Iterator[None]:
    """While this lasts language-tool-python keeps its downloads at `place`."""
    before = {name: os.environ.get(name) for name in ("LTP_PATH", "LTP_JAR_DIR_PATH")}
    os.environ["LTP_PATH"] = str(place)
    os.environ.pop("LTP_JAR_DIR_PATH", None)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _verify(place: Path, sums: Mapping[str, str]) -> None:
    """Raises `EngineError` unless the files at `place` are those of the list; keeps the list."""
    found = _differences(place, sums)
    if found:
        raise EngineError(f"This is not LanguageTool {VERSION} as it was pinned: {found[0]}.")
    _write_sums(place, sums)


def _differences(place: Path, sums: Mapping[str, str]) -> list[str]:
    found = []
    for name, digest in sums.items():
        path = place / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif _sum(path) != digest:
            found.append(f"{name} has another sum")
    return found


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _write_sums(place: Path, sums: Mapping[str, str]) -> None:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sums.items())
    (place / SUMS).write_text(lines, encoding="utf-8")


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A folder to fill, beside the place it is for; it goes if it is not put there."""
    made = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put(unfinished: Path, place: Path) -> None:
    """The finished folder in its place, in one step; what was there goes."""
    unfinished.chmod(0o755)
    if place.exists():
        with _beside(place) as old:
            place.rename(old / place.name)
            unfinished.rename(place)
    else:
        unfinished.rename(place)
