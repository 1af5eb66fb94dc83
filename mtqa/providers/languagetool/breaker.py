"""When not to ask any more."""

from __future__ import annotations

import time
from collections.abc import Callable

FAILURES = 3
"""So many failures in a row, or one late answer, and nobody asks for `REST` seconds."""
REST = 60.0


class Breaker:
    """A circuit breaker: open after failures, half open after a rest."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._closed_from = 0.0

    @property
    def open(self) -> bool:
        """Whether nobody is to ask now."""
        return self._clock() < self._closed_from

    def answered(self) -> None:
        """All is well."""
        self._failures = 0

    def failed(self, *, late: bool = False) -> None:
        """One failure more; after the rest, one more failure is enough to open again."""
        self._failures += 1
        if late or self._failures >= FAILURES:
            self._closed_from = self._clock() + REST
