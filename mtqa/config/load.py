"""The settings of a run: defaults, then the profile, then a file, then the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mtqa.config.keys import KEYS, TABLES, Key, WrongPart
from mtqa.config.lines import key_lines
from mtqa.errors import UsageError
from mtqa.model.settings import Settings
from mtqa.rules.profiles import profile, settings_in

FILE = "mtqa.toml"
PROJECT = "pyproject.toml"
DEFAULT = "default"
COMMAND_LINE = "command line"
_PROJECT_TABLE = re.compile(r"(?m)^\s*\[\s*tool\s*\.\s*mtqa\s*[.\]]")


@dataclass(frozen=True, slots=True)
class Config:
    """Settings with the origin of each: `default`, a profile, a file and line, `command line`."""

    settings: Settings
    origins: Mapping[str, str]
    path: Path | None = None

    def origin_of(self, name: str) -> str:
        """The file and line at which a rule or pack is named; empty if that is in no file."""
        for key in ("select", "extend-select", "ignore", "severity"):
            named = getattr(self.settings, key.replace("-", "_"))
            if name in named and self.origins[key] not in (DEFAULT, COMMAND_LINE):
                return self.origins[key]
        return ""


def load(
    given: Path | None = None,
    *,
    isolated: bool = False,
    overrides: Mapping[str, Any] | None = None,
    start: Path | None = None,
) -> Config:
    """The configuration at `given`, else the nearest one at or above `start`, with overrides.

    `overrides` are keys (`house.quotes` for those of a table) with values as a file would hold
    them. Raises `UsageError` for a file that cannot be read, an unknown key or a wrong value.
    """
    path = None if isolated else given or find(start or Path.cwd())
    tree = _read(path) if path else {}
    lines = _lines(path) if path else {}
    values = flatten(tree, str(path), lines)
    origins = dict.fromkeys((*KEYS, *_inner_names()), DEFAULT)
    origins |= {name: _at(name, str(path), lines) for name in values}
    for name, value in (overrides or {}).items():
        values[name] = _value(name, value, COMMAND_LINE)
        origins[name] = COMMAND_LINE
    if path:
        for name in ("packs", *_inner_names("lists")):
            if name in values and origins[name] != COMMAND_LINE:
                values[name] = tuple(str(path.parent / file) for file in values[name])
    for name in profile_values(values).keys() - values.keys():
        origins[name] = f"profile {values['profile']}"
    return Config(settings_of(values), origins, path)


def from_mapping(tree: Mapping[str, Any]) -> Settings:
    """The settings that a mapping like `mtqa.toml` describes. Raises `UsageError`."""
    return settings_of(flatten(tree, "settings"))


def find(start: Path) -> Path | None:
    """The nearest `mtqa.toml`, or `pyproject.toml` with `[tool.mtqa]`, at or above a folder."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / PROJECT
        if project.is_file() and _PROJECT_TABLE.search(project.read_text("utf-8", "replace")):
            return project
    return None


def settings_of(values: Mapping[str, Any]) -> Settings:
    """The settings with these values, keyed as `flatten` gives them, over those of the profile.

    Raises `UsageError` if there is no such profile.
    """
    settings = Settings()
    below = profile_values(values)
    severity = {**below.get("severity", {}), **values.get("severity", {})}
    values = {**below, **values, "severity": severity}
    own = {field.name for field in fields(Settings)}
    plain = {name.replace("-", "_"): value for name, value in values.items() if "." not in name}
    return replace(
        settings,
        **{name: value for name, value in plain.items() if name in own},
        house=replace(settings.house, **_of_table("house", values)),
        lists=replace(settings.lists, **_of_table("lists", values)),
        limits=replace(settings.limits, **_of_table("limits", values)),
    )


def _of_table(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of one table, named as the fields that hold them."""
    inner = ((name.removeprefix(f"{table}."), value) for name, value in values.items())
    return {name.replace("-", "_"): value for name, value in inner if name in TABLES[table]}


def _inner_names(*tables: str) -> list[str]:
    """The keys of the tables named, or of all, with their table (`house.quotes`)."""
    return [f"{table}.{name}" for table in tables or TABLES for name in TABLES[table]]


def profile_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the profile that the values name says itself. Raises `UsageError` if there is none."""
    return settings_in(profile(values["profile"])) if "profile" in values else {}


def flatten(
    tree: Mapping[str, Any], where: str, lines: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """The values of a configuration, read; those of a table such as `house` as `house.…`.

    `lines` are those at which the keys stand. Raises `UsageError`.
    """
    values = {}
    for name, value in tree.items():
        if name in TABLES:
            if not isinstance(value, dict):
                at = _at(name, where, lines)
                raise UsageError(f"{at}: ‘{name}’ is not a table: write [{name}].")
            for inner, choice in value.items():
                values[f"{name}.{inner}"] = _value(f"{name}.{inner}", choice, where, lines)
        else:
            values[name] = _value(name, value, where, lines)
    return values


def _value(name: str, value: Any, where: str, lines: Mapping[str, int] | None = None) -> Any:
    key = _key(name, _at(name, where, lines))
    try:
        return key.read(value)
    except WrongPart as part:
        at = _at(part.name, where, lines)
        raise UsageError(
            f"{at}: ‘{part.name}’ is {part.value!r}, but should be {part.wants}."
        ) from part
    except ValueError as error:
        at = _at(name, where, lines)
        raise UsageError(f"{at}: ‘{name}’ is {value!r}, but should be {key.wants}.") from error


def _at(name: str, where: str, lines: Mapping[str, int] | None) -> str:
    """Where a key stands: the file, and the line if it is known."""
    return f"{where}:{lines[name]}" if lines and name in lines else where


def _key(name: str, where: str) -> Key:
    table, _, short = name.rpartition(".")
    keys = TABLES.get(table, {}) if table else KEYS
    if short in keys:
        return keys[short]
    names = [*KEYS, *TABLES, *_inner_names()]
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean ‘{near[0]}’?" if near else f"there are {', '.join(names)}."
    raise UsageError(f"{where}: ‘{name}’ is no setting: {hint}")


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        tree = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The configuration {path} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not readable as TOML: {error}.") from error
    if path.name != PROJECT:
        return tree
    found: dict[str, Any] = tree.get("tool", {}).get("mtqa", {})
    return found


def _lines(path: Path) -> dict[str, int]:
    """The lines of a configuration at which its keys stand."""
    table = "tool.mtqa" if path.name == PROJECT else ""
    return key_lines(path.read_text("utf-8"), table)
