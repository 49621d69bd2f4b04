"""The scheduler inside a serving gateway: looks now and then at what became due (Q16).

Every process has one, and none has to know of the others: what is done is decided in the ledger's
transaction, so that each thing is done once.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import structlog

from gateway.beside import beside
from gateway.clock import Clock, now, today
from gateway.settings import Settings
from graph.store.engine import Engine
from graph.store.errors import StoreError
from loaders.acts.ticking import Deed, Tick, Ticked, tick
from loaders.shared import Shared


@asynccontextmanager
async def scheduled(settings: Settings, engine: Engine, clock: Clock = now) -> AsyncGenerator[None]:
    """While it is open, what became due is attended to, if the settings say so."""
    if settings.scheduler == "off":
        yield
        return
    async with beside(_for_ever(settings, engine, clock)):
        yield


async def _for_ever(settings: Settings, engine: Engine, clock: Clock) -> None:
    shared = Shared(engine, max_staleness=settings.max_staleness)
    while True:
        await once(shared, settings, clock)
        await asyncio.sleep(settings.scheduler_seconds)


async def once(shared: Shared, settings: Settings, clock: Clock = now) -> list[Ticked]:
    """One look as of today; what was done is logged, and so is a store that can't be used."""
    log, at = structlog.get_logger(), clock()
    asked = Tick(today(at), at, auto_execute=settings.auto_execute == "on")
    try:
        done = await tick(shared, asked)
    except StoreError as error:
        log.warning("scheduler", error=str(error), code=error.code)
        return []
    except Exception:  # the next look may go well, and the server goes on
        log.exception("scheduler")
        return []
    for each in done:
        log.info("scheduler", **told(each))
    return done


def told(ticked: Ticked) -> dict[str, object]:
    """What a line of the log says of it."""
    said: dict[str, object] = {"request": ticked.request, "account": ticked.account}
    said["deed"] = ticked.deed.value
    if ticked.deed is Deed.LEFT and ticked.refusal is not None:
        return said | {"code": ticked.refusal.code.value, "why": ticked.refusal.message}
    return said | {"revision": ticked.revision}
