"""What the desk's own lists reject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from mtqa.analysis.ledger import Wrong
from mtqa.analysis.story import Story
from mtqa.checkers.base import checker
from mtqa.model.finding import Edit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.text.casing import recase

Search = Callable[[str], Iterable[tuple[Span, Wrong]]]


@checker()
def rejected_name(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Spellings of a name that the desk rejects."""
    if story.ledger.lists.names:
        yield from _places(story, where, story.ledger.wrong_names, _as_it_is)


@checker()
def forbidden_term(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Terms that the desk does not want; a preferred one takes on their case and number."""
    if story.ledger.lists.terms:
        yield from _places(story, where, story.ledger.wrong_terms, _like)


@checker()
def misspelt_brand(story: Story, where: Sequence[int], _: Mapping[str, Any]) -> Iterator[Place]:
    """Brands in other letters, capitals or spacing than their own; a line of capitals may."""
    if story.ledger.lists.brands:
        mixed = [number for number in where if not story.texts[number].isupper()]
        yield from _places(story, mixed, story.ledger.wrong_brands, _as_it_is)


def _places(
    story: Story, where: Sequence[int], search: Search, put: Callable[[str, Wrong], str]
) -> Iterator[Place]:
    for number in where:
        text = story.texts[number]
        last = 0
        for span, wrong in sorted(search(text), key=lambda one: (one[0].start, -one[0].end)):
            if span.start >= last:
                last = span.end
                yield _place(number, span, span.of(text), put(span.of(text), wrong), wrong)


def _place(number: int, span: Span, found: str, put: str, wrong: Wrong) -> Place:
    note = f" {_sentence(wrong.entry.note)}" if wrong.entry.note else ""
    wanted = f"the desk’s list has ‘{put}’" if put else "the desk’s list has it as not wanted"
    repair = Repair(f"Replace by ‘{put}’", Safety.SUGGESTED, (Edit(number, span, put),))
    fields = {"found": found, "put": put, "wanted": wanted, "note": note}
    return Place(number, span, fields, (repair,) if put else ())


def _as_it_is(found: str, wrong: Wrong) -> str:
    del found
    return wrong.entry.form


def _like(found: str, wrong: Wrong) -> str:
    form = wrong.entry.form
    return recase(_plural(form) if wrong.plural and form else form, found)


def _plural(noun: str) -> str:
    """The regular plural.

    >>> _plural("undocumented migrant"), _plural("city"), _plural("church")
    ('undocumented migrants', 'cities', 'churches')
    """
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _sentence(note: str) -> str:
    return note if note.endswith((".", "!", "?")) else f"{note}."
