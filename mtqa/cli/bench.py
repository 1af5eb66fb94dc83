"""`mtqa bench`: what the rules are worth and what they cost."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TypeVar

import click

from mtqa.errors import UsageError
from mtqa.model.settings import Settings

T = TypeVar("T")
SAMPLE = "wmt20=800,wmt21=600,ted21=400,wmt23=600,bio=600,*=300"
"""The benchmark's own sample: 3,000 marked segments, and 300 post-edits a language pair."""


@click.group()
def bench() -> None:
    """Measure the rules: what they find (detect) and what they cost (speed)."""


@bench.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--profile", default="default", show_default=True, help="The profile to measure.")
@click.option("--select", multiple=True, help="Rules or packs to measure alone.")
@click.option("--engine", default="rules", show_default=True, help="Who is measured, with commas.")
@click.option("--lt-url", default="", metavar="URL", help="The LanguageTool server to ask.")
@click.option("--lt-rules", type=click.Choice(["curated", "all"]), default="curated",
              show_default=True, help="Which rules of LanguageTool are measured.")  # fmt: skip
@click.option(
    "--sample",
    "drawn",
    flag_value=SAMPLE,
    is_flag=False,
    default=None,
    help="Draw so many records a group, e.g. wmt20=800,*=300; alone: " + SAMPLE,
)
@click.option("--seed", default=20, show_default=True, help="The seed of the sample.")
@click.option(
    "--evidence", type=click.Path(path_type=Path), help="Write the figures per rule as JSON."
)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path),
    help="Write every finding as JSON lines (id, findings), one file a benchmark, here.",
)
def detect(
    files: tuple[Path, ...],
    profile: str,
    select: tuple[str, ...],
    engine: str,
    lt_url: str,
    lt_rules: Literal["curated", "all"],
    drawn: str | None,
    seed: int,
    evidence: Path | None,
    predictions: Path | None,
) -> None:
    """Run the rules over benchmark FILES and say what each is worth.

    FILES are JSON lines (.jsonl, .jsonl.gz) or tables (.tsv); their forms are in the manual of
    mtqa.bench.records: marked errors (mqm), post-edits (pe), clean text, planted faults, probes.
    Marked segments of one document and system are read together, as the story that they make.
    """
    from mtqa.bench import detect as bench_detect
    from mtqa.bench.records import read
    from mtqa.cli.running import said
    from mtqa.config.load import settings_of
    from mtqa.pipeline import open_desk

    settings = {
        "profile": profile,
        "select": select,
        "engines": tuple(engine.split(",")),
        "lt_url": lt_url,
        "lt_rules": lt_rules,
    }
    desk = open_desk(settings_of(settings), said)
    benchmarks = [read(path) for path in files]
    results = bench_detect.run(desk, benchmarks, _groups(drawn), seed, _progress)
    for line in bench_detect.report(results):
        click.echo(line)
    if evidence:
        data = bench_detect.as_data(bench_detect.evidence(results))
        evidence.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if predictions:
        _write_predictions(results, predictions)


def _groups(drawn: str | None) -> dict[str, int] | None:
    if drawn is None:
        return None
    try:
        pairs = (part.split("=") for part in drawn.split(","))
        return {name: int(count) for name, count in pairs}
    except ValueError as error:
        raise UsageError(f"--sample {drawn}: write it as group=number,group=number.") from error


def _progress(things: Iterable[T], name: str) -> Iterable[T]:
    with click.progressbar(list(things), label=name, file=sys.stderr) as bar:
        yield from bar


def _write_predictions(results: Iterable[object], folder: Path) -> None:
    from mtqa.bench.detect import Result
    from mtqa.bench.found import as_prediction

    folder.mkdir(parents=True, exist_ok=True)
    for result in results:
        assert isinstance(result, Result)
        path = folder / f"{result.benchmark.name.removesuffix('.gz')}.predictions.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for record, found in result.predictions:
                text = str(record.get("target", record.get("text")))
                line = {"id": record["id"], "findings": [as_prediction(text, one) for one in found]}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


@bench.command()
@click.argument("rules")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--hits", default=30, show_default=True, help="Hits to draw of each rule.")
@click.option("--seed", default=20, show_default=True, help="The seed of the draw.")
@click.option("--around", default=160, show_default=True, help="Characters of context to show.")
@click.option("--unjudged", is_flag=True, help="Show only hits without a verdict.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write RULE.tsv here, to be judged; verdicts that it has already are kept.",
)
def draw(
    rules: str,
    files: tuple[Path, ...],
    hits: int,
    seed: int,
    around: int,
    unjudged: bool,
    output: Path | None,
) -> None:
    """Draw hits of RULES (ids or packs with commas between, or `all`) from FILES, to be judged.

    Each is shown in its context. The files that --output writes hold no word of the texts: put a
    verdict (right, fix-wrong, wrong, unsure) into each row, and a note of your own.
    """
    from mtqa.bench import draw as bench_draw
    from mtqa.bench.records import read
    from mtqa.fixing.writing import create_file
    from mtqa.pipeline import open_desk
    from mtqa.rules.judgements import judged, write

    desk = open_desk(Settings(select=tuple(rules.split(","))))
    benchmarks = [read(path) for path in files]
    found = bench_draw.draw(desk, benchmarks, hits, seed, _progress)
    for rule, (total, drawn) in found.items():
        rows = bench_draw.judged_so_far(total, seed, drawn, judged(rule, output))
        click.echo(f"== {rule}: {rows if rows.rows else 'no hits'}")
        for number, (one, row) in enumerate(zip(drawn, rows.rows, strict=True), 1):
            if not (unjudged and row.verdict):
                for line in bench_draw.shown(number, one, row, around):
                    click.echo(line)
        if output:
            create_file(output / f"{rule}.tsv", write(rows).encode("utf-8"))


@bench.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--lt-url", default="", metavar="URL", help="The LanguageTool server to ask.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), required=True,
    help="Where to write them (mtqa/providers/languagetool/measured.json).",
)  # fmt: skip
def engine(files: tuple[Path, ...], lt_url: str, output: Path) -> None:
    """Measure every rule of LanguageTool on FILES: marked errors and native news.

    Its curated profile is made from this (`mtqa engine rules`).
    """
    import msgspec

    from mtqa.bench import detect as bench_detect
    from mtqa.bench.engine import measurements, native_news
    from mtqa.bench.records import read
    from mtqa.cli.running import said
    from mtqa.fixing.writing import create_file
    from mtqa.pipeline import open_desk

    settings = Settings(engines=("languagetool",), lt_url=lt_url, lt_rules="all")
    benchmarks = [native_news(read(path)) for path in files]
    results = bench_detect.run(open_desk(settings, said), benchmarks, None, 0, _progress)
    raw = msgspec.json.encode(measurements(results))
    create_file(output, msgspec.json.format(raw, indent=1) + b"\n")


@bench.command()
@click.argument("treebank", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--seed", default=20, show_default=True, help="The seed of the random choices.")
def plant(treebank: Path, out: Path, seed: int) -> None:
    """Damage the sentences of a TREEBANK and write them to OUT (.jsonl or .jsonl.gz), for `detect`.

    TREEBANK is JSON lines (.jsonl, .jsonl.gz) with words, xpos, heads, deprels and lemmas.
    """
    import gzip

    from mtqa.bench.damage import plant as planted
    from mtqa.bench.records import rows

    packed = out.suffix == ".gz"
    with (
        gzip.open(out, "wt", encoding="utf-8")
        if packed
        else out.open("w", encoding="utf-8") as lines
    ):
        for record in planted(list(rows(treebank)), seed):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


@bench.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--words", default=1_000_000, show_default=True, help="Words of the largest run.")
@click.option("--story", type=click.Path(exists=True, path_type=Path), help="The one-story run.")
@click.option("--runs", default=3, show_default=True, help="Runs of each; the median is shown.")
@click.option(
    "--write",
    "page",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Put the figures into this page too, between its marks.",
)
def speed(
    files: tuple[Path, ...], words: int, story: Path | None, runs: int, page: Path | None
) -> None:
    """Measure words per CPU second, memory and waiting time on the text of FILES.

    FILES are plain text, or benchmark files with a `text` or `target` in each record. Vale,
    proselint and Harper are measured in the same run where they are on the path, LanguageTool where
    it is installed.
    """
    from mtqa.bench import speed as bench_speed

    text = "\n\n".join(part for path in files for part in _texts(path))
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "story.txt"
        short.write_text(bench_speed.story(text), encoding="utf-8")
        measured = []
        for row in bench_speed.rows(text, story or short, words, runs):
            click.echo(f"… {row.name}: {row.cpu:.2f} s", err=True)
            measured.append(row)
    told = [
        *bench_speed.table(measured),
        "",
        *(f"- {line}" for line in bench_speed.ratios(measured)),
    ]
    for line in told:
        click.echo(line)
    if page:
        page.write_text(bench_speed.written(page.read_text("utf-8"), told), encoding="utf-8")


def _texts(path: Path) -> Iterable[str]:
    from mtqa.bench.records import rows

    if path.suffix not in (".gz", ".jsonl"):
        return [path.read_text("utf-8")]
    return [str(record.get("text") or record["target"]) for record in rows(path)]
