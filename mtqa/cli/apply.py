"""`mtqa apply`: what a review decided, made in the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.options import Options, incomplete_option, run_options

if TYPE_CHECKING:
    from mtqa.cli.delivery import Delivery
    from mtqa.pipeline import Desk, Fixed
    from mtqa.review.decisions import Decision, Decisions


@click.command()
@click.argument("decisions")
@run_options
@click.option("--check", is_flag=True, help="Only say what would be made.")
@click.option("--diff", is_flag=True, help="Print the unified diff (this is the default).")
@click.option("--in-place", is_flag=True, help="Write the files; a backup is kept.")
@click.option("--no-backup", is_flag=True, help="Keep no backup of files written in place.")
@incomplete_option
@click.option("--reviewer", metavar="NAME", help="Apply the decisions of this person alone.")
@click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    help="The folder that the paths in DECISIONS start from (the current one).",
)
@click.pass_context
def apply(
    ctx: click.Context,
    decisions: str,
    options: Options,
    check: bool,
    diff: bool,
    in_place: bool,
    no_backup: bool,
    allow_incomplete: bool,
    reviewer: str | None,
    root: Path,
) -> None:
    """Make the fixes that DECISIONS (a file that the report exported) accepts or words anew.

    Nothing else is changed. A decision is stale, refused and named if its document was changed
    since the review, or its finding is not there any more.

    Exit codes: 0 done, or nothing to do; 1 changes are pending (--check, --diff), or a decision is
    stale or could not be made; 2 usage; 3 a file could not be read or written, or an engine failed.
    """
    from mtqa.cli.delivery import say
    from mtqa.cli.inputs import inputs
    from mtqa.errors import UsageError
    from mtqa.pipeline import open_desk
    from mtqa.review.decisions import by, load

    if sum((check, diff, in_place)) > 1:
        raise UsageError("--check, --diff and --in-place exclude each other: give one.")
    (source,) = inputs([decisions])
    wanted = load(source.read(), decisions)
    if reviewer is not None:
        wanted = by(wanted, reviewer)
    delivery = _delivery(check=check, in_place=in_place, keep=not no_backup)
    run = _Run(open_desk(options.settings, say), options, wanted, delivery)
    for doc in wanted.documents:
        run.apply(doc, root / doc)
    run.summarise()
    ctx.exit(run.exit_code(allow_incomplete=allow_incomplete))


def _delivery(*, check: bool, in_place: bool, keep: bool) -> Delivery | None:
    from mtqa.cli import delivery
    from mtqa.fixing.backup import Backup

    if check:
        return None
    if in_place:
        return delivery.InPlace(Backup(Path.cwd(), "apply") if keep else None)
    return delivery.Diff()


class _Run:
    """The documents of one file of decisions, one by one."""

    def __init__(
        self, desk: Desk, options: Options, decisions: Decisions, delivery: Delivery | None
    ) -> None:
        self.desk = desk
        self.options = options
        self.decisions = decisions
        self.delivery = delivery
        self.made = self.changed = self.refused = 0
        self.incomplete = False

    def exit_code(self, *, allow_incomplete: bool) -> int:
        """3 incomplete, 1 refused or pending, else 0."""
        if self.incomplete and not allow_incomplete:
            return 3
        pending = self.changed and not (self.delivery and self.delivery.writes)
        return 1 if self.refused or pending else 0

    def apply(self, doc: str, path: Path) -> None:
        """Makes what was decided about one document; its failure concerns no other."""
        from mtqa.errors import MtqaError, UsageError

        try:
            fixed = self._fixed(doc, path)
            before, after = fixed.before.document, fixed.after.document
            if fixed.raw is not None and self.delivery and before and after:
                self.delivery.deliver(str(path), before, after)
        except UsageError:
            raise
        except MtqaError as error:
            self._fail(doc, str(error))
        else:
            self.made += len(fixed.applied)
            self.changed += fixed.raw is not None

    def _fixed(self, doc: str, path: Path) -> Fixed:
        from mtqa.cli.inputs import Input
        from mtqa.engine.project import Unprojectable
        from mtqa.errors import UnreadableFile
        from mtqa.pipeline import check, fix_only, reworded
        from mtqa.review.resolve import resolve

        result = check(
            self.desk,
            str(path),
            Input(str(path), str(path)).read(),
            input_format=self.options.input_format,
            encoding=self.options.encoding,
        )
        if result.document is None:
            raise UnreadableFile(" ".join(result.errors))
        for error in result.errors:
            self._fail(doc, error)
        found = resolve(self.decisions, doc, result)
        for stale in found.stale:
            self._refuse(stale.decision, stale.reason)
        choices = {id(fix): (one, finding, fix) for one, finding, fix in found.accepted}
        for one, finding in found.worded:
            try:
                fix = reworded(result, finding, one.after)
                choices[id(fix)] = (one, finding, fix)
            except Unprojectable as error:
                self._refuse(one, f"It cannot be made: {error}.")
        fixed = fix_only(result, [(finding, fix) for _, finding, fix in choices.values()])
        decided = {finding.id: one for one, finding, _ in choices.values()}
        for refusal in fixed.refused:
            self._refuse(decided[refusal.finding.id], refusal.reason)
        return fixed

    def _fail(self, doc: str, error: str) -> None:
        from mtqa.cli.delivery import say

        self.incomplete = True
        say(f"{doc}: {error}")

    def _refuse(self, decision: Decision, reason: str) -> None:
        from mtqa.cli.delivery import say

        self.refused += 1
        who = f" by {decision.reviewer}" if decision.reviewer else ""
        what = f"{decision.doc}: {decision.decision} ‘{decision.before}’ ({decision.rule}{who})"
        say(f"{what} was refused. {reason}")

    def summarise(self) -> None:
        """Says what was made, on standard error."""
        from mtqa.cli.delivery import say
        from mtqa.cli.fix import counted

        made, files = counted(self.made, "decision"), counted(self.changed, "file")
        if self.delivery and self.delivery.writes:
            say(f"{made} applied in {files}, {self.refused} refused.")
        else:
            say(f"{made} to apply in {files}, {self.refused} refused; nothing was written.")
