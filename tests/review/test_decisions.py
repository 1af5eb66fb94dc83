"""Decisions are read, merged and counted."""

import json
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import UsageError
from mtqa.review.decisions import Decision, Decisions, dump, load
from mtqa.review.judged import Judged, per_rule, suppressions
from mtqa.review.merge import conflicts, merge

DOCUMENTS = {"a.txt": "sha256:aa", "b.txt": "sha256:bb"}


def decision(**given: object) -> Decision:
    fields = {"id": "f1", "doc": "a.txt", "rule": "a-rule", "decision": "accept", "before": "x"}
    return Decision(**(fields | given))


decisions = st.builds(
    Decision,
    id=st.sampled_from(["f1", "f2"]),
    doc=st.sampled_from(list(DOCUMENTS)),
    rule=st.just("a-rule"),
    decision=st.sampled_from(["accept", "edit", "reject", "undecided"]),
    before=st.just("x"),
    after=st.sampled_from(["", "y"]),
    fix=st.integers(0, 1),
    reason=st.sampled_from([None, "wrong-flag", "wrong-fix", "style"]),
    note=st.text(max_size=3),
    reviewer=st.sampled_from(["oa", "mk"]),
    at=st.sampled_from(["", "2026-11-23T21:10:00Z", "2026-11-24T08:00:00Z"]),
)
files = st.builds(
    Decisions,
    tool=st.sampled_from(["mtqa 1", "mtqa 2"]),
    report=st.sampled_from(["", "sha256:1"]),
    rules=st.sampled_from(["sha256:1", "sha256:2"]),
    documents=st.just(DOCUMENTS),
    decisions=st.lists(decisions, max_size=6).map(tuple),
)


@given(files)
def test_a_file_of_decisions_is_read_as_it_was_written(made: Decisions) -> None:
    assert dump(load(dump(made), "d.json")) == dump(made)
    assert set(load(dump(made), "d.json").decisions) == set(made.decisions)


@given(files, files, files)
def test_merging_is_commutative_and_associative(a: Decisions, b: Decisions, c: Decisions) -> None:
    merged = {dump(merge(order)) for order in permutations((a, b, c))}
    merged |= {dump(merge([merge([a, b]), c])), dump(merge([a, merge([b, c])]))}
    merged.add(dump(merge([a, a, b, c, merge([b, c])])))
    assert len(merged) == 1


@given(files, files)
def test_merging_takes_each_persons_last_word(a: Decisions, b: Decisions) -> None:
    for one in merge([a, b]).decisions:
        rivals = [
            other.at
            for other in (*a.decisions, *b.decisions)
            if (other.about, other.reviewer) == (one.about, one.reviewer)
        ]
        assert one.at == max(rivals)


def test_people_who_decide_differently_are_in_conflict() -> None:
    one = decision(reviewer="oa")
    other = decision(reviewer="mk", decision="edit", after="y")
    agreeing = decision(reviewer="zz", note="Quite so.")
    file = Decisions(documents=DOCUMENTS, decisions=(one, other, agreeing))
    assert conflicts(file) == {("a.txt", "f1"): (other, one, agreeing)}


def test_agreement_and_silence_are_no_conflict() -> None:
    made = (
        decision(reviewer="oa"),
        decision(reviewer="mk"),
        decision(reviewer="zz", decision="undecided"),
    )
    assert conflicts(Decisions(documents=DOCUMENTS, decisions=made)) == {}


def test_decisions_on_different_versions_are_not_merged() -> None:
    one = Decisions(documents={"a.txt": "sha256:1"})
    with pytest.raises(UsageError, match=r"different versions of a\.txt"):
        merge([one, Decisions(documents={"a.txt": "sha256:2"})])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "mtqa-decisions/9"}, "d.json is no file of decisions at schema: "),
        ({"decisions": [{"id": 1}]}, r"at decisions\[0\]\.id: Expected `str`"),
        ({"decisions": [{"id": "f1"}]}, r"at decisions\[0\]: Object missing required field `doc`"),
        ({"documents": {}}, r"d.json has decisions on a\.txt, but not its digest\."),
    ],
)
def test_a_fault_is_told_with_its_place(change: dict[str, object], said: str) -> None:
    file = Decisions(documents=DOCUMENTS, decisions=(decision(),))
    with pytest.raises(UsageError, match=said):
        load(json.dumps(json.loads(dump(file)) | change).encode(), "d.json")


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b'"x"'])
def test_what_is_no_file_of_decisions_is_told(raw: bytes) -> None:
    with pytest.raises(UsageError, match=r"d\.json is no file of decisions"):
        load(raw, "d.json")


def test_the_precision_of_a_rule_follows_from_decisions() -> None:
    made = [
        decision(),
        decision(decision="edit", after="y"),
        decision(decision="reject", reason="wrong-fix"),
        decision(decision="reject", reason="wrong-flag"),
        decision(decision="undecided"),
        decision(rule="b-rule", decision="reject", reason="style"),
    ]
    rule, other = per_rule(made)
    assert rule == Judged("a-rule", judged=4, right=3, accepted=1)
    assert (rule.precision, rule.fix_precision) == (0.75, 0.25)
    assert (other.rule, other.precision) == ("b-rule", 0.0)


def test_rejections_become_suppressions_unless_the_fix_alone_was_wrong() -> None:
    made = (
        decision(),
        decision(id="f2", decision="reject", reason="wrong-flag", reviewer="oa", note="A name."),
        decision(id="f3", decision="reject", reason="wrong-fix"),
    )
    file = json.loads(suppressions(Decisions(documents=DOCUMENTS, decisions=made)))
    assert file["schema"] == "mtqa-suppressions/1"
    (one,) = file["suppressions"]
    assert one["id"] == "f2"
    assert (one["rule"], one["reason"], one["owner"]) == ("a-rule", "wrong-flag", "oa")
