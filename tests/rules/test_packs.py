from pathlib import Path

import pytest

from mtqa.errors import PackError, UsageError
from mtqa.rules import packs
from mtqa.rules.library import forget, library
from mtqa.rules.select import select

RULE = """\
pack: desk/own
title: Rules of the desk
rules:
  - id: in-the-same-time
    kind: regex
    pattern: '\\bin the same time\\b'
    message: "‘{found}’ wants ‘at’."
    why: The preposition is that of the source.
    mqm: style/unidiomatic
    severity: minor
    fixes: [{replace: at the same time}]
    examples:
      - {bad: 'They spoke [[in the same time]].', good: 'They spoke at the same time.'}
      - {ok: 'They spoke at the same time.'}
"""


def read(text: str) -> object:
    return packs.read([("own.yaml", text.encode())])


def test_a_pack_is_read() -> None:
    (spec,) = packs.read([("own.yaml", RULE.encode())])
    assert (spec.id, spec.pack, spec.severity) == ("in-the-same-time", "desk/own", "minor")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("severity: minor", "severity: small"), r"own\.yaml:\d+: .*‘in-the-same-time’|severity"),
        (("pattern:", "patern:"), r"own\.yaml:\d+: .*patern"),
        (("id: in-the-same-time", "id: In_The"), r"own\.yaml:\d+: .*id"),
        (("kind: regex", "kind: regexp"), r"own\.yaml:\d+: .*regexp"),
        (("pack: desk/own", "pack: own"), r"own\.yaml:\d+"),
        (("title: Rules", "title: [Rules"), r"own\.yaml: not readable as YAML"),
        (("the same time\\b'", "{{nolist}}'"), r"no word list ‘nolist’"),
    ],
)
def test_a_fault_in_a_pack_is_told_with_file_and_line(change: tuple[str, str], said: str) -> None:
    with pytest.raises(PackError, match=said):
        read(RULE.replace(*change))


def test_the_line_of_a_fault_is_that_of_its_key() -> None:
    with pytest.raises(PackError, match=r"own\.yaml:10: .*severity"):
        read(RULE.replace("severity: minor", "severity: small"))


def test_two_rules_cannot_share_an_id() -> None:
    with pytest.raises(PackError, match="is taken by"):
        packs.read([("a.yaml", RULE.encode()), ("b.yaml", RULE.encode())])


def test_a_pack_that_is_not_there_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="is not there"):
        packs.sources(("no/such/pack.yaml",))


def test_own_packs_join_the_bundled_ones(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(RULE, encoding="utf-8")
    specs, digest = library((str(path),))
    assert "in-the-same-time" in {spec.id for spec in specs}
    assert digest != library()[1]


def test_packs_that_are_read_for_the_first_time_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTQA_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "own.yaml"
    path.write_text(RULE, encoding="utf-8")
    monkeypatch.setattr(packs, "sources", lambda extra: [(extra[0], path.read_bytes())])
    told: list[str] = []
    for _ in range(2):
        forget()
        library((str(path),), told.append)
    forget()
    assert len(told) == 1
    assert "read and compiled" in told[0]


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="Did you mean ‘repeated-word’"):
        select(library()[0], chosen=["repeated-wrd"])


def test_rules_are_chosen_by_id_and_by_pack_and_taken_away() -> None:
    specs = library()[0]
    chosen = select(specs, chosen=["core/repetition"], ignored=["repeated-word"])
    assert chosen
    assert {spec.pack for spec in chosen} == {"core/repetition"}
    assert "repeated-word" not in {spec.id for spec in chosen}
