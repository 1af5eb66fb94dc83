"""Copies of rules with other words: what ten times the rules cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
import regex

from mtqa.rules.base import compile_rule
from mtqa.rules.examples import marked
from mtqa.rules.spec import AnySpec, Pack

_PATTERN_KEYS = {
    "pattern",
    "find",
    "unless",
    "triggers",
    "sets",
    "TEXT",
    "LOWER",
    "LEMMA",
    "swaps",
    "patterns",
    "narrow",
}
_PART = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P?(?:<\w+>|=\w+\)|[a-zA-Z-]+[:)])|\{[^}]*\}"
    r"|(?P<word>[A-Za-z]{2,})",
    re.DOTALL,
)
"""What is no word in a pattern: an escape, a class, a group's name or flags, a count; or a word."""


def copies(specs: Sequence[AnySpec], times: int) -> bytes:
    """A pack (as JSON, which is YAML) with `times` copies of every rule that has words of its own.

    In each copy every plain word of the patterns is another: its letters are shifted, so that no
    copy fires where the original does. Rules that are code or have no words are not copied.
    """
    made = [
        _copy(spec, number)
        for number in range(1, times + 1)
        for spec in specs
        if spec.__struct_config__.tag != "checker" and _speaks(spec)
    ]
    pack = {"pack": "bench/copies", "title": "Copies with other words", "rules": made}
    msgspec.convert(pack, Pack)
    return msgspec.json.encode(pack)


def _speaks(spec: AnySpec) -> bool:
    """Whether a rule has words of its own, so that a copy does not fire on the rule's examples."""
    texts = [marked(example.bad)[0] for example in spec.examples if example.bad]
    triggers = [(trigger, _shifted(trigger, 1)) for trigger in compile_rule(spec).triggers]
    return all(
        copy != trigger and not any(regex.search(copy, text) for text in texts)
        for trigger, copy in triggers
    )


def _copy(spec: AnySpec, number: int) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(spec)
    shifted: dict[str, Any] = {
        key: _shifted(value, number)
        if key in _PATTERN_KEYS or key in ("swaps", "patterns")
        else value
        for key, value in plain.items()
    }
    del shifted["pack"]
    shifted["id"] = f"{spec.id[:50]}-copy{number}"
    shifted["default"] = True
    return shifted


def _shifted(value: Any, number: int) -> Any:
    if isinstance(value, dict):
        kept = {"put", "origin", "evidence", "TAG", "POS", "AS", "OP"}
        return {k: v if k in kept else _shifted(v, number) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_shifted(item, number) for item in value]
    if isinstance(value, str):
        return _PART.sub(lambda part: _shift(part["word"] or "", number) or part[0], value)
    return value


def _shift(word: str, number: int) -> str:
    """Every letter so many places on, capitals as capitals."""
    return "".join(
        chr((ord(letter) - first + number) % 26 + first)
        for letter in word
        for first in [97 if letter.islower() else 65]
    )
