"""Statements and sweeps over a store that is half settled: what they are from all facts."""

from contextlib import suppress
from random import Random

import pytest

from graph.ladder.naming import facts_of, world_of
from graph.model import World
from graph.store import ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from graph.store.errors import StoreUnavailable
from graph.store.ledger import Author
from loaders import answering, portions, settling
from loaders.settling import Pace
from loaders.shared import Shared
from tests.engines import write
from tests.loaders.test_posting import BEGAN
from tests.loaders.test_settling import BreaksOff, unposted
from tests.property.worlds import random_world
from tests.resolvers.asking import ask
from tests.resolvers.test_posted_statements import SUMS, questions

pytestmark = pytest.mark.anyio

SWEEP = """{ exposures(first: 50) {
  totalCount edges { node { party { partyId } gross { amount { fen } debts } } }
} }"""


@pytest.mark.parametrize("seed", range(3))
async def test_an_answer_is_the_same_however_far_it_is_settled(
    posted: Embedded, monkeypatch: pytest.MonkeyPatch, seed: int
):
    monkeypatch.setattr(portions, "FEW", 2)
    random, world = Random(f"half settled {seed}"), random_world(seed)
    payments = [each for each in facts_of(world) if each in world.payments]
    first = world_of(each for each in facts_of(world) if each not in payments[::2])
    for some in (first, world):
        with unposted(posted):
            ledger.answer_by(posted, None)
            await ledger.plant(posted, some, Author("tests", BEGAN))
        for step in range(4):
            with suppress(StoreUnavailable):
                await settling.settle(BreaksOff(posted, step), pace=Pace(2, 2))
            with suppress(StoreUnavailable):
                await answering.settle(BreaksOff(posted, step), some=1)
            await _held_to_the_facts(posted, random, world)
        await settling.settle(posted)
        await answering.settle(posted)


async def _held_to_the_facts(engine: Engine, random: Random, world: World) -> None:
    shared, (kept,) = Shared(engine), await write(engine, KEPT)
    asked = [(SUMS, each) for each in questions(random, world)[:3]]
    for question, variables in [*asked, (SWEEP, dict[str, object]())]:
        found = await ask(shared, question, **variables)
        await write(engine, KEEP, **dict.fromkeys(kept))
        assert found == await ask(shared, question, **variables), (kept, variables)
        await write(engine, KEEP, **kept)


KEPT = """MATCH (l:Ledger) RETURN l.posted AS posted, l.postedSince AS postedSince,
  l.answered AS answered, l.answeredSince AS answeredSince"""
KEEP = """MATCH (l:Ledger) SET l.posted = $posted, l.postedSince = $postedSince,
  l.answered = $answered, l.answeredSince = $answeredSince"""
