"""Whatever was played, the store is in order after it."""

from collections.abc import AsyncIterator

import pytest

from graph.store.engine import Engine
from tests.scenarios.stage import examined


@pytest.fixture(autouse=True)
async def in_order(engine: Engine) -> AsyncIterator[None]:
    """After each test."""
    yield
    await examined(engine)
