"""A serving gateway whose engine is killed, hangs, or may write no more; and clients that go."""

import asyncio
import os
import resource
import sys
from collections.abc import Iterator
from signal import SIGCONT, SIGKILL, SIGSTOP

import pytest

from tests.cli.programme import Serving, children
from tests.faults.asked import PASSING, QUESTIONS, Client, once, well_again

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform != "linux", reason="it looks at processes in /proc"),
]
STALE = 0.3
"""Seconds after which the feed is asked again, so that every question needs the store."""

QUESTION = next(iter(QUESTIONS))
RECORD = """mutation {
  registerAccounts(
    input: {idempotencyKey: "f1", rows: [{uid: "faulty", owner: "faulty", ownerName: "Faulty"}]}
  ) { __typename }
}"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with Serving(tmp_path_factory.mktemp("faults")) as served:
        yield served


def engine(served: Serving) -> int:
    """The engine's process, as it is now."""
    (found,) = children(served.process.pid)
    return found


async def test_a_killed_engine_is_started_again_and_everybody_is_told_in_time(served: Serving):
    await well_again(served.url, 5)
    before = engine(served)
    os.kill(before, SIGKILL)
    await asyncio.sleep(STALE)
    answers = await asyncio.gather(*(once(served.url, QUESTION) for _ in range(10)))
    for answer in answers:
        assert answer.seconds < 5
        assert answer.status == 200 or answer.code in PASSING
    await well_again(served.url, 15)
    assert engine(served) != before


async def test_a_hung_engine_is_told_within_5_seconds_and_harms_nobody_else(served: Serving):
    await well_again(served.url, 5)
    before = engine(served)
    os.kill(before, SIGSTOP)
    try:
        await asyncio.sleep(STALE)
        waiting = asyncio.ensure_future(once(served.url, QUESTION))
        await asyncio.sleep(0.3)
        async with Client(served.url) as other:
            assert (await other.look("/livez")).seconds < 1
            unharmed = await other.ask("{ nonsense }")
            assert (unharmed.status, unharmed.code) == (200, "VALIDATION_FAILED")
            assert unharmed.seconds < 1
            assert (await other.look("/readyz")).status == 503
        answer = await waiting
        assert (answer.status, answer.code) == (503, "STORE_UNAVAILABLE")
        assert answer.seconds < 5
    finally:
        os.kill(before, SIGCONT)
    await well_again(served.url, 5)
    assert engine(served) == before


async def test_a_client_that_goes_in_the_middle_leaves_nothing_behind(served: Serving):
    await well_again(served.url, 5)
    process, before = engine(served), len(served.log.read_text("utf-8"))
    os.kill(process, SIGSTOP)
    try:
        await asyncio.sleep(STALE)
        for _ in range(20):
            async with Client(served.url) as client:
                client.send(QUESTION)
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
    finally:
        os.kill(process, SIGCONT)
    await well_again(served.url, 5)
    log = served.log.read_text("utf-8")[before:]
    assert log.count('"status":499') >= 15
    assert "Traceback" not in log


async def test_an_engine_that_may_write_no_more_refuses_a_change_and_keeps_it_not(served: Serving):
    await well_again(served.url, 5)
    await once(served.url, RECORD.replace("f1", "f0").replace("faulty", "before"))
    process = engine(served)
    limits = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (1, limits[1]))
    try:
        full = await once(served.url, RECORD)
        read = await once(served.url, QUESTION)
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, limits)
    assert (full.body["data"], full.code) == (None, "STORE_UNWRITABLE")
    assert full.body["errors"][0]["extensions"]["requestId"] in served.log.read_text("utf-8")
    assert full.seconds < 5
    assert read.body["data"] == QUESTIONS[QUESTION]
    again = await once(served.url, RECORD)
    assert again.body["data"] == {"registerAccounts": {"__typename": "RowsDone"}}
    assert again.body["extensions"]["revision"] == 3
    assert engine(served) == process
