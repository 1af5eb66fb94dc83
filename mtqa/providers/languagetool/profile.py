"""Which rules of LanguageTool are asked for: those whose worth was measured."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from hashlib import blake2s
from importlib.resources import files

import msgspec

from mtqa.rules.judgements import Verdict

SHARE = 0.6
"""The share of right findings from which a rule stays."""
LEAST = 3
"""The fewest findings by which marks in the benchmark speak for a rule."""
JUDGED = 20
"""The fewest hits judged by hand that speak for a rule; against it any number speaks."""

LEFT_OUT = {
    "EN_MULTITOKEN_SPELLING_TWO": "it spells names by a list of its own",
    "UPPERCASE_SENTENCE_START": "a list item or a cell may begin small; ours looks at those beside",
}
"""Rules that are left out whatever was measured, and why."""


class Fired(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the benchmark says of a rule.

    It `fires` so often in machine translation, of these `right` on any marked span and `mono` on
    one of a monolingual category, and is `clean` in so many places of native news.
    """

    fires: int = 0
    right: int = 0
    mono: int = 0
    clean: int = 0


class Measurements(msgspec.Struct, frozen=True):
    """The measurements of all rules that fired, on so many words of either text."""

    version: str
    words: int
    clean_words: int
    rules: dict[str, Fired]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with all that is known of it; `good` of the hits `judged` by hand were right."""

    name: str
    fired: Fired
    judged: int = 0
    good: int = 0

    @property
    def stays(self) -> bool:
        """Whether it is in the profile: by the marks or by hand, and against neither's word."""
        if self.name in LEFT_OUT or (self.judged and self.good < SHARE * self.judged):
            return False
        marked = self.fired.fires >= LEAST and self.fired.mono >= SHARE * self.fired.fires
        return marked or self.judged >= JUDGED


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules that are asked for, or `everything` that LanguageTool does by default."""

    rules: frozenset[str]
    everything: bool = False

    @property
    def digest(self) -> str:
        """Another for each choice."""
        if self.everything:
            return "everything"
        return blake2s("\n".join(sorted(self.rules)).encode(), digest_size=8).hexdigest()


@cache
def measurements() -> Measurements:
    """The measurements, as `mtqa bench engine` writes them."""
    raw = (files(__package__) / "measured.json").read_bytes()
    return msgspec.json.decode(raw, type=Measurements)


@cache
def table() -> dict[str, Rule]:
    """All rules that were measured, by name; a hit of which nobody is sure is not right."""
    lines = (files(__package__) / "judged.tsv").read_text("utf-8").splitlines()
    judged: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for row in csv.DictReader(lines, delimiter="\t"):
        judged[row["rule"]] += 1
        good[row["rule"]] += Verdict(row["verdict"]) in (Verdict.RIGHT, Verdict.FIX_WRONG)
    fired = measurements().rules
    names = sorted({*fired, *judged})
    return {name: Rule(name, fired.get(name, Fired()), judged[name], good[name]) for name in names}


def curated() -> frozenset[str]:
    """The rules that stay."""
    return frozenset(name for name, rule in table().items() if rule.stays)
