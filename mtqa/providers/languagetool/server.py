"""The server on this machine: one kept warm for later runs, or one for a run alone."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mtqa.errors import EngineError
from mtqa.providers.languagetool.places import INSTALL, JAR, VERSION, engine, home, need_java

Tell = Callable[[str], None]

MACHINE = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""How Java runs it: ready in half the time, and in 330 MB, at some cost to very long runs."""
READY = 180.0
"""Seconds within which a server must say that it is ready."""
_SETTINGS = "pipelineCaching=true\nmaxPipelinePoolSize=8\nmaxCheckTimeMillis=60000\ncacheSize=0\n"


@dataclass(frozen=True, slots=True)
class Server:
    """A server on this machine: its process, when that began, its port, its version."""

    pid: int
    began: float
    port: int
    version: str

    @property
    def url(self) -> str:
        """Its address, on this machine alone."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def megabytes(self) -> float:
        """The memory that it takes now."""
        import psutil

        return float(psutil.Process(self.pid).memory_info().rss) / 1_048_576


def state_file() -> Path:
    """Where the warm server is noted."""
    return home() / "server.json"


def running() -> Server | None:
    """The warm server, if there is one; a note of one that has ended is removed."""
    import psutil

    try:
        server = Server(**json.loads(state_file().read_text("utf-8")))
        process = psutil.Process(server.pid)
        same = abs(process.create_time() - server.began) < 1
        if same and process.status() != psutil.STATUS_ZOMBIE:
            return server
    except (OSError, ValueError, TypeError, psutil.Error):
        pass
    with contextlib.suppress(OSError):
        state_file().unlink()
    return None


def start(tell: Tell) -> tuple[Server, bool]:
    """The warm server, and whether it was started just now. Raises `EngineError`."""
    with _alone():
        server = running()
        if server:
            return server, False
        process, port = _launched(tell, own=False)
        server = Server(process.pid, _began(process.pid), port, VERSION)
        try:
            _write_private(state_file(), json.dumps(asdict(server)))
            _await_ready(process, port)
        except BaseException:
            process.kill()
            process.wait()
            state_file().unlink(missing_ok=True)
            raise
        process.returncode = 0  # it is nobody's child from here on
        return server, True


def stop() -> Server | None:
    """The warm server that was ended, None if there was none."""
    import psutil

    with _alone():
        server = running()
        if server is None:
            return None
        with contextlib.suppress(psutil.NoSuchProcess):
            process = psutil.Process(server.pid)
            process.terminate()
            try:
                process.wait(10)
            except psutil.TimeoutExpired:
                process.kill()
                process.wait(10)
        state_file().unlink(missing_ok=True)
        return server


def for_this_process(tell: Tell) -> str:
    """The address of a server that ends with this process. Raises `EngineError`."""
    process, port = _launched(tell, own=True)

    def end() -> None:
        if process.stdin:
            process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)

    atexit.register(end)
    _await_ready(process, port)
    return f"http://127.0.0.1:{port}/"


def _launched(tell: Tell, *, own: bool) -> tuple[subprocess.Popen[bytes], int]:
    """A server that is about to be ready; its own process, or one that ends with this one."""
    command, port = _command()
    tell(f"LanguageTool {VERSION} starts …")
    if own:
        command = [sys.executable, "-m", "mtqa.providers.languagetool.keeper", *command]
    log = os.open(_log(), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        process = subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE if own else subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home(),
            start_new_session=True,
        )
    finally:
        os.close(log)
    return process, port


def _command() -> tuple[list[str], int]:
    """The command that starts the installed engine, and its port. Raises `EngineError`."""
    from language_tool_python.download_lt import ReleaseLocalLanguageTool

    folder = engine()
    if not (folder / JAR).is_file():
        raise EngineError(f"LanguageTool is not installed: {INSTALL}.")
    need_java()

    class Installed(ReleaseLocalLanguageTool):
        def get_directory_path(self) -> Path:
            return folder

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = home() / "server.properties"
    _write_private(settings, _SETTINGS)
    java, *rest = Installed(VERSION).get_server_cmd(port)
    return [java, *MACHINE, *rest, "--config", str(settings)], port


def _await_ready(process: subprocess.Popen[bytes], port: int) -> None:
    """Returns when the server answers. Raises `EngineError` if it ends, or takes too long."""
    from http.client import HTTPConnection, HTTPException

    until = time.monotonic() + READY
    while time.monotonic() < until:
        if process.poll() is not None:
            raise EngineError(f"LanguageTool ended at once. {_last_words()}")
        with contextlib.suppress(OSError, HTTPException):
            connection = HTTPConnection("127.0.0.1", port, timeout=2)
            try:
                connection.request("GET", "/v2/healthcheck")
                if connection.getresponse().status == 200:
                    return
            finally:
                connection.close()
        time.sleep(0.1)
    raise EngineError(f"LanguageTool was not ready within {READY:g} s. {_last_words()}")


def _log() -> Path:
    return home() / "server.log"


def _last_words() -> str:
    said = _log().read_text("utf-8", "replace").strip().splitlines()
    return f"It said: {said[-1][:300]}" if said else "It said nothing."


def _began(pid: int) -> float:
    import psutil

    return float(psutil.Process(pid).create_time())


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    unfinished.replace(path)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """While this lasts no other process starts or stops the server. Raises `EngineError`."""
    try:
        home().mkdir(parents=True, exist_ok=True)
        opened = (home() / "server.lock").open("w")
    except OSError as error:
        raise EngineError(f"{home()} cannot be written: {error.strerror}.") from error
    with opened as lock:
        with contextlib.suppress(ImportError):
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
