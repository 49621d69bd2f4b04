"""Papers of any names, texts, days and versions come back from a store as they were planted."""

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from graph.model import Fact, World
from graph.store import facts, ledger
from graph.store.engine import Engine
from graph.store.facts import PAPERS
from tests.engines import wipe
from tests.rough_worlds import rough_worlds
from tests.store.books import AUTHOR, later

pytestmark = pytest.mark.anyio

FIELDS = [*PAPERS.values(), "authorisations"]


def papers(world: World) -> set[Fact]:
    """Every version of every paper, without what a store adds."""
    every = (fact for field in FIELDS for fact in getattr(world, field))
    return {replace(fact, recorded_in=0, superseded_in=None) for fact in every}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(rough=rough_worlds())
async def test_what_is_planted_is_what_is_there(session_engine: Engine, rough: World):
    world = replace(rough, settlements=(), findings=())
    await wipe(session_engine)
    await ledger.plant(session_engine, world, AUTHOR)
    stored = await facts.world(session_engine)
    assert papers(stored) == papers(rough)
    assert await facts.misfits(session_engine) == ()
    again = await ledger.plant(session_engine, world, later())
    assert again.changes == ()
