"""What a run is told: rules, house style, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mtqa.model.finding import Severity
from mtqa.model.house import House
from mtqa.model.lists import ListFiles
from mtqa.model.reading import FieldMap, Limits, Reading


@dataclass(frozen=True, slots=True)
class Settings:
    """Plain values, read by every stage; the defaults are those of a run without configuration.

    `select` and `ignore` name rules (`repeated-word`), packs (`en/words`) or `all`; an empty
    `select` means the profile's own choice. `packs` are folders or files with rules of the desk.
    `lists` are the files with the desk's own names, terms, brands and phrases to leave alone.
    A finding of severity `fail_on` or above fails a check. `language` is that of the copy, whatever
    its tags say; empty means as tagged, and English where there is no tag. `fields`, `delimiter`
    and `limits` say how files are read (see `Reading`).
    `lt_url` is a LanguageTool server elsewhere, `lt_timeout` how many seconds an answer of
    LanguageTool may take, `lt_rules` whether the curated rules are asked for or all.
    """

    profile: str = "default"
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = field(default_factory=dict)
    packs: tuple[str, ...] = ()
    house: House = House()
    lists: ListFiles = ListFiles()
    language: str = ""
    engines: tuple[str, ...] = ("rules",)
    fail_on: Severity = Severity.MINOR
    fields: tuple[FieldMap, ...] = ()
    delimiter: str = ""
    limits: Limits = Limits()
    lt_url: str = ""
    lt_timeout: float = 10.0
    lt_rules: Literal["curated", "all"] = "curated"

    @property
    def reading(self) -> Reading:
        """How the files are read."""
        return Reading(self.fields, self.delimiter, self.limits)
