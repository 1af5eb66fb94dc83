"""`mtqa apply-patch`: a patch made in a copy that was edited since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mtqa.fixing.patches import Hunk
    from mtqa.model.document import Document


@click.command("apply-patch")
@click.argument("patch")
@click.argument("file")
@click.option("--in-place", is_flag=True, help="Write FILE itself; a backup is kept.")
@click.option("--output", metavar="PATH|-", help="Write the result there; - is standard output.")
@click.option("--no-backup", is_flag=True, help="Keep no backup of a file written in place.")
@click.option("--encoding", help="FILE's encoding, where no byte order mark tells.")
@click.pass_context
def apply_patch(
    ctx: click.Context,
    patch: str,
    file: str,
    in_place: bool,
    output: str | None,
    no_backup: bool,
    encoding: str | None,
) -> None:
    """Apply PATCH, which `mtqa fix --patch` wrote, to FILE, which may have been edited since.

    Without an option, print the unified diff and write nothing. A hunk is made as a whole or not
    at all; those that find no place are named.

    Exit codes: 0 every hunk fits; 1 some do not; 2 PATCH is no patch; 3 FILE could not be read or
    written.
    """
    from mtqa.cli.delivery import STDIN, say
    from mtqa.cli.inputs import inputs
    from mtqa.errors import UnreadableFile, UnwritableFile, UsageError
    from mtqa.fixing.patches import apply_patch as apply
    from mtqa.formats.reading import read
    from mtqa.text.encoding import encode

    if in_place and output is not None:
        raise UsageError("--in-place and --output exclude each other: give one.")
    if patch == file:
        raise UsageError("PATCH and FILE are the same: give two files.")
    if output not in (None, STDIN) and Path(output).resolve() == Path(file).resolve():
        raise UsageError(f"{output} is the file itself: use --in-place to write it.")
    (source,), (target,) = inputs([patch]), inputs([file])
    try:
        wanted = source.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{patch} is no patch: it is not UTF-8.") from error
    try:
        before, _ = read(target.name, target.read(), encoding=encoding)
        made = apply(wanted, before.text)
        raw = encode(made.text, before.encoding)
        after = replace(before, text=made.text, raw=raw)
        _hand_over(file, before, after, in_place=in_place, output=output, keep=not no_backup)
    except (UnreadableFile, UnwritableFile) as error:
        say(f"{file}: {error}")
        ctx.exit(3)
    for hunk in made.unfit:
        say(_told(hunk, len(made.hunks)))
    ctx.exit(1 if made.unfit else 0)


def _hand_over(
    file: str, before: Document, after: Document, *, in_place: bool, output: str | None, keep: bool
) -> None:
    from mtqa.cli import delivery
    from mtqa.fixing.backup import Backup
    from mtqa.fixing.writing import create_file

    if in_place:
        backup = Backup(Path.cwd(), "apply-patch") if keep else None
        delivery.InPlace(backup).deliver(file, before, after)
    elif output == delivery.STDIN:
        delivery.emit(after.raw)
    elif output is not None:
        create_file(Path(output), after.raw)
    else:
        delivery.Diff().deliver(file, before, after)


def _told(hunk: Hunk, total: int) -> str:
    words = f"‘{hunk.before}’ → ‘{hunk.after}’"
    return f"Hunk {hunk.number} of {total} does not fit: there is no place for {words}."
