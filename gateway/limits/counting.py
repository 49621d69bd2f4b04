"""Where budgets are counted: in this process, or in a Redis while it answers."""

import asyncio
from time import monotonic
from typing import Any, Final, cast

import structlog
from limits.aio.storage import Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string

from gateway.clock import now
from gateway.limits.counters import Counters, Window
from gateway.settings import SettingInvalid, variable

PATIENCE: Final = 0.5
"""Seconds that Redis has to count."""

PAUSE: Final = 5.0
"""Seconds after which a Redis that did not answer is asked again."""


class Counting:
    """Counts what is charged; without Redis, by itself, so that nobody waits for it."""

    def __init__(self, redis: str | None) -> None:
        """Take the address of a Redis, if several gateways share one; raises SettingInvalid."""
        self._here = Counters()
        self._there = None if redis is None else FixedWindowRateLimiter(_reached(redis))
        self.alone = self._there is None
        """Whether no other gateway is asked, so that `take` will do."""
        self._again = 0.0
        self.take = self._here.take

    async def hit(self, window: Window, caller: str, amount: int) -> tuple[bool, int, float]:
        """Charge if that much is left: whether it was, what is left, and for how many seconds."""
        if self._there is not None and monotonic() >= self._again:
            try:
                async with asyncio.timeout(PATIENCE):
                    return await _hit(self._there, window, caller, amount)
            except (StorageError, TimeoutError) as error:
                self._again = monotonic() + PAUSE
                structlog.get_logger().warning("budgets away", cause=type(error).__name__)
        return self.take(window, caller, amount)

    async def close(self) -> None:
        """Let go of the Redis, which the library has no word for."""
        if self._there is not None:
            await cast("Any", self._there.storage).bridge.storage.aclose()


async def _hit(
    limiter: FixedWindowRateLimiter, window: Window, caller: str, amount: int
) -> tuple[bool, int, float]:
    """The library counts what is refused too, so it is asked first."""
    item, payer = window.item, f"{window.name} {caller}"
    taken = await limiter.test(item, payer, cost=amount)
    taken = taken and await limiter.hit(item, payer, cost=amount)
    until, left = await limiter.get_window_stats(item, payer)
    return taken, left, until - now().timestamp()


def _reached(redis: str) -> Storage:
    scheme, _, rest = redis.partition("://")
    try:
        found = storage_from_string(
            f"async+{scheme.replace('redis', 'valkey')}://{rest}",
            wrap_exceptions=True,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
        )
    except (ConfigurationError, ValueError) as error:
        raise SettingInvalid(
            f"{variable('budgets_redis')} is not an address of a Redis, or its client is missing:"
            f" {error}; write redis://host:6379/0, and install partner-gateway[redis]"
        ) from error
    if not isinstance(found, Storage):
        raise TypeError(found)
    return found
