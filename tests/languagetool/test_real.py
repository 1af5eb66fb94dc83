"""The real LanguageTool 6.7: what it finds, where, and how it comes and goes."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.providers.languagetool.client import Client
from mtqa.providers.languagetool.profile import curated, measurements

pytestmark = [pytest.mark.languagetool, pytest.mark.xdist_group("languagetool")]

ENGINE = ("--isolated", "--engine", "rules,languagetool")
BAD = "The new law allows to build houses in the park.\n\nHe opened the the bridge.\n"


def run(where: Path, environment: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mtqa", *args]
    return subprocess.run(
        command, cwd=where, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(BAD, encoding="utf-8")
    return tmp_path


def fresh(environment: dict[str, str], copy: Path, play: Any) -> dict[str, str]:
    """The environment with a cache that knows no answer."""
    return environment | {"MTQA_CACHE_DIR": str(play.cache_without_answers(copy / "cache"))}


@pytest.fixture
def own(data: Path, copy: Path, environment: dict[str, str], play: Any) -> Iterator[dict[str, str]]:
    """An environment with the engine and no server; one that is started is stopped in the end."""
    (copy / "data" / "languagetool").mkdir(parents=True)
    engine = Path("languagetool") / "LanguageTool-6.7"
    (copy / "data" / engine).symlink_to(data / engine)
    alone = fresh(environment, copy, play) | {"MTQA_DATA_DIR": str(copy / "data")}
    yield alone
    run(copy, alone, "engine", "stop")


def test_status_says_that_it_runs(warm: str, environment: dict[str, str], tmp_path: Path) -> None:
    done = run(tmp_path, environment, "engine", "status")
    assert done.returncode == 0
    assert "its sums are right" in done.stdout
    assert f"{warm} answers: LanguageTool 6.7" in done.stdout
    again = run(tmp_path, environment, "engine", "start")
    assert "runs already" in again.stdout


def test_the_note_of_the_server_is_private_and_it_listens_here_alone(
    warm: str, environment: dict[str, str]
) -> None:
    note = Path(environment["MTQA_DATA_DIR"]) / "languagetool" / "server.json"
    assert note.stat().st_mode & 0o777 == 0o600
    process = psutil.Process(json.loads(note.read_text("utf-8"))["pid"])
    listening = [c for c in process.net_connections() if c.status == psutil.CONN_LISTEN]
    assert {c.laddr.ip.removeprefix("::ffff:") for c in listening} <= {"127.0.0.1", "::1"}
    assert any("-Xmx512m" in argument for argument in process.cmdline())
    assert str(listening[0].laddr.port) in warm


def test_its_findings_come_beside_ours(
    warm: str, environment: dict[str, str], copy: Path, play: Any
) -> None:
    done = run(copy, fresh(environment, copy, play), "check", "a.txt", *ENGINE, "--format", "json")
    (file,) = json.loads(done.stdout)["files"]
    found = {(one["provider"], one["rule"], one["text"]) for one in file["findings"]}
    assert ("languagetool", "ALLOW_TO", "to build") in found
    assert ("rules", "repeated-word", "the the") in found
    assert not [one for one in found if one[1] == "ENGLISH_WORD_REPEAT_RULE"], "ours wins"
    assert file["errors"] == []
    assert done.returncode == 1


def test_every_rule_of_the_profile_is_one_that_it_has(warm: str) -> None:
    assert curated()
    assert measurements().version == "6.7"
    client = Client(warm, curated(), 60)
    assert client.ask("All is well.") == ()
    assert client.version == "6.7"


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["😀", "👩‍👩‍👧", "🇺🇦", "e\u0301", "n\u0303", "\r\n", "\n", "𝐀", "ﬁ", "\u200b", "\u00ad",
             "“", "’", "—", "\ufeff", "\u202e", "مرحبا", "漢字", " ", "\ufffc", "\ud800"]
        ),
        st.text(st.characters(exclude_categories=["Cc"]), max_size=4),
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@pytest.fixture(scope="module")
def everything(warm: str) -> Client:
    client = Client(warm, frozenset({"MORFOLOGIK_RULE_EN_US"}), 60)
    client.ask("All is well.")
    return client


@settings(max_examples=200)
@given(before=TEXTS, after=TEXTS)
def test_offsets_hold_whatever_stands_around(everything: Client, before: str, after: str) -> None:
    """A word that nobody knows is found where it stands, in code points."""
    text = f"{before} goverrnmentt {after}"
    found = [match.span.of(text) for match in everything.ask(text) if match.start >= len(before)]
    assert "goverrnmentt" in found


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_findings_in_a_file_stand_where_its_bytes_say(
    end: str, warm: str, environment: dict[str, str], tmp_path: Path
) -> None:
    text = (
        f"The 😀 mayor 👩‍👩‍👧 spoke.{end}{end}Cafe\u0301 😀 said: the law allows to build 😀.{end}"
    )
    (tmp_path / "a.txt").write_bytes(text.encode())
    done = run(tmp_path, environment, "check", "a.txt", *ENGINE, "--format", "json")
    (file,) = json.loads(done.stdout)["files"]
    found = [one for one in file["findings"] if one["rule"] == "ALLOW_TO"]
    assert found
    assert text[found[0]["start"] : found[0]["end"]] == found[0]["text"]
    assert found[0]["text"] == "to build"


def test_a_check_without_a_server_starts_one_and_ends_it(
    own: dict[str, str], copy: Path, play: Any
) -> None:
    place = Path(own["MTQA_DATA_DIR"])
    done = run(copy, own, "check", "a.txt", *ENGINE)
    assert "ALLOW_TO (languagetool)" in done.stdout
    assert "LanguageTool 6.7 starts" in done.stderr
    assert play.until(lambda: not _servers(place), 60)
    known = run(copy, own, "check", "a.txt", *ENGINE)
    assert known.stdout == done.stdout
    assert known.stderr == "", "what is known costs no server"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_check_that_is_killed_leaves_no_server(
    own: dict[str, str], copy: Path, play: Any
) -> None:
    place = Path(own["MTQA_DATA_DIR"])
    command = [sys.executable, "-m", "mtqa", "check", "a.txt", *ENGINE]
    with subprocess.Popen(command, cwd=copy, env=own, stdout=-3, stderr=-3) as process:
        assert play.until(lambda: _servers(place), 120)
        process.send_signal(signal.SIGKILL)
    assert play.until(lambda: not _servers(place), 60)


def _answers(copy: Path) -> int:
    """How many answers the cache holds."""
    path = copy / "cache" / "languagetool" / "answers.sqlite"
    if not path.is_file():
        return 0
    with contextlib.closing(sqlite3.connect(path)) as base, contextlib.suppress(sqlite3.Error):
        return int(base.execute("SELECT count(*) FROM answers").fetchone()[0])
    return 0


def _servers(place: Path) -> list[int]:
    """The processes of Java that were started out of this data folder."""
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        line = process.info["cmdline"] or []
        if "java" in (process.info["name"] or "") and any(str(place) in part for part in line):
            found.append(process.pid)
    return found


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_server_that_is_killed_in_the_middle_costs_no_finding_of_ours(
    own: dict[str, str], copy: Path, play: Any
) -> None:
    place = Path(own["MTQA_DATA_DIR"])
    assert run(copy, own, "engine", "start").returncode == 0
    (pid,) = _servers(place)
    for number in range(300):
        text = (
            f"The law allows to build bridge {number}, where the the mayor stood in {number}.\n\n"
            * 3
        )
        (copy / f"{number:03}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mtqa", "check", ".", *ENGINE, "--format", "json"]
    with subprocess.Popen(command, cwd=copy, env=own, stdout=-1, stderr=-3) as process:
        assert play.until(lambda: _answers(copy) > 10, 120)
        os.kill(pid, signal.SIGKILL)
        out, _ = process.communicate(timeout=300)
    whole = json.loads(out)
    assert process.returncode == 3
    assert whole["summary"]["incomplete"]
    ours = [
        sum(one["rule"] == "repeated-word" for one in file["findings"]) for file in whole["files"]
    ]
    assert ours[:300] == [3] * 300
    assert run(copy, own, "engine", "stop").stdout == "No server was running.\n"
