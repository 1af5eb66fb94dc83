"""`mtqa check`: what translation left behind, told."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.options import Options, incomplete_option, run_options

if TYPE_CHECKING:
    from mtqa.model.result import Run

LEVELS = ["neutral", "minor", "major", "critical"]


@click.command()
@click.argument("paths", nargs=-1, required=True)
@run_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "jsonl"]), default="text",
    show_default=True, help="How to write the findings.",
)  # fmt: skip
@click.option("--output-file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write there instead of to standard output.")  # fmt: skip
@click.option("--fail-on", type=click.Choice(LEVELS), help="Exit 1 from this severity on (minor).")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@incomplete_option
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead.")
@click.option("--quiet", "-q", is_flag=True, help="Print the findings alone.")
@click.option("--color/--no-color", default=None, help="Colour, whatever the terminal.")
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[str, ...],
    options: Options,
    form: str,
    output_file: Path | None,
    fail_on: str | None,
    exit_zero: bool,
    allow_incomplete: bool,
    statistics: bool,
    quiet: bool,
    color: bool | None,
) -> None:
    """Check the files at PATHS (files, folders, - for standard input).

    Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage or configuration; 3 a file or
    an engine failed, the findings may not be all.
    """
    from mtqa.cli.colour import colour
    from mtqa.cli.running import run_files
    from mtqa.errors import UsageError
    from mtqa.model.finding import Severity

    if statistics and form != "text":
        raise UsageError("--statistics counts on the console: leave out --format, or count there.")
    run = run_files(paths, options, quiet=quiet, parts=True)
    if output_file and any(_same(output_file, file.path) for file in run.files):
        raise UsageError(f"{output_file} is one of the files to check: give it another name.")
    lines = _lines(run, form, statistics=statistics, quiet=quiet)
    _write(lines, output_file, colour(color))
    if run.incomplete and not allow_incomplete:
        ctx.exit(3)
    level = Severity(fail_on) if fail_on else options.settings.fail_on
    ctx.exit(1 if run.at_least(level) and not exit_zero else 0)


def _lines(run: Run, form: str, *, statistics: bool, quiet: bool) -> Iterator[str]:
    if form == "json":
        from mtqa.reporting.json import as_json

        yield as_json(run)
    elif form == "jsonl":
        from mtqa.reporting.json import as_jsonl

        yield from as_jsonl(run)
    else:
        from mtqa.reporting import console

        told = list(console.statistics(run)) if statistics else list(console.notes(run))
        yield from (f"{line}\n" for line in (told[:-1] if quiet and not statistics else told))


def _write(lines: Iterable[str], path: Path | None, colour: bool) -> None:
    text = "".join(lines)
    if path is not None:
        from mtqa.fixing.writing import create_file

        create_file(path, click.unstyle(text).encode("utf-8", "backslashreplace"))
    else:
        sys.stdout.write(text if colour else click.unstyle(text))
        sys.stdout.flush()


def _same(output: Path, path: str) -> bool:
    return path != "-" and output.resolve() == Path(path).resolve()
