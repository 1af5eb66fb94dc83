import json
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from mtqa.analysis.story import Story
from mtqa.model.mapped import MappedText
from mtqa.model.segment import Segment
from mtqa.providers.languagetool.answers import Unanswered
from mtqa.providers.languagetool.asking import Asking
from mtqa.providers.languagetool.breaker import FAILURES, REST, Breaker
from mtqa.providers.languagetool.cache import Cache
from mtqa.providers.languagetool.profile import Profile
from mtqa.providers.languagetool.provider import LanguageTool

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "mtqa" / "reporting" / "check.schema.json").read_text("utf-8"))
RULES = Profile(frozenset({"ALLOW_TO"}))
FAULTS = {
    "500": "it answered with status 500",
    "redirect": "it answered with status 302",
    "cut": "its answer broke off",
    "huge": "its answer is longer than 8 MB",
    "garbage": "its answer could not be read",
    "[]": "its answer could not be read",
    '{"software": {"name": "Other", "version": "1"}, "matches": []}': "is no LanguageTool",
    "\udcff\udcfe": "its answer could not be read",
    "hang": "it did not answer within",
    "drip": "it did not answer within",
    "dead": "the connection failed",
}


def story(*paragraphs: str) -> Story:
    return Story([Segment(str(n), MappedText.verbatim(p, 0)) for n, p in enumerate(paragraphs)])


def provider(url: str, tmp_path: Path, seconds: float = 5, **more: Any) -> LanguageTool:
    cache = Cache(tmp_path / "answers.sqlite")
    return LanguageTool(RULES, url=url, seconds=seconds, cache=cache, **more)


def test_what_the_server_finds_is_found(fake: Any, tmp_path: Path) -> None:
    hits, gaps = provider(fake.url, tmp_path).check(story("All is well.", "This is wrong."))
    assert [(hit.segment, hit.span, hit.provider) for hit in hits] == [(1, (8, 13), "languagetool")]
    assert gaps == ()
    assert fake.asked[0]["enabledRules"] == ["ALLOW_TO"]
    assert fake.asked[0]["enabledOnly"] == ["true"]


@pytest.mark.parametrize("mode", FAULTS)
def test_a_fault_is_a_gap_with_its_reason(mode: str, fake: Any, tmp_path: Path) -> None:
    fake.mode = mode
    seconds = 0.05 if mode in ("hang", "drip") else 5
    hits, gaps = provider(fake.url, tmp_path, seconds).check(story("This is wrong.", "So is this."))
    assert hits == []
    assert len(gaps) == 1
    assert FAULTS[mode] in gaps[0]
    assert gaps[0].startswith("LanguageTool left 2 of 2 paragraphs unchecked: ")


def test_nobody_there_is_a_gap(play: Any, tmp_path: Path) -> None:
    _, gaps = provider(play.nobody(), tmp_path).check(story("This is wrong."))
    assert gaps == ("LanguageTool left 1 of 1 paragraphs unchecked: the connection failed.",)


def test_a_huge_answer_takes_no_huge_memory(fake: Any, tmp_path: Path) -> None:
    fake.mode = "huge"
    tracemalloc.start()
    provider(fake.url, tmp_path).check(story("This is wrong."))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000


@pytest.mark.parametrize(
    "changes",
    [
        {"offset": 900},
        {"offset": -1},
        {"length": -3},
        {"length": 900},
        {"offset": "2"},
        {"rule": {}},
    ],
)
def test_an_answer_that_points_nowhere_is_none(
    changes: dict[str, Any], fake: Any, play: Any, tmp_path: Path
) -> None:
    fake.found = lambda text: [play.match(text, "wrong", **changes)]
    hits, gaps = provider(fake.url, tmp_path).check(story("This is wrong."))
    assert hits == []
    assert len(gaps) == 1


def test_what_was_answered_before_it_died_stays(fake: Any, tmp_path: Path) -> None:
    fake.dies_after = 2
    texts = [f"This number {n} is wrong." for n in ("one", "two", "three", "four")]
    hits, gaps = provider(fake.url, tmp_path).check(story(*texts))
    assert [hit.segment for hit in hits] == [0, 1]
    assert gaps == ("LanguageTool left 2 of 4 paragraphs unchecked: the connection failed.",)


def test_after_failures_it_is_not_asked_until_it_has_rested(fake: Any, tmp_path: Path) -> None:
    now = [0.0]
    asked = provider(fake.url, tmp_path, breaker=Breaker(lambda: now[0]))
    fake.mode = "500"
    many = story(*(f"Number {n} is wrong." for n in range(20)))
    _, gaps = asked.check(many)
    assert len(fake.texts) == FAILURES
    assert "left 20 of 20" in gaps[0]
    now[0] = REST - 1
    asked.check(many)
    assert len(fake.texts) == FAILURES
    now[0] = REST + 1
    fake.mode = "well"
    hits, gaps = asked.check(many)
    assert (len(hits), gaps) == (20, ())


def test_one_late_answer_is_enough(fake: Any) -> None:
    fake.mode = "hang"
    asking = Asking(fake.url, (), 0.05, lambda _: None)
    for _ in range(5):
        with pytest.raises(Unanswered, match="did not answer"):
            asking.ask("This is wrong.")
    assert len(fake.texts) <= 1


def test_the_same_text_is_asked_about_once(fake: Any, tmp_path: Path) -> None:
    paragraphs = story("This is wrong.", "This is wrong.", "All is well.")
    first = provider(fake.url, tmp_path).check(paragraphs)
    again = provider(fake.url, tmp_path).check(paragraphs)
    assert first == again
    assert sorted(fake.texts) == ["All is well.", "This is wrong."]


def test_the_cache_is_private_and_holds_no_word_of_the_text(fake: Any, tmp_path: Path) -> None:
    provider(fake.url, tmp_path).check(story("This canary-7731 is wrong."))
    path = tmp_path / "answers.sqlite"
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"canary-7731" not in path.read_bytes()


def test_a_cache_that_cannot_be_had_is_done_without(fake: Any, tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_bytes(b"this is no database" * 100)
    hits, gaps = provider(fake.url, tmp_path).check(story("This is wrong."))
    assert (len(hits), gaps) == (1, ())


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mtqa", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    text = "The mayor opened the the bridge.\n\nThis is wrong, he said.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "report"])
def test_every_output_says_that_it_is_incomplete(form: str, copy: Path, play: Any) -> None:
    engine = ("--isolated", "--engine", "rules,languagetool", "--lt-url", play.nobody())
    if form == "report":
        done = run(copy, "report", "a.txt", *engine, "-o", "out.html")
        said = (copy / "out.html").read_text("utf-8")
        assert "This run is incomplete" in said
    else:
        done = run(copy, "check", "a.txt", *engine, "--format", form)
        said = done.stdout
        assert "incomplete" in said
    assert done.returncode == 3
    assert "LanguageTool left 2 of 2 paragraphs unchecked: the connection failed" in said
    assert "repeated-word" in said
    if form == "json":
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(said))


def test_incomplete_may_be_allowed(copy: Path, play: Any) -> None:
    engine = ("--isolated", "--engine", "rules,languagetool", "--lt-url", play.nobody())
    assert run(copy, "check", "a.txt", *engine, "--allow-incomplete").returncode == 1
    assert run(copy, "report", "a.txt", *engine, "--allow-incomplete").returncode == 1
    assert run(copy, "fix", "a.txt", *engine).returncode == 3
    assert run(copy, "fix", "a.txt", *engine, "--allow-incomplete").returncode == 1


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "report"])
def test_every_output_says_who_found_it(form: str, copy: Path, fake: Any) -> None:
    engine = ("--isolated", "--engine", "rules,languagetool", "--lt-url", fake.url)
    if form == "report":
        done = run(copy, "report", "a.txt", *engine, "-o", "out.html")
        said = (copy / "out.html").read_text("utf-8")
        assert "found by languagetool" in said
        assert "A rule of LanguageTool, asked for" in said
    else:
        done = run(copy, "check", "a.txt", *engine, "--format", form)
        said = done.stdout
        assert {"text": "ALLOW_TO (languagetool)"}.get(form, "languagetool") in said
    assert done.returncode == 1
    assert "ALLOW_TO" in said


def test_its_fixes_are_suggested_at_most(copy: Path, fake: Any) -> None:
    engine = ("--isolated", "--engine", "languagetool", "--lt-url", fake.url)
    assert run(copy, "fix", "a.txt", *engine).stdout == ""
    assert "+This is right, he said." in run(copy, "fix", "a.txt", *engine, "--unsafe-fixes").stdout


def test_an_engine_that_is_not_installed_is_a_gap_with_what_to_do(copy: Path) -> None:
    done = run(copy, "check", "a.txt", "--isolated", "--engine", "rules,languagetool")
    assert done.returncode == 3
    assert "mtqa engine install languagetool" in done.stdout
    assert "repeated-word" in done.stdout


def test_the_configuration_names_engine_and_server(copy: Path, fake: Any) -> None:
    told = f'engines = ["rules", "languagetool"]\nlt-url = "{fake.url}/v2/check"\nlt-timeout = 3\n'
    (copy / "mtqa.toml").write_text(told, encoding="utf-8")
    done = run(copy, "check", "a.txt")
    assert "ALLOW_TO (languagetool)" in done.stdout
    (copy / "mtqa.toml").write_text(f'{told}ignore = ["ALLOW_TO"]\n', encoding="utf-8")
    assert "ALLOW_TO" not in run(copy, "check", "a.txt").stdout
    (copy / "mtqa.toml").write_text(f'{told}[severity]\nALLOW_TO = "critical"\n', encoding="utf-8")
    assert "critical  ALLOW_TO" in run(copy, "check", "a.txt").stdout
