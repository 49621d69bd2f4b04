"""A small programme in the embedded engine, and a process that shares it."""

import pytest

from graph.store import ledger
from graph.store.engine import Engine
from loaders.shared import Shared
from tests.loaders.books import programme
from tests.loaders.watched import LONG, Watched
from tests.store.books import AUTHOR


@pytest.fixture
async def watched(embedded: Engine) -> Watched:
    await ledger.plant(embedded, programme(20), AUTHOR)
    return Watched(embedded)


@pytest.fixture
def shared(watched: Watched) -> Shared:
    return Shared(watched, max_staleness=LONG)
