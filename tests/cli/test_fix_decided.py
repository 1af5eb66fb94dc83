"""`mtqa apply` and `mtqa decisions`: what people decided is what is made, and nothing else."""

from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtqa.cli.apply import apply
from mtqa.cli.decisions import decisions as command
from mtqa.cli.rules import rules
from mtqa.cli.undo import undo
from mtqa.errors import UsageError
from mtqa.model.settings import Settings
from mtqa.pipeline import Desk, check, open_desk
from mtqa.review.decisions import Decision, Decisions, digest, dump, load

RULE = ("--isolated", "--select", "repeated-word")
STORY = (
    "Bridge opens\r\n\r\nThe roof of of the station is is red.\r\n\r\n"
    "Mr Peña left on a a train 😀 in in Paris."
).encode()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(STORY)
    return tmp_path


@pytest.fixture(scope="module")
def desk() -> Desk:
    return open_desk(Settings(select=("repeated-word",)))


def reviewed(desk: Desk, **verdicts: str | dict[str, object]) -> Decisions:
    """What a person would export who gave each word its verdict (the doubled word's own)."""
    made = []
    for finding in check(desk, "a.txt", STORY).findings:
        verdict = verdicts.get(finding.text.split()[0], "undecided")
        fields = {"decision": verdict} if isinstance(verdict, str) else verdict
        made.append(
            Decision(
                id=finding.id, doc="a.txt", rule=finding.rule, before=finding.text,
                reviewer="oa", at="2026-11-23T21:10:00Z", **fields,
            )
        )  # fmt: skip
    return Decisions(documents={"a.txt": digest(STORY)}, decisions=tuple(made))


def test_a_document_that_is_gone_may_be_allowed(desk: Desk, folder: Path) -> None:
    (folder / "a.txt").unlink()
    file = reviewed(desk, of="accept")
    assert run(file).exit_code == 3
    allowed = run(file, "--allow-incomplete")
    assert allowed.exit_code == 0
    assert "a.txt" in allowed.stderr


def run(file: Decisions, *args: str) -> Result:
    Path("d.json").write_bytes(dump(file))
    return CliRunner().invoke(apply, ["d.json", *RULE, *args])


def now() -> bytes:
    return Path("a.txt").read_bytes()


def test_only_what_was_decided_is_made(desk: Desk) -> None:
    file = reviewed(
        desk,
        of="accept",
        **{"is": {"decision": "edit", "after": "was"}},
        a={"decision": "reject", "reason": "wrong-flag"},
    )
    result = run(file, "--in-place")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "2 decisions applied in 1 file, 0 refused.\n"
    assert now() == STORY.replace(b"of of", b"of").replace(b"is is", b"was")


def test_undo_takes_it_back(desk: Desk) -> None:
    run(reviewed(desk, of="accept"), "--in-place")
    assert now() != STORY
    assert CliRunner().invoke(undo).exit_code == 0
    assert now() == STORY


@pytest.mark.parametrize("option", [(), ("--diff",)])
def test_the_diff_is_printed_and_nothing_written(desk: Desk, option: tuple[str, ...]) -> None:
    result = run(reviewed(desk, of="accept"), *option)
    assert result.exit_code == 1
    assert b"-The roof of of the station is is red.\r\n+The roof of the" in result.stdout_bytes
    assert now() == STORY


def test_check_says_what_would_be_made(desk: Desk) -> None:
    result = run(reviewed(desk, of="accept"), "--check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "1 decision to apply in 1 file, 0 refused; nothing was written.\n"
    assert run(reviewed(desk), "--check").exit_code == 0


def test_a_changed_document_makes_its_decisions_stale(desk: Desk) -> None:
    file = reviewed(desk, of="accept", a={"decision": "edit", "after": "the"})
    Path("a.txt").write_bytes(STORY + b" ")
    result = run(file, "--in-place")
    assert result.exit_code == 1
    assert "accept ‘of of’ (repeated-word by oa) was refused. The document was" in result.stderr
    assert now() == STORY + b" "
    assert not Path(".mtqa").exists()


def test_decisions_are_not_applied_twice(desk: Desk) -> None:
    file = reviewed(desk, of="accept")
    assert run(file, "--in-place").exit_code == 0
    once = now()
    assert run(file, "--in-place").exit_code == 1
    assert now() == once


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"before": "else"}, "The finding is not there any more."),
        ({"id": "f0"}, "The finding is not there any more."),
        ({"fix": 7}, "The finding has not this fix any more."),
        ({"title": "Another title"}, "The finding has not this fix any more."),
        ({"decision": "edit", "after": "of\r\n\r\nof"}, "The patched file would read otherwise."),
    ],
)
def test_a_decision_that_does_not_fit_is_refused_and_the_others_made(
    desk: Desk, change: dict[str, object], reason: str
) -> None:
    file = reviewed(desk, of="accept", a="accept")
    fields = {name: getattr(file.decisions[0], name) for name in Decision.__struct_fields__}
    changed = Decision(**(fields | change))
    result = run(
        Decisions(documents=file.documents, decisions=(changed, *file.decisions[1:])), "--in-place"
    )
    assert result.exit_code == 1
    assert reason in result.stderr
    assert now() == STORY.replace(b"a a", b"a")


def test_people_who_disagree_are_named_and_one_can_be_followed(desk: Desk) -> None:
    ours = reviewed(desk, of="accept")
    theirs = load(dump(ours).replace(b'"accept"', b'"reject"').replace(b'"oa"', b'"mk"'), "d.json")
    Path("ours.json").write_bytes(dump(ours))
    Path("theirs.json").write_bytes(dump(theirs))
    result = CliRunner().invoke(command, ["merge", "ours.json", "theirs.json", "-o", "both.json"])
    assert result.exit_code == 1
    assert result.stderr == "a.txt: ‘of of’ (repeated-word): mk: reject, oa: accept\n"
    both = load(Path("both.json").read_bytes(), "both.json")
    result = run(both, "--in-place")
    assert (result.exit_code, now()) == (1, STORY)
    assert "People decided differently." in result.stderr
    assert run(both, "--in-place", "--reviewer", "oa").exit_code == 0
    assert now() == STORY.replace(b"of of", b"of")
    assert isinstance(run(both, "--reviewer", "zz").exception, UsageError)


def test_a_document_that_is_gone_is_told(desk: Desk) -> None:
    Path("a.txt").unlink()
    result = run(reviewed(desk, of="accept"), "--in-place")
    assert result.exit_code == 3
    assert "cannot be read" in result.stderr


def test_paths_start_from_the_root(desk: Desk) -> None:
    Path("news").mkdir()
    Path("a.txt").rename("news/a.txt")
    assert run(reviewed(desk, of="accept"), "--in-place", "--root", "news").exit_code == 0
    assert Path("news/a.txt").read_bytes() == STORY.replace(b"of of", b"of")


def test_decisions_are_shown_and_counted(desk: Desk) -> None:
    file = reviewed(desk, of="accept", a={"decision": "reject", "reason": "wrong-flag"})
    Path("d.json").write_bytes(dump(file))
    shown = CliRunner().invoke(command, ["show", "d.json"]).stdout.splitlines()
    assert shown[0] == "a.txt"
    assert "  accept  ‘of of’  repeated-word  oa 2026-11-23T21:10:00Z" in shown
    stats = CliRunner().invoke(command, ["stats", "d.json"]).stdout.splitlines()
    assert stats[0] == "1 accept, 0 edit, 1 reject, 2 undecided; 0 in conflict"
    assert stats[2].split() == ["repeated-word", "2", "50%", "50%"]
    assert CliRunner().invoke(rules, ["--from-decisions", "d.json"]).stdout.splitlines() == stats
    CliRunner().invoke(command, ["suppressions", "d.json", "-o", "s.json"])
    assert b'"text"' not in Path("s.json").read_bytes()
    assert Path("s.json").read_bytes().count(b'"owner": "oa"') == 1


verdicts = st.one_of(
    st.sampled_from(["accept", "reject", "undecided"]),
    st.text("xé ’&<\n", max_size=4).map(lambda after: {"decision": "edit", "after": after}),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries(dict.fromkeys(("of", "is", "a", "in"), verdicts)))
def test_every_other_byte_stays(desk: Desk, given_verdicts: dict[str, object]) -> None:
    Path("a.txt").write_bytes(STORY)
    result = run(reviewed(desk, **given_verdicts), "--in-place", "--no-backup")
    changes = []
    for word, verdict in given_verdicts.items():
        wording = verdict["after"] if isinstance(verdict, dict) else word
        doubled = f" {word} {word} "
        changes.append((doubled, doubled if verdict in ("reject", "undecided") else f" {wording} "))
    if result.exit_code == 0:
        assert now() == made(changes)
    else:
        subsets = product(*([None, change] for change in changes))
        assert now() in {made(filter(None, subset)) for subset in subsets}


def made(changes: Iterable[tuple[str, str]]) -> bytes:
    text = STORY.decode()
    for before, after in changes:
        text = text.replace(before, after)
    return text.encode()
