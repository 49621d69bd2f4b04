"""Every event is delivered in order until it is taken: through failures, hangs and restarts."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.webhooks.policy import Policy
from graph.model import FactId, Party, World
from graph.store import ledger, webhooks
from graph.store.engine import Engine
from graph.store.errors import StoreContended
from graph.store.ledger import Wanted
from graph.store.webhooks import State
from tests.store.books import AUTHOR, planted
from tests.store.second import another
from tests.webhooks.receiver import receiving, signed
from tests.webhooks.telling import NOW, Hands, done, happen, hook, hooked, until, worker

pytestmark = pytest.mark.anyio
ROOT = Path(__file__).parents[2]


async def last(engine: Engine) -> int:
    return (await ledger.cursor(engine)).seq


async def test_a_webhook_is_told_of_all_that_comes_in_order(engine: Engine):
    await planted(engine)
    async with receiving() as there, worker(engine, Hands()) as one:
        made = await hooked(engine, there.url)
        await happen(engine, "a", "b", "c")
        assert await one.turn() == 4
        assert there.seqs == list(range(made.seq + 1, await last(engine) + 1))
        assert [each["kind"] for each in there.taken] == [
            "WEBHOOK_REGISTERED",
            *["PARTY_RECORDED"] * 3,
        ]
        told = there.taken[1]
        assert (told["actor"], told["after"]["id"], told["before"]) == ("tester", "a", None)
        assert await one.turn() == 0
        assert (await hook(engine)).seq == await last(engine)
        assert (await hook(engine)).delivered_at == NOW


async def test_a_delivery_is_signed_and_says_what_it_is(engine: Engine):
    async with receiving() as there, worker(engine, Hands()) as one:
        made = await hooked(engine, there.url)
        await one.turn()
        ((headers, body),) = there.met
        assert signed(made.secret, headers["x-gateway-signature"], body)
        assert not signed(made.secret, headers["x-gateway-signature"], body + b" ")
        assert not signed("whsec_other", headers["x-gateway-signature"], body)
        assert headers["x-gateway-signature"].startswith(f"t={int(NOW.timestamp())},v1=")
        assert headers["x-gateway-delivery"] == f"{made.id}:1"
        assert headers["x-gateway-event"] == "WEBHOOK_REGISTERED"
        assert headers["host"] == there.url.split("/")[2]
        assert made.secret not in body.decode()


async def test_only_the_kinds_asked_for_are_told(engine: Engine):
    await planted(engine)
    async with receiving() as there, worker(engine, Hands()) as one:
        await hooked(engine, there.url, "LINK_RECORDED", "FINDING_RECORDED", after=0)
        assert await one.turn() == 4
        wanted = Wanted(kinds=("LINK_RECORDED", "FINDING_RECORDED"))
        page = await ledger.changes(engine, wanted, 0, await last(engine), 100)
        assert there.seqs == [event.seq for event in page.events]
        assert (await hook(engine)).seq == await last(engine)


async def test_a_bulk_is_told_without_its_facts_and_with_a_cursor_to_ask_for_them(engine: Engine):
    async with receiving() as there, worker(engine, Hands()) as one:
        await hooked(engine, there.url, "PARTY_RECORDED")
        parties = tuple(Party(id=FactId(f"n{n}")) for n in range(1_001))
        await ledger.plant(engine, World(parties=parties), AUTHOR)
        await one.turn()
        told = there.taken[0]
        assert (told["count"], told["before"], told["after"], told["detail"]) == (
            *(1000, None, None),
            None,
        )
        assert isinstance(told["cursor"], str)


@pytest.mark.parametrize("answer", [500, 404, 301, 307, None])
async def test_what_is_not_taken_is_sent_again_before_anything_else(
    engine: Engine, answer: int | None
):
    hands = Hands()
    async with receiving() as there, worker(engine, hands) as one:
        made = await hooked(engine, there.url, "PARTY_RECORDED")
        await happen(engine, "a", "b")
        there.answers = [200, answer, answer]
        assert await one.turn() == 1
        failing = await hook(engine)
        assert (failing.failures, failing.failing_since, failing.seq) == (1, NOW, made.seq + 2)
        assert failing.reason.startswith(f"event {made.seq + 3}: ")
        assert failing.retry_at is not None
        assert timedelta(0) < failing.retry_at - NOW <= timedelta(seconds=2)
        assert await one.turn() == 0
        assert len(there.met) == 2
        hands.on(seconds=2)
        assert await one.turn() == 0
        assert (await hook(engine)).failures == 2
        hands.on(seconds=4)
        assert await one.turn() == 1
        assert there.seqs == [made.seq + 2, made.seq + 3]
        mended = await hook(engine)
        assert (mended.failures, mended.reason, mended.retry_at) == (0, "", None)


async def test_a_receiver_that_is_not_there_is_tried_again(engine: Engine):
    async with worker(engine, Hands()) as one:
        await hooked(engine, "http://127.0.0.1:9/hook")
        assert await one.turn() == 0
        assert (await hook(engine)).reason == "event 1: no connection: ConnectError"


async def test_after_a_day_of_failures_it_is_parked_and_nothing_is_lost(engine: Engine):
    hands = Hands()
    async with receiving() as there, worker(engine, hands) as one:
        made = await hooked(engine, there.url, "PARTY_RECORDED")
        await happen(engine, "a")
        there.answers = [500] * 100
        while (await hook(engine)).state is State.ACTIVE:
            assert hands.at <= NOW + timedelta(hours=26)
            await one.turn()
            hands.on(minutes=30)
        stopped = await hook(engine)
        assert hands.at > NOW + timedelta(hours=24)
        assert stopped.reason == f"event {made.seq + 2}: answered 500"
        there.answers = []
        assert await one.turn() == 0
        await done(engine, webhooks.turn(made.id, State.ACTIVE))
        assert await one.turn() == 1
        assert there.seqs == [made.seq + 2]


async def test_a_receiver_that_is_gone_for_good_is_parked_at_once(engine: Engine):
    async with receiving() as there, worker(engine, Hands()) as one:
        await hooked(engine, there.url)
        there.answers = [410]
        await one.turn()
        assert (await hook(engine)).state is State.PARKED


async def test_a_worker_that_dies_in_the_middle_is_followed_by_one_that_goes_on(engine: Engine):
    hands = Hands()
    async with receiving() as there:
        made = await hooked(engine, there.url, "PARTY_RECORDED")
        await happen(engine, *"abcdefgh")
        async with worker(engine, hands) as one:
            turn = asyncio.create_task(one.turn())
            await until(lambda: len(there.taken) >= 3)
            turn.cancel()
            await asyncio.gather(turn, return_exceptions=True)
        async with worker(engine, hands) as two:
            assert await two.turn() is None
            hands.on(seconds=61)
            assert await two.turn() is not None
        assert sorted(set(there.seqs)) == list(range(made.seq + 2, made.seq + 10))
        assert there.seqs == sorted(there.seqs)


async def test_of_two_workers_one_delivers_and_the_other_takes_over(engine: Engine):
    hands = Hands()
    async with (
        receiving() as there,
        another(engine) as second,
        worker(engine, hands) as one,
        worker(second, hands) as two,
    ):
        await hooked(engine, there.url, "PARTY_RECORDED")
        await happen(engine, *"abcd")
        taken = await asyncio.gather(one.turn(), two.turn())
        assert sorted(taken, key=str) == [4, None]
        assert len(there.met) == 4
        await one.close()
        await two.close()
        await happen(engine, "e")
        assert await two.turn() == 1


async def test_several_webhooks_are_told_beside_each_other(engine: Engine):
    async with receiving() as slow, receiving() as quick, worker(engine, Hands()) as one:
        await hooked(engine, slow.url, "PARTY_RECORDED")
        await hooked(engine, quick.url, "PARTY_RECORDED")
        await happen(engine, "a", "b")
        slow.answers = [None]
        assert await one.turn() == 2
        assert (len(slow.taken), len(quick.taken)) == (0, 2)


async def test_what_is_paused_replayed_or_removed_in_the_middle_is_obeyed(engine: Engine):
    async with receiving() as there, worker(engine, Hands()) as one:
        made = await hooked(engine, there.url, "PARTY_RECORDED")
        await happen(engine, *"abcd")
        turn = asyncio.create_task(one.turn())
        await until(lambda: bool(there.taken))
        await done(engine, webhooks.replay(made.id, made.seq))
        await turn
        await one.turn()
        assert there.seqs[-4:] == list(range(made.seq + 2, made.seq + 6))
        await done(engine, webhooks.turn(made.id, State.PAUSED))
        await happen(engine, "e")
        assert await one.turn() == 0
        await done(engine, webhooks.remove(made.id))
        assert await webhooks.webhooks(engine) == ()


def test_rests_grow_and_are_jittered():
    policy = Policy()
    for failures, whole in ((1, 2), (2, 4), (5, 32), (20, 3600), (1000, 3600)):
        rests = {policy.rest(failures).total_seconds() for _ in range(50)}
        assert whole / 2 <= min(rests) < max(rests) <= whole


async def test_it_runs_until_it_is_stopped(engine: Engine):
    async with receiving() as there, worker(engine, Hands()) as one:
        await hooked(engine, there.url)
        running = asyncio.create_task(one.run(pause=0.01))
        await until(lambda: bool(there.taken))
        await happen(engine, "a")
        await until(lambda: len(there.taken) >= 2)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert running.cancelled()


async def test_a_lease_that_another_begins_at_the_same_moment_is_asked_for_again():
    class Racing:
        async def run(self, *_: Any, **__: Any) -> list[Any]:
            return []

        async def commit(self, work: Any) -> Any:
            return await work(self)

    with pytest.raises(StoreContended, match="ask again"):
        await webhooks.leased(Racing(), "x", "me", NOW, timedelta(1))


async def test_a_worker_waits_for_a_store_that_fails_and_outlives_a_defect(engine: Engine):
    failures: list[Exception] = [StoreContended("busy"), ZeroDivisionError()]

    class Failing:
        async def run(self, *given: Any, **params: Any) -> Any:
            if failures:
                raise failures.pop(0)
            return await engine.run(*given, **params)

        async def commit(self, work: Any) -> Any:
            return await engine.commit(work)

    async with receiving() as there, worker(Failing(), Hands()) as one:
        await hooked(engine, there.url)
        running = asyncio.create_task(one.run(pause=0.01))
        await until(lambda: bool(there.taken))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
