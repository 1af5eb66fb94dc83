"""The options that every command with files shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mtqa.model.settings import Settings

if TYPE_CHECKING:
    from mtqa.config.load import Config


@dataclass(frozen=True, slots=True)
class Options:
    """What the shared options say: the run's settings, and how its files are to be read."""

    settings: Settings
    input_format: str | None = None
    encoding: str | None = None
    stdin_filename: str | None = None


def config_choice(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with the options that choose the configuration, for `configured`."""
    made = click.option("--isolated", is_flag=True, help="Read no configuration.")(command)
    return click.option(
        "--config", "given", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help="This configuration instead of the nearest mtqa.toml.",
    )(made)  # fmt: skip


def configured(
    given: Path | None, *, isolated: bool, overrides: Mapping[str, Any] | None = None
) -> Config:
    """The configuration chosen. Raises `UsageError` if there is none, or it cannot be followed."""
    from mtqa.config.load import load
    from mtqa.errors import UsageError

    if given is not None and not given.is_file():
        raise UsageError(f"There is no configuration {given}.")
    return load(given, isolated=isolated, overrides=overrides or {})


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with the options that make a configuration; it receives `config`."""

    @click.option(
        "--select", multiple=True, metavar="NAMES", help="Run these rules or packs alone."
    )
    @click.option("--extend-select", multiple=True, metavar="NAMES", help="Run these as well.")
    @click.option("--ignore", multiple=True, metavar="NAMES", help="Leave these out.")
    @click.option("--profile", metavar="NAME", help="The profile to run (`mtqa rules --profiles`).")
    @click.option(
        "--packs", multiple=True, metavar="PATH", help="Rules of your own: files, folders."
    )
    @click.option("--quotes", metavar="STYLE", help="House quotes: curly, straight or keep.")
    @click.option("--stops", metavar="STYLE", help="Stops at quotes: british, american or keep.")
    @click.option("--variety", metavar="TAG", help="Spelling: en-GB, en-US or keep.")
    @click.option(
        "--language", metavar="TAG", help="The copy’s language, whatever it is tagged as."
    )
    @click.option(
        "--engine", multiple=True, metavar="NAMES", help="Who checks: rules,languagetool."
    )
    @click.option("--lt-url", metavar="URL", help="The LanguageTool server to ask.")
    @config_choice
    @wraps(command)
    def with_options(
        *args: Any,
        select: tuple[str, ...],
        extend_select: tuple[str, ...],
        ignore: tuple[str, ...],
        profile: str | None,
        packs: tuple[str, ...],
        quotes: str | None,
        stops: str | None,
        variety: str | None,
        language: str | None,
        engine: tuple[str, ...],
        lt_url: str | None,
        given: Path | None,
        isolated: bool,
        **others: Any,
    ) -> Any:
        from mtqa.errors import UnknownName, UsageError

        said = {
            "select": _names(select),
            "extend-select": _names(extend_select),
            "ignore": _names(ignore),
            "profile": profile,
            "packs": list(packs),
            "house.quotes": quotes,
            "house.stops": stops,
            "house.variety": variety,
            "language": language,
            "engines": _names(engine),
            "lt-url": lt_url,
        }
        overrides = {name: value for name, value in said.items() if value}
        config = configured(given, isolated=isolated, overrides=overrides)
        try:
            return command(*args, config=config, **others)
        except UnknownName as error:
            origin = config.origin_of(error.name)
            raise UsageError(f"{origin}: {error}" if origin else str(error)) from error

    return with_options


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with all shared options, which it receives as `options`."""

    @click.option("--input-format", metavar="NAME", help="The files' format (`mtqa formats`).")
    @click.option("--encoding", metavar="NAME", help="The files' encoding, where no mark tells.")
    @click.option("--stdin-filename", metavar="NAME", help="The name that standard input (-) has.")
    @config_options
    @wraps(command)
    def with_options(
        *args: Any,
        config: Any,
        input_format: str | None,
        encoding: str | None,
        stdin_filename: str | None,
        **others: Any,
    ) -> Any:
        options = Options(config.settings, input_format, encoding, stdin_filename)
        return command(*args, options=options, **others)

    return with_options


def incomplete_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with `--allow-incomplete`, by which it does not exit with 3."""
    said = "Exit as if no file and no engine had failed."
    return click.option("--allow-incomplete", is_flag=True, help=said)(command)


def _names(given: tuple[str, ...]) -> list[str]:
    return [name.strip() for one in given for name in one.split(",") if name.strip()]
