"""A desk's typographic and spelling choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Quotes = Literal["curly", "straight", "keep"]
Stops = Literal["british", "american", "keep"]
Variety = Literal["en-GB", "en-US", "keep"]
Notices = Literal["remove", "keep"]


@dataclass(frozen=True, slots=True)
class House:
    """House style; `keep` means: whatever the document itself does most."""

    quotes: Quotes = "keep"
    stops: Stops = "keep"
    variety: Variety = "keep"
    notices: Notices = "remove"
