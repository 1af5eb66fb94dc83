import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.census import Census, as_csv
from mtqa.cli.app import app
from mtqa.config.lists import read_lists
from mtqa.kit import segments_of
from mtqa.model.lists import ListFiles

STORY = """\
Mayor opens bridge

Residents of Velga met Mayor Davit Torosyan on Monday. “We don’t agree,” Torosyan told them.

The mayor of Velga’s twin town, Ana de la Cruz, wrote to Davit Torosian. Torosian did not answer.

Residents left. According to Peñalver, NATO and the press were there; the residents said so too.

Penalver wrote it, and a friend of Peñalver read it.
"""


def counted(text: str, least: int = 1) -> dict[str, dict[str, int]]:
    census = Census()
    census.add(segments_of(text))
    return {one.name: {one.name: one.count, **one.others} for one in census.named(least)}


def test_names_are_counted_with_their_spellings() -> None:
    found = counted(STORY)
    assert found["Davit Torosyan"] == {"Davit Torosyan": 1, "Davit Torosian": 1}
    assert found["Torosyan"] == {"Torosyan": 1, "Torosian": 1}
    assert found["Peñalver"] == {"Peñalver": 2, "Penalver": 1}
    assert found["Velga"] == {"Velga": 2}
    assert "Ana de la Cruz" in found


@pytest.mark.parametrize("word", ["Residents", "According", "Monday", "NATO", "We", "The", "Mayor"])
def test_openings_titles_and_days_are_no_names(word: str) -> None:
    assert word not in counted(STORY)


def test_names_seen_less_often_are_left_out() -> None:
    assert set(counted(STORY, 3)) == {"Peñalver"}


def test_names_that_differ_are_not_clustered() -> None:
    text = "They met Anna Petrova, Alexander Petrov and the Petrovs of Georgia and its Georgians."
    assert all(len(spellings) == 1 for spellings in counted(text).values())


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["names", *args])
    if done.exception and not isinstance(done.exception, SystemExit):
        return 2, str(done.exception)
    return done.exit_code, done.output


def test_the_draft_is_a_list_that_the_configuration_takes(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    out = tmp_path / "names.csv"
    code, told = run(str(tmp_path / "story.txt"), "-o", str(out))
    assert code == 0
    assert "in several spellings" in told
    names = {entry.form: entry for entry in read_lists(ListFiles(names=(str(out),))).names}
    assert names["Peñalver"].rejected == ("Penalver",)


def test_records_are_read_as_the_configuration_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(
        "body;summary\nThey met Lena Torosyan today.;They met Nina Saroyan today.\n",
        encoding="utf-8",
    )
    config = tmp_path / "mtqa.toml"
    config.write_text('delimiter = ";"\n[[fields]]\npath = "body"\n', encoding="utf-8")
    for choice in ([], ["--config", "mtqa.toml"]):
        _, told = run("a.csv", "--least", "1", *choice)
        assert "Lena Torosyan" in told
        assert "Saroyan" not in told
    assert "Saroyan" in run("a.csv", "--least", "1", "--isolated")[1]


def test_a_list_is_never_written_over_without_being_asked(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    out = tmp_path / "names.csv"
    out.write_text("mine", encoding="utf-8")
    code, told = run(str(tmp_path / "story.txt"), "-o", str(out))
    assert (code, out.read_text("utf-8")) == (2, "mine")
    assert "--overwrite" in told
    assert run(str(tmp_path / "story.txt"), "-o", str(out), "--overwrite")[0] == 0
    assert out.read_text("utf-8").startswith("name,")


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.vtt").write_bytes(b"\x00\xff\x00 no captions")
    code, told = run(str(tmp_path))
    assert "Peñalver,,Penalver,2,Penalver: 1" in told
    assert (code, "in 1 files" in told) == (3, True)


def test_cells_are_quoted_as_csv_wants() -> None:
    census = Census()
    census.add(segments_of("He saw Torosyan."))
    rows = list(csv.reader(io.StringIO(as_csv(census.named()))))
    assert rows == [
        ["name", "accepted", "rejected", "count", "note"],
        ["Torosyan", "", "", "1", ""],
    ]
