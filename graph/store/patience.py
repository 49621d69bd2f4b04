"""How often a failed call is worth another try, and how long to wait before it."""

import asyncio
import secrets
from dataclasses import dataclass, field
from time import monotonic

from graph.store.errors import StoreConflict, StoreContended, StoreError, StoreUnavailable

CONTENDED = 40
"""Tries of a transaction that other writers beat. 16 writers on one lock need up to a dozen."""

CONFLICTS = 4
"""Tries of a transaction whose violation shows at commit: a lost race does not repeat itself."""

PROMPT = 0.5
"""A connection that broke within this many seconds was stale, and a new one may do."""


@dataclass(slots=True)
class Patience:
    """Counts the failures of one call."""

    started: float = field(default_factory=monotonic)
    failures: int = 0

    async def after(self, error: StoreError) -> None:
        """Wait 5-50 ms and return when another try is worth it, else raise `error`.

        The jitter is short because the driver's own back-off starts at a second, and random so
        that two writers do not meet again.
        """
        self.failures += 1
        if self.failures >= self._tries(error):
            raise error
        await asyncio.sleep((5 + secrets.randbelow(46)) / 1000)

    def _tries(self, error: StoreError) -> int:
        match error:
            case StoreContended():
                return CONTENDED
            case StoreConflict(at_commit=True):
                return CONFLICTS
            case StoreUnavailable(outcome_known=True) if monotonic() - self.started < PROMPT:
                return 2
            case _:
                return 1
