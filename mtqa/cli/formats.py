"""`mtqa formats`: what is read."""

from __future__ import annotations

import click


@click.command()
def formats() -> None:
    """List the formats that are read, with the file names that tell them."""
    from mtqa.formats.registry import FORMATS, SUFFIXES, load

    for name in FORMATS:
        endings = " ".join(ending for ending, form in SUFFIXES.items() if form == name)
        click.echo(f"{name:12} {load(name).title:28} {endings}")
