"""Readability without the network, or not at all."""

import builtins
import socket
from pathlib import Path

import pytest

import mtqa
from mtqa.reporting import readability as module
from mtqa.reporting.readability import readability, running_text, unavailable


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args, **_more):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    unavailable.cache_clear()
    yield
    unavailable.cache_clear()


def test_the_figures_come_without_the_network(
    offline: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("textstat", reason="the extra ‘readability’ is not installed")
    monkeypatch.setenv("MTQA_CACHE_DIR", str(tmp_path))
    plain = readability("The cat sat on the mat. The dog ran to the door.")
    hard = readability("Interdepartmental reconciliation notwithstanding, negotiations concluded.")
    assert plain
    assert hard
    assert (plain.sentences, plain.length) == (2, 6.0)
    assert plain.ease > 90 > hard.ease
    assert plain.grade < hard.grade
    assert list(tmp_path.glob("cmudict-*/corpora/cmudict/cmudict"))


def test_nothing_is_computed_of_nothing() -> None:
    assert readability("—\n…") is None


def test_without_the_extra_the_report_says_so(
    offline: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def lacking(name, *args, **more):
        if name in {"cmudict", "textstat", "nltk"}:
            raise ImportError(name)
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    assert "mtqa[readability]" in unavailable()
    assert "mtqa[readability]" in mtqa.render_report(mtqa.check("The mayor opened the bridge."))


def test_headlines_are_left_out() -> None:
    result = mtqa.check("# Mayor opens\n\nThe mayor opened the bridge.\n", format="markdown")
    texts = [segment.text for segment in result.segments]
    assert running_text(result.segments, texts) == "The mayor opened the bridge."


def test_limits_are_said() -> None:
    assert "names count as hard words" in module.LIMITS
