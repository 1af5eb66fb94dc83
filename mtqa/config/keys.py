"""What a configuration may say, and how each value is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, get_args

from mtqa.model.finding import Severity
from mtqa.model.house import Notices, Quotes, Stops, Variety
from mtqa.model.reading import Delimiter, FieldMap, FieldType, Limits, steps
from mtqa.model.segment import Role
from mtqa.providers.registry import NAMES


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
    if not set(names) <= set(NAMES):
        raise ValueError
    return names


def _address(value: Any) -> str:
    if not re.fullmatch(r"(?:https?://)?[\w.\-\[\]:]+(?:/[\w./~-]*)?", _text(value)):
        raise ValueError
    return str(value)


def _seconds(value: Any) -> float:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not 0 < value <= MOST_SECONDS
    ):
        raise ValueError
    return float(value)


def _enumerated(kind: type[StrEnum]) -> Callable[[Any], StrEnum]:
    return lambda value: kind(_text(value))


def _severities(value: Any) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise ValueError  # noqa: TRY004
    return {str(rule): Severity(_text(level)) for rule, level in value.items()}


def _choice(name: str, literal: Any) -> Key:
    choices = get_args(literal)
    return Key(name, f"one of {', '.join(choices)}", _one_of(choices))


class WrongPart(ValueError):
    """A wrong value inside that of a key: which one, what it is and what it should be."""

    def __init__(self, name: str, value: Any, wants: str) -> None:
        super().__init__(name)
        self.name, self.value, self.wants = name, value, wants


def _fields(value: Any) -> tuple[FieldMap, ...]:
    if not isinstance(value, list):
        raise ValueError  # noqa: TRY004
    return tuple(_field(f"fields[{number}]", one) for number, one in enumerate(value))


def _field(name: str, value: Any) -> FieldMap:
    if not isinstance(value, dict) or "path" not in value:
        raise WrongPart(name, value, "a table with a path, a role and perhaps a type")
    return FieldMap(**{key: _part(f"{name}.{key}", key, said) for key, said in value.items()})


def _part(name: str, key: str, value: Any) -> Any:
    if key not in _FIELD:
        raise WrongPart(name, value, f"left out: a field has {', '.join(_FIELD)}")
    wants, read = _FIELD[key]
    try:
        return read(value)
    except ValueError as error:
        raise WrongPart(name, value, wants) from error


def _path(value: Any) -> str:
    steps(_text(value))
    return str(value)


def _delimiter(value: Any) -> str:
    if value == "auto":
        return ""
    return _one_of(get_args(Delimiter))(value)


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError
    return value


_PATH = (
    "a path: names with dots between them, [] for each element of an array, * for any name, such "
    "as articles[].title; or the name of a column"
)
_FIELD: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "path": (_PATH, _path),
    "role": (f"one of {', '.join(Role)}", _enumerated(Role)),
    "type": (f"one of {', '.join(get_args(FieldType))}", _one_of(get_args(FieldType))),
}

MOST_SECONDS = 600
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
        Key("engines", f"a list of engines out of {', '.join(NAMES)}", _engines),
        Key("fail-on", f"one of {LEVELS}", _enumerated(Severity)),
        Key("fields", "tables [[fields]] with path, role and type", _fields),
        Key("delimiter", "auto, or one of a comma, a semicolon, a tab and a bar", _delimiter),
        Key("lt-url", "the address of a LanguageTool server", _address),
        Key("lt-timeout", f"a number of seconds up to {MOST_SECONDS}", _seconds),
        Key("lt-rules", "one of curated, all", _one_of(("curated", "all"))),
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

LIMITS: dict[str, Key] = {
    field.name: Key(field.name, "a number from 1 on", _count) for field in fields(Limits)
}
"""The keys of the table `limits`."""

TABLES = {"house": HOUSE, "lists": LISTS, "limits": LIMITS}
"""The tables and their keys."""
