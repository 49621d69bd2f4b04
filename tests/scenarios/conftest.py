"""Whatever was played, the store is in order after it."""

from collections.abc import AsyncIterator

import pytest

from graph.rules import invariants
from graph.store import facts, ledger
from graph.store.engine import Engine


@pytest.fixture(autouse=True)
async def in_order(engine: Engine) -> AsyncIterator[None]:
    """I1–I16 hold, what is kept is what the facts give, and the feed tells all that is stored."""
    yield
    assert invariants.check(await facts.world(engine)) == ()
    assert await facts.misfits(engine) == ()
    assert (await ledger.audit(engine)).faults == ()
    assert (await ledger.differences(engine))[1] == ()
