"""A store settled beside the serving of requests, by one process of all that serve it.

Until then answers are right, and worked out of all facts; `/readyz` says how far it is.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from time import perf_counter

import structlog

from gateway.beside import beside
from gateway.clock import Clock, now
from gateway.watch.settled import Settled
from graph.store import ledger, webhooks
from graph.store.engine import Engine
from graph.store.errors import StoreError
from loaders import answering, settling

LEASE = "settling"
SPAN = timedelta(seconds=10)
"""How long a process that died while it settled is waited for."""

RENEWAL = 3.0
"""Seconds after which a process that settles takes its lease again."""

PAUSE = 1.0
"""Seconds between two looks at how far it is, and after a failure."""

LONG = 10.0
"""Seconds between two lines of the log that tell how far it is."""

SOME = 100
"""Debts whose edges are written as one transaction, in which nobody else can commit."""


@asynccontextmanager
async def settled(engine: Engine, seen: Settled, clock: Clock = now) -> AsyncGenerator[None]:
    """While it is open, what is not kept derived is settled, if there is anything."""
    seen.unknown()
    with suppress(StoreError):
        seen.saw(await ledger.settling_state(engine))
    async with AsyncExitStack() as stack:
        if not seen.ready:
            await stack.enter_async_context(beside(_looking(engine, seen)))
            await stack.enter_async_context(beside(_settling(engine, seen, clock)))
        yield


async def _looking(engine: Engine, seen: Settled) -> None:
    """See how far it is until it is settled, and tell the log now and then."""
    log, began, told = structlog.get_logger(), perf_counter(), perf_counter()
    while not seen.ready:
        await asyncio.sleep(PAUSE)
        with suppress(StoreError):  # whoever settles tells of it
            seen.saw(await ledger.settling_state(engine))
        if not seen.ready and perf_counter() - told >= LONG:
            told = perf_counter()
            log.info("settling", **seen.told())
    log.info("settled", seconds=round(perf_counter() - began, 3))


async def _settling(engine: Engine, seen: Settled, clock: Clock) -> None:
    """Settle, or wait for who does; what fails is tried again."""
    log, holder = structlog.get_logger(), secrets.token_hex(8)
    while not seen.ready:
        try:
            if await webhooks.leased(engine, LEASE, holder, clock(), SPAN):
                await _alone(engine, seen, holder, clock)
        except StoreError as error:
            log.warning("settling", error=str(error), code=error.code)
        except Exception:  # the next try may go well, and the server goes on
            log.exception("settling")
        await asyncio.sleep(PAUSE)


async def _alone(engine: Engine, seen: Settled, holder: str, clock: Clock) -> None:
    """Settle while others leave it to this process; the lease is given back whatever happens."""
    structlog.get_logger().info("settling", **seen.told())
    try:
        async with beside(_renewing(engine, holder, clock)):
            await settling.settle(engine, pace=settling.GENTLE)
            await answering.settle(engine, some=SOME)
    finally:
        with suppress(StoreError):
            await webhooks.leased(engine, LEASE, holder, clock(), timedelta(0))


async def _renewing(engine: Engine, holder: str, clock: Clock) -> None:
    while True:
        await asyncio.sleep(RENEWAL)
        with suppress(StoreError):
            await webhooks.leased(engine, LEASE, holder, clock(), SPAN)
