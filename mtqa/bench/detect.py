"""`mtqa bench detect`: what each rule is worth on the benchmark files, as text and as data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from mtqa.bench import probes, scores
from mtqa.bench.found import Found, find
from mtqa.bench.printed import printed
from mtqa.bench.records import Benchmark, Kind, Record, sample
from mtqa.bench.stories import find_in_story, stories
from mtqa.pipeline import Desk

T = TypeVar("T")


class Progress(Protocol):
    """Shows how far through these things a run is."""

    def __call__(self, things: Sequence[T], name: str, /) -> Iterable[T]:
        """The things, one by one."""
        ...


@dataclass(slots=True)
class Evidence:
    """What the benchmark says of one rule; None where it says nothing."""

    fires: int = 0
    right: int = 0
    right_monolingual: int = 0
    clean: int = 0
    clean_words: int = 0
    agree: int = 0
    neutral: int = 0
    hurt: int = 0
    caught: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Result:
    """What was found in one benchmark file, and in the faultless twins of its texts.

    Twins are the texts before a fault was planted, probes corrected, clean texts as printed.
    """

    benchmark: Benchmark
    predictions: list[tuple[Record, list[Found]]]
    twins: list[tuple[Record, list[Found]]] = field(default_factory=list)


def run(
    desk: Desk,
    benchmarks: Sequence[Benchmark],
    per_group: Mapping[str, int] | None,
    seed: int,
    progress: Progress,
) -> list[Result]:
    """The findings of the desk on every record, or on a sample of each group of records."""
    results = []
    for benchmark in benchmarks:
        records: Sequence[Record] = benchmark.records
        if per_group and benchmark.kind in ("mqm", "pe"):
            records = sample(records, per_group, seed)
        found = _predictions(desk, benchmark, records, progress)
        clean = _twins(benchmark.kind, records)
        shown = progress(clean, f"{benchmark.name}, twins") if clean else ()
        results.append(Result(benchmark, found, [(r, find(desk, r["text"])) for r in shown]))
    return results


def _twins(kind: Kind, records: Sequence[Record]) -> list[Record]:
    match kind:
        case "planted":
            texts = dict.fromkeys(str(r["clean"]) for r in records)
            return [{"id": text, "kind": "clean twins", "text": text} for text in texts]
        case "clean":
            return [r | {"text": printed(r["text"])} for r in records]
        case "probes":
            return [r | {"text": r["corrected"]} for r in records]
        case _:
            return []


def _predictions(
    desk: Desk, benchmark: Benchmark, records: Sequence[Record], progress: Progress
) -> list[tuple[Record, list[Found]]]:
    """The findings in these records; marked ones are read in their documents, as a desk would."""
    if benchmark.kind != "mqm":
        return [
            (record, find(desk, _text(benchmark.kind, record)))
            for record in progress(records, benchmark.name)
        ]
    wanted = {record["id"] for record in records}
    whole = [
        story
        for story in stories(benchmark.records)
        if any(record["id"] in wanted for record in story)
    ]
    return [
        (record, found)
        for story in progress(whole, benchmark.name)
        for record, found in find_in_story(desk, story)
        if record["id"] in wanted
    ]


def _text(kind: Kind, record: Record) -> str:
    return str(record["text" if kind in ("clean", "probes") else "target"])


def report(results: Sequence[Result]) -> Iterator[str]:
    """The scores of each file in words, then a line for each rule."""
    for result in results:
        records = f"{len(result.predictions):,} records"
        yield f"== {result.benchmark.name} ({result.benchmark.kind}, {records})"
        yield from _REPORTS[result.benchmark.kind](result)
        yield ""
    yield from rule_table(evidence(results))


def _report_mqm(result: Result) -> Iterator[str]:
    score = scores.spans(result.predictions)
    total = score.tallies[""]
    any_share, mono_share = scores.precision(score.tallies)
    marked = sum(score.marked[category] for category in scores.MONOLINGUAL)
    reached = sum(total.reached[category] for category in scores.MONOLINGUAL)
    recall = reached / max(1, marked)
    yield f"segments {score.segments:,}, words {score.words:,}"
    rate = 1000 * total.fires / max(1, score.words)
    yield f"findings {total.fires:,} ({rate:.2f} per 1,000 words)"
    fires = max(1, total.fires)
    yield f"precision any         {any_share:.3f} (chance {total.chance / fires:.3f})"
    yield f"precision monolingual {mono_share:.3f} (chance {total.chance_monolingual / fires:.3f})"
    yield f"recall monolingual    {recall:.3f} ({reached} of {marked} spans)"
    yield f"F1 monolingual        {_f1(mono_share, recall):.3f}"
    for category, count in score.marked.most_common():
        if total.reached[category]:
            yield f"  {category:42} {total.reached[category]:5} of {count:5}"


def _report_pe(result: Result) -> Iterator[str]:
    for name, safe_only in (("all fixes ", False), ("safe fixes", True)):
        score = scores.edits(result.predictions, safe_only=safe_only)
        total = sum(score.counts.values())
        shares = ", ".join(
            f"{kind} {score.counts[kind]} ({100 * score.counts[kind] / max(1, total):.1f} %)"
            for kind in ("agree", "neutral", "hurt")
        )
        yield f"{name}: {total} edits; {shares}"
        if score.ter_before is None:
            yield "  TER: not computed (install mtqa[bench])"
        else:
            yield f"  TER {score.ter_before:.2f} → {score.ter_after:.2f}"


def _report_clean(result: Result) -> Iterator[str]:
    spelled = scores.clean_by_variety(result.predictions)
    news = {kind: score for kind, score in spelled.items() if "/news" in kind}
    printed = scores.clean(result.twins)
    for form, score in (
        ("", scores.clean(result.predictions)),
        ("", news),
        (", as printed", printed),
    ):
        for kind, (words, fires) in sorted(score.items()):
            rate = 1000 * fires.total() / max(1, words)
            yield (
                f"{kind + form:34} {words:8,} words, {fires.total():5} findings, "
                f"{rate:.2f} per 1,000 words"
            )


def _report_planted(result: Result) -> Iterator[str]:
    for name, kind in scores.planted(result.predictions).items():
        top = ", ".join(f"{rule} {count}" for rule, count in kind.rules.most_common(3))
        yield (
            f"{name:52} caught {100 * kind.caught / kind.records:5.1f} % of {kind.records:4}, "
            f"restored {100 * kind.restored / kind.records:5.1f} %, stray {kind.stray:4}  {top}"
        )
    for name, (words, fires) in scores.clean(result.twins).items():
        rate = 1000 * fires.total() / max(1, words)
        rules = ", ".join(f"{rule} {count}" for rule, count in fires.most_common())
        yield (
            f"{name}: {len(result.twins):,} texts, {words:,} words, {fires.total()} findings, "
            f"{rate:.2f} per 1,000 words  {rules}"
        )


def _report_probes(result: Result) -> Iterator[str]:
    return probes.report(result.predictions, result.twins)


_REPORTS: dict[Kind, Callable[[Result], Iterator[str]]] = {
    "mqm": _report_mqm,
    "pe": _report_pe,
    "clean": _report_clean,
    "planted": _report_planted,
    "probes": _report_probes,
}


def evidence(results: Sequence[Result]) -> dict[str, Evidence]:
    """What all files together say of each rule that fired in them."""
    found: dict[str, Evidence] = defaultdict(Evidence)
    clean_words = 0
    for result in results:
        match result.benchmark.kind:
            case "mqm":
                for rule, tally in scores.spans(result.predictions).tallies.items():
                    one = found[rule]
                    one.fires += tally.fires
                    one.right += tally.right
                    one.right_monolingual += tally.right_monolingual
            case "pe":
                for rule, tally in scores.edits(result.predictions).tallies.items():
                    one = found[rule]
                    one.agree += tally.edits["agree"]
                    one.neutral += tally.edits["neutral"]
                    one.hurt += tally.edits["hurt"]
            case "clean":
                for words, fires in scores.clean(result.predictions).values():
                    clean_words += words
                    for rule, count in fires.items():
                        found[rule].clean += count
            case "planted":
                for name, kind in scores.planted(result.predictions).items():
                    for rule, count in kind.rules.items():
                        found[rule].caught[name] += count
            case "probes":
                pass
    found.pop("", None)
    for one in found.values():
        one.clean_words = clean_words
    return dict(sorted(found.items()))


def rule_table(rules: Mapping[str, Evidence]) -> Iterator[str]:
    """A line a rule: fires, precision, alarms on clean text, what its fixes do, what it catches."""
    yield (
        f"{'rule':34} {'fires':>6} {'any':>5} {'mono':>5} {'clean':>6} {'/1000':>6} "
        f"{'agree':>6} {'same':>5} {'hurt':>5}  planted faults caught"
    )
    for rule, one in sorted(rules.items(), key=lambda item: (-item[1].fires, item[0])):
        caught = ", ".join(f"{name} {count}" for name, count in one.caught.most_common(3))
        rate = 1000 * one.clean / one.clean_words if one.clean_words else 0
        yield (
            f"{rule:34} {one.fires:6} {_share(one.right, one.fires):>5} "
            f"{_share(one.right_monolingual, one.fires):>5} {one.clean:6} {rate:6.3f} "
            f"{one.agree:6} {one.neutral:5} {one.hurt:5}  {caught}"
        )


def as_data(rules: Mapping[str, Evidence]) -> dict[str, dict[str, Any]]:
    """The evidence as JSON holds it, without what is zero."""
    return {
        rule: {
            key: value
            for key in (
                "fires",
                "right",
                "right_monolingual",
                "clean",
                "clean_words",
                "agree",
                "neutral",
                "hurt",
            )
            if (value := getattr(one, key))
        }
        | ({"caught": dict(sorted(one.caught.items()))} if one.caught else {})
        for rule, one in rules.items()
    }


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
