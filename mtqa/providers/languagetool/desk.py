"""The provider that settings describe."""

from __future__ import annotations

from mtqa.model.settings import Settings
from mtqa.providers.languagetool.asking import Tell
from mtqa.providers.languagetool.profile import Profile, Rule, curated, table
from mtqa.providers.languagetool.provider import LanguageTool

ALL = "all"


def opened(settings: Settings, tell: Tell) -> LanguageTool:
    """LanguageTool as the settings want it."""
    return LanguageTool(
        _profile(settings), url=settings.lt_url, seconds=settings.lt_timeout, tell=tell
    )


def rule_names() -> frozenset[str]:
    """The rules of LanguageTool that were measured."""
    return frozenset(table())


def whys() -> dict[str, str]:
    """Of each rule of LanguageTool that was measured, what is known of it, in a sentence."""
    return {name: _why(rule) for name, rule in table().items()}


def _why(rule: Rule) -> str:
    said = []
    if rule.fired.fires:
        marked = f"people had marked {rule.fired.mono} of its {rule.fired.fires} findings"
        said.append(f"{marked} in machine translation as faults of the language")
    if rule.judged:
        said.append(f"{rule.good} of {rule.judged} hits judged by hand were right")
    kept = "asked for" if rule.stays else "left out"
    return f"A rule of LanguageTool, {kept}: {', and '.join(said) or 'it was not measured'}."


def _profile(settings: Settings) -> Profile:
    """The curated rules; of those that settings select by name, these; with more, and with less."""
    if settings.lt_rules == ALL:
        return Profile(frozenset(), everything=True)
    chosen = curated()
    if settings.select and ALL not in settings.select:
        chosen = rule_names() & set(settings.select)
    chosen |= rule_names() & set(settings.extend_select)
    return Profile(chosen - set(settings.ignore))
