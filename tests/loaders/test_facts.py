"""What a question costs: at most two statements cold and none warm, for any number of accounts."""

import asyncio
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from graph.changes import End, Record, Supersede
from graph.model import (
    ALIYUN,
    Account,
    FactId,
    Fen,
    Finding,
    Obligation,
    PartyId,
    Payment,
    Settlement,
    Uid,
)
from graph.store import facts as store
from graph.store import ledger
from graph.store.cypher import Statement
from graph.store.engine import Engine, Row, Work
from graph.store.errors import StoreFault
from loaders.cache import second_level
from loaders.feed import RevisionUnreached
from loaders.shared import Shared
from loaders.shelf import Bounds
from loaders.touched import Touched
from tests.loaders.books import link, owing, programme
from tests.store.books import AUTHOR, later

pytestmark = pytest.mark.anyio

LONG = 3600.0
"""A staleness that no test lives to see: only own commits are followed."""


class Watched:
    """An engine that counts its reads and can be held up or broken."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.sent: list[str] = []
        self.open = asyncio.Event()
        self.open.set()
        self.broken = False

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        self.sent.append(statement.name)
        rows = await self._engine.run(statement, **params)
        await self.open.wait()
        if self.broken:
            raise StoreFault("broken on purpose")
        return rows

    async def commit(self, work: Work[Any]) -> Any:
        return await self._engine.commit(work)

    async def close(self) -> None:
        await self._engine.close()


@pytest.fixture
async def watched(embedded: Engine) -> Watched:
    await ledger.plant(embedded, programme(20), AUTHOR)
    return Watched(embedded)


@pytest.fixture
def shared(watched: Watched) -> Shared:
    return Shared(watched, max_staleness=LONG)


async def commit(shared: Shared, *changes: Any) -> ledger.Committed[None]:
    """A commit of this process."""

    async def decide(_tx: Any) -> ledger.Decision[None]:
        return ledger.Decision(None, changes)

    done = await ledger.commit(shared.engine, decide, later())
    shared.saw(done)
    return done


@pytest.mark.parametrize("count", [1, 100, 1000])
async def test_any_number_of_accounts_costs_one_statement_cold_and_none_warm(
    embedded: Engine, count: int
):
    await ledger.plant(embedded, programme(count), AUTHOR)
    shared = Shared(embedded, max_staleness=LONG)
    uids = [Uid(f"u{n}") for n in range(count)]
    for most in (1, 0):
        facts = await shared.facts()
        found = await facts.histories(uids)
        assert set(found) == {*uids, "t", *(f"c{n}" for n in range(min(count, 5)))}
        assert facts.statements == most
    for most in (1, 0):
        facts = await shared.facts()
        assert len(await facts.obligations_of(uids)) == count
        assert facts.statements == most


async def test_the_feed_costs_one_read_an_interval_whatever_the_load(watched: Watched):
    shared = Shared(watched, max_staleness=0.05)
    await asyncio.gather(*(shared.facts() for _ in range(500)))
    await asyncio.sleep(0.06)
    await asyncio.gather(*(shared.facts() for _ in range(500)))
    assert watched.sent == ["feed", "feed"]


async def test_what_resolvers_ask_in_one_turn_is_one_statement(shared: Shared):
    facts = await shared.facts()
    found = await asyncio.gather(*(facts.histories([Uid(f"u{n}")]) for n in range(20)))
    assert facts.statements == 1
    assert [set(each) for each in found[:2]] == [{"u0", "c0", "t"}, {"u1", "c1", "t"}]


async def test_a_key_is_fetched_once_a_request_even_where_nothing_is_kept(watched: Watched):
    shared = Shared(watched, max_staleness=LONG, bounds=Bounds(entries=0))
    facts = await shared.facts()
    for _ in range(3):
        assert set(await facts.histories([Uid("u1")])) == {"u1", "c1", "t"}
    assert facts.statements == 1
    assert set(await facts.obligations_of([Uid("u1")])) == {"o:u1"}
    assert facts.statements == 3


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


async def test_parties_obligations_and_owners_are_kept_too(shared: Shared):
    t, nobody = PartyId("t"), PartyId("nobody")
    for most in (3, 0):
        facts = await shared.facts()
        assert set(await facts.parties([t, nobody])) == {t}
        assert await facts.accounts_of([t, nobody]) == {t: ("t",), nobody: ()}
        assert set(await facts.obligations([FactId("o:u1"), FactId("none")])) == {"o:u1"}
        assert facts.statements == most


async def test_a_branch_warms_the_histories_it_brings(shared: Shared):
    facts = await shared.facts()
    assert {"u1", "c1", "t"} <= set(await facts.branch(Uid("c1")))
    assert set(await facts.histories([Uid("u1")])) == {"u1", "c1", "t"}
    assert facts.statements == 1
    every = await facts.branch(ALIYUN)
    assert len(every) == 27


async def test_children_and_search_are_pages(shared: Shared):
    facts = await shared.facts()
    one, two = await asyncio.gather(
        facts.children([Uid("c0")], "", 2), facts.children([Uid("t")], "", 9)
    )
    assert one == {Uid("c0"): store.Page((Uid("u0"), Uid("u10")), more=True)}
    assert list(two[Uid("t")].uids) == [f"c{n}" for n in range(5)]
    assert (await facts.search("u1", "u10", 3)).uids == ("u11", "u12", "u13")


async def test_refunds_bring_their_originals_to_the_account_that_asked(shared: Shared):
    u1, u2 = Uid("u1"), Uid("u2")
    paid = Payment(id=FactId("p"), account=u1, paid_at=AUTHOR.at, fen=10)
    back = Payment(id=FactId("q"), account=u1, paid_at=later(40).at, fen=-4, refund_of=FactId("p"))
    await commit(shared, Record(paid), Record(back))
    facts = await shared.facts()
    months = date(2026, 2, 1), date(2026, 3, 1)
    (own, originals), (none, nothing) = await asyncio.gather(
        facts.payments([u1], *months), facts.payments([u2], *months)
    )
    assert ([each.id for each in own], set(originals)) == (["q"], {"p"})
    assert (none, nothing) == ((), {})
    assert facts.statements == 2


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


async def test_the_second_level_serves_another_process(watched: Watched):
    second = second_level()
    one = Shared(watched, second=second, max_staleness=LONG)
    await (await one.facts()).histories([Uid("u1"), Uid("none")])
    two = Shared(watched, second=second, max_staleness=LONG)
    facts = await two.facts()
    assert set(await facts.histories([Uid("u1"), Uid("none")])) == {"u1", "c1", "t"}
    assert facts.statements == 0
    await one.close()


async def test_the_second_level_never_gives_what_was_touched_since(watched: Watched):
    second = second_level()
    one = Shared(watched, second=second, max_staleness=LONG)
    two = Shared(watched, second=second, max_staleness=0)
    await (await two.facts()).parties([PartyId("t")])
    await (await one.facts()).histories([Uid("u1")])
    await commit(Shared(watched), Record(link(Uid("u1"), Uid("t"), date(2018, 6, 1))))
    facts = await two.facts()
    assert len((await facts.histories([Uid("u1")]))[Uid("u1")].links) == 2
    three = Shared(watched, second=second, max_staleness=LONG)
    found = await (await three.facts()).histories([Uid("u1")])
    assert len(found[Uid("u1")].links) == 2


async def test_a_client_is_never_answered_with_less_than_it_has_seen(watched: Watched):
    shared = Shared(watched, max_staleness=LONG)
    await shared.facts()
    done = await commit(Shared(watched), Record(owing(Uid("u1"), "new")))
    assert (await shared.facts(done.revision)).revision == done.revision


async def test_a_revision_that_never_comes_is_said_so(watched: Watched):
    shared = Shared(watched, patience=0.1)
    with pytest.raises(RevisionUnreached, match="expected revision 99, the store is at 1"):
        await shared.facts(99)


async def test_a_feed_that_failed_is_asked_again(watched: Watched):
    shared = Shared(watched, max_staleness=LONG)
    watched.broken = True
    with pytest.raises(StoreFault):
        await shared.facts()
    watched.broken = False
    assert (await shared.facts()).revision == 1


async def test_a_commit_out_of_turn_is_read_from_the_feed(watched: Watched, shared: Shared):
    await (await shared.facts()).obligations_of([Uid("u1")])
    await commit(Shared(watched), Record(owing(Uid("u1"), "others")))
    await commit(shared, Record(owing(Uid("u1"), "own")))
    facts = await shared.facts()
    assert facts.revision == 3
    assert len(await facts.obligations_of([Uid("u1")])) == 3


async def test_a_feed_overtaken_by_an_own_commit_does_not_turn_back(watched: Watched):
    shared = Shared(watched, max_staleness=0)
    await shared.facts()
    watched.open.clear()
    behind = asyncio.ensure_future(shared.facts())
    await asyncio.sleep(0.2)
    done = await commit(shared, Record(owing(Uid("u1"), "own")))
    watched.open.set()
    assert (await behind).revision == done.revision


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


async def test_a_party_owes_under_its_own_name(shared: Shared):
    day = date(2018, 6, 1)
    own = Obligation(
        id=FactId("fine"), party=PartyId("t"), occurred_from=day, occurred_to=day, fen=Fen(1)
    )
    await commit(shared, Record(own))
    for most in (1, 0):
        facts = await shared.facts()
        assert set(await facts.obligations_of([], [PartyId("t")])) == {"fine"}
        assert facts.statements == most


async def test_a_process_that_sees_no_news_closes_without_a_second_level(watched: Watched):
    shared = Shared(watched)
    shared.saw(ledger.Committed(0, AUTHOR.at, None))
    await shared.close()


def test_what_is_no_longer_remembered_counts_as_touched():
    touched = Touched(remembered=1)
    touched.mark("history", ["a"], 5)
    touched.mark("history", ["b"], 7)
    assert not touched.fresh("history", "a", 4)
    assert touched.fresh("history", "a", 5)
    assert not touched.fresh("history", "b", 6)
