import pytest

from mtqa.errors import PackError
from mtqa.kit import too_slow
from mtqa.rules import packs
from mtqa.rules.library import library
from mtqa.rules.lint import objection, slowness
from mtqa.rules.prefilter import refusal
from mtqa.rules.spec import AnySpec

RULE = """\
pack: desk/own
title: Rules of the desk
rules:
  - id: own-rule
    kind: regex
    pattern: '{}'
    message: "‘{{found}}’ is wrong."
    why: It is the order of the source.
    mqm: style/unidiomatic
    severity: minor
    examples: [{{bad: '[[x]]'}}, {{ok: 'y'}}]
"""


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(\w+\s?)+!", "may never end"),
        (r"(?:a+|b)+c", "may never end"),
        (r"(\s*)*x", "may never end"),
        (r"[\p{L}--[a-z]]", "set operation"),
        (r"(?:colour){e<=1}", "fuzzy"),
        (r"\mword\M", "regex module alone"),
        (r"\((?R)?\)", "recursion"),
        (r"(unclosed", "no pattern"),
    ],
)
def test_a_pattern_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    said = objection(pattern)
    assert said is not None
    assert reason in said
    with pytest.raises(PackError, match=r"own\.yaml:4: rule ‘own-rule’"):
        packs.read([("own.yaml", RULE.format(pattern).encode())])


@pytest.mark.parametrize(
    "pattern", [r"\b(?P<w>\w+)\s+(?P=w)\b", r"(?:\s+\w+)*\.", r"(?<=a)b+(?!c)"]
)
def test_ordinary_patterns_are_taken(pattern: str) -> None:
    assert objection(pattern) is None
    assert slowness(pattern, []) is None


def test_a_quadratic_pattern_is_slow_on_what_it_loops_on() -> None:
    said = slowness(r"\S*[/@]\S*", [])
    assert said is not None
    assert "10,000 characters" in said


@pytest.mark.parametrize("spec", [pytest.param(spec, id=spec.id) for spec in library()[0]])
def test_no_pattern_of_ours_is_slow_or_refused(spec: AnySpec) -> None:
    assert list(too_slow(spec)) == []
    from mtqa.rules.base import compile_rule

    assert [refusal(trigger) for trigger in compile_rule(spec).triggers if refusal(trigger)] == []
