"""Which rules may fire on which segments: the seam between the text and the rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from hashlib import blake2s
from typing import Any, Protocol

import msgspec
import regex

from mtqa.rules.base import Rule
from mtqa.rules.cache import cache_folder, store

PLAIN = regex.compile(
    r"[\t\n\r\x20-\x7e\xa0-\u012f\u0132-\u017e\u0180-\u024f\u0391-\u03a9\u03b1-\u03c9"
    r"\u0400-\u0482\u048a-\u04ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3001-\u3003\u3008-\u3011"
    r"\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uff01-\uff5e\ufffc]*+"
)
"""Text in whose characters both pattern engines see the same letters, spaces and cases."""


class Prefilter(Protocol):
    """Says for each rule in which segments it must look: too often at worst, never too seldom."""

    def scan(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """Rule number to the numbers of the segments, in order; silent rules are left out."""
        ...


class EveryRule:
    """The prefilter of pure Python: every rule looks at every segment."""

    def __init__(self, count: int) -> None:
        self._count = count

    def scan(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """Every rule, every segment."""
        everywhere = list(range(len(texts)))
        return dict.fromkeys(range(self._count), everywhere)


class Automaton:
    """All triggers of all rules in one hyperscan database; each segment is scanned once.

    The database is compiled in prefilter mode: it says yes to what it cannot decide (look-around,
    back-references). A segment with characters that the two engines may read differently is shown
    to every rule.
    """

    def __init__(self, database: Any, plan: Plan) -> None:
        self._scan: Callable[..., None] = database.scan
        self._owners = plan.owners
        self._always = plan.always
        self._count = plan.count

    def scan(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """The rules that a trigger names, or that have none."""
        everywhere = list(range(len(texts)))
        named: dict[int, list[int]] = {rule: list(everywhere) for rule in self._always}
        watched = [rule for rule in range(self._count) if rule not in named]
        found: set[int] = set()
        owners, scan = self._owners, self._scan

        def note(pattern: int, *_: object) -> None:
            found.add(owners[pattern])

        for number, text in enumerate(texts):
            if text.isascii() or PLAIN.fullmatch(text):
                scan(text.encode("utf-8"), match_event_handler=note)
                rules: Sequence[int] = tuple(found)
                found.clear()
            else:
                rules = watched
            for rule in rules:
                named.setdefault(rule, []).append(number)
        return named


class Plan(msgspec.Struct, frozen=True):
    """The patterns of a database: which rule each belongs to, and the rules without any."""

    count: int
    patterns: tuple[str, ...]
    owners: tuple[int, ...]
    always: tuple[int, ...]
    database: bytes = b""


def prefilter(rules: Sequence[Rule], digest: str) -> Prefilter:
    """The best prefilter there is here; `digest` stands for the rules in the cache."""
    try:
        import hyperscan
    except ImportError:
        return EveryRule(len(rules))
    chosen = blake2s("\0".join(rule.spec.id for rule in rules).encode("utf-8"), digest_size=8)
    version = hyperscan.__version__ if hasattr(hyperscan, "__version__") else "0"
    name = f"automaton-{version}-{sys.platform}-{digest}-{chosen.hexdigest()}.msgpack"
    stored = cache_folder() / name
    try:
        plan = msgspec.msgpack.decode(stored.read_bytes(), type=Plan)
        return Automaton(_loaded(hyperscan, plan.database), plan)
    except (OSError, msgspec.MsgspecError, hyperscan.HyperscanError):
        plan, database = build(rules)
    store(stored, msgspec.msgpack.encode(plan))
    return Automaton(database, plan)


def build(rules: Sequence[Rule]) -> tuple[Plan, Any]:
    """The plan for these rules with its compiled database, and the database itself.

    A rule with a trigger that the automaton cannot take looks at every segment.
    """
    import hyperscan

    pairs = [(pattern, number) for number, rule in enumerate(rules) for pattern in rule.triggers]
    always = {number for number, rule in enumerate(rules) if not rule.triggers}
    try:
        database = _compiled(hyperscan, [pattern for pattern, _ in pairs])
    except hyperscan.HyperscanError:
        always |= {number for pattern, number in pairs if refusal(pattern)}
        pairs = [pair for pair in pairs if pair[1] not in always]
        database = _compiled(hyperscan, [pattern for pattern, _ in pairs])
    plan = Plan(
        len(rules),
        tuple(pattern for pattern, _ in pairs),
        tuple(number for _, number in pairs),
        tuple(sorted(always)),
        hyperscan.dumpb(database),
    )
    return plan, database


def refusal(pattern: str) -> str | None:
    """Why the automaton cannot take a pattern; None if it can, or if there is none here."""
    try:
        import hyperscan
    except ImportError:
        return None
    try:
        _compiled(hyperscan, [pattern])
    except hyperscan.HyperscanError as error:
        return str(error)
    return None


def _compiled(hyperscan: Any, patterns: Sequence[str]) -> Any:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = (
        hyperscan.HS_FLAG_UTF8
        | hyperscan.HS_FLAG_UCP
        | hyperscan.HS_FLAG_PREFILTER
        | hyperscan.HS_FLAG_SINGLEMATCH
        | hyperscan.HS_FLAG_ALLOWEMPTY
    )
    database.compile(
        expressions=[pattern.encode("utf-8") for pattern in patterns] or [b"\\x00\\x00\\x00"],
        ids=list(range(max(1, len(patterns)))),
        elements=max(1, len(patterns)),
        flags=flags,
    )
    return database


def _loaded(hyperscan: Any, raw: bytes) -> Any:
    database = hyperscan.loadb(raw, mode=hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database
