import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.bench.draw import Drawn, draw, judged_so_far, texts
from mtqa.bench.records import Benchmark, read
from mtqa.cli.app import app
from mtqa.model.settings import Settings
from mtqa.pipeline import open_desk
from mtqa.rules.judgements import Verdict, parse

TOWNS = ("Lima", "Oslo", "Accra", "Quito", "Hanoi", "Turin", "Perth", "Minsk")


@pytest.fixture
def benchmark(tmp_path: Path) -> Benchmark:
    path = tmp_path / "own.dev.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for town in TOWNS:
            text = f"The mayor of {town} opened the the bridge on Monday."
            out.write(json.dumps({"id": town, "kind": "native", "text": text}) + "\n")
    return read(path)


def plain(found: Iterable[object], _: str) -> Iterable[object]:
    return found


def drawn(benchmark: Benchmark, most: int, seed: int = 20) -> tuple[int, list[Drawn]]:
    desk = open_desk(Settings(select=("repeated-word",)))
    return draw(desk, [benchmark], most, seed, plain)["repeated-word"]  # type: ignore[arg-type]


def test_a_seed_draws_the_same_hits_again_and_another_seed_others(benchmark: Benchmark) -> None:
    total, first = drawn(benchmark, 4)
    assert (total, len(first)) == (len(TOWNS), 4)
    assert drawn(benchmark, 4) == (total, first)
    assert {one.digest for one in drawn(benchmark, 4, seed=1)[1]} != {o.digest for o in first}


def test_hits_that_stay_stay_drawn_when_others_go(benchmark: Benchmark) -> None:
    before = [one.source.record for one in drawn(benchmark, 4)[1]]
    gone = before[1]
    fewer = replace(benchmark, records=tuple(r for r in benchmark.records if r["id"] != gone))
    after = [one.source.record for one in drawn(fewer, 4)[1]]
    assert after[:3] == [name for name in before if name != gone]


def test_the_same_words_twice_are_one_hit(benchmark: Benchmark) -> None:
    again = tuple({**record, "id": f"{record['id']}-2"} for record in benchmark.records)
    more = replace(benchmark, records=benchmark.records + again)
    assert drawn(more, 40)[0] == len(TOWNS)


def test_segments_of_one_document_are_read_together() -> None:
    def segment(system: str, number: str, text: str) -> dict[str, object]:
        name = f"{system}|{number}"
        keys = {"dataset": "d", "system": system, "doc": "x", "seg": number, "n_raters": 1}
        return {"id": name, "target": text, "errors": [], **keys}

    records = (segment("a", "10", "C."), segment("a", "2.ff", "B."), segment("b", "1", "D."))
    found = list(texts(Benchmark("own.jsonl", "mqm", records)))
    assert [(one.record, one.text) for one in found] == [("d|a|x", "B.\n\nC."), ("d|b|x", "D.")]


def test_of_planted_faults_the_clean_twin_is_read_once() -> None:
    records = tuple(
        {"id": n, "pert": "p", "target": f"bad {n}", "clean": "Good."} for n in range(3)
    )
    assert [one.text for one in texts(Benchmark("own.jsonl", "planted", records))] == ["Good."]


def test_verdicts_are_kept_when_a_rule_is_drawn_again(benchmark: Benchmark) -> None:
    total, hits = drawn(benchmark, 4)
    rows = judged_so_far(total, 20, hits, None)
    told = replace(rows, rows=(replace(rows.rows[0], verdict=Verdict.RIGHT), *rows.rows[1:]))
    again = judged_so_far(total, 20, drawn(benchmark, 6)[1], told)
    assert [row.verdict for row in again.rows] == [Verdict.RIGHT, None, None, None, None, None]


def test_the_command_shows_the_text_and_writes_none_of_it(
    tmp_path: Path, benchmark: Benchmark
) -> None:
    out = tmp_path / "judgements"
    command = ["bench", "draw", "repeated-word", str(tmp_path / benchmark.name), "--hits", "5"]
    told = CliRunner().invoke(app, [*command, "--output", str(out)], catch_exceptions=False)
    assert "opened ⟦the the⟧ bridge" in told.output
    assert "Keep one ‘the’ (safe)" in told.output
    written = (out / "repeated-word.tsv").read_text("utf-8")
    assert "bridge" not in written
    found = parse(written, "repeated-word.tsv")
    assert (found.hits, found.seed, len(found.rows)) == (8, 20, 5)
    (out / "repeated-word.tsv").write_text(
        re.sub(r"safe\t(\w+)\t\t", r"safe\t\1\tright\tours", written)
    )
    again = CliRunner().invoke(app, [*command, "--output", str(out), "--unjudged"])
    assert "5 of 5" not in again.output
    assert "bridge" not in again.output
    assert parse((out / "repeated-word.tsv").read_text("utf-8"), "x").right == 5
