"""A file's bytes, read: which format, which encoding, which segments."""

from __future__ import annotations

from mtqa.formats import registry
from mtqa.formats.base import Format
from mtqa.model.document import Document
from mtqa.text.encoding import decode


def read(
    path: str,
    raw: bytes,
    *,
    input_format: str | None = None,
    encoding: str | None = None,
    language: str = "en",
) -> tuple[Document, Format]:
    """The decoded document and its format: as told, by the name of the file, by its content.

    Raises `UnreadableFile` if the bytes are no text, `UsageError` for an unknown format.
    """
    form = registry.load(input_format) if input_format else registry.by_name(path)
    declared = form.declared_encoding(raw) if form else None
    text, how = decode(raw, declared=declared, given=encoding)
    if form is None:
        form = registry.by_content(text)
    return Document(path, form.name, raw, text, how, language), form
