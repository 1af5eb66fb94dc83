"""A file's bytes, read: which format, which encoding, which segments."""

from __future__ import annotations

from mtqa.errors import UnreadableFile
from mtqa.formats import registry
from mtqa.formats.base import Format
from mtqa.model.document import Document
from mtqa.text.encoding import decode


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
) -> tuple[Document, Format]:
    """The decoded document and its format: as told, by the name of the file, by its content.

    Raises `UnreadableFile` if the bytes are no text or XML of an unknown kind, `UsageError` for an
    unknown format.
    """
    form = registry.load(input_format) if input_format else registry.by_name(path)
    declared = form.declared_encoding(raw) if form else _declared(raw)
    text, how = decode(raw, declared=declared, given=encoding)
    if form is None:
        form = registry.by_content(text)
        if form.name == "text" and _is_xml(path, text):
            raise UnreadableFile(
                "is XML, but of no kind that is known: say with --input-format what it is."
            )
    return Document(path, form.name, raw, text, how, language), form
