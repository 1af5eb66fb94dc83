"""A file's bytes, read: which format, which encoding, which segments."""

from __future__ import annotations

from mtqa.errors import UnreadableFile
from mtqa.formats import registry
from mtqa.formats.base import Format
from mtqa.model.document import Document
from mtqa.model.reading import DEFAULT, Reading
from mtqa.text.encoding import decode

_WIDEST = 4
"""The most bytes that a character has."""


def _keep_within(characters: int, reading: Reading) -> None:
    most = reading.limits.characters
    if characters > most:
        raise UnreadableFile(
            f"has more than {most:,} characters: refused, for the limit is ‘limits.characters’. "
            "Split it, or raise the limit in the configuration."
        )


def _declared(raw: bytes) -> str | None:
    """The encoding that an XML declaration or an HTML page states, of whichever format it is."""
    if not raw.lstrip().startswith(b"<"):
        return None
    return registry.load("html").declared_encoding(raw)


def _is_xml(path: str, text: str) -> bool:
    return path.lower().endswith(".xml") or text.lstrip().startswith("<?xml")


def read(
    path: str,
    raw: bytes,
    *,
    input_format: str | None = None,
    encoding: str | None = None,
    language: str = "en",
    reading: Reading = DEFAULT,
) -> tuple[Document, Format]:
    """The decoded document and its format: as told, by the name of the file, by its content.

    `reading` says which fields hold text, and what is too large. Raises `UnreadableFile` if the
    bytes are no text or XML of an unknown kind, `UsageError` for an unknown format.
    """
    form = registry.load(input_format, reading) if input_format else registry.by_name(path, reading)
    declared = form.declared_encoding(raw) if form else _declared(raw)
    _keep_within(len(raw) // _WIDEST, reading)
    text, how = decode(raw, declared=declared, given=encoding)
    _keep_within(len(text), reading)
    if form is None:
        form = registry.by_content(text, reading)
        if form.name == "text" and _is_xml(path, text):
            raise UnreadableFile(
                "is XML, but of no kind that is known: say with --input-format what it is."
            )
    elif not input_format:
        form = registry.narrowed(form, text, reading)
    return Document(path, form.name, raw, text, how, language, reading), form
