"""All providers over one story."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mtqa.analysis.ledger import Ledger
from mtqa.analysis.story import Story
from mtqa.engine.order import distinct, fingerprints
from mtqa.engine.project import Encode, locate
from mtqa.engine.spare import spared
from mtqa.model.document import Document
from mtqa.model.finding import Finding, Hit, Severity
from mtqa.model.house import House
from mtqa.model.segment import Segment
from mtqa.providers.base import Provider
from mtqa.text.lines import Lines

Severities = Callable[[Hit], Severity]


def check(
    document: Document,
    segments: Sequence[Segment],
    providers: Sequence[Provider],
    house: House,
    ledger: Ledger,
    severity: Severities,
    encode: Encode,
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings of all providers in document order, and why they may not be complete.

    What the desk's lists accept is no finding, whoever says so.
    """
    story = Story(segments, house, ledger=ledger)
    hits: list[Hit] = []
    gaps: list[str] = []
    for provider in providers:
        found, missing = provider.check(story)
        hits += found
        gaps += missing
    kept = distinct(spared(hits, story), segments)
    if not kept:
        return (), tuple(gaps)
    lines = Lines(document.text)
    ids = fingerprints(kept, segments)
    return tuple(
        locate(hit, name, severity(hit), lines, segments, encode)
        for hit, name in zip(kept, ids, strict=True)
    ), tuple(gaps)
