"""What is kept is good until an event names it; reads at one time are one read."""

import asyncio
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from graph.changes import End, Record, Supersede
from graph.model import (
    Account,
    FactId,
    Finding,
    PartyId,
    Payment,
    Settlement,
    Uid,
)
from graph.store import facts as store
from graph.store import ledger
from graph.store.errors import StoreFault
from loaders.shared import Shared
from loaders.shelf import Bounds
from loaders.touched import Touched
from tests.loaders.books import link, owing
from tests.loaders.watched import LONG, Watched, commit
from tests.store.books import AUTHOR, later

pytestmark = pytest.mark.anyio


async def test_an_event_makes_stale_exactly_the_ids_it_names(shared: Shared):
    uids = [Uid(f"u{n}") for n in range(20)]
    await (await shared.facts()).histories(uids)
    await commit(shared, Record(link(Uid("u1"), Uid("t"), date(2018, 6, 1))))
    facts = await shared.facts()
    await facts.histories([uid for uid in uids if uid != "u1"])
    assert facts.statements == 0
    assert len((await facts.histories([Uid("u1")]))[Uid("u1")].links) == 2
    assert facts.statements == 1


async def test_payments_leave_histories_warm(shared: Shared):
    await (await shared.facts()).histories([Uid("u1")])
    paid = Payment(id=FactId("p"), account=Uid("u1"), paid_at=AUTHOR.at, fen=1)
    await commit(shared, Record(paid))
    facts = await shared.facts()
    await facts.histories([Uid("u1")])
    assert facts.statements == 0
    found, _ = await facts.payments([Uid("u1"), Uid("u2")], date(2026, 1, 1), date(2026, 2, 1))
    assert [payment.id for payment in found] == ["p"]
    assert facts.statements == 1


async def test_a_settlement_or_finding_refreshes_its_obligation_alone(shared: Shared):
    uids, day = [Uid("u1"), Uid("u2")], date(2018, 6, 1)
    await (await shared.facts()).obligations_of(uids)
    o1 = FactId("o:u1")
    await commit(
        shared,
        Record(Settlement(id=FactId("s"), obligation=o1, by=PartyId("c1"), on=day, fen=1)),
        Record(
            Finding(
                id=FactId("f"), obligation=o1, party=PartyId("c1"), mismanaged=True, found_on=day
            )
        ),
    )
    facts = await shared.facts()
    found = await facts.obligations_of(uids)
    assert facts.statements == 1
    assert len(found[o1].settlements) == len(found[o1].findings) == 1


async def test_a_new_obligation_is_seen_and_so_is_one_that_moved(shared: Shared):
    await (await shared.facts()).obligations_of([Uid("u1"), Uid("u2")], [PartyId("u1")])
    await commit(shared, Record(owing(Uid("u1"), "second")))
    found = await (await shared.facts()).obligations_of([Uid("u1")])
    assert set(found) == {"o:u1", "second:u1"}
    old = found[FactId("o:u1")].versions[0]
    await commit(shared, Supersede(old, replace(old, account=Uid("u2"))))
    facts = await shared.facts()
    assert {"o:u1", "o:u2"} == set(await facts.obligations_of([Uid("u2")]))
    assert await facts.obligations_of([], [PartyId("u1")]) == {}


async def test_what_does_not_exist_is_remembered_until_it_does(shared: Shared):
    new = Uid("new")
    for most in (1, 0):
        facts = await shared.facts()
        assert await facts.histories([new]) == {}
        assert facts.statements == most
    account = Account(id=FactId("new"), owner=PartyId("t"))
    await commit(shared, Record(account))
    assert set(await (await shared.facts()).histories([new])) == {"new"}


async def test_city_partners_are_kept_until_one_comes_or_goes(shared: Shared):
    t = Uid("t")
    for most in (1, 0):
        facts = await shared.facts()
        assert set(await facts.city_partners([t])) == {t, *(f"c{n}" for n in range(5))}
        assert facts.statements == most
    tier = (await (await shared.facts()).histories([Uid("c1")]))[Uid("c1")].tier_links[0]
    new = replace(tier, id=FactId("tier:u1"), city=Uid("u1"))
    await commit(shared, Record(new))
    assert "u1" in await (await shared.facts()).city_partners([t])


async def test_two_requests_that_ask_at_once_share_one_read(watched: Watched, shared: Shared):
    one, two = await shared.facts(), await shared.facts()
    watched.open.clear()
    asked = [asyncio.ensure_future(each.histories([Uid("u1")])) for each in (one, two)]
    await asyncio.sleep(0.05)
    watched.open.set()
    assert await asked[0] == await asked[1]
    assert one.statements + two.statements == 1


async def test_a_read_under_way_when_its_account_was_named_is_neither_joined_nor_kept(
    watched: Watched, shared: Shared
):
    early = await shared.facts()
    watched.open.clear()
    reading = asyncio.ensure_future(early.histories([Uid("u1")]))
    await asyncio.sleep(0.2)  # the rows are read, and on their way

    async def decide(tx: Any) -> ledger.Decision[None]:
        old = (await store.histories(tx, [Uid("u1")]))[Uid("u1")].links[0]
        return ledger.Decision(None, [End(old, date(2018, 6, 1))])

    shared.saw(await ledger.commit(watched, decide, later()))
    late = await shared.facts()
    watched.open.set()
    assert len((await late.histories([Uid("u1")]))[Uid("u1")].links) == 2
    assert late.statements == 1
    assert len((await reading)[Uid("u1")].links) == 1
    assert len((await (await shared.facts()).histories([Uid("u1")]))[Uid("u1")].links) == 2


async def test_a_failed_read_fails_those_who_waited_and_nobody_later(
    watched: Watched, shared: Shared
):
    facts = await shared.facts()
    watched.broken = True
    with pytest.raises(StoreFault):
        await facts.histories([Uid("u1")])
    watched.broken = False
    assert set(await (await shared.facts()).histories([Uid("u1")])) == {"u1", "c1", "t"}


async def test_a_request_that_goes_away_does_not_take_the_others_read_with_it(
    watched: Watched, shared: Shared
):
    one, two = await shared.facts(), await shared.facts()
    watched.open.clear()
    gone = asyncio.ensure_future(one.histories([Uid("u1")]))
    await asyncio.sleep(0.05)
    stays = asyncio.ensure_future(two.histories([Uid("u1")]))
    await asyncio.sleep(0.05)
    gone.cancel()
    watched.open.set()
    assert set(await stays) == {"u1", "c1", "t"}
    assert two.statements == 0


async def test_a_shelf_keeps_no_more_than_it_may(watched: Watched):
    shared = Shared(watched, max_staleness=LONG, bounds=Bounds(entries=3))
    facts = await shared.facts()
    await facts.histories([Uid(f"u{n}") for n in range(20)])
    assert len(shared._shelves.histories) == 3  # noqa: SLF001 - the bound is not seen from outside
    small = Shared(watched, max_staleness=LONG, bounds=Bounds(size=700))
    await (await small.facts()).histories([Uid(f"u{n}") for n in range(20)])
    assert 0 < len(small._shelves.histories) < 5  # noqa: SLF001 - as above


def test_what_is_no_longer_remembered_counts_as_touched():
    touched = Touched(remembered=1)
    touched.mark("history", ["a"], 5)
    touched.mark("history", ["b"], 7)
    assert not touched.fresh("history", "a", 4)
    assert touched.fresh("history", "a", 5)
    assert not touched.fresh("history", "b", 6)
