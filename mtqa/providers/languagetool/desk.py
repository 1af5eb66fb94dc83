"""The provider that settings describe."""

from __future__ import annotations

from mtqa.model.settings import Settings
from mtqa.providers.languagetool.asking import Tell
from mtqa.providers.languagetool.profile import Profile, curated, table
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


def _profile(settings: Settings) -> Profile:
    """The curated rules; of those that settings select by name, these; with more, and with less."""
    if settings.lt_rules == ALL:
        return Profile(frozenset(), everything=True)
    chosen = curated()
    if settings.select and ALL not in settings.select:
        chosen = rule_names() & set(settings.select)
    chosen |= rule_names() & set(settings.extend_select)
    return Profile(chosen - set(settings.ignore))
