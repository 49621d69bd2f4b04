"""Stores that were written to in every way, for tests of what the feed tells of them."""

from datetime import date
from random import Random

from msgspec.structs import replace

from graph.changes import Change, End, Record, Retract, Supersede
from graph.model import Dated, Fact, FactId, Link, LinkType, Payment, Uid, World
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.ledger import Decision, Event, Occurrence
from graph.store.ledger.stored import facts_of
from tests.property.worlds import random_world
from tests.store.books import AUTHOR, later


async def lived(engine: Engine, seed: int, *, bulk: int = 0) -> None:
    """A random world planted, then ends, corrections, retractions, an occurrence, and a bulk."""
    random = Random(seed)
    await ledger.plant(engine, random_world(seed), AUTHOR)
    for day in range(1, 4):
        await _changed(engine, random, day)
    if bulk:
        uid = random_world(seed).accounts[0].uid
        paid = [
            Payment(id=FactId(f"bulk-{n}"), account=uid, paid_at=AUTHOR.at, fen=n)
            for n in range(bulk)
        ]
        await ledger.plant(engine, World(payments=tuple(paid)), later(9))
        stored = await facts.payments_by_id(engine, [each.id for each in paid])
        await commit(engine, [Retract(each) for each in stored], 10)


async def commit(engine: Engine, changes: list[Change], day: int) -> None:
    async def decide(_tx: Transaction) -> Decision[None]:
        told = [Occurrence("PLAN_SHOWN", ("t1",), ("FA 4.3.2",), "told")]
        return Decision(None, changes, told, ("FA 3.4.1.2",))

    author = replace(later(day), reason=f"the reason of day {day}", source="letter 7")
    await ledger.commit(engine, decide, author)


async def _changed(engine: Engine, random: Random, day: int) -> None:
    every = list(facts_of(await facts.world(engine)))
    stood = [fact for fact in every if fact.superseded_at is None and fact.id != "aliyun"]
    changes = [_change(random, fact) for fact in random.sample(stood, min(6, len(stood)))]
    new = Link(
        id=FactId(f"new-{day}"),
        account=Uid("u1"),
        partner=Uid("t1"),
        type=LinkType.AGENCY,
        valid_from=date(2019, 1, day),
    )
    await commit(engine, [*changes, Record(new), End(new, date(2019, 2, day))], day)


def _change(random: Random, fact: Fact) -> Change:
    if isinstance(fact, Dated) and random.random() < 0.5:
        return End(fact, date(2020, 1, 1))
    if isinstance(fact, Dated | Payment) and random.random() < 0.5:
        return Retract(fact)
    return Supersede(fact, replace(fact, source="a correction"))


async def told(engine: Engine) -> list[Event]:
    """The whole feed."""
    return [event async for event in ledger.chained_events(engine)]
