from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mtqa.cli.app import app
from mtqa.kit import failures
from mtqa.rules import packs
from mtqa.rules.library import forget, library


def run(*args: str) -> Result:
    return CliRunner().invoke(app, args, catch_exceptions=False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    forget()  # packs of one name, another content
    yield tmp_path
    forget()


def test_the_catalogue_lists_every_rule_with_whether_it_is_on(desk: Path) -> None:
    lines = run("rules", "--ignore", "repeated-word").output.splitlines()
    marks = {line.split()[1]: line.split()[0] for line in lines if line.startswith("  ")}
    assert marks.keys() == {spec.id for spec in library()[0]}
    assert marks["repeated-word"] == "○"
    assert marks["repeated-phrase"] == "●"


@pytest.mark.parametrize("command", [["rules"], ["explain"]])
def test_a_rule_is_explained_with_reason_examples_fix_and_switch(
    desk: Path, command: list[str]
) -> None:
    told = run(*command, "translation-notice").output
    (spec,) = (spec for spec in library()[0] if spec.id == "translation-notice")
    assert spec.why in told
    assert "Fix: suggested, made by `mtqa fix --unsafe-fixes`." in told
    assert "  bad " in told
    assert "  ok " in told
    assert 'ignore = ["translation-notice"]' in told


def test_profiles_are_listed(desk: Path) -> None:
    names = [line.split()[0] for line in run("rules", "--profiles").output.splitlines()]
    assert names[0] == "default"
    assert {"news-uk", "news-us"} <= set(names)


@pytest.mark.parametrize("kind", ["regex", "substitution", "variants", "token"])
def test_a_new_pack_holds_as_it_is_written(desk: Path, kind: str) -> None:
    assert run("rules", "new", "own-fault", "--kind", kind).exit_code == 0
    (spec,) = packs.read([("own-fault.yaml", (desk / "own-fault.yaml").read_bytes())])
    assert list(failures(spec, ("own-fault.yaml",))) == []
    tested = run("rules", "test", "own-fault.yaml")
    assert (tested.exit_code, tested.output) == (0, "1 rules, 2 examples, 0 failures.\n")


def test_a_pack_is_never_written_over(desk: Path) -> None:
    (desk / "own-fault.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(Exception, match="is there already"):
        run("rules", "new", "own-fault")
    assert (desk / "own-fault.yaml").read_text("utf-8") == "mine"


def test_an_example_that_does_not_hold_fails_the_test_of_its_pack(desk: Path) -> None:
    run("rules", "new", "own-fault")
    path = desk / "own-fault.yaml"
    path.write_text(path.read_text("utf-8").replace("[[in the", "in [[the"), encoding="utf-8")
    tested = run("rules", "test", "own-fault.yaml")
    assert tested.exit_code == 1
    assert "own-fault, example 0: found ['in the same time']" in tested.output


def test_a_bundled_pack_is_tested_as_a_file(desk: Path, root: Path) -> None:
    pack = root / "rules" / "core" / "encoding.yaml"
    rules = [spec for spec in library()[0] if spec.pack == "core/encoding"]
    examples = sum(len(spec.examples) for spec in rules)
    tested = run("rules", "test", str(pack))
    assert f"{len(rules)} rules, {examples} examples, 0 failures." in tested.output


def test_a_pack_of_the_configuration_is_tested_as_a_file(desk: Path) -> None:
    run("rules", "new", "own-fault")
    (desk / "mtqa.toml").write_text('packs = ["own-fault.yaml"]', encoding="utf-8")
    assert "1 rules, 2 examples, 0 failures." in run("rules", "test", "own-fault.yaml").output


def test_a_rule_is_tried_on_files_with_the_words_around(desk: Path) -> None:
    (desk / "a.txt").write_text("One.\n\nThe mayor saw the the bridge.\n", encoding="utf-8")
    told = run("rules", "try", "repeated-word", "a.txt").output.splitlines()
    assert "saw ⟦the the⟧ bridge" in told[0]
    assert told[-1] == "1 hits of repeated-word."


@pytest.mark.parametrize(
    ("rule", "text", "options", "said"),
    [
        ("repeated-word", "She came.", ["--ignore", "repeated-word"], "not selected"),
        ("repeated-word", "The the town.", [], "it fires: ‘The the’ at 0–7"),
        ("repeated-word", "She came.", [], "what the checker ‘repeated-word’ asks for"),
        ("a-before-vowel-sound", "She came.", [], "no trigger matches"),
        ("a-before-vowel-sound", "She got a in class.", [], "the pattern itself does not"),
        ("calque", "She came.", [], "phrases stands there"),
        ("nationality-variant", "Azeri forces.", [], "keeps to one of its forms"),
        (
            "verb-missing-after-subject",
            "She and three others left.",
            [],
            "no pattern fits the tags",
        ),
    ],
)
def test_why_a_rule_kept_silent(
    desk: Path, rule: str, text: str, options: list[str], said: str
) -> None:
    assert said in run("explain", "--why-not", rule, text, *options).output


OWN = """\
pack: desk/own
title: Rules of the desk
rules:
  - id: own-fault
    kind: regex
    pattern: '\\bin the same time\\b'
    unless: ['\\bbut in the same time\\b']
    quoted: spare
    roles: [body, headline]
    message: "‘{found}’ wants ‘at’."
    why: The preposition is that of the source.
    mqm: style/unidiomatic
    severity: minor
    examples: [{bad: 'Spoke [[in the same time]].'}, {ok: 'Spoke then.'}]
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("They spoke but in the same time.", "is spared by the `unless` pattern"),
        ("He said: “They spoke in the same time.”", "stands in direct speech"),
        ("A headline\n\nA short one in the same time\n\nThe body is here.", "it is a standfirst"),
    ],
)
def test_guards_that_keep_a_rule_silent_are_named(desk: Path, text: str, said: str) -> None:
    (desk / "own.yaml").write_text(OWN, encoding="utf-8")
    assert said in run("explain", "--why-not", "own-fault", text, "--packs", "own.yaml").output


def test_generated_pages_are_checked_and_written(desk: Path) -> None:
    target = ["--output", "made/schema.json"]
    assert run("rules", "schema", "--check", *target).exit_code == 1
    assert run("rules", "schema", *target).exit_code == 0
    assert run("rules", "schema", "--check", *target).exit_code == 0
