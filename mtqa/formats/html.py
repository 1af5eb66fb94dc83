"""HTML: pages and fragments, whatever state they are in."""

from __future__ import annotations

import re

from mtqa.formats._elements import Reader
from mtqa.formats._roles import numbered
from mtqa.formats.base import Configured
from mtqa.model.segment import Segment

_DECLARED = re.compile(
    rb"""<meta\b[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml\b[^>]*?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_DECLARATION_WITHIN = 1024
"""The bytes in which a page must declare its encoding (WHATWG)."""
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = r"(?:p|h[1-6]|div|article|section|main|header|figure|blockquote|ul|ol|table)"
_FRAGMENT_START = re.compile(rf"\s*<{_FRAGMENT}(?:\s[^<>]*)?>", re.IGNORECASE)
_FRAGMENT_END = re.compile(rf"</{_FRAGMENT}\s*>\s*\Z", re.IGNORECASE)
_FRAGMENT_TAIL = 40

_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&#160;"}
_VALUE = {"&": "&amp;", "<": "&lt;", "\u00a0": "&#160;"}
_SPELLINGS = {
    "flow": str.maketrans({**_TEXT, "\u00a0": "&nbsp;", "\n": "<br>"}),
    "xhtml": str.maketrans({**_TEXT, "\n": "<br/>"}),
    "plain": str.maketrans(_TEXT),
    "double": str.maketrans({**_VALUE, '"': "&quot;"}),
    "single": str.maketrans({**_VALUE, "'": "&#39;"}),
    "bare": str.maketrans({c: f"&#{ord(c)};" for c in "&<>\"'`=\t\n\f\r \u00a0"}),
}


def spelled(replacement: str, spelling: str) -> str:
    """`replacement` with references where it would else be mark-up, for a segment's spelling."""
    return replacement.translate(_SPELLINGS[spelling])


class Html(Configured):
    """The text of elements, and of `alt` and `title` attributes; all else is left alone.

    Scripts, styles, preformatted and program text, and what is marked `translate="no"` or
    `data-mtqa-ignore` are no text.
    """

    name = "html"
    title = "HTML"
    suffixes = (".html", ".htm", ".xhtml")
    reads = (
        "the text of elements, alt and title; scripts, styles, preformatted text, code and "
        'translate="no" stay'
    )

    def segments(self, text: str, language: str) -> tuple[Segment, ...]:
        """One segment a block of running text; roles come from the elements.

        Raises `UnreadableFile` if elements are nested more deeply than pages ever are.
        """
        return numbered(Reader(text, language, limits=self.reading.limits).read())

    def encode(self, replacement: str, segment: Segment) -> str:
        """`replacement` with character references where it would else be mark-up."""
        return spelled(replacement, segment.spelling)

    def declared_encoding(self, raw: bytes) -> str | None:
        """What a `meta` element or an XML declaration near the beginning says."""
        found = _DECLARED.search(raw[:_DECLARATION_WITHIN])
        return (found[1] or found[2]).decode("ascii", "replace") if found else None

    def looks_like(self, text: str) -> bool:
        """Whether it is a whole page, or begins and ends with an element that holds text."""
        if _PAGE.match(text):
            return True
        return bool(_FRAGMENT_START.match(text) and _FRAGMENT_END.search(text[-_FRAGMENT_TAIL:]))
