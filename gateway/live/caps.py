"""How many connections may be open at once: in all, and of one caller."""

import asyncio
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from gateway.settings import Settings


class Full(Exception):
    """No further connection is taken; the message says the limit and its value."""

    def __init__(self, message: str, status: int) -> None:
        """Take the message, and the HTTP status that says the same."""
        super().__init__(message)
        self.status = status


class Caps:
    """Counts the connections that are open; `none` is set while none is."""

    def __init__(self, settings: Settings) -> None:
        """At first none is."""
        self._most, self._each = settings.live_connections, settings.live_per_caller
        self.open, self.none = 0, asyncio.Event()
        self.none.set()
        self.callers = Counter[str]()
        self.refused = Counter[str](live_connections=0, live_per_caller=0)
        """How often each limit has refused one, by the name of its setting."""

    @contextmanager
    def connection(self) -> Generator[None]:
        """Hold one connection open; raises Full."""
        if self.open >= self._most:
            self.refused["live_connections"] += 1
            message = f"{self.open} connections are open, at most {self._most} are. Try again soon."
            raise Full(message, 503)
        self.open += 1
        self.none.clear()
        try:
            yield
        finally:
            self.open -= 1
            if not self.open:
                self.none.set()

    @contextmanager
    def of(self, caller: str) -> Generator[None]:
        """Hold it for a caller; raises Full."""
        if self.callers[caller] >= self._each:
            self.refused["live_per_caller"] += 1
            message = f"You have {self._each} connections open, which is the most. Close one."
            raise Full(message, 429)
        self.callers[caller] += 1
        try:
            yield
        finally:
            self.callers[caller] -= 1
            if not self.callers[caller]:
                del self.callers[caller]
