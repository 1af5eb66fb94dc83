"""`mtqa formats`: what is read."""

from __future__ import annotations

import click


@click.command()
def formats() -> None:
    """List the formats that are read, with the file names that tell them."""
    from mtqa.formats.registry import FORMATS, KINDS, SUFFIXES, load

    for name in FORMATS:
        endings = " ".join(
            ending
            for ending, form in SUFFIXES.items()
            if form == name or name in KINDS.get(form, ())
        )
        click.echo(f"{name:12} {load(name).title:28} {endings}")
    click.echo(
        "\nFiles without such a name are told by their content. Of JSON, CSV and TSV the fields\n"
        "with text are guessed by their names, or named under [[fields]] in mtqa.toml."
    )
