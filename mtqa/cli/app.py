"""The command line: a group whose commands are imported when they are called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from mtqa._version import __version__
from mtqa.cli.colour import colour
from mtqa.errors import MtqaError

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("mtqa.cli.check:check", "Find what translation left behind."),
    "fix": ("mtqa.cli.fix:fix", "Show the fixes as a diff, or make them."),
    "report": ("mtqa.cli.report:report", "Write an HTML report to review."),
    "diff": ("mtqa.cli.diff:diff", "Show two versions of a story on one page."),
    "undo": ("mtqa.cli.undo:undo", "Take back the last fix."),
    "apply-patch": ("mtqa.cli.apply_patch:apply_patch", "Apply a patch to an edited copy."),
    "apply": ("mtqa.cli.apply:apply", "Make what a review decided."),
    "decisions": ("mtqa.cli.decisions:decisions", "Merge, show and count decisions."),
    "rules": ("mtqa.cli.rules:rules", "The catalogue of rules."),
    "explain": ("mtqa.cli.explain:explain", "Why a rule is there, with examples."),
    "names": ("mtqa.cli.names:names", "Draft a list of the names in stories."),
    "config": ("mtqa.cli.config:config", "The settings in force and where they come from."),
    "engine": ("mtqa.cli.engine:engine", "Install, start and stop LanguageTool."),
    "formats": ("mtqa.cli.formats:formats", "The formats that are read."),
    "bench": ("mtqa.cli.bench:bench", "Measure what rules find and what they cost."),
}
"""Name to where the command lives and what it does; imported when needed."""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class LazyGroup(click.Group):
    """A group of commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest name for one that is not known."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean ‘{near[0]}’?" if near else " `mtqa --help` lists them."
            ctx.fail(f"There is no command ‘{args[0]}’.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The commands with what they do, none of them imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings=CONTEXT)
@click.version_option(__version__, "--version", message="mtqa %(version)s")
@click.pass_context
def app(ctx: click.Context) -> None:
    """Flags what machine translation leaves behind in English news, and proposes fixes.

    \b
    mtqa check story.txt
    mtqa fix story.txt
    mtqa report story.txt -o report.html
    """  # noqa: D301 - click reads the sign
    ctx.color = colour()


def run(args: Sequence[str] | None = None) -> None:
    """Runs the command line and ends the process: 0 clean, 1 findings, 2 usage, 3 incomplete."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app.main(args=args, prog_name="mtqa", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except MtqaError as error:
        click.echo(f"mtqa: {error}", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("mtqa: stopped.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except Exception as error:  # noqa: BLE001 - a person gets a sentence, not a traceback
        from mtqa.cli.running import fault

        click.echo(fault(error), err=True)
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
