"""Patterns of packs: compiled once, searched with a time limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain

import regex

from mtqa.model.span import Span
from mtqa.rules.codes import restored
from mtqa.rules.spec import (
    AnySpec,
    Condition,
    RegexSpec,
    SubstitutionSpec,
    TokenSpec,
    VariantsSpec,
)

TIME_LIMIT = 0.25
"""Seconds that one pattern may take on one segment (a soft limit of the `regex` module)."""


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern; `^` and `$` are the ends of the segment."""
    return restored(pattern) or regex.compile(pattern)


def matches(pattern: str, text: str) -> Iterator[regex.Match[str]]:
    """The matches of a pattern, in order. Raises `TimeoutError` beyond the time limit."""
    return compiled(pattern).finditer(text, timeout=TIME_LIMIT)


def spared(patterns: Sequence[str], text: str) -> list[Span]:
    """The ranges that any of the patterns matches."""
    return [Span(*match.span()) for pattern in patterns for match in matches(pattern, text)]


def inside(span: Span, ranges: Sequence[Span]) -> bool:
    """Whether the span overlaps one of the ranges."""
    return any(span.overlaps(other) for other in ranges)


def exact_words(find: str) -> str:
    """A pattern for the very letters of `find`, no part of a longer word or abbreviation."""
    return rf"(?<![\w.]){regex.escape(find)}(?![\w]|\.\w{'' if find.endswith('.') else r'|[.]'})"


def whole_words(find: str) -> str:
    """A pattern for `find` as whole words, in any case, across any white space."""
    return rf"(?i)(?<![\w])(?:{find.replace(' ', chr(92) + 's+')})(?![\w])"


def patterns(spec: AnySpec) -> Iterator[str]:
    """All patterns of a rule."""
    match spec:
        case RegexSpec():
            yield from (spec.pattern, *spec.unless, *spec.triggers)
        case SubstitutionSpec():
            yield from (whole_words(swap.find) for swap in spec.swaps)
            yield from (*spec.unless, *(p for swap in spec.swaps for p in swap.unless))
        case VariantsSpec():
            yield from (
                (exact_words if spec.exact else whole_words)(form)
                for forms in spec.sets
                for form in forms
            )
            yield from spec.unless
        case TokenSpec():
            yield from (*spec.triggers, *spec.narrow)


def shapes(spec: AnySpec) -> Iterator[str]:
    """The patterns that the tokens of a rule ask of single words."""
    tokens = (*spec.patterns, *spec.unless) if isinstance(spec, TokenSpec) else ()
    for token in chain.from_iterable(tokens):
        for pattern in (token, token.PREV) if token.PREV else (token,):
            for wanted in (pattern.TEXT, pattern.LOWER, pattern.LEMMA, pattern.POS, pattern.TAG):
                if isinstance(wanted, Condition) and wanted.REGEX is not None:
                    yield wanted.REGEX
