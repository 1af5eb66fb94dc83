"""`mtqa diff`: two versions of a story on one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.options import Options, run_options

if TYPE_CHECKING:
    from mtqa.model.result import FileResult


@click.command()
@click.argument("before")
@click.argument("after")
@run_options
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), default="diff.html",
    show_default=True, metavar="FILE", help="Where to write the page.",
)  # fmt: skip
def diff(before: str, after: str, options: Options, output: Path) -> None:
    """Write one HTML page that shows how the story BEFORE became AFTER, word by word.

    Nothing is checked. Paragraphs that were moved, split or joined are marked as such. Exit codes:
    0 written, equal or not; 2 usage, or a file that cannot be read.
    """
    from mtqa._version import __version__
    from mtqa.errors import UsageError
    from mtqa.fixing.writing import create_file
    from mtqa.reporting.page import counted
    from mtqa.reporting.versions import render_versions, versions

    if before == after == "-":
        raise UsageError("Standard input is one story: give the other one as a file.")
    if output.resolve() in {Path(before).resolve(), Path(after).resolve()}:
        raise UsageError(f"{output} is one of the stories: give the page another name with -o.")
    old, new = _read(before, options), _read(after, options)
    story = versions(old, new)
    create_file(output, render_versions(story, version=__version__).encode("utf-8"))
    gone, come = story.words
    differ = counted(story.differing, "paragraph")
    click.echo(f"{differ} differ, {counted(gone, 'word')} out, {counted(come, 'word')} in.")
    click.echo(f"The page is in {output}.")


def _read(path: str, options: Options) -> FileResult:
    """One version as it reads. Raises `UsageError` for a path without a file, `UnreadableFile`."""
    from mtqa.cli.inputs import inputs
    from mtqa.errors import UnreadableFile, UsageError
    from mtqa.pipeline import Desk, check

    found = inputs([path], options.stdin_filename)
    if len(found) != 1 or Path(path).is_dir():
        raise UsageError(f"{path} is a folder: give one file for each version.")
    try:
        raw = found[0].read()
    except UnreadableFile as error:
        raise UnreadableFile(f"{path} {error}") from error
    result = check(
        Desk(options.settings, (), ""),
        found[0].name,
        raw,
        input_format=options.input_format,
        encoding=options.encoding,
    )
    if result.document is None:
        raise UnreadableFile(f"{path} {' '.join(result.errors)}")
    return result
