"""What a compiled rule is, and the table of rule kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Protocol, runtime_checkable

from mtqa.analysis.forms import FORMS
from mtqa.analysis.story import Story
from mtqa.model.finding import Hit, Repair, Safety
from mtqa.model.place import Place
from mtqa.model.span import Span
from mtqa.rules.spec import AnySpec

PROVIDER = "rules"
Fired = frozenset[int] | None
"""The numbers of a rule's triggers that may match in a document; None if any of them may."""
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")


class Rule(Protocol):
    """A rule, ready to run; its patterns are compiled when it first has to look."""

    spec: AnySpec

    @property
    def triggers(self) -> tuple[str, ...]:
        """Patterns, one of which matches in every segment that the rule must see; none: see all."""
        ...

    def find(self, story: Story, where: Sequence[int], fired: Fired = None) -> Iterable[Place]:
        """The faults in the segments numbered `where`, which its triggers have named.

        `fired` is which of its triggers that may have been.
        """
        ...


@runtime_checkable
class Tags(Protocol):
    """A rule that looks at tagged sentences."""

    spec: AnySpec

    def wanted(self, story: Story, where: Sequence[int]) -> list[tuple[int, Span]]:
        """The sentences (segment and range) that it must see tagged."""
        ...


KINDS: dict[str, str] = {
    "regex": "mtqa.rules.regex:RegexRule",
    "checker": "mtqa.rules.checker:CheckerRule",
    "substitution": "mtqa.rules.substitution:SubstitutionRule",
    "token": "mtqa.rules.token:TokenRule",
    "variants": "mtqa.rules.variants:VariantsRule",
}


def compile_rule(spec: AnySpec) -> Rule:
    """The rule that a spec describes."""
    module, _, attribute = KINDS[spec.__struct_config__.tag].partition(":")  # type: ignore[index]
    made: Rule = getattr(import_module(module), attribute)(spec)
    return made


def fill(template: str, fields: Mapping[str, str]) -> str:
    """`template` with its `{names}` filled in, `{name:form}` in a form of `mtqa.analysis.forms`.

    An unknown name stays as it stands.

    >>> fill("{a} in {b:title}, {c}", {"a": "Rain", "b": "south korea"})
    'Rain in South Korea, {c}'
    """
    return _FIELD.sub(lambda match: _filled(match, fields), template)


def _filled(match: re.Match[str], fields: Mapping[str, str]) -> str:
    value = fields.get(match[1])
    if value is None or (match[2] and match[2] not in FORMS):
        return match[0]
    return FORMS[match[2]](value) if match[2] else value


def concerned(spec: AnySpec, story: Story, where: Sequence[int]) -> Sequence[int]:
    """Those of the segments that a rule is for: by their roles, their language and the voice."""
    if spec.roles:
        where = [number for number in where if story.segments[number].role in spec.roles]
    outside = story.outside(spec.language)
    if outside:
        where = [number for number in where if number not in outside]
    if where and spec.first_person == "spare" and story.first_person:
        return ()
    return where


def hits(rule: Rule, story: Story, where: Sequence[int], fired: Fired = None) -> list[Hit]:
    """The hits of a rule; in direct speech, a fix that changes words is never safe."""
    spec = rule.spec
    where = concerned(spec, story, where)
    if not where:
        return []
    outside = story.outside(spec.language)
    places = rule.find(story, where, fired)
    return [_hit(spec, place, story) for place in places if place.segment not in outside]


def _hit(spec: AnySpec, place: Place, story: Story) -> Hit:
    return Hit(
        rule=spec.id,
        provider=PROVIDER,
        severity=spec.severity,
        mqm=spec.mqm,
        message=fill(spec.message, place.fields),
        segment=place.segment,
        span=place.span,
        repairs=tuple(_careful(repair, story) for repair in place.repairs),
        related=place.related,
    )


def _careful(repair: Repair, story: Story) -> Repair:
    if repair.safety is not Safety.SAFE:
        return repair
    if repair.remove or any(
        _changes_speech(edit.segment, edit.span, edit.replacement, story) for edit in repair.edits
    ):
        return replace(repair, safety=Safety.SUGGESTED)
    return repair


def _changes_speech(number: int, span: Span, replacement: str, story: Story) -> bool:
    """Whether the edit changes letters or digits of words inside quotation marks."""
    before = span.of(story.texts[number])
    if _letters(before) == _letters(replacement):
        return False
    return any(span.start >= said.start and span.end <= said.end for said in story.speech(number))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
