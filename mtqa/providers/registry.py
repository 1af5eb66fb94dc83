"""The table of engines beside the rules; imported when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from mtqa.errors import UsageError
from mtqa.model.settings import Settings
from mtqa.providers.base import Provider
from mtqa.rules.base import PROVIDER

RULES = PROVIDER
ENGINES: dict[str, str] = {"languagetool": "mtqa.providers.languagetool.desk:opened"}
"""Name to the function that makes the provider of the settings; `rules` are our own."""

NAMES = (RULES, *ENGINES)

Tell = Callable[[str], None]


def load(name: str, settings: Settings, tell: Tell) -> Provider:
    """The provider of that name; it says by `tell` what takes long. Raises `UsageError`."""
    if name not in ENGINES:
        raise UsageError(f"There is no engine ‘{name}’; there are {', '.join(NAMES)}.")
    module, _, attribute = ENGINES[name].partition(":")
    made: Provider = getattr(import_module(module), attribute)(settings, tell)
    return made


def theirs(names: Iterable[str]) -> frozenset[str]:
    """Those of the names that are rules of one of these engines."""
    asked = frozenset(names)
    if not asked:
        return asked
    modules = (import_module(where.partition(":")[0]) for where in ENGINES.values())
    return asked & frozenset(name for module in modules for name in module.rule_names())


def whys(engines: Iterable[str]) -> dict[str, str]:
    """Why there are the rules of these engines; our own rules say so themselves."""
    modules = (import_module(ENGINES[one].partition(":")[0]) for one in engines if one in ENGINES)
    return {rule: why for module in modules for rule, why in module.whys().items()}
