"""Facts come back as they were written, each question in one statement."""

from datetime import date

import pytest

from graph.model import ALIYUN, Account, FactId, PartyId, Uid, World
from graph.store import facts, ledger
from graph.store.engine import Engine
from tests.store.books import AUTHOR, branches, planted

pytestmark = pytest.mark.anyio

EAST, WEST, HARBOR, ACME = Uid("east"), Uid("west"), Uid("harbor"), Uid("acme")


@pytest.fixture
async def store(engine: Engine) -> Engine:
    await planted(engine)
    return engine


async def test_a_history_climbs_to_every_partner_and_tier1_there_ever_was(store: Engine):
    found = await facts.histories(store, [ACME])
    assert set(found) == {"acme", "harbor", "east", "west"}
    assert [link.partner for link in found[ACME].links] == ["harbor"]
    assert {tier.tier1 for tier in found[HARBOR].tier_links} == {"east", "west"}


async def test_a_history_holds_every_version_of_an_interval(store: Engine):
    tiers = (await facts.histories(store, [HARBOR]))[HARBOR].tier_links
    moved = [tier for tier in tiers if tier.tier1 == "east"]
    assert [tier.valid_to for tier in moved] == [None, date(2018, 3, 16)]
    assert moved[0].superseded_at == moved[1].recorded_at


async def test_an_unknown_account_is_absent(store: Engine):
    assert await facts.histories(store, [Uid("nobody")]) == {}


async def test_a_branch_is_all_below_and_all_above_these(store: Engine):
    assert set(await facts.branch(store, EAST)) == {"east", "harbor", "acme", "corner", "west"}
    assert set(await facts.branch(store, HARBOR)) == {"east", "harbor", "acme", "west"}
    assert set(await facts.branch(store, ACME)) == {"east", "harbor", "acme", "west"}


async def test_the_branch_of_aliyun_is_every_account(store: Engine):
    every = {account.uid for account in branches().accounts} | {ALIYUN}
    assert set(await facts.branch(store, ALIYUN)) == every


async def test_children_are_paged_in_order(store: Engine):
    found = await facts.children(store, [ALIYUN, EAST, ACME], "", 2)
    assert found[ALIYUN] == facts.Page((EAST, HARBOR), more=True)
    assert found[EAST] == facts.Page((Uid("corner"), HARBOR), more=False)
    assert found[ACME] == facts.Page((), more=False)
    rest = await facts.children(store, [ALIYUN], "harbor", 2)
    assert rest[ALIYUN] == facts.Page((WEST,), more=False)


async def test_accounts_are_found_by_uid_name_and_external_id(store: Engine):
    shop = Account(id=FactId("s1"), owner=PartyId("east"), name="Köln 云 Shop", external_id="X-1")
    await ledger.plant(store, World(accounts=(shop,)), AUTHOR)

    async def found(text: str) -> tuple[str, ...]:
        return (await facts.search(store, text, "", 10)).uids

    assert await found("har") == ("harbor",)
    assert await found("KÖLN") == await found("云 s") == await found("X-1") == ("s1",)
    assert await found("nothing like it") == ()
    assert len(await found("")) == 8


async def test_a_page_of_a_search_goes_on_after_the_last_one(store: Engine):
    first = await facts.search(store, "", "", 4)
    rest = await facts.search(store, "", first.uids[-1], 4)
    assert first.more
    assert not rest.more
    assert (*first.uids, *rest.uids) == tuple(sorted({*first.uids, *rest.uids}))


async def test_payments_come_with_the_originals_of_refunds(store: Engine):
    paid, originals = await facts.payments(store, [ACME], date(2018, 4, 1), date(2018, 5, 1))
    assert [payment.fen for payment in paid] == [-4000]
    assert [each.fen for each in originals[FactId("p1")]] == [10000]


async def test_payments_are_those_of_the_days_asked_for(store: Engine):
    accounts = [ACME, Uid("corner")]
    paid, originals = await facts.payments(store, accounts, date(2018, 3, 2), date(2018, 3, 15))
    assert [payment.id for payment in paid] == ["p2"]
    assert originals == {}
    every, _ = await facts.payments(store, accounts)
    assert len(every) == 3


async def test_refunds_may_be_asked_for_from_an_earlier_day_on(store: Engine):
    days = date(2018, 5, 1), date(2018, 6, 1)
    assert await facts.payments(store, [ACME], *days) == ((), {})
    paid, originals = await facts.payments(store, [ACME], *days, date(2018, 3, 1))
    assert [payment.fen for payment in paid] == [-4000]
    assert list(originals) == ["p1"]


async def test_an_obligation_comes_with_what_hangs_on_it(store: Engine):
    found = await facts.obligations(store, [FactId("o1"), FactId("o9")])
    assert set(found) == {"o1"}
    assert [each.fen for each in found[FactId("o1")].settlements] == [400000]
    assert [each.party for each in found[FactId("o1")].findings] == ["harbor"]


async def test_what_accounts_and_parties_owe_comes_in_one_mapping(store: Engine):
    assert set(await facts.obligations_of(store, [ACME, Uid("corner")], [])) == {"o1", "o2"}
    assert await facts.obligations_of(store, [], [PartyId("harbor")]) == {}


async def test_parties_and_their_accounts_are_found(store: Engine):
    found = await facts.parties(store, [PartyId("east"), PartyId("nobody")])
    assert [party.id for party in found.values()] == ["east"]
    owned = await facts.accounts_of(store, [PartyId("east"), PartyId("nobody")])
    assert owned == {"east": ("east",), "nobody": ()}
