"""Edits made in the bytes of a file: what lies outside them is never encoded anew."""

from __future__ import annotations

from collections.abc import Sequence

from mtqa.errors import UnwritableFile
from mtqa.fixing.choose import splice
from mtqa.model.document import Document, Encoding
from mtqa.model.finding import SourceEdit
from mtqa.text.encoding import encode


def spliced(document: Document, edits: Sequence[SourceEdit]) -> bytes:
    """The file's bytes with the edits made; every byte outside the edited ranges is the old one.

    Raises `UnwritableFile` if the encoding does not allow that (one that keeps a state from one
    character to the next), `UnreadableFile` if it has no place for a character.
    """
    codec, mark, raw = document.encoding.codec, document.encoding.bom, document.raw
    bare = Encoding(codec)
    parts: list[bytes] = []
    seen, kept = 0, len(mark)
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        start = kept + len(document.text[seen : edit.start].encode(codec))
        parts += [raw[kept:start] if parts else raw[:start], encode(edit.replacement, bare)]
        seen, kept = edit.end, start + len(document.text[edit.start : edit.end].encode(codec))
    parts.append(raw[kept:] if parts else raw)
    made = b"".join(parts)
    if made != encode(splice(document.text, edits), document.encoding):
        raise UnwritableFile(
            f"text in {codec} cannot be changed in one place and left as it is elsewhere: "
            "save the file as UTF-8 and try again."
        )
    return made
