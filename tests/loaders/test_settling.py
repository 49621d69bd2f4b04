"""Postings caught up with, whenever the process is killed, holding no more of a larger store."""

import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from graph import ladder
from graph.ladder.naming import facts_of, world_of
from graph.model import World
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine, Work
from graph.store.errors import StoreUnavailable
from graph.store.facts.postings import posting_count
from graph.store.ledger import Author
from loaders import portions, posting, settling
from loaders.settling import Pace
from tests.loaders.test_posting import BEGAN, checked, commit, drawn, parted
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

LATE = """
later is partner from 2017-04-01
newcomer under later as agency from 2018-01-01
newcomer paid 1.00 at 2018-03-01T10:00:00
"""


class BreaksOff:
    """An engine that can't be reached any more after some commits."""

    def __init__(self, engine: Engine, after: int) -> None:
        self._engine, self._left = engine, after
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.run, self.close = engine.run, engine.close

    async def commit(self, work: Work[Any]) -> Any:
        self._left -= 1
        if self._left < 0:
            raise StoreUnavailable("it is gone")
        return await self._engine.commit(work)


@contextmanager
def unposted(engine: Engine) -> Iterator[None]:
    """Write facts without their postings."""
    ledger.post_by(engine, None)
    try:
        yield
    finally:
        posting.keep(engine)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions so small that a little world has many."""
    monkeypatch.setattr(settling, "FAST", Pace(4, 5))
    monkeypatch.setattr(portions, "FEW", 2)


@pytest.mark.parametrize("seed", range(5))
async def test_postings_are_caught_up_with_though_it_breaks_off_again_and_again(
    posted: Embedded, seed: int
):
    random = Random(f"settled {seed}")
    with unposted(posted):
        for some in parted(random, random_world(seed)):
            await ledger.plant(posted, some, Author("tests", BEGAN))
            await _broken_off(posted, random.randint(0, 3))
        for number in range(6):
            change = drawn(random, await facts.world(posted), number)
            await commit(posted, [change], BEGAN + timedelta(number))
            await _broken_off(posted, random.randint(0, 2))
        await ledger.plant(posted, ladder.parse(LATE), Author("tests", BEGAN))
    assert await settling.settle(posted)
    await checked(posted)
    assert not await settling.settle(posted)


async def _broken_off(engine: Engine, times: int) -> None:
    """Settle as far as one transaction, some times."""
    for _ in range(times):
        with suppress(StoreUnavailable):
            await settling.settle(BreaksOff(engine, 1))


async def test_what_was_not_moved_is_not_posted_anew(posted: Embedded):
    await ledger.plant(posted, random_world(3), Author("tests", BEGAN))
    await settling.settle(posted)
    before = await posting_count(posted)
    with unposted(posted):
        await ledger.plant(posted, ladder.parse(LATE), Author("tests", BEGAN))
    assert await settling.settle(posted)
    assert await posting_count(posted) - before == 2  # of the programme, and of the partner
    await checked(posted)


async def test_one_that_another_process_goes_on_with_is_left_to_it(posted: Embedded):
    with unposted(posted):
        await ledger.plant(posted, _paying(6, 2), Author("tests", BEGAN))
    begun = await ledger.settling_postings(posted)
    with pytest.raises(StoreUnavailable):
        await settling.settle(BreaksOff(posted, 1))
    assert await ledger.settle_some(posted, begun, [], None) is None
    await settling.settle(posted)
    await checked(posted)


class Joined:
    """An engine of a process beside which another settles, before one of its commits."""

    def __init__(self, engine: Engine, at: int) -> None:
        self._engine, self._left = engine, at
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.run, self.close = engine.run, engine.close

    async def commit(self, work: Work[Any]) -> Any:
        self._left -= 1
        if not self._left:
            await settling.mend(self._engine)
        return await self._engine.commit(work)


async def test_one_that_another_process_ended_meanwhile_is_left(posted: Embedded):
    with unposted(posted):
        await ledger.plant(posted, _paying(6, 2), Author("tests", BEGAN))
    assert await settling.settle(Joined(posted, 1))
    await checked(posted)


@pytest.mark.parametrize("at", [2, 3, 4])
async def test_postings_are_mended_by_one_at_a_time(posted: Embedded, at: int):
    with unposted(posted):
        await ledger.plant(posted, _paying(6, 2), Author("tests", BEGAN))
    assert not await settling.mend(Joined(posted, at))
    await checked(posted)


async def test_postings_of_an_older_programme_are_not_posted_twice(posted: Embedded):
    with unposted(posted):
        await ledger.plant(posted, _paying(6, 2), Author("tests", BEGAN))
    async with posting.recomputed(posted, 1) as expected:
        with pytest.raises(StoreUnavailable):
            await ledger.settle_postings(BreaksOff(posted, 3), expected, 1)
    assert await ledger.posted_ahead(posted, await ledger.settling_postings(posted))
    assert await settling.settle(posted)
    await checked(posted)


async def test_what_is_held_does_not_grow_with_the_payments(
    posted: Embedded, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settling, "FAST", Pace(200, 200))
    monkeypatch.setattr(portions, "FEW", 50)
    peaks = list[int]()
    with unposted(posted):
        for first, times in ((0, 500), (500, 2_000)):
            await ledger.plant(posted, _paying(times, 2, first), Author("tests", BEGAN))
            tracemalloc.start()
            await settling.settle(posted)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0], peaks
    await checked(posted)


def _paying(accounts: int, times: int, first: int = 0) -> World:
    """Customers of a partner who pay some times each, on days of their own."""
    lines = [f"p{first} is partner from 2017-04-01"]
    for n in range(first, first + accounts):
        lines.append(f"u{n} under p{first} as agency from 2017-04-01")
        lines += [
            f"u{n} paid 1.00 at 2018-{1 + n % 9:02}-0{1 + day}T10:00:00" for day in range(times)
        ]
    return world_of(facts_of(ladder.parse("\n".join(lines))))
