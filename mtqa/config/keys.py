"""What a configuration may say, and how each value is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args

from mtqa.model.finding import Severity
from mtqa.model.house import Notices, Quotes, Stops, Variety


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the configuration: what its value must be, in words, and how it is read.

    `read` gives the value as `Settings` holds it, and raises `ValueError` for a wrong one.
    """

    name: str
    wants: str
    read: Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError  # noqa: TRY004
    return tuple(_text(item) for item in value)


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError
        return str(value)

    return read


def _engines(value: Any) -> tuple[str, ...]:
    names = _texts(value)
    if not set(names) <= set(ENGINES):
        raise ValueError
    return names


def _enumerated(kind: type[StrEnum]) -> Callable[[Any], StrEnum]:
    return lambda value: kind(_text(value))


def _severities(value: Any) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError  # noqa: TRY004
    return {str(rule): Severity(_text(level)) for rule, level in value.items()}


def _choice(name: str, literal: Any) -> Key:
    choices = get_args(literal)
    return Key(name, f"one of {', '.join(choices)}", _one_of(choices))


ENGINES = ("rules",)
LEVELS = ", ".join(Severity)

KEYS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("profile", "the name of a profile", _text),
        Key("select", "a list of rules or packs", _texts),
        Key("extend-select", "a list of rules or packs", _texts),
        Key("ignore", "a list of rules or packs", _texts),
        Key("packs", "a list of files or folders with rules", _texts),
        Key("severity", f"a table of rule = one of {LEVELS}", _severities),
        Key("language", "a language tag such as en or en-GB", _text),
        Key("engines", f"a list of engines out of {', '.join(ENGINES)}", _engines),
        Key("fail-on", f"one of {LEVELS}", _enumerated(Severity)),
    )
}
"""The keys at the top."""

HOUSE: dict[str, Key] = {
    key.name: key
    for key in (
        _choice("quotes", Quotes),
        _choice("stops", Stops),
        _choice("variety", Variety),
        _choice("notices", Notices),
    )
}
"""The keys of the table `house`."""

LISTS: dict[str, Key] = {
    key.name: key
    for key in (
        Key("names", "a list of CSV or YAML files with names", _texts),
        Key("terms", "a list of CSV or YAML files with terms", _texts),
        Key("brands", "a list of CSV or YAML files with brands", _texts),
        Key("leave-alone", "a list of text, CSV or YAML files with phrases", _texts),
    )
}
"""The keys of the table `lists`."""

TABLES = {"house": HOUSE, "lists": LISTS}
"""The tables and their keys."""
