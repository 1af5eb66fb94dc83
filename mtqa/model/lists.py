"""A desk's own lists: names, terms, brands, and phrases to leave alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListFiles:
    """The files in which the lists stand, as the configuration names them."""

    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    leave_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the form that the desk prefers, others that it accepts, and those it rejects.

    A term may have no preferred form: then it is rejected whatever stands in its place.
    """

    form: str
    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """The entries of all lists, read."""

    names: tuple[Entry, ...] = ()
    terms: tuple[Entry, ...] = ()
    brands: tuple[Entry, ...] = ()
    leave_alone: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.terms or self.brands or self.leave_alone)
