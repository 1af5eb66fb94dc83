"""Hits of rules in benchmark texts, drawn to be judged by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2s

from mtqa.bench.records import Benchmark, Record
from mtqa.model.finding import Finding, Safety
from mtqa.pipeline import Desk, check, chosen
from mtqa.rules.judgements import Judged, Judgement

Progress = Callable[[Iterable["Text"], str], Iterable["Text"]]
AROUND = 20
"""Code points on either side of a hit by which it is known again."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be checked, named as judgements name it."""

    file: str
    record: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A hit with the text it stands in."""

    source: Text
    finding: Finding
    digest: str

    @property
    def judgement(self) -> Judgement:
        """The hit as a row without a verdict."""
        one, fixes = self.finding, self.finding.fixes
        fix: Safety | None = fixes[0].safety if fixes else None
        name = self.source.file, self.source.record
        edit = (
            _digest(*(f"{e.start - one.start} {e.replacement}" for e in fixes[0].edits[:20]))
            if fixes
            else ""
        )
        return Judgement(*name, one.start, one.end, self.digest, fix, edit, None)


def texts(benchmark: Benchmark) -> Iterator[Text]:
    """Its texts: whole documents where it has them in parts, and of planted faults the clean twin.

    What a human translated is not among them, nor the same text twice.
    """
    name = benchmark.name.removesuffix(".gz").removesuffix(".jsonl").removesuffix(".tsv")
    seen: set[str] = set()
    records = _documents(benchmark.records) if benchmark.kind == "mqm" else benchmark.records
    key = {"clean": "text", "probes": "text", "planted": "clean"}.get(benchmark.kind, "target")
    for record in records:
        text = str(record[key])
        if text not in seen:
            seen.add(text)
            yield Text(name, str(record["id"]), text)


def _documents(records: Iterable[Record]) -> Iterator[Record]:
    """The records of one system and document as one record, its segments being paragraphs."""
    documents: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        parts = [record.get(key) for key in ("dataset", "system", "doc")]
        documents["|".join(map(str, parts)) if all(parts) else str(record["id"])].append(record)
    for name, members in documents.items():
        members.sort(key=_number)
        yield {"id": name, "target": "\n\n".join(str(member["target"]) for member in members)}


def _number(record: Record) -> tuple[int, str]:
    """The number of a segment in its document, which may have a tail (`3.c3cbf0`)."""
    segment = str(record.get("seg", ""))
    head = segment.partition(".")[0]
    return (int(head) if head.isdigit() else 0, segment)


def draw(
    desk: Desk, benchmarks: Sequence[Benchmark], most: int, seed: int, progress: Progress
) -> dict[str, tuple[int, list[Drawn]]]:
    """Of each rule how many different hits it has in all, and up to `most` of them.

    Which are drawn hangs on the seed and on each hit alone, so that those of a rule that is
    sharpened stay drawn. Hits with the same words around them are one.
    """
    found: dict[str, dict[str, Drawn]] = {spec.id: {} for spec in chosen(desk.settings)}
    for benchmark in benchmarks:
        for source in progress(texts(benchmark), benchmark.name):
            result = check(desk, "-", source.text.encode("utf-8", "replace"), input_format="text")
            for finding in result.findings:
                name = digest(source.text, finding)
                found[finding.rule].setdefault(name, Drawn(source, finding, name))
    return {rule: (len(hits), _some(rule, hits, most, seed)) for rule, hits in found.items()}


def digest(text: str, finding: Finding) -> str:
    """What stands for a hit and the words around it."""
    around = text[max(0, finding.start - AROUND) : finding.end + AROUND]
    return _digest(finding.text, " ".join(around.split()))


def _digest(*parts: str) -> str:
    return blake2s("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _some(rule: str, hits: dict[str, Drawn], most: int, seed: int) -> list[Drawn]:
    def rank(name: str) -> bytes:
        return blake2s(f"{seed}\0{rule}\0{name}".encode()).digest()

    return [hits[name] for name in sorted(hits, key=rank)[:most]]


def judged_so_far(hits: int, seed: int, drawn: Sequence[Drawn], before: Judged | None) -> Judged:
    """The hits drawn as rows, each with the verdict that it had before if it had one."""
    kept = {row.key: row for row in before.rows} if before else {}
    rows = (one.judgement for one in drawn)
    return Judged(hits, seed, tuple(_told(row, kept.get(row.key)) for row in rows))


def _told(row: Judgement, old: Judgement | None) -> Judgement:
    return replace(row, verdict=old.verdict, note=old.note) if old else row


def shown(number: int, one: Drawn, row: Judgement, around: int) -> Iterator[str]:
    """A hit in its context as a judge reads it."""
    text, finding = one.source.text, one.finding
    verdict = f"  [{row.verdict}]" if row.verdict else ""
    yield f"{number:2} {row.file} {row.record} {row.start}–{row.end} {row.digest}{verdict}"
    before = text[max(0, finding.start - around) : finding.start]
    after = text[finding.end : finding.end + around]
    yield f"   {before}⟦{text[finding.start : finding.end]}⟧{after}".replace("\n", "¶")
    fix = f" → {finding.fixes[0].title} ({finding.fixes[0].safety})" if finding.fixes else ""
    yield f"   {finding.message}{fix}"
