"""One way to write: all or nothing, one after the other, each told in the feed."""

import asyncio
from datetime import date
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from graph.changes import End, Record, Retract, Supersede
from graph.model import (
    Account,
    AccountCondition,
    Condition,
    FactId,
    Finding,
    Link,
    LinkType,
    Obligation,
    Party,
    PartyId,
    Payment,
    Settlement,
    Standing,
    TierLink,
    Uid,
)
from graph.store import facts, ledger
from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreConflict, StoreFault
from graph.store.ledger import Decision, FactUnplaced, IdempotencyKeyReused, Once
from graph.store.ledger.events import Head
from graph.store.ledger.together import unbeaten
from tests.engines import empty
from tests.store.books import AUTHOR, later, planted
from tests.store.second import another

pytestmark = pytest.mark.anyio

ACME, HARBOR = Uid("acme"), Uid("harbor")


class Answer(Struct, frozen=True):
    links: int


@pytest.fixture
async def store(engine: Engine) -> Engine:
    await planted(engine)
    return engine


def link(account: str, partner: str, start: date = date(2018, 6, 1)) -> Link:
    return Link(
        id=FactId(f"link:{account}:{partner}:{start}"),
        account=Uid(account),
        partner=Uid(partner),
        type=LinkType.AGENCY,
        valid_from=start,
    )


def deciding(*changes: Any, value: object = None, **more: Any):
    async def decide(_tx: Transaction) -> Decision[Any]:
        return Decision(value, changes, **more)

    return decide


async def links_of(store: Engine, uid: Uid) -> tuple[Link, ...]:
    return (await facts.histories(store, [uid]))[uid].links


async def test_a_commit_gets_the_next_revision_and_its_authors_instant(store: Engine):
    before = await ledger.revision(store)
    done = await ledger.commit(store, deciding(Record(link("lonely", "east"))), later())
    assert done.revision == before + 1 == await ledger.revision(store)
    written = (await links_of(store, Uid("lonely")))[-1]
    assert (written.recorded_in, written.recorded_at) == (done.revision, later().at)
    assert written.recorded_by == "tester"


async def test_a_commit_is_recorded_no_earlier_than_the_one_before(store: Engine):
    """Clocks of writers differ; what is known at an instant never becomes more afterwards."""
    one = await ledger.commit(store, deciding(Record(Party(id=FactId("a")))), later(5))
    two = await ledger.commit(store, deciding(Record(Party(id=FactId("b")))), later(1))
    assert (one.recorded_at, two.recorded_at) == (later(5).at, later(5).at)
    assert two.opened[0].recorded_at == later(5).at
    assert [each.at for each in two.events] == [one.events[0].at]
    three = await ledger.commit(store, deciding(Record(Party(id=FactId("c")))), later(6))
    assert three.recorded_at == later(6).at


async def test_an_end_closes_one_version_and_opens_the_next(store: Engine):
    old = (await links_of(store, ACME))[0]
    done = await ledger.commit(store, deciding(End(old, date(2018, 6, 1))), later())
    closed, opened = await links_of(store, ACME)
    assert (closed.superseded_at, closed.superseded_in) == (later().at, done.revision)
    assert (opened.version, opened.valid_to, opened.superseded_at) == (2, date(2018, 6, 1), None)
    assert closed.valid_to is None


async def test_what_is_recorded_and_ended_in_one_commit_has_both_versions(store: Engine):
    new = link("lonely", "east")
    await ledger.commit(store, deciding(Record(new), End(new, date(2018, 7, 1))), later())
    _, one, two = await links_of(store, Uid("lonely"))
    assert (one.valid_to, one.superseded_at) == (None, later().at)
    assert (two.valid_to, two.superseded_at) == (date(2018, 7, 1), None)


async def test_every_kind_of_fact_is_recorded_corrected_and_taken_back(store: Engine):
    day, o1 = date(2018, 6, 1), FactId("o1")
    new = [
        Party(id=FactId("zed")),
        Account(id=FactId("zed"), owner=PartyId("zed"), name="Zed"),
        Standing(id=FactId("s9"), account=Uid("zed"), valid_from=day),
        TierLink(id=FactId("t9"), city=Uid("zed"), tier1=Uid("east"), valid_from=day),
        link("zed", "east"),
        AccountCondition(
            id=FactId("c9"), account=Uid("zed"), condition=Condition.FROZEN, valid_from=day
        ),
        Payment(id=FactId("p9"), account=Uid("zed"), paid_at=AUTHOR.at, fen=5),
        Obligation(id=FactId("o9"), account=Uid("zed"), occurred_from=day, occurred_to=day, fen=5),
        Obligation(
            id=FactId("o8"), party=PartyId("zed"), occurred_from=day, occurred_to=day, fen=5
        ),
        Settlement(id=FactId("se9"), obligation=o1, by=PartyId("zed"), on=day, fen=5),
        Finding(
            id=FactId("f9"), obligation=o1, party=PartyId("zed"), mismanaged=True, found_on=day
        ),
    ]
    await ledger.commit(store, deciding(*map(Record, new)), later(1))
    corrected = [replace(fact, source="letter") for fact in new]
    changes = [Supersede(old, fact) for old, fact in zip(new, corrected, strict=True)]
    await ledger.commit(store, deciding(*changes), later(2))
    newest = [replace(fact, version=2) for fact in corrected]
    await ledger.commit(store, deciding(*map(Retract, newest)), later(3))
    world = await facts.world(store)
    every = [fact for name in world.__struct_fields__ for fact in getattr(world, name)]
    for fact in new:
        versions = [each for each in every if (type(each), each.id) == (type(fact), fact.id)]
        assert [each.version for each in versions] == [1, 2]
        assert [each.source for each in versions] == ["", "letter"]
        assert [each.superseded_at for each in versions] == [later(2).at, later(3).at]
    assert (await ledger.audit(store)).faults == ()


async def test_a_dry_run_gives_the_value_and_leaves_no_trace(store: Engine):
    before = await facts.world(store), await ledger.revision(store)
    done = await ledger.commit(
        store, deciding(Record(link("lonely", "east")), value=7), later(), dry_run=True
    )
    assert done.value == 7
    assert (done.revision, done.dry_run) == (before[1] + 1, True)
    assert [each.kind for each in done.events] == ["LINK_RECORDED"]
    assert (await facts.world(store), await ledger.revision(store)) == before


async def test_a_dry_run_fails_where_the_act_would(store: Engine):
    wrong = deciding(Record(link("nobody", "east")))
    with pytest.raises(FactUnplaced):
        await ledger.commit(store, wrong, later(), dry_run=True)


async def test_a_decision_without_changes_makes_no_revision(store: Engine):
    before = await ledger.revision(store)
    done = await ledger.commit(store, deciding(value="nothing to do"), later())
    assert (done.value, done.revision, done.events) == ("nothing to do", before, ())


async def test_a_failing_decision_passes_through_and_stores_nothing(store: Engine):
    async def decide(_tx: Transaction) -> Decision[None]:
        raise LookupError("no such thing")

    with pytest.raises(LookupError):
        await ledger.commit(store, decide, later())
    assert await ledger.revision(store) == 1


@pytest.mark.parametrize(
    "change",
    [
        Record(link("nobody", "east")),
        Record(
            Settlement(
                id=FactId("s"), obligation=FactId("o9"), by=PartyId("x"), on=date(2018, 6, 1), fen=1
            )
        ),
        Retract(link("acme", "east")),
    ],
)
async def test_a_fact_without_a_place_undoes_the_whole_commit(store: Engine, change: Any):
    good = Record(link("lonely", "east"))
    with pytest.raises(FactUnplaced, match="expected"):
        await ledger.commit(store, deciding(good, change), later())
    assert len(await links_of(store, Uid("lonely"))) == 1
    assert await ledger.revision(store) == 1


async def test_a_store_without_a_ledger_is_not_written(engine: Engine):
    await empty(engine)
    with pytest.raises(StoreFault, match="set the schema up"):
        await ledger.commit(engine, deciding(value=1), AUTHOR)


async def test_a_key_sent_again_gives_the_first_answer(store: Engine):
    once = Once("frontend", "key-1", b"link lonely", Answer)
    new = deciding(Record(link("lonely", "east")), value=Answer(2))
    first = await ledger.commit(store, new, later(), once=once)
    again = await ledger.commit(store, deciding(value=Answer(3)), later(2), once=once)
    assert (again.value, again.revision, again.replayed) == (Answer(2), first.revision, True)
    other = replace(once, caller="reseller")
    assert (await ledger.commit(store, deciding(value=Answer(4)), later(), once=other)).value == (
        Answer(4)
    )


async def test_a_key_with_another_input_is_refused(store: Engine):
    once = Once("frontend", "key-1", b"one", Answer)
    await ledger.commit(store, deciding(value=Answer(1)), later(), once=once)
    with pytest.raises(IdempotencyKeyReused, match="key-1"):
        await ledger.commit(store, deciding(), later(), once=replace(once, input=b"two"))


async def test_a_dry_run_does_not_use_up_its_key(store: Engine):
    once = Once("frontend", "key-1", b"one", Answer)
    await ledger.commit(store, deciding(value=Answer(1)), later(), once=once, dry_run=True)
    done = await ledger.commit(store, deciding(value=Answer(2)), later(), once=once)
    assert done.value == Answer(2)


def linking(account: str, partner: str):
    """Link an account if it has no link yet: true for the one who did."""

    async def decide(tx: Transaction) -> Decision[bool]:
        found = await facts.histories(tx, [Uid(account)])
        if found[Uid(account)].links:
            return Decision(value=False)
        return Decision(value=True, changes=[Record(link(account, partner))])

    return decide


async def test_of_16_that_check_and_link_exactly_one_wins(store: Engine):
    tasks = [ledger.commit(store, linking("east", "west"), later()) for _ in range(16)]
    won = [done.value for done in await asyncio.gather(*tasks)]
    assert won.count(True) == 1
    assert len(await links_of(store, Uid("east"))) == 1


async def test_writers_of_two_processes_do_not_lose_each_others_work(store: Engine):
    """Two engines stand for two processes: they share the database, not the queue."""
    async with another(store) as second:
        writers = [store, second] * 8
        tasks = [ledger.commit(each, linking("east", "west"), later()) for each in writers]
        won = [done.value for done in await asyncio.gather(*tasks)]
    assert won.count(True) == 1
    assert len(await links_of(store, Uid("east"))) == 1
    assert (await ledger.audit(store)).faults == ()


async def test_two_things_with_one_key_are_a_conflict_and_no_lost_race(store: Engine):
    twice = [Record(link("lonely", "east")), Record(link("lonely", "east"))]
    await ledger.commit(store, deciding(twice[0]), later())
    before = await ledger.revision(store)
    with pytest.raises(StoreConflict):
        await ledger.commit(store, deciding(twice[1]), later())
    assert await ledger.revision(store) == before


async def test_a_race_that_every_try_lost_is_run_again(store: Engine):
    """One engine tells a lost race as two events with one number."""

    class Beaten:
        tries = 0

        async def run(self, *args: Any, **params: Any) -> Any:
            return await store.run(*args, **params)

        async def commit(self, work: Any) -> Any:
            self.tries += 1
            if self.tries == 1:
                raise StoreConflict("another was first", at_commit=True)
            return await store.commit(work)

    async def work(_tx: Transaction) -> str:
        return "done"

    assert await unbeaten(Beaten(), work, [Head(0, 0, "")]) == "done"
