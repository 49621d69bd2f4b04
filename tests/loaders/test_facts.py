"""What a question costs: at most two statements cold and none warm, for any number of accounts."""

import asyncio
from datetime import date

import pytest

from graph.changes import Record
from graph.model import (
    ALIYUN,
    FactId,
    Fen,
    Obligation,
    PartyId,
    Payment,
    Uid,
)
from graph.store import facts as store
from graph.store import ledger
from graph.store.engine import Engine
from loaders.shared import Shared
from loaders.shelf import Bounds
from tests.loaders.books import programme
from tests.loaders.watched import LONG, Watched, commit
from tests.store.books import AUTHOR, later

pytestmark = pytest.mark.anyio


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
