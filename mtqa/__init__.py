"""mtqa flags what machine translation leaves behind in English news, and proposes fixes.

>>> result = check("The mayor opened the the bridge.")
>>> [(finding.rule, finding.text) for finding in result.findings]
[('repeated-word', 'the the')]
>>> fix("The mayor opened the the bridge.")
'The mayor opened the bridge.'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mtqa._version import __version__

if TYPE_CHECKING:
    from mtqa.model.finding import Finding, Fix, Severity
    from mtqa.model.result import FileResult
    from mtqa.model.settings import Settings


__all__ = [
    "FileResult",
    "Finding",
    "Fix",
    "MtqaError",
    "Settings",
    "Severity",
    "__version__",
    "check",
    "fix",
    "render_report",
]

_HOMES = {
    "FileResult": "mtqa.model.result",
    "Finding": "mtqa.model.finding",
    "Fix": "mtqa.model.finding",
    "MtqaError": "mtqa.errors",
    "Settings": "mtqa.model.settings",
    "Severity": "mtqa.model.finding",
}


def check(
    text: str,
    *,
    source: str | Sequence[str] | None = None,
    format: str = "text",  # noqa: A002
    language: str = "",
    settings: Settings | Mapping[str, Any] | None = None,
) -> FileResult:
    """The findings in a text; `.findings` have the fields of the JSON output.

    `start` and `end` are code points in `text`. `source` is what it was translated from: a text
    whose paragraphs stand for those of `text`, or one string for each of its segments; it is used
    where the counts agree. `settings` may be a mapping like `mtqa.toml`; no file is looked for. A
    `language` given holds whatever tags and settings say. Raises `MtqaError` if the text is not of
    that format or the settings cannot be followed.

    >>> check("Monday， despite the rain.").findings[0].start
    6
    """
    from mtqa.pipeline import check_text

    return check_text(text, source, format, _settings(settings, language))


def fix(
    text: str,
    *,
    format: str = "text",  # noqa: A002
    language: str = "",
    settings: Settings | Mapping[str, Any] | None = None,
    unsafe: bool = False,
) -> str:
    """The text with its safe fixes made, round after round until none is left.

    With `unsafe` the suggested fixes are made too, the first of each finding. All characters
    outside the fixes are those of `text`. Raises `MtqaError` as `check` does, and if fixes
    undo one another.

    >>> fix("It and threatened to retaliate.", unsafe=True)
    'It threatened to retaliate.'
    """
    from mtqa.pipeline import fix_text

    return fix_text(text, format, _settings(settings, language), unsafe=unsafe)


def render_report(results: FileResult | Sequence[FileResult]) -> str:
    """The HTML page that shows these results, as `mtqa report` writes it.

    >>> page = render_report(check("The mayor opened the the bridge."))
    >>> page.startswith("<!doctype html>")
    True
    """
    from mtqa.pipeline import report

    return report([results] if not isinstance(results, Sequence) else results)


def _settings(given: Settings | Mapping[str, Any] | None, language: str) -> Settings:
    from dataclasses import replace

    from mtqa.config.load import from_mapping
    from mtqa.model.settings import Settings

    settings = given if isinstance(given, Settings) else from_mapping(given or {})
    return replace(settings, language=language) if language else settings


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module ‘mtqa’ has no attribute ‘{name}’")
