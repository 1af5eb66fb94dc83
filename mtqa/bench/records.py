"""Benchmark files, read: JSON lines or tables, plain or gzipped; the kind is told by the keys."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mtqa.errors import UsageError

Kind = Literal["mqm", "pe", "clean", "planted", "probes"]
Record = dict[str, Any]

FORMATS = """\
mqm      {"id", "dataset", "target", "errors": [{"start", "end", "cat"}], "n_raters", "human"}
pe       {"id", "lp", "target", "pe"}: machine translation and its post-edit
clean    {"id", "kind", "text"}: text without faults
planted  {"id", "pert", "target", "clean", "errors": [{"start", "end"}]}: one planted fault each
probes   a table with the columns id, class, text, corrected, spans (`3-7;9-9`), repairable
"""
"""The forms of record that `mtqa bench detect` reads, one a line of a `.jsonl` or `.jsonl.gz`."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The records of one file."""

    name: str
    kind: Kind
    records: tuple[Record, ...]


def read(path: Path) -> Benchmark:
    """The benchmark in a file. Raises `UsageError` if its form is not one of `FORMATS`."""
    try:
        records = tuple(rows(path))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"{path} cannot be read as a benchmark: {error}.") from error
    if not records:
        raise UsageError(f"{path} holds no records.")
    kind = _kind(records[0])
    if kind is None:
        raise UsageError(f"{path} is of no known form. There are:\n{FORMATS}")
    if kind == "mqm":
        records = tuple(record for record in records if not record.get("human"))
    return Benchmark(path.name, kind, records)


def sample(records: Iterable[Record], per_group: Mapping[str, int], seed: int) -> list[Record]:
    """Up to so many records of each group, drawn with the seed; `*` stands for any other group.

    A group is a record's `dataset`, or its language pair where all are of one set.
    """
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[group(record)].append(record)
    drawn = []
    for name in sorted(groups):
        size = per_group.get(name, per_group.get("*", 0))
        members = sorted(groups[name], key=lambda record: str(record["id"]))
        drawn += random.Random(seed).sample(members, min(size, len(members)))  # noqa: S311
    return drawn


def group(record: Record) -> str:
    """The part of its benchmark that a record belongs to."""
    return str(record["lp"]) if "pe" in record else str(record.get("dataset", record["id"]))


def rows(path: Path) -> Iterator[Record]:
    """The records of a file, one a line."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        if path.suffix == ".tsv":
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield {key: value.replace("\\n", "\n") for key, value in row.items()}
        else:
            yield from (json.loads(line) for line in lines)


def _kind(record: Record) -> Kind | None:
    if "pert" in record:
        return "planted"
    if "pe" in record:
        return "pe"
    if "n_raters" in record:
        return "mqm"
    if {"class", "corrected", "spans"} <= record.keys():
        return "probes"
    return "clean" if "text" in record else None
