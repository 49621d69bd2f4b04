"""Pages of the feed, whole or filtered: together they are the feed, whoever writes meanwhile."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from graph.changes import Record
from graph.model import FactId, Party, Payment, Uid, World
from graph.store import ledger
from graph.store.engine import Engine
from graph.store.ledger import Changes, Decision, Event, Wanted
from graph.store.ledger.append import BLOCK
from graph.store.ledger.changes import changes
from tests.engines import write
from tests.store.books import AUTHOR, later, planted
from tests.store.lived import lived, told
from tests.store.second import another

pytestmark = pytest.mark.anyio

FILTERS = [
    Wanted(),
    Wanted(kinds=("LINK_RECORDED", "LINK_ENDED")),
    Wanted(kinds=("NOTHING_RECORDED",)),
    Wanted(about=("t1",)),
    Wanted(about=("t1",), kinds=("LINK_RECORDED", "PLAN_SHOWN")),
    Wanted(about=("nobody",)),
    Wanted(about=("t1", "t2", "nobody")),
]


def fits(event: Event, wanted: Wanted) -> bool:
    kinds = wanted.kinds or (event.kind,)
    about = set(wanted.about or event.subjects)
    return event.kind in kinds and not about.isdisjoint(event.subjects)


async def pages(engine: Engine, wanted: Wanted, first: int) -> AsyncIterator[Changes]:
    last, seen, more = (await ledger.cursor(engine)).seq, 0, True
    while more:
        page = await changes(engine, wanted, seen, last, first)
        yield page
        seen, more = page.seen, page.more


@pytest.mark.parametrize("wanted", FILTERS)
async def test_the_pages_of_a_filter_are_what_fits_it(engine: Engine, wanted: Wanted):
    await lived(engine, 1)
    every = [event for event in await told(engine) if fits(event, wanted)]
    for first in (1, 7, 500):
        found = [page async for page in pages(engine, wanted, first)]
        assert [event for page in found for event in page.events] == every
        assert all(len(page.events) == first for page in found[:-1])
        assert found[-1].seen == (await ledger.cursor(engine)).seq


async def test_a_reader_who_is_further_than_this_process_stays_where_it_is(engine: Engine):
    await planted(engine)
    for wanted in FILTERS:
        assert await changes(engine, wanted, 1_000, 5, 10) == Changes((), 1_000, more=False)


async def test_what_is_rare_is_found_over_many_blocks(engine: Engine):
    seqs = [1, BLOCK - 1, BLOCK, 5 * BLOCK, 40 * BLOCK + 7]
    text = (
        "UNWIND $rows AS row CREATE (:Mention {subjectBlock: row.block, seq: row.seq, kind: 'K'})"
        " CREATE (:Event {seq: row.seq, kind: 'K', kindBlock: row.kindBlock, revision: 1, at: '',"
        " actor: '', requestId: '', subjects: ['x'], own: 1, count: 1, clauses: [], source: '',"
        " prevHash: '', hash: ''})"
    )
    rows = [
        {"seq": seq, "block": f"x#{seq // BLOCK}", "kindBlock": f"K#{seq // BLOCK}"} for seq in seqs
    ]
    await write(engine, text, rows=rows)
    for wanted in (Wanted(about=("x",)), Wanted(kinds=("K",))):
        found = await changes(engine, wanted, 0, 50 * BLOCK, 10)
        assert [event.seq for event in found.events] == seqs
        rest = await changes(engine, wanted, BLOCK, 50 * BLOCK, 1)
        assert [event.seq for event in rest.events] == seqs[3:4]
        assert rest.more


async def test_a_bulk_is_found_under_every_id_it_is_about(engine: Engine):
    await planted(engine)
    parties = tuple(Party(id=FactId(f"n{n}")) for n in range(1_500))
    await ledger.plant(engine, World(parties=parties), AUTHOR)
    last = (await ledger.cursor(engine)).seq
    for name in ("n0", "n700", "n1499"):
        (event,) = (await changes(engine, Wanted(about=(name,)), 0, last, 10)).events
        assert (event.kind, name in event.subjects) == ("PARTY_RECORDED", True)


async def pay(engine: Engine, writer: int, number: int) -> None:
    uid = Uid("acme" if number % 2 else "corner")
    paid = Payment(id=FactId(f"w{writer}-{number}"), account=uid, paid_at=AUTHOR.at, fen=1)

    async def decide(_tx: object) -> Decision[None]:
        return Decision(None, [Record(paid)])

    await ledger.commit(engine, decide, later())


@pytest.mark.parametrize(
    "wanted", [Wanted(), Wanted(about=("acme",)), Wanted(kinds=("PAYMENT_RECORDED",))]
)
async def test_a_poller_misses_nothing_and_meets_nothing_twice_beside_writers(
    engine: Engine, wanted: Wanted
):
    await planted(engine)
    async with another(engine) as second:
        writing = asyncio.gather(
            *(pay(each, n, m) for n, each in enumerate([engine, second] * 2) for m in range(8))
        )
        met, at = list[Event](), ledger.Cursor()
        while not writing.done() or at.seq < (await ledger.cursor(engine)).seq:
            begun = at.seq
            at = (await ledger.feed(engine, at)).cursor
            page = await changes(engine, wanted, begun, at.seq, 500)
            met += page.events
            assert page.seen == at.seq
    await writing
    assert met == [event for event in await told(engine) if fits(event, wanted)]
