"""Copies of rules with other words: what ten times the rules cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from mtqa.rules.base import compile_rule
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
_WORD = re.compile(r"(?<![\\A-Za-z<{\[=])([a-z]{2,})(?![a-z]*[>}\]=])")


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
    """Whether every trigger of a rule has words of its own, so that a copy has others."""
    return all(_shifted(trigger, 1) != trigger for trigger in compile_rule(spec).triggers)


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
        return _WORD.sub(lambda match: _shift(match[1], number), value)
    return value


def _shift(word: str, number: int) -> str:
    return "".join(chr((ord(letter) - 97 + number) % 26 + 97) for letter in word)
