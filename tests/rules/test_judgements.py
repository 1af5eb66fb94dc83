from pathlib import Path

import pytest

from mtqa.errors import PackError
from mtqa.model.finding import Safety
from mtqa.rules import catalogue
from mtqa.rules.judgements import (
    COLUMNS,
    Judged,
    Judgement,
    Verdict,
    judged,
    objections,
    parse,
    write,
)
from mtqa.rules.library import library

CLEAN = ("clean_en.dev",)
"""The benchmark's file of text without faults."""
SPECS = {spec.id: spec for spec in library()[0]}


def files(root: Path) -> list[Path]:
    return sorted((root / "rules" / "judgements").glob("*"))


def test_judgements_are_of_rules_that_exist_and_read(root: Path) -> None:
    for path in files(root):
        assert path.suffix == ".tsv"
        assert path.stem in SPECS, f"{path.name}: there is no such rule"
        text = path.read_text("utf-8")
        assert write(parse(text, path.name)) == text


def test_every_rule_has_been_judged(root: Path) -> None:
    missing = set(SPECS) - {path.stem for path in files(root)}
    assert not missing, "draw their hits and judge them: see ‘Judgements’ in CONTRIBUTING.md"


def test_no_judgement_speaks_against_its_rule(root: Path) -> None:
    said = []
    for path in files(root):
        found = judged(path.stem)
        assert found is not None
        said += [
            f"{path.stem}: {line}"
            for line in objections(found, default=SPECS[path.stem].default, clean=CLEAN)
        ]
    assert said == []


def hits(*verdicts: str, fix: Safety | None = None, file: str = "mqm") -> Judged:
    rows = [
        Judgement(file, "r", 0, 1, f"{number:08x}", fix, "", Verdict(verdict) if verdict else None)
        for number, verdict in enumerate(verdicts)
    ]
    return Judged(len(rows), 20, tuple(rows))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (hits(*["right"] * 16, *["wrong"] * 4), ""),
        (hits(*["right"] * 15, *["fix-wrong"] * 9, *["wrong"] * 6), ""),
        (hits(*["right"] * 15, *["unsure"] * 5), "less than 80% is not for the default profile"),
        (hits(*["wrong"] * 19), ""),
        (hits(*["wrong"] * 2, file="clean_en.dev"), ""),
        (hits(*["wrong"] * 3, file="clean_en.dev"), "3 hits in text without faults are wrong"),
        (hits(*["right"] * 29, "fix-wrong", fix=Safety.SAFE), ""),
        (hits(*["right"] * 28, "fix-wrong", "wrong", fix=Safety.SAFE), "28 of 30 safe fixes"),
        (hits("right", "wrong", fix=Safety.SUGGESTED), ""),
        (hits("right", ""), "1 hits have no verdict"),
    ],
)
def test_what_speaks_against_a_rule(found: Judged, said: str) -> None:
    told = objections(found, default=True, clean=CLEAN)
    assert said in told[0] if said else not told, told


def test_a_rule_that_is_off_may_be_wrong() -> None:
    assert objections(hits(*["wrong"] * 30), default=False, clean=CLEAN) == []


HEAD = "# 1 hits, seed 20\n" + "\t".join(COLUMNS) + "\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "bench draw"),
        ("# 1 hits, seed 20\nfile\tverdict\n", "columns should be"),
        (HEAD + "a\tb\t0\n", "x.tsv:3: should have 9 columns"),
        (HEAD + "a\tb\t0\t1\tc\tnone\t\tgood\t\n", "verdicts are right, fix-wrong, wrong, unsure"),
        (HEAD + "a\tb\t0\tone\tc\tnone\t\tright\t\n", "x.tsv:3: "),
    ],
)
def test_a_fault_in_a_file_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PackError, match=r"^x\.tsv:\d: ") as raised:
        parse(text, "x.tsv")
    assert said in str(raised.value)


def test_a_rules_page_says_how_it_was_judged(tmp_path: Path) -> None:
    spec = library()[0][0]
    kept = judged(spec.id)
    expected = f"Judged: {kept or 'not yet'}."
    assert any(expected in line for line in catalogue.explain(spec, "none"))
    assert expected in catalogue.page([spec], {spec.id: "none"})


def test_shares_are_told_with_their_number_and_seed() -> None:
    assert str(hits(*["right"] * 27, *["wrong"] * 3)) == (
        "27 of 30 hits judged right (90 %; drawn from 30, seed 20)"
    )
    assert str(hits("right", "wrong")) == "unmeasured (2 hits, 1 right)"
    assert str(Judged(0, 20)) == "unmeasured (0 hits)"
