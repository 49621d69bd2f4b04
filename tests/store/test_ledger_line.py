"""The line of writers: those who wait share a transaction, and each is answered for itself."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any

import pytest

from graph.changes import Record
from graph.model import FactId, Party, PartyId
from graph.store import facts, ledger
from graph.store.engine import Engine, Rollback, Transaction
from graph.store.errors import StoreConflict, StoreFault
from graph.store.ledger import Committed, Decision, FactUnplaced, IdempotencyKeyReused, Once
from graph.store.ledger.line import MOST
from tests.store.books import later, planted
from tests.store.test_ledger_commit import Answer, deciding, link

pytestmark = pytest.mark.anyio

STORE_BUSY = 0.01


class Counted:
    """An engine that counts its transactions, and those that were to be undone."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.commits, self.undone = engine, 0, 0
        self.name, self.version, self.address = engine.name, engine.version, engine.address

    async def run(self, *args: Any, **params: Any) -> Any:
        return await self.engine.run(*args, **params)

    async def commit(self, work: Any) -> Any:
        self.commits += 1

        async def watched(tx: Transaction) -> Any:
            outcome = await work(tx)
            self.undone += isinstance(outcome, Rollback)
            return outcome

        return await self.engine.commit(watched)

    async def close(self) -> None:
        await self.engine.close()


@pytest.fixture
async def store(engine: Engine) -> Counted:
    await planted(engine)
    return Counted(engine)


def party(name: str) -> Record:
    return Record(Party(id=FactId(name)))


async def slowly(_tx: Transaction) -> Decision[Any]:
    """A writer whom the others have to wait for."""
    await asyncio.sleep(STORE_BUSY)
    return Decision(None)


async def behind(store: Counted, *waiting: Awaitable[Any]) -> Sequence[Any]:
    """What comes of those who wait behind a slow writer."""
    first = asyncio.ensure_future(ledger.commit(store, slowly, later()))
    await asyncio.sleep(0)
    found = await asyncio.gather(*waiting, return_exceptions=True)
    await first
    return found


def put(store: Counted, *changes: Any, **more: Any) -> Awaitable[Committed[Any]]:
    return ledger.commit(store, deciding(*changes), later(), **more)


async def parties(store: Counted, *names: str) -> set[str]:
    return set(await facts.parties(store, [PartyId(name) for name in names]))


async def test_those_who_wait_share_a_transaction_and_have_revisions_of_their_own(store: Counted):
    before = await ledger.revision(store)
    found = await behind(store, *(put(store, party(f"p{n}")) for n in range(5)))
    assert [each.revision for each in found] == [before + n for n in range(1, 6)]
    assert [len(each.events) for each in found] == [1] * 5
    assert store.commits == 2
    audit = await ledger.audit(store)
    assert audit.faults == ()


async def test_a_full_line_is_served_in_several_transactions(store: Counted):
    found = await behind(store, *(put(store, party(f"p{n}")) for n in range(MOST + 3)))
    assert len({each.revision for each in found}) == MOST + 3
    assert store.commits == 3


async def test_each_decides_by_what_those_before_it_have_written(store: Counted):
    async def unless_there(tx: Transaction) -> Decision[bool]:
        there = PartyId("zed") in await facts.parties(tx, [PartyId("zed")])
        return Decision(there, () if there else (party("zed"),))

    one, two = await behind(
        store,
        ledger.commit(store, unless_there, later()),
        ledger.commit(store, unless_there, later()),
    )
    assert (one.value, two.value) == (False, True)
    assert (one.revision, two.revision) == (one.revision, one.revision)


async def test_one_that_is_refused_leaves_the_others_be(store: Counted):
    class Refused(Exception):
        pass

    async def refuse(_tx: Transaction) -> Decision[Any]:
        raise Refused

    one, two, three = await behind(
        store, put(store, party("a")), ledger.commit(store, refuse, later()), put(store, party("b"))
    )
    assert isinstance(two, Refused)
    assert three.revision == one.revision + 1
    assert await parties(store, "a", "b") == {"a", "b"}


async def test_what_writes_nothing_is_undone_so_that_no_other_process_has_to_try_again(
    store: Counted,
):
    await put(store)
    assert store.undone == 1
    await put(store, party("a"))
    assert store.undone == 1


async def test_a_store_that_fails_is_told_to_all_who_share_the_transaction(store: Counted):
    async def failing(_tx: Transaction) -> Decision[Any]:
        raise StoreFault("the store is out of order")

    found = await behind(
        store,
        put(store, party("a")),
        ledger.commit(store, failing, later()),
        put(store, party("b")),
    )
    assert all(isinstance(each, StoreFault) for each in found)
    assert await parties(store, "a", "b") == set()


async def test_what_finds_no_place_fails_alone_and_is_not_half_written(store: Counted):
    lost = put(store, party("lost"), Record(link("nobody", "east")))
    one, two, three = await behind(store, put(store, party("a")), lost, put(store, party("b")))
    assert isinstance(two, FactUnplaced)
    assert three.revision == one.revision + 1
    assert await parties(store, "a", "lost", "b") == {"a", "b"}


async def test_what_has_one_key_with_another_fails_alone(store: Counted):
    twice = link("lonely", "east")
    one, two, three = await behind(
        store, put(store, Record(twice)), put(store, Record(twice)), put(store, party("b"))
    )
    assert isinstance(two, StoreConflict)
    assert three.revision == one.revision + 1


async def test_the_same_key_twice_in_line_is_done_once(store: Counted):
    once, other = (Once("me", "k", said, Answer) for said in (b"one", b"two"))
    decide = deciding(party("a"), value=Answer(1))
    one, two, three = await behind(
        store,
        ledger.commit(store, decide, later(), once=once),
        ledger.commit(store, decide, later(), once=once),
        ledger.commit(store, decide, later(), once=other),
    )
    assert (one.replayed, two.replayed) == (False, True)
    assert (two.value, two.revision, two.events) == (one.value, one.revision, one.events)
    assert isinstance(three, IdempotencyKeyReused)
    assert store.commits == 4, "each in a transaction of its own, none of them tried twice"


async def test_a_dry_run_stands_alone_and_undoes_nothing_of_the_others(store: Counted):
    one, dry, two = await behind(
        store, put(store, party("a")), put(store, party("x"), dry_run=True), put(store, party("b"))
    )
    assert (dry.dry_run, dry.revision) == (True, one.revision + 1)
    assert two.revision == one.revision + 1
    assert await parties(store, "a", "x", "b") == {"a", "b"}


async def test_who_leaves_the_line_is_not_served(store: Counted):
    first = asyncio.ensure_future(ledger.commit(store, slowly, later()))
    await asyncio.sleep(0)
    gone = asyncio.ensure_future(put(store, party("gone")))
    staying = asyncio.ensure_future(put(store, party("stays")))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.gather(first, staying)
    assert gone.cancelled()
    assert await parties(store, "gone", "stays") == {"stays"}


async def test_who_leaves_while_it_is_written_is_written_all_the_same(store: Counted):
    begun = asyncio.Event()

    async def decide(_tx: Transaction) -> Decision[Any]:
        begun.set()
        await asyncio.sleep(STORE_BUSY)
        return Decision(None, (party("a"),))

    leaving = asyncio.ensure_future(ledger.commit(store, decide, later()))
    await begun.wait()
    leaving.cancel()
    await put(store, party("b"))
    assert await parties(store, "a", "b") == {"a", "b"}


async def test_a_line_in_which_all_have_left_serves_nobody(store: Counted):
    first = asyncio.ensure_future(ledger.commit(store, slowly, later()))
    await asyncio.sleep(0)
    gone = asyncio.ensure_future(put(store, party("gone")))
    await asyncio.sleep(0)
    gone.cancel()
    await first
    await put(store, party("b"))
    assert store.commits == 2
    assert await parties(store, "gone", "b") == {"b"}
