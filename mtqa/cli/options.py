"""The options that every command with files shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from mtqa.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What the shared options say: the run's settings, and how its files are to be read."""

    settings: Settings
    input_format: str | None = None
    encoding: str | None = None
    stdin_filename: str | None = None


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with the shared options, which it receives as `options`."""

    @click.option("--select", multiple=True, help="Run these rules or packs alone.")
    @click.option("--ignore", multiple=True, help="Leave these rules or packs out.")
    @click.option("--input-format", help="The files' format: text, markdown, html.")
    @click.option("--encoding", help="The files' encoding, where no byte order mark tells.")
    @click.option("--stdin-filename", help="The name of standard input (-): tells its format.")
    @wraps(command)
    def with_options(
        *args: Any,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        input_format: str | None,
        encoding: str | None,
        stdin_filename: str | None,
        **others: Any,
    ) -> Any:
        settings = Settings(select=_names(select), ignore=_names(ignore))
        options = Options(settings, input_format, encoding, stdin_filename)
        return command(*args, options=options, **others)

    return with_options


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for one in given for name in one.split(",") if name.strip())
