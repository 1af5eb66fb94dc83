"""How many lines and marks a text of lines may have."""

from __future__ import annotations

from mtqa.errors import UnreadableFile
from mtqa.model.reading import Limits


def keep_within(text: str, marks: str, limits: Limits) -> None:
    """Raises `UnreadableFile` if there are too many lines and characters of `marks` together."""
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    if lines + sum(map(text.count, marks)) > limits.elements:
        raise UnreadableFile(
            f"has more than {limits.elements:,} lines and marks: refused, for the limit is "
            "‘limits.elements’. Split it, or raise the limit in the configuration."
        )
