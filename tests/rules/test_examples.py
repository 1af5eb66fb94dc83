import pytest
from syrupy.assertion import SnapshotAssertion

from mtqa.kit import check_example, failures
from mtqa.model.settings import Settings
from mtqa.pipeline import check, open_desk
from mtqa.rules.examples import marked
from mtqa.rules.library import library
from mtqa.rules.spec import AnySpec, Example

CASES = [
    pytest.param(spec, example, id=f"{spec.id}-{number}")
    for spec in library()[0]
    for number, example in enumerate(spec.examples)
]


@pytest.mark.parametrize(("spec", "example"), CASES)
def test_example_holds(spec: AnySpec, example: Example) -> None:
    assert list(check_example(spec, example)) == []


@pytest.mark.parametrize("spec", [pytest.param(spec, id=spec.id) for spec in library()[0]])
def test_each_rule_has_a_bad_and_an_ok_example(spec: AnySpec) -> None:
    assert any(example.bad for example in spec.examples)
    assert any(example.ok for example in spec.examples)


def test_a_rule_without_an_ok_example_is_a_failure() -> None:
    spec = library()[0][0]
    import msgspec

    only_bad = msgspec.structs.replace(
        spec, examples=tuple(example for example in spec.examples if example.bad)
    )
    assert any("no ‘ok’ example" in line for line in failures(only_bad))


def test_what_else_fires_on_right_examples_shows_in_review(snapshot: SnapshotAssertion) -> None:
    desk = open_desk(Settings())
    fires = []
    for spec in library()[0]:
        for example in spec.examples:
            for text in filter(None, (example.good, example.ok)):
                if example.format != "text" or example.house:
                    continue
                found = check(desk, "-", text.encode(), input_format="text").findings
                fires += [
                    f"{finding.rule} on {finding.text!r} in an example of {spec.id}"
                    for finding in found
                    if finding.rule != spec.id
                ]
    assert fires == snapshot


def test_marks_give_places_in_the_unmarked_text() -> None:
    text, places = marked("It [[and]] threatened [[to]].")
    assert text == "It and threatened to."
    assert [text[start:end] for start, end in places] == ["and", "to"]
