"""What LanguageTool costs: a warm server, asked about documents with its default rules."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from mtqa.bench.process import Row
from mtqa.errors import EngineError
from mtqa.providers.languagetool.answers import Unanswered
from mtqa.text.words import count_words

WORDS = 10_000
"""About so many words it is asked about, which takes it some ten seconds."""
_PATIENCE = 180.0


def warm_server(documents: Sequence[Path]) -> Iterator[Row]:
    """A measure of the engine that is installed; nothing if none is, or if it fails, which is told.

    A server that runs already is asked, and runs on; one that was started for this is stopped.
    """
    try:
        from mtqa.providers.languagetool import server
        from mtqa.providers.languagetool.places import JAR, engine, need_extra

        need_extra()
        if not (engine() / JAR).is_file():
            return
        started, new = server.start(_say)
        try:
            yield asked(started.url, started.pid, f"LanguageTool {started.version}", documents)
        finally:
            if new:
                server.stop()
    except (EngineError, Unanswered) as error:
        _say(f"LanguageTool: {error}")


def asked(url: str, pid: int, name: str, documents: Sequence[Path]) -> Row:
    """The measure of the server at `url`, which is process `pid`, after it has answered once.

    CPU seconds and memory are those of the server alone. Raises `Unanswered`.
    """
    import psutil

    from mtqa.providers.languagetool.client import Client

    texts = [path.read_text("utf-8") for path in documents]
    client = Client(url, (), _PATIENCE)
    process = psutil.Process(pid)
    client.ask(texts[0])
    before = process.cpu_times()
    start = time.perf_counter()
    first = None
    for text in texts:
        if client.ask(text) and first is None:
            first = time.perf_counter() - start
    wall = time.perf_counter() - start
    after = process.cpu_times()
    client.close()
    cpu = (after.user - before.user) + (after.system - before.system)
    megabytes = process.memory_info().rss / 1_048_576
    words = count_words("\n\n".join(texts))
    return Row(f"{name}, a warm server", words, cpu, wall, megabytes, first)


def _say(message: str) -> None:
    print(message, file=sys.stderr)  # noqa: T201
