"""Which rules may fire on which segments: the seam between the text and the rules."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
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


_OTHER_LETTER = re.compile(r"[^\W\x00-\x7f]")
_LETTERS_OUT = re.compile(r"\[\^(?:[^\]\\]|\\.)*?(?<!\\)[A-Za-z]|\\[xupPN]|\[:")
"""A class that excludes letters, or an escape that may name characters beyond ASCII."""


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
    """All triggers of all rules in two hyperscan databases; each segment is scanned once by each.

    Most patterns know letters by ASCII alone: they are searched in a text whose other letters are
    folded to ‘a’ and ‘A’, which matches too often at worst and makes a database an eighth the size.
    Patterns that name other letters, or exclude some, are searched in the text itself. Both are
    compiled in prefilter mode, which says yes to what it cannot decide (look-around,
    back-references). A segment with characters that the two engines may read differently is shown
    to every rule.
    """

    def __init__(self, databases: Sequence[Any], plan: Plan) -> None:
        self._folded, self._exact = (database.scan for database in databases)
        self._parts = plan.folded, plan.exact
        self._always = plan.always
        self._count = plan.count

    def scan(self, texts: Sequence[str]) -> dict[int, list[int]]:
        """The rules that a trigger names, or that have none."""
        everywhere = list(range(len(texts)))
        named: dict[int, list[int]] = {rule: list(everywhere) for rule in self._always}
        watched = [rule for rule in range(self._count) if rule not in named]
        found: set[int] = set()
        folded, exact = (part.owners for part in self._parts)

        def note_folded(pattern: int, *_: object) -> None:
            found.add(folded[pattern])

        def note_exact(pattern: int, *_: object) -> None:
            found.add(exact[pattern])

        for number, text in enumerate(texts):
            rules: Sequence[int] = watched
            if text.isascii() or PLAIN.fullmatch(text):
                self._folded(fold(text).encode("utf-8"), match_event_handler=note_folded)
                self._exact(text.encode("utf-8"), match_event_handler=note_exact)
                rules = tuple(found)
                found.clear()
            for rule in rules:
                named.setdefault(rule, []).append(number)
        return named


def fold(text: str) -> str:
    """The text with every letter beyond ASCII as ‘a’ or ‘A’, every no-break space as a space."""
    if text.isascii():
        return text
    return _OTHER_LETTER.sub(_folded_letter, text.replace("\xa0", " "))


def _folded_letter(match: re.Match[str]) -> str:
    return "A" if match.group().isupper() else "a"


class Part(msgspec.Struct, frozen=True):
    """The patterns of one database and which rule each belongs to."""

    patterns: tuple[str, ...]
    owners: tuple[int, ...]
    database: bytes = b""


class Plan(msgspec.Struct, frozen=True):
    """What the automaton knows of the rules: two databases, and the rules without triggers."""

    count: int
    folded: Part
    exact: Part
    always: tuple[int, ...]


def prefilter(rules: Sequence[Rule], digest: str) -> Prefilter:
    """The best prefilter there is here; `digest` stands for the rules in the cache."""
    try:
        import hyperscan
    except ImportError:
        return EveryRule(len(rules))
    chosen = blake2s("\0".join(rule.spec.id for rule in rules).encode("utf-8"), digest_size=8)
    version = getattr(hyperscan, "__version__", "0")
    name = f"automaton-{version}-{sys.platform}-{digest}-{chosen.hexdigest()}.msgpack"
    stored = cache_folder() / name
    try:
        plan = msgspec.msgpack.decode(stored.read_bytes(), type=Plan)
        databases = [_loaded(hyperscan, part.database) for part in (plan.folded, plan.exact)]
    except (OSError, msgspec.MsgspecError, hyperscan.HyperscanError):
        plan, databases = build(rules)
        store(stored, msgspec.msgpack.encode(plan))
    return Automaton(databases, plan)


def build(rules: Sequence[Rule]) -> tuple[Plan, list[Any]]:
    """The plan for these rules with its compiled databases, and the databases themselves.

    A rule with a trigger that the automaton cannot take looks at every segment.
    """
    import hyperscan

    pairs = [(pattern, number) for number, rule in enumerate(rules) for pattern in rule.triggers]
    always = {number for number, rule in enumerate(rules) if not rule.triggers}
    try:
        parts, databases = _parts(hyperscan, pairs)
    except hyperscan.HyperscanError:
        always |= {number for pattern, number in pairs if refusal(pattern)}
        parts, databases = _parts(hyperscan, [pair for pair in pairs if pair[1] not in always])
    plan = Plan(len(rules), parts[0], parts[1], tuple(sorted(always)))
    return plan, databases


def _parts(hyperscan: Any, pairs: Sequence[tuple[str, int]]) -> tuple[list[Part], list[Any]]:
    parts, databases = [], []
    for folds in (True, False):
        mine = [(pattern, number) for pattern, number in pairs if foldable(pattern) is folds]
        patterns = tuple(pattern for pattern, _ in mine)
        database = _compiled(hyperscan, patterns, folded=folds)
        owners = tuple(number for _, number in mine)
        parts.append(Part(patterns, owners, hyperscan.dumpb(database)))
        databases.append(database)
    return parts, databases


def foldable(pattern: str) -> bool:
    """Whether a pattern finds in a folded text all that it finds in the text itself."""
    if _LETTERS_OUT.search(pattern):
        return False
    return not any(c > "\x7f" and (c.isalnum() or c.isspace()) for c in pattern)


def refusal(pattern: str) -> str | None:
    """Why the automaton cannot take a pattern; None if it can, or if there is none here."""
    try:
        import hyperscan
    except ImportError:
        return None
    try:
        _compiled(hyperscan, [pattern], folded=foldable(pattern))
    except hyperscan.HyperscanError as error:
        return str(error)
    return None


def _compiled(hyperscan: Any, patterns: Sequence[str], *, folded: bool) -> Any:
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = (
        hyperscan.HS_FLAG_UTF8
        | hyperscan.HS_FLAG_PREFILTER
        | hyperscan.HS_FLAG_SINGLEMATCH
        | hyperscan.HS_FLAG_ALLOWEMPTY
        | (0 if folded else hyperscan.HS_FLAG_UCP)
    )
    expressions = [pattern.replace("\0", r"\x00").encode("utf-8") for pattern in patterns]
    expressions = expressions or [b"\\x00\\x00\\x00"]
    database.compile(
        expressions=expressions,
        ids=list(range(len(expressions))),
        elements=len(expressions),
        flags=flags,
    )
    return database


def _loaded(hyperscan: Any, raw: bytes) -> Any:
    database = hyperscan.loadb(raw, mode=hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database
