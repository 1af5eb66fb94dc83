"""Segments from paragraphs: ids, and the roles that pasted copy lets one guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2s

from mtqa.model.segment import Role, Segment

_STOPPED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*\s*$")
_HEADLINE_WORDS = 20
_STANDFIRST_WORDS = 40


def segment_id(text: str, seen: Counter[str]) -> str:
    """An id from the text itself and the number of its twins before it."""
    digest = blake2s(_spaced(text).encode("utf-8"), digest_size=4).hexdigest()
    count = seen[digest] = seen.get(digest, 0) + 1
    return f"s{digest}" if count == 1 else f"s{digest}-{count}"


def _spaced(text: str) -> str:
    """The text with a space for each stretch of white space, and none at its ends."""
    bare = text.strip()
    # no white space but the space is printable
    return bare if bare.isprintable() and "  " not in bare else " ".join(bare.split())


def numbered(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The same segments with their ids."""
    seen: Counter[str] = Counter()
    return tuple(
        Segment(
            segment_id(segment.text, seen),
            segment.mapped,
            segment.role,
            segment.language,
            segment.path,
            segment.removal,
            segment.original,
            segment.guessed,
            segment.spelling,
            segment.story,
        )
        for segment in segments
    )


def guess_roles(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The same segments; a first short paragraph without a stop is a headline, a second one is a
    standfirst.

    Only stories of three paragraphs or more are guessed at.
    """
    if len(segments) < 3:
        return segments
    roles = _opening_roles([segment.text for segment in segments[:2]])
    opening = tuple(
        segment._replace(role=role, guessed=True)
        for segment, role in zip(segments, roles, strict=False)
    )
    return opening + segments[len(opening) :]


def _opening_roles(texts: list[str]) -> list[Role]:
    first, second = texts
    if _STOPPED.search(first) or len(first.split()) > _HEADLINE_WORDS:
        return []
    if _STOPPED.search(second) or len(second.split()) > _STANDFIRST_WORDS:
        return [Role.HEADLINE]
    return [Role.HEADLINE, Role.STANDFIRST]
