"""The store that the settings name: opened, made ready for this program, and closed again."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from gateway.settings import Settings
from graph.store import schema
from graph.store.engine import Engine
from graph.store.open import open_store


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Engine]:
    """The engine, with its schema in step; a new store is begun, an older one migrated.

    Raises StoreError: what opening raises, and SchemaTooNew, SchemaTooOld, StoreSetting.
    """
    engine = await open_store(
        settings.store,
        user=settings.store_user,
        password=settings.password,
        database=settings.store_database,
        heap=settings.store_heap,
    )
    try:
        await schema.prepare(engine)
        yield engine
    finally:
        await engine.close()
