"""A process with a roll answers lists and searches as the store does: at once after each commit."""

import asyncio
from datetime import date
from random import Random

import pytest
from msgspec.structs import replace

from graph.changes import Record, Supersede
from graph.model import Account, FactId, Party, PartyId, Uid
from graph.store.errors import StoreFault
from graph.store.facts import Page
from loaders.roll import Keeping
from loaders.shared import Shared
from loaders.shelf import Bounds
from tests.loaders.books import link
from tests.loaders.watched import LONG, Watched, commit

pytestmark = pytest.mark.anyio

T = Uid("t")


def named(uid: str, name: str, external: str | None = None) -> tuple[Record, Record]:
    party = Party(id=FactId(f"p:{uid}"))
    account = Account(id=FactId(uid), owner=PartyId(party.id), name=name, external_id=external)
    return Record(party), Record(account)


async def same(enrolled: Shared, text: str, after: str = "", first: int = 7) -> Page:
    """What both answer, which has to be the same."""
    one, other = await enrolled.facts(), await Shared(enrolled.engine).facts()
    found = await one.search(text, after, first)
    assert found == await other.search(text, after, first)
    uids = [T, Uid("aliyun"), Uid("c1"), Uid(text)]
    below = await one.children(uids, after, first)
    assert below == await other.children(uids, after, first)
    return found


async def test_lists_children_and_searches_cost_no_statement(shared: Shared):
    await shared.enrol()
    for text in ("", "u1", "nothing"):
        for after in ("", "c3", "u12", "zz"):
            await same(shared, text, after)
    facts = await shared.facts()
    assert (await facts.search("", "u5", 100)).uids == ("u6", "u7", "u8", "u9")
    await facts.children([T, Uid("c1")], "", 100)
    assert facts.statements == 0


async def test_a_commit_costs_one_statement_and_is_seen_by_the_next_request(shared: Shared):
    await shared.enrol()
    await commit(shared, *named("new", "Kestrel Straße", "crm-7"))
    facts = await shared.facts()
    assert (await facts.search("kestrel strasse", "", 5)).uids == ("new",)
    assert (await facts.search("crm-7", "", 5)).uids == ("new",)
    assert facts.statements == 1
    await commit(shared, Record(link(Uid("new"), T)))
    assert "new" in (await (await shared.facts()).children([T], "", 50))[T].uids
    account = (await facts.histories([Uid("new")]))[Uid("new")].account
    await commit(shared, Supersede(account, replace(account, name="Tarn")))
    assert not (await same(shared, "kestrel")).uids
    assert (await same(shared, "TARN")).uids == ("new",)


async def test_any_commits_leave_the_roll_as_the_store_is(watched: Watched):
    chance, shared = Random(11), Shared(watched, max_staleness=0)
    other = Shared(watched)
    await shared.enrol()
    for number in range(12):
        uid = f"{chance.choice('abuz')}{number}"
        changes = [*named(uid, chance.choice(["Aa b", "bA", "c"]), chance.choice([None, "aa"]))]
        upper = Uid(chance.choice(["t", "c1", "c2"]))
        begun = date(2018, 1, 1 + number)
        changes += [Record(link(Uid(chance.choice([uid, "u1", "u2"])), upper, begun))]
        await commit(chance.choice([shared, other]), *changes)
        await same(shared, chance.choice(["", "a", "aa", "b", "u1"]), chance.choice(["", "b3"]), 4)


async def test_what_changes_while_the_roll_is_read_is_read_again(watched: Watched):
    shared = Shared(watched, max_staleness=LONG)
    await shared.facts()
    watched.open.clear()
    reading = asyncio.ensure_future(shared.enrol())
    await asyncio.sleep(0.05)
    await commit(shared, *named("a0", "Kestrel"))
    assert (await shared.facts()).statements == 0
    watched.open.set()
    await reading
    assert (await same(shared, "kestrel")).uids == ("a0",)


async def test_two_who_ask_while_a_change_is_read_both_see_it(watched: Watched, shared: Shared):
    await shared.enrol()
    await commit(shared, *named("a0", "Kestrel"))
    watched.open.clear()
    one, other = [
        asyncio.ensure_future((await shared.facts()).search("kestrel", "", 5)) for _ in range(2)
    ]
    await asyncio.sleep(0.05)
    watched.open.set()
    assert (await one).uids == (await other).uids == ("a0",)
    assert watched.sent.count("roll_of") == 1


async def test_a_failure_is_told_and_the_next_call_goes_on(watched: Watched, shared: Shared):
    await shared.facts()
    watched.broken = True
    with pytest.raises(StoreFault):
        await shared.enrol()
    watched.broken = False
    assert (await (await shared.facts()).search("u1", "", 1)).uids == ("u1",)
    await shared.enrol()
    await commit(shared, *named("a0", "Kestrel"))
    watched.broken = True
    with pytest.raises(StoreFault):
        await (await shared.facts()).search("kestrel", "", 5)
    watched.broken = False
    assert (await same(shared, "kestrel")).uids == ("a0",)


async def test_no_roll_is_kept_of_more_accounts_than_there_is_room_for(watched: Watched):
    shared = Shared(watched, max_staleness=LONG, bounds=Bounds(accounts=20))
    await shared.enrol()
    assert len(shared.roll) == 0
    await commit(shared, *named("a0", "Kestrel"))
    assert (await same(shared, "kestrel")).uids == ("a0",)


async def test_after_many_changes_the_store_is_asked_until_they_are_read(watched: Watched):
    keeping = Keeping(most=100, portion=3)
    await keeping.load(watched)
    assert len(keeping) == 27
    keeping.touch(f"u{number}" for number in range(9))
    assert await keeping.fresh(watched) is None
    await keeping.keep_up(watched)
    assert watched.sent.count("roll_of") == 3
    assert await keeping.fresh(watched) is not None
