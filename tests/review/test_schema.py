"""The schema that reports and other tools write decisions by."""

import json
from importlib.resources import files

import jsonschema
import pytest

from mtqa.errors import UsageError
from mtqa.review.decisions import load, schema

EXPORTED = {
    "schema": "mtqa-decisions/1",
    "tool": "mtqa 0.1.0",
    "report": "",
    "rules": "0123",
    "documents": {"a.html": "sha256:00"},
    "decisions": [
        {
            "id": "f9c1e", "doc": "a.html", "rule": "missing-word", "decision": "edit",
            "before": "It and threatened", "after": "It also threatened", "reason": None,
            "note": "", "reviewer": "oa", "at": "2026-11-23T21:10:00.123Z",
        }
    ],
}  # fmt: skip


def test_the_schema_in_the_package_is_fresh() -> None:
    assert (files("mtqa.review") / "decisions.schema.json").read_bytes() == schema()


def test_an_export_follows_the_schema_and_is_read() -> None:
    jsonschema.validate(EXPORTED, json.loads(schema()))
    (one,) = load(json.dumps(EXPORTED).encode(), "d.json").decisions
    assert (one.decision, one.after, one.reason) == ("edit", "It also threatened", None)


@pytest.mark.parametrize(
    "change",
    [{"decision": "perhaps"}, {"reason": "mood"}, {"at": "today"}, {"fix": -1}, {"before": None}],
)
def test_schema_and_reader_refuse_the_same(change: dict[str, object]) -> None:
    wrong = EXPORTED | {"decisions": [EXPORTED["decisions"][0] | change]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json.loads(schema()))
    with pytest.raises(UsageError):
        load(json.dumps(wrong).encode(), "d.json")
