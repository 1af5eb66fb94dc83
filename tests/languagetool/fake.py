"""A server that plays LanguageTool, well or badly."""

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

LANGUAGES = [{"name": "English (US)", "code": "en", "longCode": "en-US"}]
HUGE = 50_000_000


def match(text: str, word: str, **changes: Any) -> dict[str, Any]:
    """What LanguageTool says of the first `word` in `text`, in UTF-16 units."""
    before, _, _ = text.partition(word)
    found: dict[str, Any] = {
        "message": f"‘{word}’ is wrong.",
        "offset": len(before.encode("utf-16-le")) // 2,
        "length": len(word.encode("utf-16-le")) // 2,
        "replacements": [{"value": "right"}],
        "rule": {"id": "ALLOW_TO", "issueType": "grammar", "category": {"id": "GRAMMAR"}},
    }
    return found | changes


def answer(*matches: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A whole answer."""
    return {"software": {"name": "LanguageTool", "version": "6.7"}, "matches": list(matches)} | (
        changes
    )


class Fake(ThreadingHTTPServer):
    """Answers with what `script` says; `texts` are those that it was asked about."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.texts: list[str] = []
        self.asked: list[dict[str, list[str]]] = []
        self.mode = "well"
        self.dies_after = 1_000_000
        self.found: Any = lambda text: [match(text, "wrong")] if "wrong" in text else []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: Any) -> None:
        """A client that goes away is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    server: Fake

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._send(json.dumps(LANGUAGES).encode())

    def do_POST(self) -> None:
        fake = self.server
        asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        text = asked["text"][0]
        fake.asked.append(asked)
        fake.texts.append(text)
        mode = fake.mode if len(fake.texts) <= fake.dies_after else "dead"
        whole = json.dumps(answer(*fake.found(text))).encode()
        match mode:
            case "well":
                self._send(whole)
            case "dead":
                self.connection.shutdown(socket.SHUT_RDWR)
            case "hang":
                fake.over.wait(30)
            case "drip":
                self._drip(whole)
            case "500":
                self._send(b"Internal error", 500)
            case "redirect":
                self.send_response(302)
                self.send_header("Location", f"{fake.url}/elsewhere")
                self.end_headers()
            case "cut":
                self._head(len(whole))
                self.wfile.write(whole[: len(whole) // 2])
                self.connection.shutdown(socket.SHUT_RDWR)
            case "huge":
                self._huge()
            case _:
                self._send(mode.encode("utf-8", "surrogateescape"))

    def _head(self, length: int, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def _send(self, body: bytes, status: int = 200) -> None:
        self._head(len(body), status)
        self.wfile.write(body)

    def _drip(self, body: bytes) -> None:
        self._head(len(body))
        for byte in body:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.server.over.wait(0.05):
                return

    def _huge(self) -> None:
        head = json.dumps(answer())[:-2].encode()
        self._head(len(head) + HUGE)
        self.wfile.write(head)
        for _ in range(HUGE // 1_000_000):
            self.wfile.write(b" " * 1_000_000)


@contextlib.contextmanager
def playing() -> Iterator[Fake]:
    """A fake server for as long as this lasts."""
    fake = Fake()
    thread = threading.Thread(target=fake.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.over.set()
        fake.shutdown()
        fake.server_close()
        thread.join()


def cache_without_answers(folder: Path) -> Path:
    """A cache folder that knows our compiled rules and no answer of LanguageTool."""
    folder.mkdir()
    known = Path(os.environ["MTQA_CACHE_DIR"])
    for item in known.iterdir() if known.is_dir() else ():
        if item.name != "languagetool":
            (folder / item.name).symlink_to(item)
    return folder


def nobody() -> str:
    """An address at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


def until(condition: Any, seconds: float = 10) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
