"""The end of the feed, kept in memory for all who listen: each event is read once a process.

A listener has a place in the feed and no queue: what it has not taken yet is taken from memory, or
from the store where it has fallen further behind. So a slow listener costs no memory.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import NoReturn

from graph.store import ledger
from graph.store.errors import StoreError
from graph.store.facts import Reader
from graph.store.ledger import Changes, Event, Wanted
from graph.store.ledger.append import weight_of

ROOM = 1_000
"""Events that are kept at the most."""

ROOM_BYTES = 16_000_000
"""Characters of events that are kept, about."""

PAGE = 20
"""Events that are read with one statement; each may be large."""

AGAIN = 0.5
"""Seconds until the store is asked again after it failed."""


class Tail:
    """The newest events; they are read while somebody listens."""

    def __init__(self, reader: Reader, follow: Callable[[], Awaitable[None]], pause: float) -> None:
        """Read by `reader`; `follow` asks how far the feed is, each `pause` seconds."""
        self._reader, self._follow, self._pause = reader, follow, pause
        self._kept, self._weight = deque[Event](), 0
        self._end = self._read = 0
        self._news, self._more = asyncio.Event(), asyncio.Event()
        self._listeners = 0
        self._following: asyncio.Task[None] | None = None

    @property
    def last(self) -> int:
        """The number of the newest event that listeners are offered."""
        return self._read

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return self._listeners

    def told(self, seq: int) -> None:
        """The feed has come to this event."""
        self._end = max(self._end, seq)
        self._news.set()

    @contextmanager
    def heard(self) -> Generator[None]:
        """Listen for a while; the first one has the end of the feed kept from where it is then."""
        self._listeners += 1
        if self._following is None or self._following.done():
            self._forget(len(self._kept))
            self._read = self._end
            self._following = asyncio.ensure_future(self._on())
            self._following.add_done_callback(self._ended)
        try:
            yield
        finally:
            self._listeners -= 1
            if not self._listeners:
                self._following.cancel()
                self._following = None

    async def after(self, seq: int, wanted: Wanted) -> Changes:
        """Some events behind a number, and how far was looked; none where none has come yet."""
        first = self._read - len(self._kept) + 1
        if seq + 1 < first:
            return await ledger.changes(self._reader, wanted, seq, self._read, PAGE)
        some = tuple(islice(self._kept, seq + 1 - first, seq + 1 - first + PAGE))
        seen = some[-1].seq if some else seq
        return Changes(tuple(filter(wanted.takes, some)), seen, more=seen < self._read)

    async def beyond(self, seq: int) -> None:
        """Wait until there is more than a number; raises what ended the reading, if it ended."""
        while self._read <= seq:
            if self._following is not None and self._following.done():
                self._following.result()
            await self._more.wait()

    async def _on(self) -> NoReturn:
        while True:
            await self._step()

    async def _step(self) -> None:
        """Look how far the feed is, and read so far; a store that is away is asked again."""
        try:
            await self._follow()
            await self._read_on()
        except StoreError:
            await asyncio.sleep(AGAIN)
        else:
            await self._rest()

    async def _rest(self) -> None:
        """Wait for news of this process, for a pause at most: then others may have written."""
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause):
                await self._news.wait()

    async def _read_on(self) -> None:
        """Read up to the end, but no more than has room: the rest is found in the store."""
        if self._end - self._read > ROOM:
            self._forget(len(self._kept))
            self._read = self._end - ROOM
        while self._read < self._end:
            size = min(PAGE, self._end - self._read)
            some = await ledger.events(self._reader, self._read, size)
            if not some or some[0].seq != self._read + 1:
                return
            for event in some:
                self._kept.append(event)
                self._weight += weight_of(event)
            self._read = some[-1].seq
            while len(self._kept) > ROOM or self._weight > ROOM_BYTES:
                self._forget(1)
            self._wake()

    def _ended(self, following: asyncio.Task[None]) -> None:
        """Whoever waits finds out why; if nobody does, nobody needs to."""
        if not following.cancelled():
            following.exception()
        self._wake()

    def _wake(self) -> None:
        """Wake all who wait; each wait is for an event of its own, so that none spins."""
        self._more.set()
        self._more = asyncio.Event()

    def _forget(self, count: int) -> None:
        for _ in range(count):
            self._weight -= weight_of(self._kept.popleft())


async def listen(tail: Tail, wanted: Wanted, after: int) -> AsyncGenerator[Event]:
    """Every event wanted behind a number, in order and each once: those there are, then as made.

    Raises what reading the store raises.
    """
    with tail.heard():
        while True:
            page = await tail.after(after, wanted)
            for event in page.events:
                yield event
            after = page.seen
            if not page.more:
                await tail.beyond(after)
