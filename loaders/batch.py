"""What several resolvers ask in one turn of the loop, asked once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Generic, TypeAlias, TypeVar

K = TypeVar("K")
V = TypeVar("V")

Fetch: TypeAlias = Callable[[list[K]], Awaitable[Mapping[K, V]]]


class Batch(Generic[K, V]):
    """Gathers the keys asked for in one turn, fetches them together, and remembers the answer.

    A request has its own batches, so within it a key is fetched once.
    """

    def __init__(self, fetch: Fetch[K, V]) -> None:
        """Fetch with a function from keys to a mapping, which may bring more or less."""
        self._fetch = fetch
        self._asked = dict[K, asyncio.Task[Mapping[K, V]]]()
        self._waiting: list[K] | None = None
        self._next: asyncio.Task[Mapping[K, V]] | None = None

    async def load(self, keys: Iterable[K]) -> dict[K, V]:
        """All that was brought for the keys, and whatever came with them."""
        tasks = dict.fromkeys(self._task(key) for key in keys)
        found = dict[K, V]()
        for task in tasks:
            found.update(await asyncio.shield(task))
        return found

    def _task(self, key: K) -> asyncio.Task[Mapping[K, V]]:
        task = self._asked.get(key)
        if task is None:
            if self._next is None or self._waiting is None:
                self._waiting = []
                self._next = asyncio.ensure_future(self._dispatch(self._waiting))
                self._next.add_done_callback(_heard)
            self._waiting.append(key)
            task = self._asked[key] = self._next
        return task

    async def _dispatch(self, keys: list[K]) -> Mapping[K, V]:
        await asyncio.sleep(0)
        self._waiting = None
        return await self._fetch(keys)


def _heard(task: asyncio.Task[Mapping[K, V]]) -> None:
    """Those who waited were told of a failure; if all have gone, nobody needs to be."""
    if not task.cancelled():
        task.exception()
