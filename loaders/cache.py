"""The second level of the cache: facts as bytes, in this process or in Redis.

The only room that knows aiocache, and only its plain reads and writes: its memory cache has no
bounds and hands out what it was given, a kept None reads as a miss, and its locks do not hold.
So values are bytes, never None, and what is kept in memory is bounded here.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import structlog
from aiocache import (  # pyright: ignore[reportMissingTypeStubs] - the library has no stubs
    Cache,
)
from aiocache.serializers import (  # pyright: ignore[reportMissingTypeStubs] - as above
    NullSerializer,
)

KEPT_SECONDS = 600
"""How long an entry may be kept that nobody asks for."""

PATIENCE_SECONDS = 0.25
"""How long a read or write may take."""

ALONE_SECONDS = 5.0
"""How long a second level that failed is left alone."""

KEPT_ENTRIES = 100_000
"""Entries kept in memory; the oldest go first."""

REDIS_PORT = 6379
"""Where Redis listens if an address does not say."""


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


def second_level(
    url: str = "memory://", entries: int = KEPT_ENTRIES, password: str | None = None
) -> SecondLevel:
    """Open the second level at `memory://` or `redis://host:port/db`; nothing is sent yet.

    Raises SecondLevelInvalid on another address, and for Redis where its client is missing.
    """
    try:
        cache = _opened(url, password)
    except Exception as error:
        given = "one with more in it" if "@" in url or "?" in url else repr(url)
        msg = (
            f"expected memory:// or redis://host:port/db as the cache, not {given};"
            " for Redis install partner-gateway[redis]"
        )
        raise SecondLevelInvalid(msg) from error
    cache.serializer = NullSerializer(encoding=None)
    cache.timeout = PATIENCE_SECONDS
    return Kept(cache, entries if urlsplit(url).scheme == "memory" else None)


def _opened(url: str, password: str | None) -> Any:
    """The library's cache; a password within an address would be shown with it, so none is."""
    parts, known = urlsplit(url), cast("Any", Cache)
    kind = known.get_scheme_class(parts.scheme)
    if parts.query or "@" in parts.netloc:
        raise ValueError(parts.scheme)
    if parts.scheme == "memory":
        return known(kind)
    port, db = parts.port or REDIS_PORT, int(parts.path.strip("/") or 0)
    return known(kind, endpoint=parts.hostname, port=port, db=db, password=password)


class Kept:
    """aiocache as a second level; `entries` bounds one that has no bounds of its own.

    It is only a help: one that fails or hangs is left alone for a while, and facts come from the
    store. The log is told when it goes and when it is back, however many ask meanwhile.
    """

    def __init__(self, cache: Any, entries: int | None) -> None:
        """Keep in `cache`, which takes and gives bytes."""
        self._cache = cache
        self._entries = entries
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._alone_until = float("-inf")
        self._away = False

    async def read(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The entries there are."""
        found: list[bytes | None] = await self._try(self._cache.multi_get, keys) or []
        return {key: value for key, value in zip(keys, found, strict=False) if value is not None}

    async def write(self, entries: Mapping[str, bytes]) -> None:
        """Keep entries, and let the oldest go where there are too many."""
        pairs = list(entries.items())
        await self._try(partial(self._cache.multi_set, ttl=KEPT_SECONDS), pairs)
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

    async def _try(self, call: Callable[[Any], Awaitable[Any]], items: Sequence[Any]) -> Any:
        """What a call gives, or None: there is nothing to send, or nobody to send it to."""
        loop = asyncio.get_running_loop()
        if not items or loop.time() < self._alone_until:
            return None
        try:
            found = await call(items)
        except Exception as error:  # noqa: BLE001 - each backend raises its own, and none may fail a request
            self._alone_until = loop.time() + ALONE_SECONDS
            if not self._away:
                structlog.get_logger().warning("cache away", why=type(error).__name__)
            self._away = True
            return None
        if self._away:
            structlog.get_logger().info("cache back")
        self._away = False
        return found
