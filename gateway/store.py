"""The store that the settings name: opened, made ready for this program, and closed again."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from msgspec.structs import replace

from gateway import calendars
from gateway.settings import Settings
from graph.store import schema
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from graph.store.open import BESIDE, open_store
from loaders import answering, posting, settling

if TYPE_CHECKING:
    from gateway.exchange.reading import Watch


@asynccontextmanager
async def opened(settings: Settings, *, beside: bool = False) -> AsyncGenerator[Engine]:
    """The engine, with its schema in step; a new store is begun, an older one migrated.

    With `beside`, a data folder that a gateway serves is shared with it.

    The years of the calendar that the settings name are known from then on. Raises
    CalendarMisprint, and StoreError: what opening raises, and SchemaTooNew, SchemaTooOld,
    StoreSetting.
    """
    calendars.learn(settings)
    engine = await open_store(
        settings.store,
        user=settings.store_user,
        password=settings.password,
        database=settings.store_database,
        heap=settings.store_heap,
        beside=beside,
    )
    keep(engine)
    try:
        await schema.prepare(engine)
        yield engine
    finally:
        await engine.close()


def keep(engine: Engine) -> None:
    """Have every commit of an engine keep what follows from its facts."""
    posting.keep(engine)
    answering.keep(engine)


def for_others(settings: Settings, engine: Engine) -> Settings:
    """The settings by which other processes of ours open the store that is open here."""
    if not isinstance(engine, Embedded):
        return settings
    return replace(settings, store=f"{BESIDE}://{quote(engine.address)}")


async def settled(engine: Engine, watch: "Watch") -> None:
    """Keep derived what was too much to be kept with its facts, or is of an older schema.

    Raises StoreError; answers are right without, and are worked out of all facts until then.
    """
    watch.stage("posting to statements")
    await settling.settle(engine, watch.advance, watch.expect)
    watch.stage("keeping who answers for what")
    await answering.settle(engine, watch.advance, watch.expect)
