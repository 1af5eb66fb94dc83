"""`mtqa config`: the settings in force."""

from __future__ import annotations

from typing import Any

import click

from mtqa.cli.options import config_options


@click.group()
def config() -> None:
    """The settings in force and where they come from."""


@config.command()
@config_options
def show(config: Any) -> None:
    """Show each setting with its value and its origin."""
    for name, origin in config.origins.items():
        table, _, short = name.rpartition(".")
        owner: Any = getattr(config.settings, table) if table else config.settings
        value = getattr(owner, short.replace("-", "_"))
        click.echo(f"{name:17} {_told(value):28} {origin}")


def _told(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {level}" for key, level in value.items()) or "–"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return str(value) or "–"
