"""`mtqa check`: what translation left behind, told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.options import Options, incomplete_option, run_options

if TYPE_CHECKING:
    from mtqa.model.result import FileResult

LEVELS = ["neutral", "minor", "major", "critical"]


@click.command()
@click.argument("paths", nargs=-1, required=True)
@run_options
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "jsonl"]), default="text",
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
    format_: str,
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
    from mtqa.cli.telling import Output, form, light
    from mtqa.errors import UsageError
    from mtqa.model.finding import Severity

    if statistics and format_ != "text":
        raise UsageError("--statistics counts on the console: leave out --format, or count there.")
    told = form(format_, statistics=statistics, quiet=quiet)
    output = Output(output_file, colour(color))

    def tell(result: FileResult) -> FileResult:
        output.write(told.of_file(result))
        return result if told.whole else light(result)

    run = run_files(paths, options, quiet=quiet, parts=True, tell=tell)
    if output_file and any(_same(output_file, file.path) for file in run.files):
        raise UsageError(f"{output_file} is one of the files to check: give it another name.")
    output.write(told.at_end(run))
    output.close()
    if run.incomplete and not allow_incomplete:
        ctx.exit(3)
    level = Severity(fail_on) if fail_on else options.settings.fail_on
    ctx.exit(1 if run.at_least(level) and not exit_zero else 0)


def _same(output: Path, path: str) -> bool:
    return path != "-" and output.resolve() == Path(path).resolve()
