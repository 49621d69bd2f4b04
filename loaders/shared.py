"""What all requests of a process share: the engine, what is kept, and the feed it follows."""

from collections.abc import Collection
from typing import Any

from graph.store.engine import Engine
from graph.store.ledger import Committed, News
from loaders.cache import SecondLevel
from loaders.facts import Facts
from loaders.feed import MAX_STALENESS, PATIENCE, Follower
from loaders.hurried import Hurried
from loaders.roll import Keeping
from loaders.shelf import Bounds, Shelf
from loaders.shelves import Shelves
from loaders.tail import Tail

STATEMENT_SECONDS = 4.5
"""Seconds that a request waits for one statement."""


class Shared:
    """Made once a process; gives each request its facts."""

    def __init__(  # noqa: PLR0913 - each is a setting
        self,
        engine: Engine,
        *,
        second: SecondLevel | None = None,
        max_staleness: float = MAX_STALENESS,
        patience: float = PATIENCE,
        bounds: Bounds | None = None,
        statement_seconds: float = STATEMENT_SECONDS,
    ) -> None:
        """Share an engine, and a second level beside it; times are in seconds.

        A statement that a request waits for is given up after `statement_seconds`.
        """
        self.engine, self._hurried = engine, Hurried(engine, statement_seconds)
        self._second = second
        self._shelves = Shelves(second, bounds or Bounds())
        self._follower = Follower(self._hurried, self._told, max_staleness, patience)
        self.tail = Tail(engine, self._follower.follow, max_staleness)

    async def facts(self, min_revision: int | None = None) -> Facts:
        """The facts of one request, at a revision no older than `max_staleness`.

        With `min_revision`, the newest a client has seen, never with less: RevisionUnreached when
        the store does not come to it in time. Raises what the engine's `run` raises.
        """
        if min_revision is None:
            await self._follower.follow()
        else:
            await self._follower.reach(min_revision)
        return Facts(self._hurried, self._shelves)

    def saw(self, committed: Committed[Any]) -> None:
        """Take in a commit of this process, so that its next request sees it."""
        self._follower.saw(committed)

    @property
    def roll(self) -> Keeping:
        """The accounts in order; empty until `enrol`."""
        return self._shelves.roll

    async def enrol(self) -> None:
        """Read the roll of accounts, or the rest of it, and all that has changed meanwhile.

        Without it lists, children and searches are asked of the store. Raises what the engine's
        `run` raises; called again, it goes on.
        """
        await self._follower.follow()
        await self.roll.load(self.engine)
        await self.roll.keep_up(self.engine)

    def forget(self) -> None:
        """Let go what is kept of facts, as a process that has just read its roll."""
        for shelf in self.shelves():
            shelf.empty()

    def shelves(self) -> Collection[Shelf[Any]]:
        """What is kept, to be looked at from outside: a shelf for each kind of fact."""
        return self._shelves.every()

    def _told(self, news: News) -> None:
        self._shelves.take(news)
        self.tail.told(news.cursor.seq)

    async def close(self) -> None:
        """Give back the second level; the engine is closed by who opened it."""
        if self._second is not None:
            await self._second.close()
