"""The table of formats, and which one a file is of."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import PurePath

from mtqa.errors import UsageError
from mtqa.formats.base import Format

FORMATS: dict[str, str] = {
    "srt": "mtqa.formats.subrip:SubRip",
    "vtt": "mtqa.formats.webvtt:WebVtt",
    "rss": "mtqa.formats.rss:Rss",
    "atom": "mtqa.formats.atom:Atom",
    "newsml": "mtqa.formats.newsml:NewsMl",
    "nitf": "mtqa.formats.nitf:Nitf",
    "html": "mtqa.formats.html:Html",
    "markdown": "mtqa.formats.markdown:Markdown",
    "text": "mtqa.formats.plaintext:PlainText",
}
"""Name to where it lives, in the order in which content is tried; imported when needed."""

SUFFIXES: dict[str, str] = {
    ".srt": "srt",
    ".vtt": "vtt",
    ".rss": "rss",
    ".atom": "atom",
    ".newsml": "newsml",
    ".nitf": "nitf",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}


@cache
def load(name: str) -> Format:
    """The format of that name. Raises `UsageError` with the names there are."""
    if name not in FORMATS:
        raise UsageError(f"There is no format ‘{name}’; there are {', '.join(FORMATS)}.")
    module, _, attribute = FORMATS[name].partition(":")
    loaded: Format = getattr(import_module(module), attribute)()
    return loaded


def by_name(path: str) -> Format | None:
    """The format that a file's name tells, None if it tells none."""
    name = SUFFIXES.get(PurePath(path).suffix.lower())
    return load(name) if name else None


def by_content(text: str) -> Format:
    """The format that a text looks like; plain text at last."""
    return next(form for form in map(load, FORMATS) if form.looks_like(text))
