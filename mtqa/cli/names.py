"""`mtqa names`: a list of names drafted from stories."""

from __future__ import annotations

from pathlib import Path

import click

from mtqa.cli.options import config_choice, configured


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--least", default=2, show_default=True, help="Leave out names seen less often.")
@click.option("--variants", is_flag=True, help="Only names in more than one spelling.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Write the list here; a file that is there already is not touched.")  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Write the list even so.")
@click.option("--input-format", metavar="NAME", help="The files' format (`mtqa formats`).")
@click.option("--encoding", metavar="NAME", help="The files' encoding, where no mark tells.")
@config_choice
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.pass_context
def names(
    ctx: click.Context,
    paths: tuple[str, ...],
    least: int,
    variants: bool,
    output: Path | None,
    overwrite: bool,
    input_format: str | None,
    encoding: str | None,
    given: Path | None,
    isolated: bool,
    quiet: bool,
) -> None:
    """Draft a list of the names in PATHS (files, folders, `-`) as CSV, for [lists] names.

    Each name stands in the spelling used most, with its other spellings as rejected: edit the list
    before you use it. Fields, limits and language are those of the configuration. Exit code 3 if a
    file could not be read.
    """
    from mtqa.census import Census, as_csv
    from mtqa.cli.inputs import inputs
    from mtqa.cli.running import Progress
    from mtqa.errors import UnreadableFile, UsageError
    from mtqa.fixing.writing import create_file
    from mtqa.formats.reading import read

    if output and output.exists() and not overwrite:
        raise UsageError(
            f"{output} is there already: give another --output, or --overwrite to lose it."
        )
    settings = configured(given, isolated=isolated).settings
    files = inputs(paths)
    census, failed = Census(), 0
    progress = Progress(len(files), quiet=quiet)
    for file in files:
        try:
            document, form = read(
                file.name,
                file.read(),
                input_format=input_format,
                encoding=encoding,
                language=settings.language or "en",
                reading=settings.reading,
            )
            census.add(form.segments(document.text, document.language))
        except UnreadableFile as error:
            failed += 1
            click.echo(f"mtqa: {file.name}: {error}", err=True)
        progress.step(file.name)
    progress.done()
    found = [one for one in census.named(least) if one.others or not variants]
    if output is None:
        click.echo(as_csv(found), nl=False)
    else:
        create_file(output, as_csv(found).encode("utf-8"))
    several = sum(bool(one.others) for one in found)
    said = f"{len(found)} names in {len(files) - failed} files, {several} in several spellings."
    click.echo(said + (f" The list is in {output}." if output else ""), err=True)
    ctx.exit(3 if failed else 0)
