"""`mtqa report`: the findings and their fixes as a page to read and review."""

from __future__ import annotations

from pathlib import Path

import click

from mtqa.cli.options import Options, incomplete_option, run_options

LEVELS = ["neutral", "minor", "major", "critical"]


@click.command()
@click.argument("paths", nargs=-1, required=True)
@run_options
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), default="report.html",
    show_default=True, metavar="FILE", help="Where to write the page.",
)  # fmt: skip
@click.option("--fail-on", type=click.Choice(LEVELS), help="Exit 1 from this severity on (minor).")
@click.option("--exit-zero", is_flag=True, help="Exit 0 whatever is found.")
@incomplete_option
@click.pass_context
def report(
    ctx: click.Context,
    paths: tuple[str, ...],
    options: Options,
    output: Path,
    fail_on: str | None,
    exit_zero: bool,
    allow_incomplete: bool,
) -> None:
    """Check the files at PATHS and write one HTML page with their changes drawn in.

    Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage or configuration; 3 a file or
    an engine failed, the findings may not be all.
    """
    from mtqa.cli.running import run_files
    from mtqa.errors import UsageError
    from mtqa.fixing.writing import create_file
    from mtqa.model.finding import Severity
    from mtqa.providers.registry import whys
    from mtqa.reporting.console import ending
    from mtqa.reporting.volumes import pages
    from mtqa.rules.library import library

    run = run_files(paths, options)
    why = whys(options.settings.engines)
    why |= {spec.id: spec.why for spec in library(options.settings.packs)[0]}
    made = pages(run, output.name, rules=why)
    stories = {Path(file.path).resolve() for file in run.files}
    for name in made:
        if output.with_name(name).resolve() in stories:
            raise UsageError(f"{name} is one of the stories: give the report another name with -o.")
    for name, page in made.items():
        create_file(output.with_name(name), page.encode("utf-8"))
    for reason in run.incomplete:
        click.echo(f"mtqa: incomplete: {reason}", err=True)
    click.echo(click.unstyle(list(ending(run))[-1]))
    if len(made) > 1:
        click.echo(f"It is too long for one page: {len(made) - 1} numbered files stand beside it.")
    click.echo(f"The report is in {output}.")
    if run.incomplete and not allow_incomplete:
        ctx.exit(3)
    level = Severity(fail_on) if fail_on else options.settings.fail_on
    ctx.exit(1 if run.at_least(level) and not exit_zero else 0)
