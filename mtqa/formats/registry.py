"""The table of formats, and which one a file is of."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import PurePath

from mtqa.errors import UsageError
from mtqa.formats.base import Format
from mtqa.model.reading import DEFAULT, Reading

FORMATS: dict[str, str] = {
    "srt": "mtqa.formats.subrip:SubRip",
    "vtt": "mtqa.formats.webvtt:WebVtt",
    "rss": "mtqa.formats.rss:Rss",
    "atom": "mtqa.formats.atom:Atom",
    "newsml": "mtqa.formats.newsml:NewsMl",
    "nitf": "mtqa.formats.nitf:Nitf",
    "jsonfeed": "mtqa.formats.jsonfeed:JsonFeed",
    "ninjs": "mtqa.formats.ninjs:Ninjs",
    "jsonl": "mtqa.formats.jsonl:JsonLines",
    "json": "mtqa.formats.json:Json",
    "tsv": "mtqa.formats.tsv:Tsv",
    "csv": "mtqa.formats.csv:Csv",
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
    ".ninjs": "ninjs",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".text": "text",
}


KINDS: dict[str, tuple[str, ...]] = {"json": ("jsonfeed", "ninjs", "jsonl")}
"""Formats that go by the suffix of another one, told apart by their content."""


@cache
def load(name: str, reading: Reading = DEFAULT) -> Format:
    """The format of that name, reading as told. Raises `UsageError` with the names there are."""
    if name not in FORMATS:
        raise UsageError(f"There is no format ‘{name}’; there are {', '.join(FORMATS)}.")
    module, _, attribute = FORMATS[name].partition(":")
    loaded: Format = getattr(import_module(module), attribute)(reading)
    return loaded


def by_name(path: str, reading: Reading = DEFAULT) -> Format | None:
    """The format that a file's name tells, None if it tells none."""
    name = SUFFIXES.get(PurePath(path).suffix.lower())
    return load(name, reading) if name else None


def narrowed(form: Format, text: str, reading: Reading = DEFAULT) -> Format:
    """The format itself, or the one that goes by its suffix and that the text looks like."""
    kinds = (load(name, reading) for name in KINDS.get(form.name, ()))
    return next((kind for kind in kinds if kind.looks_like(text)), form)


def by_content(text: str, reading: Reading = DEFAULT) -> Format:
    """The format that a text looks like; plain text at last."""
    forms = (load(name, reading) for name in FORMATS)
    return next(form for form in forms if form.looks_like(text))
