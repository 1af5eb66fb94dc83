"""What a desk's lists say of the words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mtqa.model.lists import Entry, Lists
from mtqa.model.span import Span
from mtqa.text.phrases import Phrases

_INNER = re.compile(r"[^\W_]+")
_PLAIN_CAPITAL = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form that a list rejects, with the entry that does."""

    entry: Entry
    plural: bool = False


class Ledger:
    """The desk's lists, ready to be looked up; each index is made when first needed."""

    def __init__(self, lists: Lists | None = None) -> None:
        self.lists = lists or Lists()

    def __bool__(self) -> bool:
        return bool(self.lists)

    def sacred(self, text: str) -> list[Span]:
        """Where phrases stand that are to be left alone altogether."""
        return [span for span, _ in self._sacred.find(text)]

    def accepted(self, text: str) -> list[Span]:
        """Where names and brands stand in a form that the desk accepts."""
        return [span for span, _ in self._accepted.find(text)]

    def wrong_names(self, text: str) -> Iterator[tuple[Span, Wrong]]:
        """Spellings of names that the desk rejects."""
        return self._names.find(text)

    def wrong_terms(self, text: str) -> Iterator[tuple[Span, Wrong]]:
        """Terms that the desk rejects; one in small letters is found with capitals too."""
        yield from self._cased_terms.find(text)
        yield from self._terms.find(text)

    def wrong_brands(self, text: str) -> Iterator[tuple[Span, Wrong]]:
        """Brands in other letters, capitals or spacing than their own."""
        for span, wrong in self._brands.find(text):
            if span.of(text) != wrong.entry.form:
                yield span, wrong
        yield from self._rejected_brands.find(text)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all names and brands in a form that the desk accepts."""
        return frozenset(word for form in _accepted(self.lists) for word in form.split())

    @cached_property
    def forms(self) -> frozenset[str]:
        """The names and brands themselves, in a form that the desk accepts."""
        return frozenset(_accepted(self.lists))

    @cached_property
    def rejected(self) -> frozenset[str]:
        """The spellings of names that the desk rejects."""
        return frozenset(form for entry in self.lists.names for form in entry.rejected)

    @cached_property
    def _sacred(self) -> Phrases[None]:
        return Phrases((entry.form, None) for entry in self.lists.leave_alone)

    @cached_property
    def _accepted(self) -> Phrases[None]:
        return Phrases((form, None) for form in _accepted(self.lists))

    @cached_property
    def _names(self) -> Phrases[Wrong]:
        return Phrases(_wrong(self.lists.names))

    @cached_property
    def _terms(self) -> Phrases[Wrong]:
        found = [(form, wrong) for form, wrong in _wrong(self.lists.terms) if form.islower()]
        plurals = [
            (f"{form}s", Wrong(wrong.entry, plural=True))
            for form, wrong in found
            if form[-1].isalpha() and not form.endswith("s")
        ]
        return Phrases([*plurals, *found], folded=True)

    @cached_property
    def _cased_terms(self) -> Phrases[Wrong]:
        return Phrases((f, wrong) for f, wrong in _wrong(self.lists.terms) if not f.islower())

    @cached_property
    def _brands(self) -> Phrases[Wrong]:
        """The brands that no common word looks like, in all spacings."""
        shaped = [e for e in self.lists.brands if not _PLAIN_CAPITAL.fullmatch(e.form)]
        return Phrases(((f, Wrong(e)) for e in shaped for f in spacings(e.form)), folded=True)

    @cached_property
    def _rejected_brands(self) -> Phrases[Wrong]:
        return Phrases(_wrong(self.lists.brands))


def spacings(brand: str) -> list[str]:
    """A brand as it may be spaced: as one word, in its parts, with and without hyphens.

    >>> spacings("YouTube"), spacings("Coca-Cola")
    (['YouTube', 'You Tube', 'You-Tube'], ['Coca-Cola', 'Coca Cola', 'CocaCola'])
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", brand)
    parts = re.split(r"[ -]", parted)
    if len(parts) < 2 or any(len(part) < 2 for part in parts):
        return [brand]
    return list(dict.fromkeys([brand, " ".join(parts), "-".join(parts), "".join(parts)]))


def _wrong(entries: Iterable[Entry]) -> Iterator[tuple[str, Wrong]]:
    for entry in entries:
        for form in entry.rejected:
            yield form, Wrong(entry)


def _accepted(lists: Lists) -> Iterator[str]:
    for entry in (*lists.names, *lists.brands):
        yield from (form for form in (entry.form, *entry.accepted) if form)
