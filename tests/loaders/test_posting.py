"""Postings in a store: written with their facts, they come to what the facts give."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from msgspec.structs import replace

from graph import ladder
from graph.changes import Change, End, Record, Retract, Supersede
from graph.ladder.naming import facts_of, world_of
from graph.model import (
    ALIYUN,
    Account,
    FactId,
    Fen,
    Link,
    Party,
    Payment,
    Standing,
    TierLink,
    World,
)
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine, Transaction
from graph.store.facts.rows import BATCH
from graph.store.ledger import Author, Decision
from loaders import posting, settling
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

MOVING = Payment | Standing | TierLink | Link
BEGAN = datetime(2018, 6, 1, tzinfo=UTC)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 300 if metafunc.config.getoption("--deep") else 6
        metafunc.parametrize("seed", [*range(worlds), 239])


async def checked(engine: Engine) -> None:
    """Everything is posted, and comes to what the facts give."""
    state = await facts.posting_state(engine)
    assert state.complete, state
    async with posting.recomputed(engine, state.revision) as expected:
        async for month in ledger.postings_apart(engine, expected):
            assert (month.missing, month.sums) == ({}, {})


async def commit(engine: Engine, changes: Iterable[Change], at: datetime) -> None:
    """Some changes, recorded at an instant."""

    async def decide(_: Transaction) -> Decision[None]:
        return Decision(None, tuple(changes))

    await ledger.commit(engine, decide, Author("tests", at))


def drawn(random: Random, world: World, number: int) -> Change:
    """A late correction, end, retraction or refund of something that is stored and open."""
    every = [fact for fact in facts_of(world) if fact.superseded_at is None]
    fact = random.choice([fact for fact in every if isinstance(fact, MOVING)])
    if random.random() < 0.3:
        return Retract(fact)
    if isinstance(fact, Payment):
        return _of_payment(random, fact, world, number)
    if random.random() < 0.5 and fact.valid_to is None:
        return End(fact, fact.valid_from + timedelta(random.randint(1, 90)))
    moved = fact.valid_from + timedelta(random.randint(-40, 40))
    return Supersede(fact, replace(fact, valid_from=moved))


def _of_payment(random: Random, fact: Payment, world: World, number: int) -> Change:
    """A refund of it, or another day and another account."""
    if random.random() < 0.5 and fact.refund_of is None:
        back = FactId(f"back-{number}")
        return Record(replace(fact, id=back, version=1, refund_of=fact.id, fen=Fen(-1)))
    elsewhere = random.choice([each.uid for each in world.accounts if each.uid != ALIYUN])
    later = fact.paid_at + timedelta(random.randint(-40, 40))
    return Supersede(fact, replace(fact, paid_at=later, account=elsewhere))


def parted(random: Random, world: World) -> Iterator[World]:
    """A world in some parts, in an order in which what a fact names or follows comes before it."""
    every, parts = list(facts_of(world)), random.choice([1, 3, 6])
    rest = [fact for fact in every if isinstance(fact, MOVING)]
    later = [fact for fact in rest if fact.version > 1 or getattr(fact, "refund_of", None)]
    firsts = [fact for fact in rest if fact not in later]
    random.shuffle(firsts)
    yield world_of(fact for fact in every if isinstance(fact, Party | Account))
    for at in range(parts):
        yield world_of(firsts[at::parts])
    yield world_of(later)


async def test_postings_come_to_what_the_facts_give_whatever_is_written_in_any_order(
    posted: Embedded, seed: int
):
    random = Random(f"posted {seed}")
    for some in parted(random, random_world(seed)):
        backdated = random.random() < 0.7
        await ledger.plant(posted, some, Author("tests", BEGAN), backdated=backdated)
    await checked(posted)
    for number in range(8):
        world = await facts.world(posted)
        change = drawn(random, world, number)
        await commit(posted, [change], BEGAN + timedelta(number))
    await checked(posted)


async def test_cash_is_posted_of_the_customer_of_a_partner_that_was_a_customer_itself(
    posted: Embedded,
):
    """What stood above the partner then is not read with the customer's cash."""
    before = (
        "east is partner from 2017-04-01\nwest is partner from 2017-04-01\n"
        "harbor under east as agency from 2017-05-01 to 2017-12-01\n"
        "harbor is partner from 2018-01-05\nharbor under west as city from 2018-01-05\n"
        "acme under harbor as agency from 2018-01-10"
    )
    await ledger.plant(posted, ladder.parse(before), Author("tests", BEGAN))
    paid = ladder.parse("acme paid 1.00 at 2018-03-01T10:00:00 as p1").payments
    await commit(posted, map(Record, paid), BEGAN)
    await checked(posted)


async def test_more_postings_than_one_statement_takes_are_posted_with_their_payments(
    posted: Embedded,
):
    stand = [f"p{n} is partner from 2017-04-01" for n in range(BATCH // 5)]
    days = [f"2018-0{month}-01T10:00:00" for month in range(1, 7)]
    paid = [f"p{n} paid 1.00 at {day}" for n in range(BATCH // 5) for day in days]
    world = ladder.parse("\n".join((*stand, *paid)))
    for payments in (False, True):
        some = world_of(one for one in facts_of(world) if isinstance(one, Payment) == payments)
        await ledger.plant(posted, some, Author("tests", BEGAN))
    assert (await facts.posting_state(posted)).complete
    await checked(posted)


async def test_the_postings_of_a_large_import_are_settled_after_it(posted: Embedded):
    lines = [f"u{n} paid 1.00 at 2018-03-01T10:00:00" for n in range(posting.MOST + 1)]
    world = ladder.parse("\n".join(("east is partner from 2017-04-01", *lines)))
    await ledger.plant(posted, world, Author("tests", BEGAN))
    state = await facts.posting_state(posted)
    assert (state.upto, state.revision) == (0, 1)
    async with posting.recomputed(posted, 1) as expected:
        assert not await ledger.settle_postings(posted, expected, 0)
    told, expected = list[int](), list[int]()
    assert await settling.settle(posted, told.append, expected.append)
    assert sum(told) == expected[-1] == len(world.accounts) + 1
    await checked(posted)
