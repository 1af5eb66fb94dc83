"""The errors that a user can do something about; each says what, where and what to do next."""

from __future__ import annotations


class MtqaError(Exception):
    """Something that the user can mend; its text is shown as it is, without a traceback."""


class UsageError(MtqaError):
    """The command or the configuration cannot be carried out as it stands (exit code 2)."""


class UnknownName(UsageError):
    """A rule, pack or other thing that is asked for by a name that nothing has."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class PackError(UsageError):
    """A rule pack is wrong; the text names file, line and key."""


class UnreadableFile(MtqaError):
    """One file cannot be read as text of its format; the run goes on without it (exit code 3)."""


class Unspellable(MtqaError):
    """A replacement that cannot stand where it should; the text says why."""


class FightingRules(MtqaError):
    """Fixes did not come to rest within the allowed rounds; the text names the rules."""


class MissingResource(MtqaError):
    """A file that belongs to the installation is not there."""


class UnwritableFile(MtqaError):
    """A file could not be written and is as it was (exit code 3)."""


class EngineError(MtqaError):
    """An engine beside the rules cannot be had; the text says what is lacking and what to do."""
