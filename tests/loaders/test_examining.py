"""A store held to its facts portion by portion: what is found is what all of it at once gives."""

import tracemalloc
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from graph.ladder import parse
from graph.ladder.naming import facts_of, world_of
from graph.model import NOTHING, Amount, Group, Payment, World
from graph.rules import invariants, postings
from graph.rules.timeline import Cash, Timeline
from graph.store import aside, facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from graph.store.ledger import Author
from loaders import examining, portions, posting, settling
from loaders.portions import by_account
from tests.engines import write
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio
AUTHOR = Author("tests", datetime(2018, 6, 1, tzinfo=UTC))
HANGS = "MATCH (a:Account {uid: $uid}) MATCH ()-[r:PAID]->(p) DELETE r"
PAYMENT = "MATCH (p:Payment {key: $key}) "

EDITS = (
    "SET p.fen = -p.fen",
    "SET p.fen = 1000 * p.fen",
    "SET p.fen = 0",
    "SET p.refundOf = $other",
    "SET p.refundOf = 'nothing'",
    "SET p.refundOf = $other, p.fen = -1",
    "SET p.account = $uid",
    "SET p.account = 'gone'",
    "SET p.account = $uid, p.refundOf = $other, p.fen = -1",
    "SET p.version = p.version + 7",
    "SET p.supersededAt = null",
    "SET p.supersededAt = '2017-01-01T00:00:00.000000Z'",
    "SET p.recordedAt = '2018-05-01T00:00:00.000000Z', p.recordedIn = 1000000000",
    "SET p.paidAt = '2017-01-01T00:00:00.000000Z', p.day = '2017-01-01'",
    "SET p.consumedFrom = '2018-01-02', p.consumedTo = '2018-01-01'",
    "SET p.id = 'another'",
    "DETACH DELETE p",
    f"{HANGS} CREATE (a)-[:PAID]->(p)",
    f"{HANGS} CREATE (a)-[:PAID]->(p) SET p.account = $uid",
)
"""What somebody might do to a payment behind the gateway's back."""

MOVED = ("SET p.account = $uid", "SET p.account = 'gone'", EDITS[-1])
"""What leaves it a payment, of another account."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 300 if metafunc.config.getoption("--deep") else 8
        metafunc.parametrize("seed", range(worlds))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions so small that a little world has many."""
    monkeypatch.setattr(portions, "FEW", 1)
    monkeypatch.setattr(portions, "PAYMENTS", 2)
    monkeypatch.setattr(aside, "IN_MEMORY", 100)


async def edited(
    engine: Engine, random: Random, world: World, edits: tuple[str, ...] = EDITS
) -> None:
    """Edit a payment and what it is beside."""
    payment, other = random.choices(world.payments, k=2)
    uid = random.choice(world.accounts).uid
    told = {"key": payment.key, "other": other.id, "uid": uid}
    text = PAYMENT + random.choice(edits)
    await write(engine, text, **{name: each for name, each in told.items() if f"${name}" in text})


async def examined(engine: Engine) -> tuple[int, set[str]]:
    """As the doctor looks at it."""
    misfits = [each for each in await facts.misfits(engine) if each.field == "account"]
    astray = {side for each in misfits for side in (each.kept, each.right)}
    found = await examining.examine(engine, await facts.besides_payments(engine), astray)  # type: ignore[arg-type]
    return found.payments, {str(each) for each in found.violations}


async def test_what_is_found_is_what_all_payments_at_once_give(posted: Embedded, seed: int):
    random = Random(f"examined {seed}")
    await ledger.plant(posted, random_world(seed), AUTHOR)
    for _ in range(6):
        await edited(posted, random, await facts.world(posted))
        world = await facts.world(posted)
        whole = {str(each) for each in invariants.check(world)}
        assert await examined(posted) == (len(world.payments), whole)


async def test_payments_that_name_another_account_than_they_hang_on_are_looked_at_with_it(
    posted: Embedded, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(portions, "PAYMENTS", 1)
    refund = "u1 paid -6.00 at 2018-03-02T10:00:00 refunding p1 as "
    paid = "u1 paid 10.00 at 2018-03-01T10:00:00 as p1"
    text = "\n".join((paid, f"{refund} r1", f"{refund} r2", "u2 frozen from 2018-01-01"))
    await ledger.plant(posted, parse(text), AUTHOR)
    await write(posted, PAYMENT + EDITS[-2], key="r2@1", uid="u2")
    _, found = await examined(posted)
    assert {each[:3] for each in found} == {"I14"}
    assert found == {str(each) for each in invariants.check(await facts.world(posted))}


async def test_what_should_be_posted_is_the_same_of_portions_and_of_all(
    posted: Embedded, seed: int
):
    random = Random(f"recomputed {seed}")
    await ledger.plant(posted, random_world(seed), AUTHOR)
    for _ in range(seed % 3):
        await edited(posted, random, await facts.world(posted), MOVED)
    world, found = await facts.world(posted), dict[Any, Amount]()
    async with posting.recomputed(posted, 1) as expected:
        for month in expected.places:
            found |= expected.steps(month)
    assert found == await whole_steps(posted, world)


async def whole_steps(engine: Engine, world: World) -> dict[tuple[Group, datetime], Amount]:
    """All that should have been posted, worked out of all cash at once."""
    histories = await facts.every_history(engine)
    every = {
        each.id: [one for one in world.payments if one.id == each.id] for each in world.payments
    }
    payments = {uid: some for uid, some in by_account(world.payments).items() if uid in histories}
    after = Timeline(Cash(histories, payments, every), 1)
    found = dict[tuple[Group, datetime], Amount]()
    for each in postings.posted(None, after, payments, ""):
        found[each.group, each.at] = each.amount
    return {each: amount for each, amount in found.items() if amount != NOTHING}


async def test_what_is_held_does_not_grow_with_the_payments(
    posted: Embedded, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(portions, "FEW", 10)
    monkeypatch.setattr(portions, "PAYMENTS", 100)
    lines = [f"u{n} under east as agency from 2017-04-01" for n in range(100)]
    await ledger.plant(
        posted, parse("\n".join(("east is partner from 2017-04-01", *lines))), AUTHOR
    )
    peaks = list[int]()
    for first, last in ((1, 4), (4, 25)):
        times = [f"2018-{1 + day % 3:02}-{1 + day:02}T10:00:00" for day in range(first, last)]
        paid = [f"u{n} paid 1.00 at {at}" for n in range(100) for at in times]
        payments = (fact for fact in facts_of(parse("\n".join(paid))) if isinstance(fact, Payment))
        await ledger.plant(posted, world_of(payments), AUTHOR)
        await settling.settle(posted)
        world = await facts.besides_payments(posted)
        tracemalloc.start()
        found = await examining.examine(posted, world, ())
        async with posting.recomputed(posted, await ledger.revision(posted)) as expected:
            assert expected.places
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (found.payments, found.violations) == (100 * (last - 1), ())
    assert peaks[1] < 3 * peaks[0], peaks  # all at once it is seven times as much
