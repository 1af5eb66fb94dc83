"""`mtqa explain`: why a rule is there, and why it kept silent."""

from __future__ import annotations

from typing import Any

import click

from mtqa.cli.options import config_options


@click.command()
@click.argument("rule")
@click.argument("text", required=False)
@click.option("--why-not", is_flag=True, help="Say what kept the rule silent on TEXT.")
@config_options
def explain(rule: str, text: str | None, why_not: bool, config: Any) -> None:
    """Explain RULE: what it says and why, examples bad and good, how to switch it off.

    With --why-not RULE TEXT, say what kept the rule silent on TEXT instead.
    """
    from mtqa.errors import UsageError
    from mtqa.kit import safety
    from mtqa.providers.registry import ENGINES, whys
    from mtqa.rules.catalogue import explain as lines
    from mtqa.rules.library import library
    from mtqa.rules.select import unknown

    specs, _ = library(config.settings.packs)
    spec = next((spec for spec in specs if spec.id == rule), None)
    if spec is None:
        known = whys(ENGINES).get(rule)
        if known is None or why_not or text is not None:
            raise UsageError(unknown(rule, specs))
        click.echo(f"{rule}: {known}")
        return
    if why_not != (text is not None):
        raise UsageError("--why-not takes a rule and a text: mtqa explain --why-not RULE TEXT.")
    if text is None:
        told = lines(spec, safety(spec, config.settings.packs))
    else:
        from mtqa.whynot import why_not as reasons

        told = reasons(spec, text, config.settings)
    for line in told:
        click.echo(line)
