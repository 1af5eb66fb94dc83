from pathlib import Path

import pytest
from click.testing import CliRunner

import mtqa
from mtqa.cli.app import app
from mtqa.config.lists import in_memory, read_lists
from mtqa.config.load import load
from mtqa.errors import UsageError
from mtqa.model.lists import Entry, ListFiles


def read(folder: Path, kind: str, name: str, text: str) -> tuple[Entry, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    lists = read_lists(ListFiles(**{kind: (str(path),)}))
    entries: tuple[Entry, ...] = getattr(lists, kind)
    return entries


WANTED = (
    Entry("Torosyan", (), ("Torosian", "Thorossian"), "as he signs it"),
    Entry("Kyiv", ("Kyïv",), ("Kiev",)),
)


COMMAS = """\
name,accepted,rejected,note
Torosyan,,Torosian|Thorossian,as he signs it
Kyiv,Kyïv,Kiev,
"""
SEMICOLONS = """\ufeff\
name;note;rejected;accepted;count
Torosyan;as he signs it;Torosian | Thorossian;;7

Kyiv;;Kiev;Kyïv;
"""
YAML = """\
- name: Torosyan
  rejected: [Torosian, Thorossian]
  note: as he signs it
- {name: Kyiv, accepted: [Kyïv], rejected: Kiev}
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.csv", COMMAS), ("b.csv", SEMICOLONS.replace("\n", "\r\n")), ("c.yaml", YAML)],
)
def test_names_are_read_from_csv_and_yaml(tmp_path: Path, name: str, text: str) -> None:
    assert read(tmp_path, "names", name, text) == WANTED


def test_phrases_may_stand_one_a_line(tmp_path: Path) -> None:
    text = "# phrases\nchicken Kiev\n\n  Duran Duran  \n"
    found = read(tmp_path, "leave_alone", "leave.txt", text)
    assert [entry.form for entry in found] == ["chicken Kiev", "Duran Duran"]


def test_an_empty_list_has_no_entries(tmp_path: Path) -> None:
    assert read(tmp_path, "names", "a.yaml", "") == ()
    assert read(tmp_path, "names", "a.csv", "name\n") == ()


REJECTED = "name,rejected\nKyiv,Kiev\n"
BOTH = r"a\.csv:2, column ‘rejected’: ‘Kiev’ is rejected here, and right in .*a\.csv:3"


@pytest.mark.parametrize(
    ("kind", "name", "text", "said"),
    [
        ("names", "a.csv", "name,rejcted\n", r"a\.csv:1, column 2: ‘rejcted’ is.*‘rejected’"),
        ("names", "a.csv", "accepted\nKyiv\n", r"a\.csv:1: the column ‘name’ is missing"),
        ("names", "a.csv", f"{REJECTED},Lvov\n", r"a\.csv:3, column ‘name’: the cell is empty"),
        ("names", "a.csv", "name\nKyiv,Kiev\n", r"a\.csv:2, column 2: there are 2 cells in a"),
        ("names", "a.csv", 'name\n"Kyiv\n', r"a\.csv:\d: not readable as CSV"),
        ("names", "a.csv", f"{REJECTED}Kiev,\n", BOTH),
        ("terms", "a.yaml", "- {term: war}\n- {forbiden: x}\n", r"a\.yaml:2, col.*‘forbidden’"),
        ("terms", "a.yaml", "war: x\n", r"a\.yaml:1: should be a list"),
        ("terms", "a.yaml", "- {term: [war, [x]]}\n", r"a\.yaml:1, column ‘term’: should be a"),
        ("terms", "a.yaml", "- {term: war\n", r"a\.yaml: not readable as YAML"),
        ("brands", "a.xls", "name\n", r"should be a file of kind \.csv, \.yaml\.$"),
        ("leave_alone", "a.doc", "x\n", r"should be a file of kind \.csv, \.yaml, \.txt\.$"),
    ],
)
def test_a_fault_in_a_list_is_told_with_its_place(
    tmp_path: Path, kind: str, name: str, text: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        read(tmp_path, kind, name, text)


def test_a_list_that_is_no_utf8_or_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with pytest.raises(UsageError, match=r"a\.csv cannot be read.*`lists\.names`"):
        read_lists(ListFiles(names=(str(path),)))
    path.write_bytes(b"name\nTorosyan\nPe\xf1a\n")
    with pytest.raises(UsageError, match=r"a\.csv:3: the list is not UTF-8"):
        read_lists(ListFiles(names=(str(path),)))


def test_a_term_without_a_preferred_form_is_allowed() -> None:
    lists = in_memory({"terms": [{"forbidden": ["very tragic"]}]})
    assert lists.terms == (Entry("", (), ("very tragic",)),)


TOML = '[lists]\nnames = ["desk/names.csv"]\nleave-alone = ["desk/leave.txt"]\n'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mtqa.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "names.csv").write_text("name,rejected\nTorosyan,Torosian\n", "utf-8")
    (tmp_path / "desk" / "leave.txt").write_text("the the Band\n", "utf-8")
    return tmp_path


def test_list_files_are_looked_for_beside_the_configuration(desk: Path) -> None:
    config = load(start=desk)
    assert config.settings.lists.names == (str(desk / "desk" / "names.csv"),)
    assert config.origins["lists.names"] == f"{desk / 'mtqa.toml'}:2"
    shown = CliRunner().invoke(app, ["config", "show"], catch_exceptions=False).output
    assert "lists.leave-alone" in shown
    assert "mtqa.toml:3" in shown


def test_lists_are_used_by_a_run(desk: Path) -> None:
    (desk / "story.txt").write_text("Torosian saw the the Band and the the bus.\n", "utf-8")
    told = CliRunner().invoke(app, ["check", "story.txt"], catch_exceptions=False).output
    assert "‘Torosian’: the desk’s list has ‘Torosyan’." in told
    assert told.count("repeated-word") == 1


def test_an_unknown_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        UsageError, match=r"‘lists\.nmaes’ is no setting: did you mean ‘lists\.names’"
    ):
        mtqa.check("x", settings={"lists": {"nmaes": []}})
