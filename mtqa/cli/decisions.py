"""`mtqa decisions`: files of decisions merged, shown, counted, turned into suppressions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mtqa.review.decisions import Decision, Decisions


@click.group()
def decisions() -> None:
    """Merge, show and count what reviewers decided."""


@decisions.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", default="-", metavar="FILE|-", help="Where the merged file goes.")
@click.pass_context
def merge(ctx: click.Context, files: tuple[str, ...], output: str) -> None:
    """Merge the FILES of several reviewers; the order does not matter.

    Every person's last decision about each finding is kept. Findings about which people decided
    differently are listed; `mtqa apply` refuses them.

    Exit codes: 0 merged; 1 merged, with conflicts; 2 the files cannot be merged.
    """
    from mtqa.cli.delivery import say
    from mtqa.review.decisions import dump
    from mtqa.review.merge import conflicts
    from mtqa.review.merge import merge as merged

    both = merged(_read(file) for file in files)
    _write(output, dump(both))
    quarrels = conflicts(both)
    for (doc, _), made in quarrels.items():
        said = ", ".join(f"{one.reviewer or 'someone'}: {_verdict(one)}" for one in made)
        say(f"{doc}: ‘{made[0].before}’ ({made[0].rule}): {said}")
    ctx.exit(1 if quarrels else 0)


@decisions.command()
@click.argument("file")
def show(file: str) -> None:
    """List the decisions of FILE, a line each."""
    from mtqa.review.decisions import in_order
    from mtqa.text.visible import visible

    doc = None
    for one in in_order(_read(file).decisions):
        if one.doc != doc:
            doc = one.doc
            click.echo(visible(doc))
        who = " ".join(filter(None, (one.reviewer, one.at)))
        note = f" — {one.note}" if one.note else ""
        line = f"  {_verdict(one)}  ‘{one.before}’  {one.rule}  {who}"
        click.echo(visible(_one_line(line.rstrip() + note)))


@decisions.command()
@click.argument("files", nargs=-1, required=True)
def stats(files: tuple[str, ...]) -> None:
    """Count the decisions of FILES, by verdict and by rule with its precision."""
    from mtqa.review.judged import per_rule, table, verdicts
    from mtqa.review.merge import conflicts
    from mtqa.review.merge import merge as merged

    both = merged(_read(file) for file in files)
    counts = ", ".join(f"{count} {name}" for name, count in verdicts(both.decisions).items())
    click.echo(f"{counts}; {len(conflicts(both))} in conflict")
    for line in table(per_rule(both.decisions)):
        click.echo(line)


@decisions.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", default="-", metavar="FILE|-", help="Where the file goes.")
def suppressions(files: tuple[str, ...], output: str) -> None:
    """Write the findings that were rejected as a suppression file.

    Those of which the fix alone was rejected are faults still and are left out.
    """
    from mtqa.review.judged import suppressions as suppressed
    from mtqa.review.merge import merge as merged

    _write(output, suppressed(merged(_read(file) for file in files)))


def _read(file: str) -> Decisions:
    from mtqa.cli.inputs import inputs
    from mtqa.review.decisions import load

    (source,) = inputs([file])
    return load(source.read(), file)


def _write(output: str, raw: bytes) -> None:
    from mtqa.cli.delivery import STDIN, emit
    from mtqa.fixing.writing import create_file

    if output == STDIN:
        emit(raw)
    else:
        create_file(Path(output), raw)


def _verdict(decision: Decision) -> str:
    if decision.decision == "edit":
        return f"edit → ‘{decision.after}’"
    if decision.decision == "reject" and decision.reason:
        return f"reject ({decision.reason})"
    if decision.decision == "accept" and (decision.title or decision.fix):
        return f"accept ({decision.title or f'fix {decision.fix + 1}'})"
    return decision.decision


def _one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")
