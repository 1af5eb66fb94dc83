"""`mtqa undo`: what `mtqa fix --in-place` wrote is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mtqa.fixing.backup import Manifest


@click.command()
@click.argument("run", required=False)
@click.option("--list", "listed", is_flag=True, help="List the runs that can be undone.")
@click.option("--force", is_flag=True, help="Restore files even if they were edited since.")
@click.pass_context
def undo(ctx: click.Context, run: str | None, listed: bool, force: bool) -> None:
    """Put back, byte for byte, the files that RUN wrote (the last run, if none is named).

    Backups are kept in .mtqa/backup of the folder in which mtqa ran. A file that was edited since
    is named and left as it is.

    Exit codes: 0 restored; 1 a file was left as it is; 2 there is no such run.
    """
    from mtqa.cli.delivery import say
    from mtqa.fixing import backup

    runs = backup.runs(Path.cwd())
    if listed:
        for manifest in runs:
            click.echo(f"{manifest.run}  {manifest.time}  {manifest.command}")
            for entry in manifest.files:
                click.echo(f"    {entry.path}")
        return
    restored = backup.undo(Path.cwd(), _chosen(runs, run), force=force)
    for path in restored.done:
        click.echo(f"{path} restored.")
    for problem in restored.left:
        say(problem)
    ctx.exit(1 if restored.left else 0)


def _chosen(runs: list[Manifest], wanted: str | None) -> Manifest:
    from mtqa.errors import UsageError

    if not runs:
        raise UsageError("There is nothing to undo here: no backup in .mtqa/backup.")
    if wanted is None:
        return runs[0]
    for manifest in runs:
        if manifest.run == wanted:
            return manifest
    raise UsageError(f"There is no run {wanted}; `mtqa undo --list` lists them.")
