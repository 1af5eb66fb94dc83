"""Whom to ask, how long to wait, and when to stop asking."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from mtqa.errors import EngineError
from mtqa.providers.languagetool.answers import Match, Unanswered
from mtqa.providers.languagetool.breaker import Breaker
from mtqa.providers.languagetool.places import need_extra

if TYPE_CHECKING:
    from mtqa.providers.languagetool.client import Client

Tell = Callable[[str], None]

FIRST = 6
"""How many times as long as another answer the first one may take: a cold server reads much."""
COLD = 180.0
"""Seconds that the first answer of a server on this machine may take, which may be busy."""

_SAMPLE = "The mayor said on Monday that he have opened the the new bridge over the river."


class Asking:
    """The server at `url`, else the warm one on this machine, else one for this process alone.

    It is looked for when the first question comes.
    """

    def __init__(
        self,
        url: str,
        rules: Collection[str],
        seconds: float,
        tell: Tell,
        breaker: Breaker | None = None,
    ) -> None:
        self._url = url
        self._rules = rules
        self._seconds = seconds
        self._tell = tell
        self._breaker = breaker or Breaker()
        self._client: Client | None = None
        self._asked = False
        self._failure: Unanswered | EngineError | None = None

    def ask(self, text: str) -> tuple[Match, ...]:
        """What the server finds in `text`. Raises `EngineError`, `Unanswered`."""
        if self._failure and (isinstance(self._failure, EngineError) or self._breaker.open):
            raise self._failure
        try:
            client = self._client or self._found()
            found = client.ask(text, self._limit())
        except EngineError as error:
            self._failure = error
            raise
        except Unanswered as error:
            self._failure = error
            self._breaker.failed(late=error.late)
            raise
        self._breaker.answered()
        return found

    def _found(self) -> Client:
        need_extra()
        from mtqa.providers.languagetool.client import Client

        self._client = Client(self._url or self._local(), self._rules, self._seconds)
        return self._client

    def _local(self) -> str:
        from mtqa.providers.languagetool import server

        warm = server.running()
        return warm.url if warm else server.for_this_process(self._tell)

    def _limit(self) -> float:
        if self._asked:
            return self._seconds
        self._asked = True
        self._tell("LanguageTool reads what it needs for its first answer …")
        return FIRST * self._seconds if self._url else COLD


def warm(url: str, tell: Tell) -> None:
    """Has a server give its first answer, which takes it long. Raises `EngineError`."""
    from mtqa.providers.languagetool.profile import curated

    asking = Asking(url, curated(), COLD / FIRST, tell)
    try:
        asking.ask(_SAMPLE)
    except Unanswered as error:
        raise EngineError(f"LanguageTool started, but {error}.") from error
