"""Liability edges in a store: written with their facts, they are what the facts give."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from graph import ladder
from graph.changes import Change, End, Record, Retract, Supersede
from graph.ladder.naming import facts_of, world_of
from graph.model import (
    Account,
    AccountCondition,
    Condition,
    FactId,
    Fen,
    Heading,
    Link,
    Obligation,
    Owing,
    Party,
    Settlement,
    Standing,
    TierLink,
    World,
)
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from graph.store.ledger import Author
from loaders import answering
from tests.engines import write
from tests.loaders.test_posting import commit
from tests.loaders.test_settling import BreaksOff
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

BEGAN = datetime(2018, 6, 1, tzinfo=UTC)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 300 if metafunc.config.getoption("--deep") else 6
        metafunc.parametrize("seed", range(worlds))


async def checked(engine: Engine) -> int:
    """All edges are kept, and they and the exposures are what the facts give; how many edges."""
    state, _ = await facts.answering_state(engine)
    assert state.complete, state
    sums, number = dict[Heading, Owing](), 0
    async for right in answering.recomputed(engine, state.revision):
        assert await ledger.wrong_edges(engine, right) == []
        for edges in right.values():
            ledger.lasting(sums, edges)
            number += len(set(edges))
    assert await ledger.wrong_exposures(engine, sums) == []
    return number


def portions(random: Random, world: World) -> Iterator[World]:
    """A world in some parts, in any order in which what a fact names or follows is before it."""
    every, parts = list(facts_of(world)), random.choice([1, 3, 6])
    rest = [fact for fact in every if isinstance(fact, ledger.ANSWERING)]
    hanging = [fact for fact in rest if getattr(fact, "obligation", None)]
    later = [fact for fact in rest if fact.version > 1 and fact not in hanging]
    firsts = [fact for fact in rest if fact not in later and fact not in hanging]
    random.shuffle(firsts)
    yield world_of(fact for fact in every if isinstance(fact, Party | Account))
    for at in range(parts):
        yield world_of(firsts[at::parts])
    yield world_of(later)
    yield world_of(hanging)


def drawn(random: Random, world: World, number: int) -> Change:
    """A late correction, end, retraction or payment of something that is stored and open."""
    every = [fact for fact in facts_of(world) if fact.superseded_at is None]
    fact = random.choice([fact for fact in every if isinstance(fact, ledger.ANSWERING)])
    days = timedelta(random.randint(-40, 40))
    if isinstance(fact, Obligation):
        return _of_debt(random, fact, number, days)
    if random.random() < 0.3:
        return Retract(fact)
    if isinstance(fact, Standing | TierLink | Link):
        if random.random() < 0.5 and fact.valid_to is None:
            return End(fact, fact.valid_from + timedelta(random.randint(1, 90)))
        return Supersede(fact, replace(fact, valid_from=fact.valid_from + days))
    if isinstance(fact, AccountCondition):
        return Supersede(fact, replace(fact, condition=Condition.CONVERTED, valid_to=None))
    name = "on" if isinstance(fact, Settlement) else "found_on"
    return Supersede(fact, replace(fact, **{name: getattr(fact, name) + days}))


def _of_debt(random: Random, fact: Obligation, number: int, days: timedelta) -> Change:
    """A payment on it, another amount, or other days."""
    choice = random.random()
    if choice < 0.4:
        paid = {"obligation": fact.id, "by": "t1", "fen": Fen(max(1, fact.fen // 3))}
        on = fact.occurred_from + timedelta(abs(days.days))
        return Record(Settlement(id=FactId(f"late-{number}"), on=on, **paid))
    if choice < 0.6:
        return Supersede(fact, replace(fact, fen=Fen(fact.fen + 100)))
    begins, ends = fact.occurred_from + days, fact.occurred_to + days
    return Supersede(fact, replace(fact, occurred_from=begins, occurred_to=ends))


async def test_edges_are_what_the_facts_give_whatever_is_written_in_any_order(
    posted: Embedded, seed: int
):
    random = Random(f"answered {seed}")
    for some in portions(random, random_world(seed)):
        backdated = random.random() < 0.7
        await ledger.plant(posted, some, Author("tests", BEGAN), backdated=backdated)
    assert await checked(posted)
    for number in range(8):
        change = drawn(random, await facts.world(posted), number)
        await commit(posted, [change], BEGAN + timedelta(number))
    await checked(posted)


PROGRAMME = (
    "east is partner from 2017-04-01",
    "harbor is partner from 2018-01-05",
    "harbor under east as city from 2018-01-05",
    "acme under harbor as agency from 2018-01-10",
)


async def test_the_edges_of_a_large_import_are_settled_after_it(posted: Embedded):
    owing = [
        f"acme owes {n + 1}.00 since 2018-03-10 for act as o{n}" for n in range(answering.MOST + 1)
    ]
    world = ladder.parse("\n".join((*PROGRAMME, *owing)))
    await ledger.plant(posted, world, Author("tests", BEGAN))
    state, _ = await facts.answering_state(posted)
    assert (state.upto, state.revision) == (0, 1)
    assert not await ledger.settle_edges(posted, {}, 0)
    told = list[int]()
    assert await answering.settle(posted, told.append)
    assert not await answering.settle(posted, told.append)
    assert sum(told) == len(owing)
    assert await checked(posted) == 3 * len(owing)


async def test_a_settling_that_breaks_off_is_gone_on_with(posted: Embedded):
    ledger.answer_by(posted, None)
    world = ladder.parse("\n".join((*PROGRAMME, "acme owes 1.00 since 2018-03-10 for act as o1")))
    await ledger.plant(posted, world, Author("tests", BEGAN))
    with pytest.raises(Exception, match="it is gone"):
        await answering.settle(BreaksOff(posted, 1))
    assert not (await facts.answering_state(posted))[0].complete
    assert await answering.settle(posted)
    assert await checked(posted) == 3


async def test_what_is_wrong_is_told_of(posted: Embedded):
    world = ladder.parse("\n".join((*PROGRAMME, "acme owes 1.00 since 2018-03-10 for act as o1")))
    await ledger.plant(posted, world, Author("tests", BEGAN))
    await write(posted, "MATCH ()-[l:LIABLE_FOR {role: 'JOINT'}]->() SET l.fen = 7")
    await write(posted, "MATCH (e:Exposure {party: 'harbor'}) SET e.parts = '[]'")
    sums: dict[Heading, Owing] = {}
    async for right in answering.recomputed(posted, 1):
        (wrong,) = await ledger.wrong_edges(posted, right)
        assert [each.owing.fen for each in wrong.kept] == [7]
        assert [each.owing.fen for each in wrong.missing] == [100]
        ledger.lasting(sums, right[FactId("o1")])
    (found,) = await ledger.wrong_exposures(posted, sums)
    assert found.name == "exposure of harbor, JOINT for ACT"


async def edges(engine: Engine) -> list[Any]:
    """Party, role and days of the edges that stand and are known now, in order."""
    found = await write(
        engine,
        "MATCH (p:Party)-[l:LIABLE_FOR]->(o:Obligation) "
        "WHERE l.supersededIn IS NULL AND l.knownTo IS NULL "
        "RETURN p.id AS party, l.role AS role, l.validFrom AS first, l.validTo AS end "
        "ORDER BY party, first",
    )
    return [tuple(each.values()) for each in found]


async def test_an_edge_ends_when_a_finding_makes_it_another_one(posted: Embedded):
    said = "harbor mismanaged o1 found on 2018-04-20"
    debt = "acme owes 1.00 since 2018-03-10 for act as o1"
    for lines in (PROGRAMME, (debt,), (said,)):
        world = ladder.parse("\n".join((*PROGRAMME, *lines, debt)))
        await ledger.plant(posted, world, Author("tests", BEGAN))
    assert await edges(posted) == [
        ("cust:acme", "PRIMARY", "2018-03-10", None),
        ("east", "JOINT_CONTINGENT", "2018-03-10", "2018-04-20"),
        ("east", "JOINT", "2018-04-20", None),
        ("harbor", "JOINT", "2018-03-10", None),
    ]
