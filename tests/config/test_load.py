from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.cli.app import app
from mtqa.config.load import find, from_mapping, load
from mtqa.errors import UsageError
from mtqa.model.finding import Severity
from mtqa.model.house import House

TOML = """\
profile = "default"
ignore = ["repeated-word"]
fail-on = "major"
packs = ["own.yaml"]

[severity]
calque = "neutral"

[house]
quotes = "curly"
stops = "british"
"""


def test_defaults_are_those_of_the_settings(tmp_path: Path) -> None:
    config = load(start=tmp_path, isolated=True)
    assert config.settings == from_mapping({})
    assert set(config.origins.values()) == {"default"}


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(TOML, encoding="utf-8")
    below = tmp_path / "desk" / "sport"
    below.mkdir(parents=True)
    config = load(start=below)
    assert config.path == tmp_path / "mtqa.toml"
    assert config.settings.ignore == ("repeated-word",)
    assert config.settings.fail_on is Severity.MAJOR
    assert config.settings.severity == {"calque": Severity.NEUTRAL}
    assert config.settings.house == House(quotes="curly", stops="british")
    assert config.settings.packs == (str(tmp_path / "own.yaml"),)


def test_origins_name_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(TOML, encoding="utf-8")
    config = load(start=tmp_path, overrides={"house.stops": "keep"})
    assert config.origins["ignore"] == f"{tmp_path / 'mtqa.toml'}:2"
    assert config.origins["house.quotes"] == f"{tmp_path / 'mtqa.toml'}:10"
    assert config.origins["house.stops"] == "command line"
    assert config.origins["language"] == "default"


def test_a_table_in_pyproject_is_a_configuration(tmp_path: Path) -> None:
    project = tmp_path / "pyproject.toml"
    project.write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert find(tmp_path) != project
    project.write_text('[tool.mtqa]\nlanguage = "en-GB"\n', encoding="utf-8")
    assert load(start=tmp_path).settings.language == "en-GB"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('ignroe = ["x"]', r"mtqa\.toml: ‘ignroe’ is no setting: did you mean ‘ignore’"),
        ("[house]\nquote = 'curly'", "did you mean ‘house.quotes’"),
        ("[house]\nquotes = 'wavy'", "should be one of curly, straight, keep"),
        ("fail-on = 3", "should be one of neutral, minor, major, critical"),
        ("ignore = 'x'", "should be a list of rules or packs"),
        ("ignore = [", "not readable as TOML"),
        ("house = 3", "write \\[house\\]"),
    ],
)
def test_a_wrong_value_is_told_with_the_nearest_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mtqa.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load(start=tmp_path)


def test_config_show_lists_every_setting_with_its_origin() -> None:
    done = CliRunner().invoke(app, ["config", "show", "--isolated", "--variety", "en-GB"])
    assert done.exit_code == 0
    lines = {line.split()[0]: line for line in done.output.splitlines()}
    assert lines["house.variety"].split()[1:] == ["en-GB", "command", "line"]
    assert lines["fail-on"].split()[1:] == ["minor", "default"]
