import subprocess
import sys
from pathlib import Path

import mtqa
from mtqa.checkers import base
from mtqa.cli.app import COMMANDS, app
from mtqa.kit import safeties
from mtqa.rules import catalogue
from mtqa.rules.library import library
from mtqa.rules.schema import pack_schema
from mtqa.rules.spec import CheckerSpec


def test_the_catalogue_page_is_fresh(root: Path) -> None:
    page = (root / "rules" / "README.md").read_text("utf-8")
    specs = library()[0]
    assert page == catalogue.page(specs, safeties(specs)), "write it again: mtqa rules catalogue"


def test_the_schema_of_packs_is_fresh(root: Path) -> None:
    kept = (root / "rules" / "pack.schema.json").read_text("utf-8")
    assert kept == pack_schema(), "write it again: mtqa rules schema"


def test_every_checker_is_used_and_every_named_one_exists() -> None:
    used = {spec.checker for spec in library()[0] if isinstance(spec, CheckerSpec)}
    assert used == set(base.CHECKERS)
    for name in used:
        assert base.load(name).find


def test_every_public_name_is_there() -> None:
    for name in mtqa.__all__:
        assert getattr(mtqa, name) is not None


def test_every_command_of_the_table_is_one() -> None:
    context = app.make_context("mtqa", [], resilient_parsing=True)
    for name in COMMANDS:
        command = app.get_command(context, name)
        assert command is not None
        assert command.help


def test_every_command_stands_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"mtqa {name}" not in readme] == []


def test_version_imports_nothing_heavy() -> None:
    code = (
        "import sys; from mtqa.cli.app import app; import contextlib\n"
        "with contextlib.suppress(SystemExit): app(['--version'])\n"
        "heavy = {'regex', 'msgspec', 'numpy', 'jinja2', 'hyperscan', 'ruamel', 'ftfy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_no_file_names_a_machine_or_a_registry(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=False
    )
    marks = (
        "/" + "work/",
        "/" + "root/",
        "pypi" + ".org",
        "files.python" + "hosted",
        "registry." + "npm",
    )
    for name in listed.stdout.splitlines():
        path = root / name
        if path.suffix in {".py", ".md", ".yaml", ".toml", ".txt", ".j2", ".js", ".css", ".json"}:
            text = path.read_text("utf-8", "replace")
            assert not [mark for mark in marks if mark in text], name
