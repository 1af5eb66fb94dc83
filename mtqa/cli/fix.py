"""`mtqa fix`: the fixes as a diff, or made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.delivery import say
from mtqa.cli.options import Options, incomplete_option, run_options

if TYPE_CHECKING:
    from mtqa.cli.delivery import Delivery
    from mtqa.cli.inputs import Input
    from mtqa.pipeline import Desk, Fixed


@click.command()
@click.argument("paths", nargs=-1, required=True)
@run_options
@click.option("--in-place", is_flag=True, help="Write the files themselves; a backup is kept.")
@click.option(
    "--output-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write copies below this folder, whether changed or not.",
)
@click.option(
    "--patch",
    metavar="FILE|-",
    help="Write a diff-match-patch patch (a folder for several files), for `mtqa apply-patch`.",
)
@click.option("--unsafe-fixes", is_flag=True, help="Make the suggested fixes as well.")
@click.option("--no-backup", is_flag=True, help="Keep no backup of files written in place.")
@incomplete_option
@click.pass_context
def fix(
    ctx: click.Context,
    paths: tuple[str, ...],
    options: Options,
    in_place: bool,
    output_dir: Path | None,
    patch: str | None,
    unsafe_fixes: bool,
    no_backup: bool,
    allow_incomplete: bool,
) -> None:
    """Fix the files at PATHS (files, folders, - for standard input).

    Without an option, print what would change as a unified diff and write nothing. Safe fixes
    alone are made; --unsafe-fixes adds the suggested ones. With -, --in-place writes the fixed
    text to standard output.

    Exit codes: 0 nothing to fix, or written; 1 the diff is not empty; 2 usage or configuration;
    3 a file could not be read, fixed or written, or an engine failed.
    """
    from mtqa.cli.inputs import inputs
    from mtqa.pipeline import open_desk

    files = inputs(paths, options.stdin_filename)
    delivery = _delivery([file.path for file in files], in_place, output_dir, patch, no_backup)
    run = _Run(open_desk(options.settings, say), options, delivery, unsafe_fixes)
    for file in files:
        run.fix(file)
    run.summarise()
    ctx.exit(run.exit_code(allow_incomplete=allow_incomplete))


def _delivery(
    paths: Iterable[str],
    in_place: bool,
    output_dir: Path | None,
    patch: str | None,
    no_backup: bool,
) -> Delivery:
    """The one way to hand over files that the options name."""
    from mtqa.cli import delivery
    from mtqa.errors import UsageError
    from mtqa.fixing.backup import Backup

    if sum((in_place, output_dir is not None, patch is not None)) > 1:
        raise UsageError("--in-place, --output-dir and --patch exclude each other: give one.")
    if output_dir is not None:
        return delivery.Folder(output_dir, paths)
    if patch is not None:
        return delivery.Patch(patch, paths)
    if in_place:
        return delivery.InPlace(None if no_backup else Backup(Path.cwd(), "fix"))
    return delivery.Diff()


class _Run:
    """The files of one command, one by one, and what there is to say of them at the end."""

    def __init__(self, desk: Desk, options: Options, delivery: Delivery, unsafe: bool) -> None:
        self.desk = desk
        self.options = options
        self.delivery = delivery
        self.unsafe = unsafe
        self.made = self.changed = self.hidden = self.left = 0
        self.incomplete = False

    def exit_code(self, *, allow_incomplete: bool) -> int:
        """3 incomplete, 1 changes pending, else 0."""
        if self.incomplete and not allow_incomplete:
            return 3
        return 1 if self.changed and not self.delivery.writes else 0

    def fix(self, file: Input) -> None:
        """Fixes one file and hands it over; its failure is told, and concerns no other file."""
        from mtqa.errors import MtqaError, UsageError

        try:
            fixed = self._fixed(file)
            before, after = fixed.before.document, fixed.after.document
            for error in dict.fromkeys(fixed.before.errors + fixed.after.errors):
                self._fail(file, error)
            if before is None or after is None:
                return
            self.delivery.deliver(file.path, before, after)
        except UsageError:
            raise
        except MtqaError as error:
            self._fail(file, str(error))
        else:
            self._count(file, fixed)

    def _fixed(self, file: Input) -> Fixed:
        from mtqa.pipeline import check
        from mtqa.pipeline import fix as make_fixes

        result = check(
            self.desk,
            file.name,
            file.read(),
            input_format=self.options.input_format,
            encoding=self.options.encoding,
        )
        return make_fixes(self.desk, result, unsafe=self.unsafe)

    def _count(self, file: Input, fixed: Fixed) -> None:
        self.made += len(fixed.applied)
        self.changed += fixed.raw is not None
        fixable = sum(bool(finding.fixes) for finding in fixed.after.findings)
        self.hidden += 0 if self.unsafe else fixable - len(fixed.refused)
        self.left += len(fixed.after.findings) - fixable
        for refusal in fixed.refused:
            place = f"{file.name}:{refusal.finding.line}:{refusal.finding.column}"
            say(f"{place}: the fix of ‘{refusal.finding.rule}’ was not made. {refusal.reason}")

    def _fail(self, file: Input, error: str) -> None:
        self.incomplete = True
        say(error if error.startswith(file.name) else f"{file.name}: {error}")

    def summarise(self) -> None:
        """Says what was made and what is left, on standard error."""
        fixes, files = counted(self.made, "fix"), counted(self.changed, "file")
        if self.delivery.writes:
            say(f"{fixes} made in {files}.")
        else:
            say(f"{fixes} to make in {files}; nothing was written.")
        if self.hidden:
            say(f"{counted(self.hidden, 'suggested fix')} hidden; --unsafe-fixes adds them.")
        if self.left:
            say(f"{counted(self.left, 'finding')} left without a fix; `mtqa check` shows them.")


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where that is due."""
    plural = f"{noun}es" if noun.endswith("x") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
