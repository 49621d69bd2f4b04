"""A store settled beside serving: tried again, called off, left to who has begun, and told of."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from structlog.testing import capture_logs

import loaders.settling
from gateway import settling
from gateway.clock import now
from gateway.settling import LEASE, settled
from gateway.watch.settled import Settled
from graph import ladder
from graph.store import facts, ledger, webhooks
from graph.store.embedded import Embedded
from graph.store.engine import Row, Work
from graph.store.errors import StoreUnavailable
from graph.store.ledger import Author, Kept, State
from tests.loaders.test_posting import BEGAN

pytestmark = pytest.mark.anyio

WORLD = """
east is partner from 2017-04-01
acme under east as agency from 2017-05-01
acme paid 1.00 at 2018-03-01T10:00:00
acme owes 1.00 since 2018-03-10 for act as o1
acme owes 2.00 since 2018-03-10 for act as o2
"""


class Hurt:
    """An engine with something done before each commit."""

    def __init__(self, engine: Embedded, before: Callable[[], Any]) -> None:
        self._engine, self._before = engine, before
        self.name, self.address, self.version = engine.name, engine.address, engine.version
        self.run, self.close = engine.run, engine.close

    async def commit(self, work: Work[Any]) -> Any:
        if "settle" in work.__qualname__ or "caught_up" in work.__qualname__:
            await self._before()
        return await self._engine.commit(work)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, and write so little at once that a little world takes several transactions."""
    monkeypatch.setattr(settling, "PAUSE", 0.02)
    monkeypatch.setattr(loaders.settling, "GENTLE", loaders.settling.Pace(1, 1))
    monkeypatch.setattr(settling, "SOME", 1)


@pytest.fixture
async def unsettled(embedded: Embedded) -> Embedded:
    """A store of which nothing is kept derived."""
    await ledger.plant(embedded, ladder.parse(WORLD), Author("tests", BEGAN))
    return embedded


async def until(what: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def complete(engine: Embedded) -> bool:
    return (await ledger.settling_state(engine)).complete


async def test_a_store_that_is_settled_is_ready_at_once(embedded: Embedded):
    seen = Settled()
    with capture_logs() as said:
        async with settled(embedded, seen):
            assert seen.ready
    assert said == []


async def test_it_is_settled_meanwhile_and_the_log_tells_when_it_began_and_ended(
    unsettled: Embedded, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settling, "LONG", 0)
    seen = Settled()
    with capture_logs() as said:
        async with settled(Hurt(unsettled, lambda: asyncio.sleep(0.05)), seen):
            assert not seen.ready
            await until(lambda: seen.ready)
    assert await complete(unsettled)
    assert (await facts.answering_state(unsettled))[0].complete
    assert [each["event"] for each in said] == ["settling"] * (len(said) - 1) + ["settled"]
    stages = [each["stage"] for each in said[:-1]]
    assert (stages[0], stages[-1]) == ("postings", "liability")
    assert any(each.get("perSecond") for each in said)


@pytest.mark.parametrize("error", [StoreUnavailable("it is gone"), ValueError("a defect")])
async def test_what_fails_is_told_and_tried_again(unsettled: Embedded, error: Exception):
    left, seen = [error, error], Settled()

    async def fail() -> None:
        if left:
            raise left.pop()

    with capture_logs() as said:
        async with settled(Hurt(unsettled, fail), seen):
            await until(lambda: seen.ready)
    assert not left
    assert await complete(unsettled)
    told = [each for each in said if each["log_level"] in {"warning", "error"}]
    assert len(told) == 2


async def test_a_stop_calls_it_off_and_the_next_start_goes_on(unsettled: Embedded):
    begun, seen = list[None](), Settled()

    async def fourth_hangs() -> None:
        begun.append(None)
        if len(begun) > 3:
            await asyncio.sleep(3600)

    async with asyncio.timeout(20):
        async with settled(Hurt(unsettled, fourth_hangs), seen):
            await until(lambda: len(begun) > 3)
            assert not seen.ready
    assert (await ledger.settling_state(unsettled)).answered == Kept(0, 1, 2)
    assert await webhooks.leased(unsettled, LEASE, "other", now(), timedelta(0))
    again = Settled()
    async with settled(unsettled, again):
        await until(lambda: again.ready)
    assert await complete(unsettled)


async def test_one_process_settles_and_another_looks_on_until_it_is_gone(
    unsettled: Embedded, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settling, "SPAN", timedelta(seconds=0.5))
    monkeypatch.setattr(settling, "RENEWAL", 0.05)
    hung, first, second = asyncio.Event(), Settled(), Settled()
    async with settled(Hurt(unsettled, hung.wait), first):
        await asyncio.sleep(1)
        assert not await webhooks.leased(unsettled, LEASE, "other", now(), timedelta(seconds=1))
        async with settled(unsettled, second):
            await asyncio.sleep(0.2)
            assert not first.ready
            assert not second.ready
            hung.set()
            await until(lambda: first.ready and second.ready)
    assert await complete(unsettled)


async def test_a_store_that_is_away_at_the_start_is_not_taken_for_settled(embedded: Embedded):
    away, seen = Hurt(embedded, lambda: asyncio.sleep(0)), Settled()

    async def gone(*_: object, **__: object) -> list[Row]:
        raise StoreUnavailable("it is gone")

    away.run = gone
    async with settled(away, seen):
        await asyncio.sleep(0.1)
        assert not seen.ready
        away.run = embedded.run
        await until(lambda: seen.ready)


def test_figures_and_readiness_tell_the_stage_and_how_far_it_is():
    seen, registry = Settled(), CollectorRegistry()
    registry.register(seen)
    assert "gateway_settling 0.0" in generate_latest(registry).decode()
    seen.unknown()
    seen.saw(State(7, Kept(None, 0, 0), Kept(7)))
    assert seen.told() == {"stage": "postings", "done": 0, "of": 0, "unit": "accounts"}
    seen.saw(State(7, Kept(7), Kept(3, 10, 40)))
    said = generate_latest(registry).decode()
    assert "gateway_settling 1.0" in said
    assert 'gateway_settling_done{stage="liability"} 10.0' in said
    assert 'gateway_settling_of{stage="liability"} 40.0' in said
    seen.saw(State(7, Kept(7), Kept(3, 30, 40)))
    assert seen.told()["secondsLeft"] == 0
    assert seen.told()["perSecond"] > 0
    seen.saw(State(8, Kept(8), Kept(8)))
    seen.saw(State(9, Kept(8), Kept(8)))
    assert seen.ready  # an import is its own affair
