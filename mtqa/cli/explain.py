"""`mtqa explain`: why a rule is there, and why it kept silent."""

from __future__ import annotations

from typing import Any

import click

from mtqa.cli.options import config_options


@click.command()
@click.argument("rule")
@click.option("--why-not", metavar="TEXT", help="Say what kept the rule silent on TEXT.")
@config_options
def explain(rule: str, why_not: str | None, config: Any) -> None:
    """Explain RULE: what it says and why, examples bad and good, how to switch it off."""
    from mtqa.errors import UsageError
    from mtqa.rules.catalogue import explain as lines
    from mtqa.rules.library import library
    from mtqa.rules.select import unknown

    specs, _ = library(config.settings.packs)
    spec = next((spec for spec in specs if spec.id == rule), None)
    if spec is None:
        raise UsageError(unknown(rule, specs))
    if why_not is None:
        told = lines(spec)
    else:
        from mtqa.whynot import why_not as reasons

        told = reasons(spec, why_not, config.settings)
    for line in told:
        click.echo(line)
