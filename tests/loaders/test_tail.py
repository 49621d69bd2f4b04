"""The end of the feed, kept for all who listen: each event is read once, nobody misses one."""

import asyncio
from contextlib import aclosing

import pytest

from graph.changes import Record
from graph.model import FactId, Payment, Uid
from graph.store.engine import Engine
from graph.store.errors import StoreUnavailable
from graph.store.ledger import Wanted
from loaders import tail
from loaders.shared import Shared
from loaders.tail import Tail, listen
from tests.loaders.watched import LONG, Watched, commit
from tests.store.books import AUTHOR

pytestmark = pytest.mark.anyio


async def pay(shared: Shared, name: str) -> None:
    paid = Payment(id=FactId(name), account=Uid("u1"), paid_at=AUTHOR.at, fen=1)
    await commit(shared, Record(paid))


async def taken(found: Tail, count: int, after: int, wanted: Wanted | None = None) -> list[int]:
    """The numbers of so many events behind a number."""
    async with asyncio.timeout(5), aclosing(listen(found, wanted or Wanted(), after)) as events:
        return [(await anext(events)).seq for _ in range(count)]


async def test_ten_listeners_cost_what_one_does(watched: Watched):
    shared = Shared(watched, max_staleness=LONG)
    begin = (await shared.facts()).seq
    listening = [asyncio.create_task(taken(shared.tail, 3, begin)) for _ in range(10)]
    await asyncio.sleep(0.02)
    assert shared.tail.listeners == 10
    watched.sent.clear()
    for number in range(3):
        await pay(shared, f"p{number}")
        await asyncio.sleep(0.02)
    for told in await asyncio.gather(*listening):
        assert told == [begin + 1, begin + 2, begin + 3]
    assert watched.sent.count("events") == 3
    assert shared.tail.listeners == 0


async def test_nobody_asks_while_nobody_listens(watched: Watched):
    shared = Shared(watched, max_staleness=0.01)
    begin = (await shared.facts()).seq
    await pay(shared, "p")
    assert await taken(shared.tail, 1, begin) == [begin + 1]
    await asyncio.sleep(0.02)
    watched.sent.clear()
    await asyncio.sleep(0.05)
    assert watched.sent == []


async def test_what_is_no_longer_kept_is_read_from_the_store(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tail, "ROOM", 4)
    monkeypatch.setattr(tail, "PAGE", 3)
    shared = Shared(watched, max_staleness=LONG)
    begin = (await shared.facts()).seq
    async with aclosing(listen(shared.tail, Wanted(), begin)) as slow:
        await pay(shared, "p0")
        assert (await anext(slow)).seq == begin + 1
        for number in range(1, 20):
            await pay(shared, f"p{number}")
        await asyncio.sleep(0.05)
        told = [(await anext(slow)).seq async for _ in _times(19)]
        assert told == list(range(begin + 2, begin + 21))
        assert shared.tail.last == begin + 20
    kinds = Wanted(kinds=("PAYMENT_RECORDED",), about=("u1",))
    assert await taken(shared.tail, 20, begin, kinds) == list(range(begin + 1, begin + 21))


async def _times(count: int):
    for each in range(count):
        yield each


async def test_only_so_much_is_kept_by_weight(watched: Watched, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tail, "ROOM_BYTES", 1)
    shared = Shared(watched, max_staleness=LONG)
    begin = (await shared.facts()).seq
    listening = asyncio.create_task(taken(shared.tail, 3, begin))
    await asyncio.sleep(0.02)
    for number in range(3):
        await pay(shared, f"p{number}")
    assert await listening == [begin + 1, begin + 2, begin + 3]


class Fitful:
    """An engine that fails now and then."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.error: Exception | None = None

    async def run(self, *args: object, **params: object) -> object:
        if self.error is not None:
            raise self.error
        return await self.engine.run(*args, **params)  # type: ignore[arg-type]


async def test_a_store_that_goes_away_is_waited_for(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tail, "AGAIN", 0.01)
    shared = Shared(watched, max_staleness=0.01)
    begin, fitful = (await shared.facts()).seq, Fitful(watched)
    found = Tail(fitful, shared.facts, 0.01)  # type: ignore[arg-type]
    found.told(begin)
    listening = asyncio.create_task(taken(found, 2, begin))
    await asyncio.sleep(0.02)
    fitful.error = StoreUnavailable("gone")
    await pay(shared, "p1")
    await pay(shared, "p2")
    found.told(begin + 2)
    await asyncio.sleep(0.05)
    assert not listening.done()
    fitful.error = None
    assert await listening == [begin + 1, begin + 2]


async def test_a_defect_is_told_to_all_who_listen_and_the_next_begins_anew(watched: Watched):
    shared = Shared(watched, max_staleness=0.01)
    begin, fitful = (await shared.facts()).seq, Fitful(watched)
    found = Tail(fitful, shared.facts, 0.01)  # type: ignore[arg-type]
    found.told(begin)
    listening = [asyncio.create_task(taken(found, 1, begin)) for _ in range(3)]
    await asyncio.sleep(0.02)
    fitful.error = KeyError("defect")
    await pay(shared, "p1")
    found.told(begin + 1)
    told = await asyncio.gather(*listening, return_exceptions=True)
    assert [type(each) for each in told] == [KeyError] * 3
    fitful.error = None
    assert await taken(found, 1, begin) == [begin + 1]
