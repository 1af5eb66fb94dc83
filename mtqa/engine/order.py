"""Hits in order, each once, each with a name that lasts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2s

from mtqa.model.finding import Hit
from mtqa.model.segment import Segment
from mtqa.rules.base import PROVIDER

CONTEXT = 32
"""Code points on either side of a finding that its fingerprint takes in."""


def distinct(hits: Iterable[Hit], segments: Sequence[Segment]) -> list[Hit]:
    """The hits by place, the graver first at one place; of two with one span and category, one."""

    def place(hit: Hit) -> tuple[int, int, int, int, str]:
        start = segments[hit.segment].mapped.source.start
        return (start, hit.span.start, -hit.severity.rank, -hit.span.end, hit.rule)

    seen: set[tuple[int, int, int, str]] = set()
    kept = []
    for hit in sorted(_ours_first(hits), key=place):
        key = (hit.segment, *hit.span, hit.mqm)
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return kept


def _ours_first(hits: Iterable[Hit]) -> list[Hit]:
    """The hits without those of other engines at a place where ours say the same.

    That is the same range, or one that overlaps, in the same category.
    """
    hits = list(hits)
    ours: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.provider == PROVIDER:
            ours[hit.segment].append(hit)

    def said(hit: Hit) -> bool:
        return any(
            hit.span == one.span or (hit.span.overlaps(one.span) and hit.mqm == one.mqm)
            for one in ours[hit.segment]
        )

    return [hit for hit in hits if hit.provider == PROVIDER or not said(hit)]


def fingerprints(hits: Sequence[Hit], segments: Sequence[Segment]) -> list[str]:
    """A name for each hit from its rule, its words and those around it, and its number among twins.

    No line or offset goes into it, so an edit elsewhere in the file changes none.
    """
    twins: Counter[str] = Counter()
    names = []
    for hit in hits:
        text = segments[hit.segment].text
        around = (
            text[max(0, hit.span.start - CONTEXT) : hit.span.start],
            hit.span.of(text),
            text[hit.span.end : hit.span.end + CONTEXT],
        )
        said = "\0".join((hit.rule, *(" ".join(part.split()) for part in around)))
        twins[said] += 1
        digest = blake2s(f"{said}\0{twins[said]}".encode("utf-8", "surrogatepass"), digest_size=8)
        names.append(f"f{digest.hexdigest()}")
    return names
