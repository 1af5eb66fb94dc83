"""Which rules may fire on which segments: the seam between the text and the rules."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import blake2s
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, Protocol

import msgspec
import regex

from mtqa.rules.base import Fired, Rule
from mtqa.rules.cache import cache_folder, store
from mtqa.rules.loosened import character_set, loosened
from mtqa.text.readings import is_read_otherwise, odd_characters, readings

PLAIN = regex.compile(
    r"[\t\n\r\x20-\x7e\xa0-\u012f\u0132-\u017e\u0180-\u024f\u0391-\u03a9\u03b1-\u03c9"
    r"\u0400-\u0482\u048a-\u04ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3001-\u3003\u3008-\u3011"
    r"\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uff01-\uff5e\ufffc"
    r"\u2190-\u2426\u2500-\u2775\u2794-\u27bf\U0001f300-\U0001f64f\U0001f680-\U0001f6c5"
    r"\U0001f900-\U0001f9ff]*+"
)
"""Text in whose characters both pattern engines see the same letters, spaces and cases."""


_LETTERS_OUT = re.compile(r"\[\^(?:[^\]\\]|\\.)*?(?<!\\)[A-Za-z]|\\[xupPNfvaec]|\[:")
"""A class that excludes letters, or an escape that may name characters beyond ASCII."""


class Named(NamedTuple):
    """Where a rule must look: the numbers of the segments, in order, and which triggers said so."""

    where: Sequence[int]
    fired: Fired


class Prefilter(Protocol):
    """Says for each rule in which segments it must look: too often at worst, never too seldom."""

    def scan(self, texts: Sequence[str], joined: str) -> dict[int, Named]:
        """Rule number to where it must look; silent rules are left out.

        `joined` are the texts with a line end between two.
        """
        ...


_NOBODYS = r"\x00\x00\x00"
"""The pattern of a database that has none: no rule's."""

Trigger = tuple[int, int]
"""The number of a rule, and of one of its triggers."""


class EveryRule:
    """The prefilter of pure Python: every rule looks at every segment."""

    def __init__(self, count: int) -> None:
        self._count = count

    def scan(self, texts: Sequence[str], joined: str) -> dict[int, Named]:  # noqa: ARG002
        """Every rule, every segment."""
        return dict.fromkeys(range(self._count), Named(range(len(texts)), None))


class Automaton:
    """All triggers of all rules in two hyperscan databases; a document is scanned once by each.

    Most patterns know letters by ASCII alone: they are searched in the readings of the document,
    which matches too often at worst and makes a database an eighth the size. Patterns that name
    other letters, or exclude some, are searched in the text itself; their rules are shown each
    segment with characters of which the engines may think differently. Both databases are compiled
    in prefilter mode, which says yes to what it cannot decide (look-around, back-references), and
    for many lines: the segments are joined by line ends, at which `^` and `$` match. A trigger
    that is a set of characters needs no automaton.
    """

    def __init__(self, databases: Sequence[Any], plan: Plan) -> None:
        self._folded, self._exact = (database.scan for database in databases)
        self._plan = plan

    def scan(self, texts: Sequence[str], joined: str) -> dict[int, Named]:
        """The rules that a trigger names, or that have none."""
        if not texts:
            return {}
        plan, odd = self._plan, odd_characters(joined)
        starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
        found: defaultdict[int, set[int]] = defaultdict(set)
        for reading in readings(joined):
            _search(self._folded, reading, starts, found)
        _search(self._exact, joined, starts, found)
        for character, patterns in plan.characters.items():
            if character in joined:
                having = {number for number, text in enumerate(texts) if character in text}
                for pattern in patterns:
                    found[pattern] |= having
        doubtful = [character for character in odd if not _is_plain(character)]
        for number, text in enumerate(texts) if doubtful else ():
            if any(character in text for character in doubtful):
                for pattern in range(*plan.exact):
                    found[pattern].add(number)
        named = _by_rule(found, plan.owners)
        return named | dict.fromkeys(plan.always, Named(range(len(texts)), None))


@cache
def _is_plain(character: str) -> bool:
    return PLAIN.fullmatch(character) is not None


def _by_rule(
    found: Mapping[int, set[int]], owners: Sequence[Sequence[Trigger]]
) -> dict[int, Named]:
    """Where each rule must look, of the segments in which each pattern matches."""
    where: dict[int, set[int]] = {}
    fired: defaultdict[int, list[int]] = defaultdict(list)
    for pattern, numbers in found.items():
        for rule, trigger in owners[pattern]:
            where[rule] = where[rule] | numbers if rule in where else numbers
            fired[rule].append(trigger)
    return {rule: Named(sorted(where[rule]), frozenset(fired[rule])) for rule in where}


def _search(scan: Any, text: str, starts: Sequence[int], found: defaultdict[int, set[int]]) -> None:
    """Notes for each pattern, by its number, the segments in which a match ends."""
    data = text.encode("utf-8", "replace")
    matches: list[tuple[int, int]] = []
    add = matches.append

    def note(pattern: int, _start: int, end: int, _flags: int, _context: object) -> None:
        add((pattern, end))

    scan(data, match_event_handler=note)
    if matches and len(data) > len(text):
        parts = [text[start:end] for start, end in pairwise(starts)]
        widths = [len(part.encode("utf-8", "replace")) for part in parts]
        starts = list(accumulate(widths, initial=0))
    ends = starts[1:-1]
    for pattern, end in matches:
        found[pattern].add(bisect_right(ends, end))


class Plan(msgspec.Struct, frozen=True):
    """What the automaton knows of the rules.

    The triggers that each pattern is, by its number; the patterns of the exact database (first, and
    behind the last); those that a character is a match of; the rules without triggers; and the
    databases themselves.
    """

    owners: tuple[tuple[Trigger, ...], ...]
    exact: tuple[int, int]
    characters: dict[str, tuple[int, ...]]
    always: tuple[int, ...]
    databases: tuple[bytes, bytes]


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
        databases = [_loaded(hyperscan, raw) for raw in plan.databases]
    except (OSError, msgspec.MsgspecError, hyperscan.HyperscanError):
        plan, databases = build(rules)
        store(stored, msgspec.msgpack.encode(plan))
    return Automaton(databases, plan)


def build(rules: Sequence[Rule]) -> tuple[Plan, list[Any]]:
    """The plan for these rules with its compiled databases, and the databases themselves.

    A rule with a trigger that the automaton cannot take looks at every segment.
    """
    import hyperscan

    pairs = [
        (pattern, (number, trigger))
        for number, rule in enumerate(rules)
        for trigger, pattern in enumerate(rule.triggers)
    ]
    always = {number for number, rule in enumerate(rules) if not rule.triggers}
    try:
        return _plan(hyperscan, pairs, always)
    except hyperscan.HyperscanError:
        always |= {number for pattern, (number, _) in pairs if refusal(pattern)}
        return _plan(hyperscan, [pair for pair in pairs if pair[1][0] not in always], always)


def _plan(
    hyperscan: Any, pairs: Sequence[tuple[str, Trigger]], always: set[int]
) -> tuple[Plan, list[Any]]:
    owners: defaultdict[str, list[Trigger]] = defaultdict(list)
    for pattern, trigger in pairs:
        owners[pattern].append(trigger)
    sets = {pattern: found for pattern in owners if (found := character_set(pattern))}
    others = [pattern for pattern in owners if pattern not in sets]
    folded = [pattern for pattern in others if foldable(pattern)] or [_NOBODYS]
    exact = [pattern for pattern in others if not foldable(pattern)] or [_NOBODYS]
    characters: defaultdict[str, list[int]] = defaultdict(list)
    for number, pattern in enumerate(sets, len(folded) + len(exact)):
        for character in sets[pattern]:
            characters[character].append(number)
    databases = [
        _compiled(hyperscan, folded, folded=True),
        _compiled(hyperscan, exact, folded=False, first=len(folded)),
    ]
    stored = [hyperscan.dumpb(database) for database in databases]
    plan = Plan(
        owners=tuple(tuple(owners.get(pattern, ())) for pattern in (*folded, *exact, *sets)),
        exact=(len(folded), len(folded) + len(exact)),
        characters={character: tuple(patterns) for character, patterns in characters.items()},
        always=tuple(sorted(always)),
        databases=(stored[0], stored[1]),
    )
    return plan, databases


def foldable(pattern: str) -> bool:
    """Whether a pattern finds in a folded text all that it finds in the text itself."""
    if _LETTERS_OUT.search(pattern):
        return False
    return not any(is_read_otherwise(character) for character in pattern if character > "\x7f")


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


def _compiled(hyperscan: Any, patterns: Sequence[str], *, folded: bool, first: int = 0) -> Any:
    """A database of the patterns, numbered from `first`."""
    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    flags = (
        hyperscan.HS_FLAG_UTF8
        | hyperscan.HS_FLAG_PREFILTER
        | hyperscan.HS_FLAG_MULTILINE
        | hyperscan.HS_FLAG_ALLOWEMPTY
        | (0 if folded else hyperscan.HS_FLAG_UCP)
    )
    expressions = [loosened(pattern).encode("utf-8") for pattern in patterns]
    database.compile(
        expressions=expressions,
        ids=list(range(first, first + len(expressions))),
        elements=len(expressions),
        flags=flags,
    )
    return database


def _loaded(hyperscan: Any, raw: bytes) -> Any:
    database = hyperscan.loadb(raw, mode=hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database
