"""A process follows the feed: its own commits at once, those of others within a time."""

import asyncio
from datetime import date

import pytest

from graph.changes import Record
from graph.model import (
    PartyId,
    Uid,
)
from graph.store import ledger
from graph.store.errors import StoreFault
from loaders.cache import second_level
from loaders.feed import RevisionUnreached
from loaders.shared import Shared
from tests.loaders.books import link, owing
from tests.loaders.watched import LONG, Watched, commit
from tests.store.books import AUTHOR

pytestmark = pytest.mark.anyio


async def test_the_feed_costs_one_read_an_interval_whatever_the_load(watched: Watched):
    shared = Shared(watched, max_staleness=0.05)
    await asyncio.gather(*(shared.facts() for _ in range(500)))
    await asyncio.sleep(0.06)
    await asyncio.gather(*(shared.facts() for _ in range(500)))
    assert watched.sent == ["feed", "feed"]


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


async def test_a_process_that_sees_no_news_closes_without_a_second_level(watched: Watched):
    shared = Shared(watched)
    shared.saw(ledger.Committed(0, AUTHOR.at, None))
    await shared.close()
