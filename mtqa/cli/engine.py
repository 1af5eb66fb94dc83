"""`mtqa engine`: the engine beside the rules, put in place, started and stopped."""

from __future__ import annotations

from pathlib import Path

import click

from mtqa.errors import UsageError

NAMES = ["languagetool"]
name_argument = click.argument("name", type=click.Choice(NAMES), default=NAMES[0])


@click.group()
def engine() -> None:
    """Install, start and stop LanguageTool, which finds grammar faults that no rule of ours knows.

    It needs `pip install 'mtqa[languagetool]'` and Java 17 or newer. `mtqa check --engine
    rules,languagetool` asks it.
    """


@engine.command()
@name_argument
@click.option("--from-maven", is_flag=True, help="Put it together from its Maven artifacts.")
@click.option(
    "--from", "folder", metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Copy it from a folder, say of another machine.",
)  # fmt: skip
def install(name: str, from_maven: bool, folder: Path | None) -> None:  # noqa: ARG001
    """Put the engine into the data folder, whole and with its sums checked.

    Without an option it is the release that language-tool-python downloads (about 250 MB); from
    Maven it is what English needs (43 MB).
    """
    from mtqa.providers.languagetool.install import install as put
    from mtqa.providers.languagetool.places import VERSION
    from mtqa.providers.languagetool.places import engine as place

    if from_maven and folder:
        raise UsageError("--from-maven and --from exclude each other: give one.")
    if put(_say, maven=from_maven, folder=folder):
        click.echo(f"LanguageTool {VERSION} is installed in {place()}.")
    else:
        click.echo(f"LanguageTool {VERSION} is there already, whole, in {place()}.")


@engine.command()
@name_argument
def start(name: str) -> None:  # noqa: ARG001
    """Start a server on this machine that stays warm for later runs, until `mtqa engine stop`."""
    from mtqa.providers.languagetool import server
    from mtqa.providers.languagetool.asking import warm
    from mtqa.providers.languagetool.places import need_extra

    need_extra()
    started, new = server.start(_say)
    if new:
        warm(started.url, _say)
    state = "runs" if new else "runs already"
    click.echo(f"LanguageTool {started.version} {state} at {started.url} (process {started.pid}).")


@engine.command()
@name_argument
def stop(name: str) -> None:  # noqa: ARG001
    """Stop the server that `mtqa engine start` started."""
    from mtqa.providers.languagetool import server
    from mtqa.providers.languagetool.places import need_extra

    need_extra()
    ended = server.stop()
    click.echo(f"Process {ended.pid} has ended." if ended else "No server was running.")


@engine.command()
@name_argument
@click.option("--lt-url", metavar="URL", help="Ask the server there.")
@click.pass_context
def status(ctx: click.Context, name: str, lt_url: str | None) -> None:  # noqa: ARG001
    """Say what is installed and what runs.

    Exit codes: 0 the engine can be used; 1 it cannot.
    """
    from mtqa.providers.languagetool.status import lines

    usable, told = lines(lt_url)
    for line in told:
        click.echo(line)
    ctx.exit(0 if usable else 1)


@engine.command()
@name_argument
@click.option("--all", "everything", is_flag=True, help="The page with those left out as well.")
def rules(name: str, everything: bool) -> None:  # noqa: ARG001
    """Show the rules of the engine that are asked for, and the measurements that chose them."""
    from mtqa.providers.languagetool.status import page, table_lines

    if everything:
        click.echo(page(), nl=False)
        return
    for line in table_lines(everything=False):
        click.echo(line)


def _say(message: str) -> None:
    click.echo(message, err=True)
