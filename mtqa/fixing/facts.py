"""What a safe fix must leave as it is: numbers, names, dates, addresses, negations."""

from __future__ import annotations

import re
from collections import Counter

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_NAME = re.compile(r"(?<![.!?…:]\s)(?<![.!?…:][\"'”’»)]\s)(?<!^)(?<![\"'“‘«(])\b[A-Z]\w+")
_NOT = re.compile(
    r"(?i)\b(?:no|not|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|\w+n['’]t)\b"
)


def facts(text: str) -> Counter[str]:
    """The multiset of addresses, numbers, names and negations of a text, in one spelling each."""
    found: Counter[str] = Counter()
    rest = text
    for pattern, kind in ((_ADDRESS, "address"), (_NUMBER, "number")):
        found.update(f"{kind} {match.rstrip('.,;:')}" for match in pattern.findall(rest))
        rest = pattern.sub(" ", rest)
    found.update(f"name {match}" for match in _NAME.findall(rest))
    found.update(f"negation {match.lower().replace('’', chr(39))}" for match in _NOT.findall(rest))
    return found


def changed(before: str, after: str) -> str | None:
    """What of the facts of `before` is other in `after`, in words; None if nothing is."""
    gone, come = facts(before), facts(after)
    gone, come = gone - come, come - gone
    if not gone and not come:
        return None
    return ", ".join([f"‘{fact}’ goes" for fact in gone] + [f"‘{fact}’ comes" for fact in come])
