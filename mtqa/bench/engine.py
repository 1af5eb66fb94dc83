"""What the rules of an engine are worth, in the form that its profile is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mtqa.bench import scores
from mtqa.bench.detect import Result
from mtqa.bench.records import Benchmark
from mtqa.providers.languagetool.places import VERSION
from mtqa.providers.languagetool.profile import Fired, Measurements

NEWS = "native/news"


def native_news(benchmark: Benchmark) -> Benchmark:
    """Of clean text that which is native news; other benchmarks whole."""
    if benchmark.kind != "clean":
        return benchmark
    kept = (r for r in benchmark.records if f"{r['kind']}/{r.get('domain')}" == NEWS)
    return replace(benchmark, records=tuple(kept))


def measurements(results: Sequence[Result]) -> Measurements:
    """The findings of each rule in marked machine translation and in native news."""
    spans = scores.spans(
        [pair for r in results if r.benchmark.kind == "mqm" for pair in r.predictions]
    )
    clean = [pair for r in results if r.benchmark.kind == "clean" for pair in r.predictions]
    words, fires = scores.clean(clean).get(NEWS, (0, Counter()))
    names = sorted((spans.tallies.keys() | fires.keys()) - {""})
    return Measurements(
        VERSION,
        spans.words,
        words,
        {name: _fired(spans.tallies.get(name), fires[name]) for name in names},
    )


def _fired(tally: scores.Tally | None, clean: int) -> Fired:
    tally = tally or scores.Tally()
    return Fired(tally.fires, tally.right, tally.right_monolingual, clean)
