"""Profiles: named choices of rules, severities and house style, kept in `rules/profiles`."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Any

import msgspec

from mtqa._resources import bundled
from mtqa.errors import PackError, UsageError
from mtqa.model.finding import Severity
from mtqa.model.house import Notices, Quotes, Stops, Variety

DEFAULT = "default"


class HouseChoices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The choices of house style that a profile makes; None where it makes none."""

    quotes: Quotes | None = None
    stops: Stops | None = None
    variety: Variety | None = None
    notices: Notices | None = None


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A profile: what it is for, what it builds on, and what it says beyond that.

    `select` takes the place of the rules of the profile that it extends, `extend_select` adds to
    them, `ignore` takes away; all three name rules, packs or `all`.
    """

    title: str
    extends: str = ""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    house: HouseChoices = HouseChoices()


def names() -> tuple[str, ...]:
    """The profiles there are, the default one first."""
    folder = bundled("rules") / "profiles"
    found = (item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    return (DEFAULT, *sorted(name.removesuffix(".yaml") for name in found))


def profile(name: str) -> Profile:
    """The profile of that name with all that it extends worked in. Raises `UsageError`."""
    return _resolved(name, ())


@cache
def _resolved(name: str, below: tuple[str, ...]) -> Profile:
    own = _read(name)
    if not own.extends:
        return own
    if own.extends in (*below, name):
        raise PackError(f"The profile ‘{name}’ extends itself.")
    base = _resolved(own.extends, (*below, name))
    return Profile(
        title=own.title,
        select=own.select or base.select,
        extend_select=own.extend_select if own.select else base.extend_select + own.extend_select,
        ignore=own.ignore if own.select else base.ignore + own.ignore,
        severity=base.severity | own.severity,
        house=msgspec.structs.replace(base.house, **_said(own.house)),
    )


def _said(house: HouseChoices) -> dict[str, str]:
    """The choices that a profile makes itself."""
    return {name: value for name, value in msgspec.structs.asdict(house).items() if value}


def settings_in(given: Profile) -> dict[str, Any]:
    """The settings that a profile makes beyond its choice of rules, keyed as in `mtqa.toml`."""
    house = {f"house.{name}": value for name, value in _said(given.house).items()}
    return {**house, **({"severity": given.severity} if given.severity else {})}


def _read(name: str) -> Profile:
    if name == DEFAULT:
        return Profile("The rules that their packs switch on: what no desk wants to print")
    if name not in names():
        near = get_close_matches(name, names(), n=1, cutoff=0.5)
        hint = f"Did you mean ‘{near[0]}’?" if near else f"There are {', '.join(names())}."
        raise UsageError(f"There is no profile ‘{name}’. {hint}")
    from ruamel.yaml import YAML

    raw = (bundled("rules") / "profiles" / f"{name}.yaml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(YAML(typ="safe").load(raw), Profile)
    except msgspec.ValidationError as error:
        raise PackError(f"rules/profiles/{name}.yaml: {error}.") from error
