import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.cli.app import app
from mtqa.config.lines import key_lines
from mtqa.config.load import find, from_mapping, load
from mtqa.errors import UsageError
from mtqa.model.finding import Severity
from mtqa.model.house import House
from mtqa.model.reading import FieldMap, Limits, Reading
from mtqa.model.segment import Role
from mtqa.pipeline import chosen, open_desk
from mtqa.rules.library import library
from mtqa.rules.profiles import Profile, names
from mtqa.rules.select import select

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
        ('ignroe = ["x"]', r"mtqa\.toml:1: ‘ignroe’ is no setting: did you mean ‘ignore’"),
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


def test_a_profile_stands_below_the_file_and_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(
        'profile = "news-uk"\n[house]\nstops = "keep"\n', encoding="utf-8"
    )
    config = load(start=tmp_path)
    assert config.settings.house == House(variety="en-GB", stops="keep")
    assert config.origins["house.variety"] == "profile news-uk"
    assert config.origins["house.stops"] == f"{tmp_path / 'mtqa.toml'}:3"
    assert load(start=tmp_path, overrides={"profile": "news-us"}).settings.house.variety == "en-US"


@pytest.mark.parametrize("name", names())
def test_every_bundled_profile_opens_a_desk(name: str) -> None:
    settings = from_mapping({"profile": name})
    assert open_desk(settings).providers
    assert chosen(settings)


def test_an_unknown_profile_gets_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="Did you mean ‘news-uk’"):
        from_mapping({"profile": "news-ukk"})


def test_a_profile_chooses_and_the_settings_add_and_take_away() -> None:
    specs = library()[0]
    own = Profile("Own", select=("core/repetition",), extend_select=("calque",))
    less = Profile("Less", ignore=("repeated-word",))

    def ids(profile: Profile, **more: list[str]) -> set[str]:
        return {spec.id for spec in select(specs, profile=profile, **more)}

    assert ids(own) == {"repeated-word", "repeated-phrase", "calque"}
    assert ids(own, ignored=["calque"]) == {"repeated-word", "repeated-phrase"}
    assert ids(less, chosen=["repeated-word"]) == {"repeated-word"}
    assert "repeated-word" not in ids(less)


def test_a_severity_for_no_rule_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean ‘repeated-word’"):
        open_desk(from_mapping({"severity": {"repeated-wrd": "major"}}))


@pytest.mark.parametrize(
    "text", ['# one\nignore = ["repeated-wrd"]\n', '\n[severity]\nrepeated-wrd = "major"\n']
)
def test_an_unknown_rule_is_told_with_its_file_and_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", "rules", "--config", str(path)], capture_output=True
    )
    assert done.returncode == 2
    said = done.stderr.decode()
    assert f"{path}:2: There is no rule or pack ‘repeated-wrd’. Did you mean" in said


def test_keys_of_other_tables_do_not_lend_their_lines() -> None:
    source = """\
[tool.ruff]
select = ["E"]
quotes = "double"

[tool.mtqa]
# a comment
select = ["repeated-word"]
house = {quotes = "curly", stops = "british"}

[tool.mtqa.severity]
calque = "neutral"
"""
    assert key_lines(source, "tool.mtqa") == {
        "select": 7,
        "house": 8,
        "house.quotes": 8,
        "house.stops": 8,
        "severity": 10,
        "severity.calque": 11,
    }


def test_a_table_whose_name_only_begins_alike_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.mtqa-feeds]\nx = 1\n", encoding="utf-8")
    assert find(tmp_path) != path


def test_engines_are_those_there_are() -> None:
    with pytest.raises(UsageError, match="a list of engines out of"):
        from_mapping({"engines": ["oracle"]})


FIELDS = """\
delimiter = ";"

[limits]
depth = 50

[[fields]]
path = "articles[].title"
role = "headline"

[[fields]]
path = "Text (en)"
type = "html"
"""


def test_a_field_map_and_limits_are_settings_with_lines(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(FIELDS, encoding="utf-8")
    config = load(start=tmp_path)
    assert config.settings.reading == Reading(
        (FieldMap("articles[].title", Role.HEADLINE), FieldMap("Text (en)", Role.BODY, "html")),
        ";",
        Limits(depth=50),
    )
    file = tmp_path / "mtqa.toml"
    assert config.origins["fields"] == f"{file}:6"
    assert config.origins["limits.depth"] == f"{file}:4"
    assert config.origins["limits.characters"] == "default"


@pytest.mark.parametrize(
    ("line", "bad", "said"),
    [
        (12, 'type = "xhtml"', "‘fields[1].type’ is 'xhtml', but should be one of auto, text"),
        (12, 'role = "titel"', "‘fields[1].role’ is 'titel', but should be one of headline"),
        (12, 'kind = "a"', "‘fields[1].kind’ is 'a', but should be left out"),
        (8, "role = 3", "‘fields[0].role’ is 3"),
        (7, 'path = "a..b"', "‘fields[0].path’ is 'a..b', but should be a path"),
        (7, "", "‘fields[0]’ is {'role': 'headline'}, but should be a table with a path"),
        (4, "depth = 0", "‘limits.depth’ is 0, but should be a number from 1 on"),
        (4, "dept = 9", "‘limits.dept’ is no setting: did you mean ‘limits.depth’"),
        (1, 'delimiter = "."', "‘delimiter’ is '.', but should be auto, or one of a comma"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_with_file_line_and_key(
    tmp_path: Path, line: int, bad: str, said: str
) -> None:
    lines = FIELDS.splitlines()
    lines[line - 1] = bad
    (tmp_path / "mtqa.toml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(start=tmp_path)
    at = line if bad else line - 1
    assert str(caught.value).startswith(f"{tmp_path / 'mtqa.toml'}:{at}: {said}")


def test_the_settings_of_reading_are_shown_with_their_origin(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text(FIELDS, encoding="utf-8")
    shown = CliRunner().invoke(app, ["config", "show", "--config", str(tmp_path / "mtqa.toml")])
    assert shown.exit_code == 0
    lines = {line.split()[0]: line for line in shown.output.splitlines()}
    assert "articles[].title = headline, Text (en) = body (html)" in lines["fields"]
    assert lines["limits.elements"].endswith("default")
