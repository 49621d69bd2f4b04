"""A second connection to the database under test, as another process of ours has it."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph.store.embedded import Embedded
from graph.store.engine import Engine
from graph.store.open import open_store
from tests.engines import NEO4J


@asynccontextmanager
async def another(engine: Engine) -> AsyncIterator[Engine]:
    """Another engine on the database of `engine`; the two do not share the queue of writers."""
    if isinstance(engine, Embedded):
        password = engine.password_file.read_text(encoding="utf-8")
        second = await open_store(engine.uri, user="root", password=password, database="neo4j")
    else:
        second = await open_store(
            NEO4J,
            user=os.environ.get("GATEWAY_TEST_NEO4J_USER"),
            password=os.environ.get("GATEWAY_TEST_NEO4J_PASSWORD"),
        )
    try:
        yield second
    finally:
        await second.close()
