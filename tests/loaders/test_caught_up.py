"""A store is settled while others write to it: nothing is lost, nothing is twice, and it ends."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from graph import ladder
from graph.changes import Change
from graph.model import World
from graph.store import facts, ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine, Work
from graph.store.errors import StoreUnavailable
from graph.store.ledger import Author, catching_up
from loaders import answering, portions, posting, settling
from loaders.settling import Pace
from tests.engines import write
from tests.loaders import test_answering, test_posting
from tests.loaders.test_posting import BEGAN, commit
from tests.loaders.test_settling import BreaksOff, unposted
from tests.property.worlds import random_world

pytestmark = pytest.mark.anyio

SMALL = Pace(4, 3)
Drawn = Callable[[Random, World, int], Change]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 100 if metafunc.config.getoption("--deep") else 3
        metafunc.parametrize("seed", range(worlds))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions so small that a little world has many."""
    monkeypatch.setattr(portions, "FEW", 2)
    monkeypatch.setattr(settling, "TURN", 1)
    monkeypatch.setattr(catching_up, "MOST", 4)


class Busy:
    """An engine to which somebody else writes after each of some commits."""

    def __init__(self, engine: Engine, random: Random, times: int) -> None:
        self._engine, self._random, self._left = engine, random, times
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.run, self.close = engine.run, engine.close

    async def commit(self, work: Work[Any]) -> Any:
        done = await self._engine.commit(work)
        for drawn in (test_posting.drawn, test_answering.drawn):
            if self._left > 0:
                self._left -= 1
                number = self._random.randrange(10**9)
                change = drawn(self._random, await facts.world(self._engine), number)
                at = BEGAN + timedelta(100 - self._left)
                await commit(self._engine, [change], at)
        return done


async def settle(engine: Engine) -> None:
    """Settle in the smallest of portions."""
    posting.keep(engine)
    answering.keep(engine)
    await settling.settle(engine, pace=SMALL)
    await answering.settle(engine, some=2)


async def checked(engine: Engine) -> None:
    await test_posting.checked(engine)
    await test_answering.checked(engine)
    assert (await ledger.settling_state(engine)).complete


async def test_what_others_write_meanwhile_is_settled_too(posted: Embedded, seed: int):
    random = Random(f"busy {seed}")
    with unposted(posted):
        ledger.answer_by(posted, None)
        await ledger.plant(posted, random_world(seed), Author("tests", BEGAN))
    answering.keep(posted)
    assert not (await ledger.settling_state(posted)).complete
    for _ in range(3):
        with suppress(StoreUnavailable):
            await settle(BreaksOff(Busy(posted, random, 4), 2))
    await settle(Busy(posted, random, 12))
    await settle(posted)
    await checked(posted)


async def test_who_commits_while_the_first_are_worked_out_makes_nothing_vain(posted: Embedded):
    with unposted(posted):
        ledger.answer_by(posted, None)
        await ledger.plant(posted, ladder.parse(PROGRAMME + LINES[0]), Author("tests", BEGAN))
    place = await ledger.settling_postings(posted)
    await ledger.plant(posted, ladder.parse(PROGRAMME + LINES[1]), Author("tests", BEGAN))
    edges = await ledger.settling_edges(posted)
    await ledger.plant(posted, ladder.parse(PROGRAMME + LINES[2]), Author("tests", BEGAN))
    reached = ledger.Reached("acme", 1, 2)
    assert await ledger.settle_some(posted, place, [], reached) is not None
    assert await ledger.settle_some(posted, place, [], reached) is None
    assert await ledger.settle_some_edges(posted, edges, {}, reached) is not None
    assert await ledger.settle_some_edges(posted, edges, {}, reached) is None


PROGRAMME = """
east is partner from 2017-04-01
acme under east as agency from 2017-05-01
acme owes 1.00 since 2018-03-10 for act as o1
"""


async def _behind(engine: Engine, *lines: str) -> None:
    """Commits of one line each, of which nothing is kept derived."""
    for line in lines:
        ledger.post_by(engine, None)
        ledger.answer_by(engine, None)
        await ledger.plant(engine, ladder.parse(PROGRAMME + line), Author("tests", BEGAN))
    posting.keep(engine)
    answering.keep(engine)


async def _caught_up(engine: Engine) -> tuple[bool, bool]:
    return await ledger.catch_up_postings(engine), await ledger.catch_up_edges(engine)


LINES = [
    f"acme paid 1.00 at 2018-03-0{day}T10:00:00\n"
    f"acme owes 1.00 since 2018-03-1{day} for act as d{day}"
    for day in range(1, 9)
]


async def test_commits_are_caught_up_with_in_their_order_each_in_its_revision(posted: Embedded):
    await ledger.plant(posted, ladder.parse(PROGRAMME), Author("tests", BEGAN))
    await _behind(posted, *LINES[:4], "east paid 1.00 at 2018-03-01T10:00:00")
    for upto in (3, 5, 6):
        assert await _caught_up(posted) == (True, True)
        state = await ledger.settling_state(posted)
        assert (state.posted.upto, state.answered.upto, state.revision) == (upto, upto, 6)
    assert (await facts.posting_state(posted)).holds(4)
    assert (await facts.answering_state(posted))[0].holds(4)
    assert await _caught_up(posted) == (False, False)
    await checked(posted)


async def test_a_commit_of_much_and_one_told_by_a_digest_are_left_to_a_round(posted: Embedded):
    await ledger.plant(posted, ladder.parse(PROGRAMME), Author("tests", BEGAN))
    await _behind(posted, "\n".join(LINES[:3]), LINES[3])
    assert await _caught_up(posted) == (False, False)
    await settle(posted)
    await _behind(posted, LINES[4])
    await write(posted, "MATCH (e:Event) WHERE e.revision = 4 SET e.count = 2, e.content = null")
    assert await _caught_up(posted) == (False, False)
    await settle(posted)
    await checked(posted)


async def test_how_far_it_has_come_is_kept_for_everybody(posted: Embedded):
    ledger.post_by(posted, None)
    ledger.answer_by(posted, None)
    world = PROGRAMME + "\n".join(LINES[:3])
    await ledger.plant(posted, ladder.parse(world), Author("tests", BEGAN))
    with suppress(StoreUnavailable):
        await settling.settle(BreaksOff(posted, 1), pace=SMALL)
    with suppress(StoreUnavailable):
        await answering.settle(BreaksOff(posted, 1), some=2)
    state = await ledger.settling_state(posted)
    assert 0 < state.posted.done < state.posted.total == len(await facts.every_uid(posted))
    assert (state.answered.done, state.answered.total) == (2, 4)
    await settle(posted)
    state = await ledger.settling_state(posted)
    assert (state.posted, state.answered) == (ledger.Kept(1), ledger.Kept(1))
    await checked(posted)


async def test_what_nobody_can_tell_is_not_caught_up_with(posted: Embedded):
    await _behind(posted, LINES[0])
    ledger.post_by(posted, None)
    ledger.answer_by(posted, None)
    assert await _caught_up(posted) == (False, False)
    posting.keep(posted)
    answering.keep(posted)
    await write(posted, "MATCH (l:Ledger) SET l.posted = null, l.answered = null")
    assert await _caught_up(posted) == (False, False)
