"""Findings against what people marked and changed.

The measures are those of the benchmark's own scorer: a finding is right if it touches a marked
span; an edit agrees with the post-edit if it brings the text nearer to it, in words, hurts if it
takes it away.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mtqa.analysis.variety import variety
from mtqa.bench.found import Found, apply
from mtqa.bench.records import Record
from mtqa.text.words import count_words

MONOLINGUAL = frozenset(
    {
        "Fluency/Grammar",
        "Fluency/Punctuation",
        "Fluency/Spelling",
        "Fluency/Register",
        "Fluency/Inconsistency",
        "Fluency/Character encoding",
        "Terminology/Inconsistent",
        "Accuracy/Untranslated text",
        "Accuracy/Source language fragment",
        "Locale convention/Name format",
        "Locale convention/Date format",
        "Locale convention/Currency format",
        "Locale convention/Number format",
        "Locale convention/Time format",
        "Locale convention/Measurement format",
        "Locale convention/Address format",
    }
)
"""MQM categories that a reader without the source can judge."""

LONGEST = 60
"""Findings over so many characters are left out of span scores: they would touch everything."""

_DRAWS = 20
_TOKEN = re.compile(r"\w+|[^\w\s]")

Predictions = Sequence[tuple[Record, Sequence[Found]]]


@dataclass(slots=True)
class Tally:
    """Counts of one rule, or of all of them together (the rule ``)."""

    fires: int = 0
    right: int = 0
    right_monolingual: int = 0
    chance: float = 0.0
    chance_monolingual: float = 0.0
    reached: Counter[str] = field(default_factory=Counter)
    edits: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    caught: Counter[str] = field(default_factory=Counter)
    stray: int = 0


Tallies = dict[str, Tally]


@dataclass(slots=True)
class Spans:
    """Span scores of a marked benchmark."""

    words: int = 0
    segments: int = 0
    marked: Counter[str] = field(default_factory=Counter)
    tallies: Tallies = field(default_factory=lambda: defaultdict(Tally))


def spans(predictions: Predictions, seed: int = 7) -> Spans:
    """How the findings meet the marked spans; chance is the same findings at random places."""
    score = Spans()
    rnd = random.Random(seed)  # noqa: S311
    for record, found in predictions:
        text, errors = record["target"], record["errors"]
        score.segments += 1
        score.words += count_words(text)
        score.marked.update(error["cat"] for error in errors)
        for one in found:
            if one.end - one.start <= LONGEST:
                _note_span(score.tallies, one, text, errors, rnd)
        kept = [one for one in found if one.end - one.start <= LONGEST]
        for error in errors:
            rules = {one.rule for one in kept if _touches(one, error, len(text))}
            for rule in rules | ({""} if rules else set()):
                score.tallies[rule].reached[error["cat"]] += 1
    return score


def _note_span(
    tallies: Tallies, one: Found, text: str, errors: Sequence[Record], rnd: random.Random
) -> None:
    start, end = _widened(one.start, min(one.end, len(text)), len(text))
    any_mask, mono_mask = _masks(errors, len(text))
    chance = chance_mono = 0.0
    width = end - start
    if len(text) > width:
        for _ in range(_DRAWS):
            at = rnd.randrange(0, len(text) - width + 1)
            chance += any(any_mask[at : at + width]) / _DRAWS
            chance_mono += any(mono_mask[at : at + width]) / _DRAWS
    for rule in (one.rule, ""):
        tally = tallies[rule]
        tally.fires += 1
        tally.right += any(any_mask[start:end])
        tally.right_monolingual += any(mono_mask[start:end])
        tally.chance += chance
        tally.chance_monolingual += chance_mono


def _masks(errors: Sequence[Record], length: int) -> tuple[bytearray, bytearray]:
    masks = bytearray(length), bytearray(length)
    for error in errors:
        start, end = error["start"], error["end"]
        masks[0][start:end] = b"\1" * len(masks[0][start:end])
        if error["cat"] in MONOLINGUAL:
            masks[1][start:end] = b"\1" * len(masks[1][start:end])
    return masks


def _touches(one: Found, error: Record, length: int) -> bool:
    start, end = _widened(one.start, min(one.end, length), length)
    return bool(start < error["end"] and error["start"] < end)


def _widened(start: int, end: int, length: int) -> tuple[int, int]:
    """An insertion point counts as the character behind it, or the last one."""
    if end > start:
        return start, end
    at = min(start, max(length - 1, 0))
    return at, at + 1


@dataclass(slots=True)
class Edits:
    """How fixes meet post-edits."""

    segments: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    tallies: Tallies = field(default_factory=lambda: defaultdict(Tally))
    ter_before: float | None = None
    ter_after: float | None = None


def edits(predictions: Predictions, *, safe_only: bool = False) -> Edits:
    """Each fix alone against the post-edit, and TER before and after all of them.

    TER (by sacrebleu, case-sensitive, normalised) is None where sacrebleu is not installed.
    """
    score = Edits()
    before, after, references = [], [], []
    for record, found in predictions:
        text, wanted = record["target"], record["pe"]
        fixes = [one for one in found if one.edits is not None and (one.safe or not safe_only)]
        score.segments += 1
        before.append(text)
        after.append(apply(text, fixes))
        references.append(wanted)
        if not fixes:
            continue
        wanted_tokens = _TOKEN.findall(wanted)
        distance = _distance(_TOKEN.findall(text), wanted_tokens)
        for one in fixes:
            moved = _distance(_TOKEN.findall(apply(text, [one])), wanted_tokens)
            kind = "agree" if moved < distance else "hurt" if moved > distance else "neutral"
            score.counts[kind] += 1
            score.tallies[one.rule].edits[kind] += 1
    score.ter_before, score.ter_after = _ter(before, references), _ter(after, references)
    return score


def _distance(left: Sequence[str], right: Sequence[str]) -> int:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(left, right)


def _ter(texts: Sequence[str], references: Sequence[str]) -> float | None:
    try:
        from sacrebleu.metrics.ter import TER
    except ImportError:
        return None
    ter = TER(case_sensitive=True, normalized=True)
    return float(ter.corpus_score(list(texts), [list(references)]).score)


Clean = dict[str, tuple[int, Counter[str]]]


def clean(predictions: Predictions) -> Clean:
    """For each kind and domain of clean text: its words, and how often each rule fires there."""
    return _clean((_kind(record), record, found) for record, found in predictions)


def clean_by_variety(predictions: Predictions) -> Clean:
    """The same for the texts whose spelling is British or American, told apart."""
    return _clean(
        (f"{_kind(record)}, {spelling}", record, found)
        for record, found in predictions
        if (spelling := variety([record["text"]]))
    )


def _kind(record: Record) -> str:
    return "/".join(str(record[key]) for key in ("kind", "domain") if record.get(key))


def _clean(predictions: Iterable[tuple[str, Record, Sequence[Found]]]) -> Clean:
    score: Clean = {}
    for kind, record, found in predictions:
        words, fires = score.get(kind, (0, Counter()))
        fires.update(one.rule for one in found)
        score[kind] = words + count_words(record["text"]), fires
    return score


@dataclass(slots=True)
class Planted:
    """Catches of one kind of planted fault, and what fires elsewhere in those texts."""

    records: int = 0
    caught: int = 0
    restored: int = 0
    stray: int = 0
    rules: Counter[str] = field(default_factory=Counter)


def planted(predictions: Predictions) -> dict[str, Planted]:
    """By kind of planted fault."""
    score: dict[str, Planted] = defaultdict(Planted)
    for record, found in predictions:
        text = record["target"]
        kind = score[record["pert"]]
        errors = [
            dict(zip(("start", "end"), _widened(e["start"], e["end"], len(text)), strict=True))
            for e in record["errors"]
        ]
        hits = [one for one in found if any(_touches(one, e, len(text)) for e in errors)]
        kind.records += 1
        kind.caught += bool(hits)
        kind.stray += len(found) - len(hits)
        kind.rules.update({one.rule for one in hits})
        kind.restored += any(apply(text, [one]) == record["clean"] for one in hits) or (
            bool(found) and apply(text, found) == record["clean"]
        )
    return dict(sorted(score.items()))


def precision(tallies: Mapping[str, Tally], rule: str = "") -> tuple[float, float]:
    """The share of a rule's findings that touch any span, and that touch a monolingual one."""
    tally = tallies.get(rule) or Tally()
    return tally.right / max(1, tally.fires), tally.right_monolingual / max(1, tally.fires)
