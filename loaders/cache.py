"""The second level of the cache: facts as bytes, in this process or in Redis.

The only room that knows aiocache, and only its plain reads and writes: its memory cache has no
bounds and hands out what it was given, a kept None reads as a miss, and its locks do not hold.
So values are bytes, never None, and what is kept in memory is bounded here.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from aiocache import (  # pyright: ignore[reportMissingTypeStubs] - the library has no stubs
    Cache,
)
from aiocache.serializers import (  # pyright: ignore[reportMissingTypeStubs] - as above
    NullSerializer,
)

KEPT_SECONDS = 600
"""How long an entry may be kept that nobody asks for."""

KEPT_ENTRIES = 100_000
"""Entries kept in memory; the oldest go first."""


class SecondLevel(Protocol):
    """Where bytes are kept by key for some time; it may forget any of them at any moment."""

    async def read(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The entries there are."""
        ...

    async def write(self, entries: Mapping[str, bytes]) -> None:
        """Keep entries."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


class SecondLevelInvalid(ValueError):
    """The address of the second level is none that is understood."""


def second_level(url: str = "memory://", entries: int = KEPT_ENTRIES) -> SecondLevel:
    """Open the second level at `memory://` or `redis://host:port/db`; nothing is sent yet.

    Raises SecondLevelInvalid on another address, and for Redis where its client is missing.
    """
    scheme = url.partition("://")[0]
    try:
        cache: Any = cast("Any", Cache).from_url(url)
    except Exception as error:
        msg = (
            f"expected memory:// or redis://host:port/db as the cache, not {url!r};"
            " for Redis install partner-gateway[redis]"
        )
        raise SecondLevelInvalid(msg) from error
    cache.serializer = NullSerializer(encoding=None)
    return Kept(cache, entries if scheme == "memory" else None)


class Kept:
    """aiocache as a second level; `entries` bounds one that has no bounds of its own."""

    def __init__(self, cache: Any, entries: int | None) -> None:
        """Keep in `cache`, which takes and gives bytes."""
        self._cache = cache
        self._entries = entries
        self._keys: OrderedDict[str, None] = OrderedDict()

    async def read(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The entries there are."""
        found: list[bytes | None] = await self._cache.multi_get(keys)
        return {key: value for key, value in zip(keys, found, strict=True) if value is not None}

    async def write(self, entries: Mapping[str, bytes]) -> None:
        """Keep entries, and let the oldest go where there are too many."""
        if entries:
            await self._cache.multi_set(list(entries.items()), ttl=KEPT_SECONDS)
        if self._entries is None:
            return
        for key in entries:
            self._keys[key] = None
            self._keys.move_to_end(key)
        while len(self._keys) > self._entries:
            await self._cache.delete(self._keys.popitem(last=False)[0])

    async def close(self) -> None:
        """Close connections."""
        await self._cache.close()
