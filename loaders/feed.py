"""The process follows the change feed: its own commits at once, those of others within a time.

One small read in each interval of `max_staleness`, whatever the load.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from graph.store import ledger
from graph.store.errors import StoreError
from graph.store.facts import Reader
from graph.store.ledger import Committed, Cursor, News, Touch

MAX_STALENESS = 0.1
"""Seconds after which another process's commit is seen at the latest."""

PATIENCE = 2.0
"""Seconds that a request waits for a revision it was promised."""

AGAIN = 0.02
"""Seconds between two looks for such a revision."""


class RevisionUnreached(StoreError):
    """The store has not come to the revision a client has seen; nothing less is answered."""

    code = "REVISION_NOT_REACHED"


class Follower:
    """How far this process has followed; `tell` is called with all that is new, in order."""

    def __init__(
        self, reader: Reader, tell: Callable[[News], None], max_staleness: float, patience: float
    ) -> None:
        """Follow from wherever the store stands when it is first asked; times are in seconds."""
        self._reader, self._tell = reader, tell
        self._max_staleness, self._patience = max_staleness, patience
        self._cursor: Cursor | None = None
        self._asked = float("-inf")
        self._asking: asyncio.Task[None] | None = None

    async def follow(self) -> None:
        """Be no staler than allowed: ask the feed, unless that was done lately."""
        if self._asking is None:
            now = asyncio.get_running_loop().time()
            if now - self._asked <= self._max_staleness:
                return
            self._asked = now
            self._asking = asyncio.ensure_future(self._ask())
            self._asking.add_done_callback(self._answered)
        await asyncio.shield(self._asking)

    async def reach(self, revision: int) -> None:
        """Follow at least to a revision; RevisionUnreached when the store does not come to it."""
        loop = asyncio.get_running_loop()
        until = loop.time() + self._patience
        await self.follow()
        while self._at().revision < revision:
            if loop.time() > until:
                msg = (
                    f"expected revision {revision}, the store is at {self._at().revision};"
                    " send the revision of an earlier answer of this store, or none"
                )
                raise RevisionUnreached(msg)
            await asyncio.sleep(AGAIN)
            self._asked = float("-inf")
            await self.follow()

    def saw(self, committed: Committed[Any]) -> None:
        """Take in a commit of this process; out of turn, the feed is asked the next time."""
        events = committed.events
        if not events or committed.dry_run or committed.replayed:
            return
        if self._cursor is not None and events[0].seq == self._cursor.seq + 1:
            touched = tuple(Touch(each.kind, each.subjects, each.own) for each in events)
            cursor = Cursor(committed.revision, events[-1].seq, self._cursor.origin)
            self._take(News(cursor, touched))
        else:
            self._asked = float("-inf")

    def _at(self) -> Cursor:
        return self._cursor or Cursor()

    async def _ask(self) -> None:
        if self._cursor is None:
            self._take(News(await ledger.cursor(self._reader)))
        else:
            self._take(await ledger.feed(self._reader, self._cursor))

    def _take(self, news: News) -> None:
        """Move on and tell; what an own commit has overtaken meanwhile is known already."""
        if news.cursor.seq >= self._at().seq:
            self._cursor = news.cursor
            self._tell(news)

    def _answered(self, asking: asyncio.Task[None]) -> None:
        """Let the next one ask; after a failure at once."""
        self._asking = None
        if asking.cancelled() or asking.exception() is not None:
            self._asked = float("-inf")
