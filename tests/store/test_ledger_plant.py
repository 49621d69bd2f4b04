"""A world planted into a store comes back as it was."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from graph.model import World
from graph.store import facts, ledger
from graph.store.engine import Engine
from tests.engines import wipe
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

AUTHOR = ledger.Author("tester", datetime(2026, 1, 1, tzinfo=UTC), "request-1")


def bare(world: World) -> World:
    """The same without revisions, in the order of a store."""
    fields = {
        name: tuple(
            sorted(
                (replace(f, recorded_in=0, superseded_in=None) for f in getattr(world, name)),
                key=lambda fact: (fact.id, fact.version),
            )
        )
        for name in world.__struct_fields__
    }
    return World(**fields)


async def test_random_worlds_come_back_as_they_were_planted(session_engine: Engine):
    for seed in range(12):
        await wipe(session_engine)
        world = random_world(seed)
        await ledger.plant(session_engine, world, AUTHOR)
        assert bare(await facts.world(session_engine)) == bare(world)
