"""The settings of a run: defaults, then a file, then the command line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mtqa.config.keys import HOUSE, KEYS, Key
from mtqa.errors import UsageError
from mtqa.model.settings import Settings

FILE = "mtqa.toml"
PROJECT = "pyproject.toml"
DEFAULT = "default"
COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True)
class Config:
    """Settings with the origin of each value: `default`, a file and line, or `command line`."""

    settings: Settings
    origins: Mapping[str, str]
    path: Path | None = None


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
    source = path.read_text("utf-8") if path else ""
    values = flatten(tree, str(path))
    origins = dict.fromkeys((*KEYS, *(f"house.{name}" for name in HOUSE)), DEFAULT)
    origins |= {name: f"{path}:{_line(source, name)}" for name in values}
    for name, value in (overrides or {}).items():
        values[name] = _value(name, value, COMMAND_LINE)
        origins[name] = COMMAND_LINE
    if path and "packs" in values and origins["packs"] != COMMAND_LINE:
        values["packs"] = tuple(str(path.parent / pack) for pack in values["packs"])
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
        if project.is_file() and "[tool.mtqa" in project.read_text("utf-8", "replace"):
            return project
    return None


def settings_of(values: Mapping[str, Any]) -> Settings:
    """The settings with these values, keyed as `flatten` gives them."""
    settings = Settings()
    own = {field.name for field in fields(Settings)}
    plain = {name.replace("-", "_"): value for name, value in values.items() if "." not in name}
    house = {
        name.removeprefix("house."): value
        for name, value in values.items()
        if name.startswith("house.")
    }
    return replace(
        settings,
        **{name: value for name, value in plain.items() if name in own},
        house=replace(settings.house, **house),
    )


def flatten(tree: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The values of a configuration, read; those of the table `house` as `house.…`."""
    values = {}
    for name, value in tree.items():
        if name == "house":
            if not isinstance(value, dict):
                raise UsageError(f"{where}: ‘house’ is not a table: write [house].")
            for inner, choice in value.items():
                values[f"house.{inner}"] = _value(f"house.{inner}", choice, where)
        else:
            values[name] = _value(name, value, where)
    return values


def _value(name: str, value: Any, where: str) -> Any:
    key = _key(name, where)
    try:
        return key.read(value)
    except ValueError as error:
        raise UsageError(f"{where}: ‘{name}’ is {value!r}, but should be {key.wants}.") from error


def _key(name: str, where: str) -> Key:
    table, short = (HOUSE, name[6:]) if name.startswith("house.") else (KEYS, name)
    if short in table:
        return table[short]
    names = [*KEYS, "house", *(f"house.{inner}" for inner in HOUSE)]
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean ‘{near[0]}’?" if near else f"there are {', '.join(names)}."
    raise UsageError(f"{where}: ‘{name}’ is no setting: {hint}")


def _read(path: Path) -> dict[str, Any]:
    try:
        tree = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The configuration {path} cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not readable as TOML: {error}.") from error
    if path.name != PROJECT:
        return tree
    found = tree.get("tool", {}).get("mtqa", {})
    return found if isinstance(found, dict) else {}


def _line(source: str, name: str) -> int:
    """The line at which a key stands, counted from 1; the top if it cannot be told."""
    short = re.escape(name.rpartition(".")[2])
    match = re.search(rf"(?m)^\s*(?:{short}\s*=|\[(?:[\w.]+\.)?{short}\])", source)
    return source.count("\n", 0, match.start() + len(match[0])) + 1 if match else 1
