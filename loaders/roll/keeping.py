"""The roll as it is kept: read once, and then whatever the feed says has changed."""

import asyncio
from collections.abc import Iterable
from itertools import islice

from graph.store import facts
from graph.store.facts import Reader
from loaders.roll.roll import Roll

PORTION = 1_000
"""Accounts that are read with one statement."""


class Keeping:
    """The roll of a process; while there is none, the store is asked instead.

    It is never behind what the process has followed: before a page is taken, the accounts that the
    feed has named since are read again.
    """

    def __init__(self, most: int, portion: int = PORTION) -> None:
        """Keep none, until `load`; and none of more accounts than `most`."""
        self._most, self._portion = most, portion
        self._roll: Roll | None = None
        self._behind: str | None = ""
        self._stale, self._mark = dict[str, int](), 0
        self._reading = asyncio.Lock()

    def __len__(self) -> int:
        """How many accounts are on the roll."""
        return 0 if self._roll is None else len(self._roll)

    def touch(self, uids: Iterable[str]) -> None:
        """Note that accounts have changed in what the process has followed."""
        if self._roll is not None:
            self._mark += 1
            self._stale |= dict.fromkeys(uids, self._mark)

    async def load(self, reader: Reader) -> None:
        """Read the accounts that are not read yet; whoever calls follows the feed already.

        A store with more accounts than there is room for gets no roll. After a failure, which is
        raised as the reader raises it, another call goes on where this one stopped.
        """
        self._roll = self._roll or Roll()
        while self._behind is not None:
            some = await facts.enrolled_after(reader, self._behind, self._portion)
            self._roll.put(some)
            self._behind = some[-1].uid if some else None
            if len(self._roll) > self._most:
                self._roll, self._behind = None, ""
                self._stale.clear()
                return

    async def keep_up(self, reader: Reader) -> None:
        """Read what has changed, all of it."""
        while self._stale:
            async with self._reading:
                await self._read(reader)

    async def fresh(self, reader: Reader) -> Roll | None:
        """The roll, with all that was followed when it was asked for.

        None where there is none, or where it would take more than a statement to bring it there.
        """
        if self._behind is not None or len(self._stale) > self._portion:
            return None
        if self._stale:
            async with self._reading:
                await self._read(reader)
        return self._roll

    async def _read(self, reader: Reader) -> None:
        """Read some that have changed; those that change meanwhile stay marked."""
        taken = dict(islice(self._stale.items(), self._portion))
        if self._roll is None or not taken:
            return
        self._roll.put(await facts.enrolled(reader, taken))
        for uid, mark in taken.items():
            if self._stale.get(uid) == mark:
                del self._stale[uid]
