"""`mtqa formats`: what is read, and written back."""

from __future__ import annotations

from textwrap import indent, wrap

import click


@click.command()
@click.argument("names", nargs=-1)
def formats(names: tuple[str, ...]) -> None:
    """List the formats (or those of NAMES): their file names, what is read and written back.

    Of one that takes a field map an example is shown if it is named.
    """
    from mtqa.formats.registry import FORMATS, KINDS, SUFFIXES, load

    for name in names or FORMATS:
        form = load(name)
        endings = " ".join(
            ending
            for ending, kind in SUFFIXES.items()
            if kind == name or name in KINDS.get(kind, ())
        )
        click.echo(f"{name:12} {form.title:28} {endings}")
        click.echo(indent("\n".join(wrap(form.reads, 84)), " " * 13))
        if names and form.example:
            click.echo(f"\nA field map for it, in mtqa.toml:\n\n{indent(form.example, '    ')}")
    click.echo(
        "\nAll that is read is written back in place: every byte outside a fix stays, and a fix\n"
        "that would read otherwise there is refused. Files without such a name are told by their\n"
        "content. `mtqa formats json` (jsonl, csv, tsv) shows a field map."
    )
