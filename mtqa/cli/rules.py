"""`mtqa rules`: the catalogue, and the kit of those who write rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mtqa.cli.options import config_options


class RulesGroup(click.Group):
    """A group whose first word may also be the id of a rule."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """`mtqa rules ID` means `mtqa explain ID`."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            from mtqa.cli.explain import explain

            return "explain", explain, args
        return super().resolve_command(ctx, args)


@click.group(cls=RulesGroup, invoke_without_command=True)
@config_options
@click.option(
    "--from-decisions",
    multiple=True,
    metavar="FILE",
    help="Show how reviewers judged the rules instead.",
)
@click.option("--profiles", is_flag=True, help="List the profiles instead.")
@click.pass_context
def rules(ctx: click.Context, config: Any, from_decisions: tuple[str, ...], profiles: bool) -> None:
    """List the rules; `mtqa rules ID` explains one. Those of the profile are marked ●."""
    ctx.obj = config
    if profiles:
        from mtqa.rules.profiles import names, profile

        for name in names():
            click.echo(f"{name:12} {profile(name).title}.")
        return
    if from_decisions:
        from mtqa.cli.decisions import stats

        ctx.invoke(stats, files=from_decisions)
        return
    if ctx.invoked_subcommand is not None:
        return
    from mtqa.kit import kept_safeties
    from mtqa.pipeline import chosen
    from mtqa.rules.library import library

    specs, digest = library(config.settings.packs)
    fixes = kept_safeties(specs, digest, config.settings.packs)
    on = {spec.id for spec in chosen(config.settings)}
    pack = ""
    for spec in specs:
        if spec.pack != pack:
            pack = spec.pack
            click.echo(f"\n{click.style(pack, bold=True)}")
        mark = "●" if spec.id in on else "○"
        click.echo(f"  {mark} {spec.id:34} {spec.severity!s:8} {fixes[spec.id]:24} {spec.mqm}")
    click.echo(f"\n{len(on)} of {len(specs)} rules are on (profile {config.settings.profile}).")


@rules.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the page is out of date.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=None)
@click.pass_context
def catalogue(ctx: click.Context, check: bool, output: Path | None) -> None:
    """Write rules/README.md from the packs."""
    from mtqa.kit import safeties
    from mtqa.rules import catalogue as made
    from mtqa.rules.library import library

    specs, _ = library()
    _write(ctx, made.page(specs, safeties(specs)), output or Path("rules/README.md"), check=check)


@rules.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the schema is out of date.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=None)
@click.pass_context
def schema(ctx: click.Context, check: bool, output: Path | None) -> None:
    """Write rules/pack.schema.json, by which editors complete and check packs."""
    from mtqa.rules.schema import pack_schema

    _write(ctx, pack_schema(), output or Path("rules/pack.schema.json"), check=check)


@rules.command("test")
@click.argument("names", nargs=-1)
@click.pass_context
def run_examples(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Run the examples of the rules or packs NAMES (all of them without), packs given as files too.

    Exit code 1 if one fails.
    """
    from mtqa.kit import failures
    from mtqa.rules import packs
    from mtqa.rules.library import library
    from mtqa.rules.select import select

    files = tuple(name for name in names if name.endswith((".yaml", ".yml")))
    wanted = tuple(name for name in names if name not in files)
    specs, _ = library((*ctx.obj.settings.packs, *files))
    own = [spec.id for spec in packs.read(packs.at(files))]
    chosen = select(specs, chosen=(*wanted, *own) or ("all",))
    bad = [line for spec in chosen for line in failures(spec, files)]
    for line in bad:
        click.echo(line)
    examples = sum(len(spec.examples) for spec in chosen)
    click.echo(f"{len(chosen)} rules, {examples} examples, {len(bad)} failures.")
    ctx.exit(1 if bad else 0)


@rules.command("try")
@click.argument("rule")
@click.argument("paths", nargs=-1, required=True)
@click.option("--limit", default=40, show_default=True, help="Hits to show.")
@click.pass_context
def try_rule(ctx: click.Context, rule: str, paths: tuple[str, ...], limit: int) -> None:
    """Show what RULE finds in PATHS (stories, folders, or benchmark .jsonl files), in context."""
    from dataclasses import replace

    from mtqa.kit import tried
    from mtqa.pipeline import open_desk

    settings = replace(ctx.obj.settings, select=(rule,), ignore=())
    count = 0
    for line in tried(open_desk(settings), paths):
        count += 1
        if count <= limit:
            click.echo(line)
    click.echo(f"{count} hits of {rule}." + (f" {limit} shown." if count > limit else ""))


@rules.command()
@click.argument("rule")
@click.option("--kind", type=click.Choice(["regex", "substitution", "variants", "token"]),
              default="regex", show_default=True)  # fmt: skip
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), default=None,
              help="The pack to write (RULE.yaml); it must not be there yet.")  # fmt: skip
def new(rule: str, kind: str, output: Path | None) -> None:
    """Write a pack with one rule to begin from, named RULE by its fault (kebab-case)."""
    from mtqa.errors import UsageError
    from mtqa.kit import template

    path = output or Path(f"{rule}.yaml")
    if path.exists():
        raise UsageError(f"{path} is there already: give another --output.")
    path.write_text(template(rule, kind), encoding="utf-8")
    click.echo(f"{path} is written. Try it: mtqa rules test {path}")


def _write(ctx: click.Context, text: str, path: Path, *, check: bool) -> None:
    fresh = path.is_file() and path.read_text("utf-8") == text
    if check:
        click.echo(f"{path} is {'fresh' if fresh else 'out of date: write it again'}.")
        ctx.exit(0 if fresh else 1)
    if not fresh:
        from mtqa.fixing.writing import create_file

        create_file(path, text.encode("utf-8"))
    click.echo(f"{path} is {'as it was' if fresh else 'written'}.")
