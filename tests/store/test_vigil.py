"""A server that hangs is told from one that is busy, and a failed call is tried a bounded while."""

import asyncio
import time

import pytest

from graph.store import patience, vigil
from graph.store.errors import StoreConflict, StoreContended, StoreError, StoreFault
from graph.store.errors import StoreUnavailable as Unavailable
from graph.store.patience import Patience

pytestmark = pytest.mark.anyio


async def silent() -> None:
    await asyncio.sleep(60)


async def refusing() -> None:
    raise ConnectionRefusedError


async def answering() -> None:
    await asyncio.sleep(0)


@pytest.mark.parametrize("probe", [silent, refusing])
async def test_a_call_to_a_server_that_fails_the_probe_is_given_up(probe):
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        await vigil.answer(silent(), probe)
    assert vigil.SILENCE <= time.monotonic() - began < 5


async def test_a_call_is_waited_for_over_many_suspicions_while_the_server_answers():
    asked: list[float] = []

    async def probe() -> None:
        asked.append(time.monotonic())

    async def slow() -> str:
        await asyncio.sleep(2.5 * vigil.SILENCE)
        return "in the end"

    assert await vigil.answer(slow(), probe) == "in the end"
    assert len(asked) == 2


async def test_a_call_that_is_answered_leaves_no_vigil_behind():
    before = asyncio.all_tasks()
    assert await vigil.answer(asyncio.sleep(vigil.SILENCE + 0.1, "done"), silent) == "done"
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


async def test_what_a_call_raises_is_raised():
    with pytest.raises(ConnectionRefusedError):
        await vigil.answer(refusing(), answering)


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (StoreContended("x"), patience.CONTENDED),
        (StoreConflict("x", at_commit=True), patience.CONFLICTS),
        (StoreConflict("x"), 1),
        (Unavailable("x"), 2),
        (Unavailable("x", outcome_known=False), 1),
        (StoreFault("x"), 1),
    ],
)
async def test_tries_are_bounded_by_what_failed(error: StoreError, tries: int):
    waiting = Patience()
    for _ in range(tries - 1):
        await waiting.after(error)
    with pytest.raises(type(error)):
        await waiting.after(error)


async def test_a_server_that_took_long_to_fail_is_not_asked_again():
    waiting = Patience(started=time.monotonic() - 1)
    with pytest.raises(Unavailable):
        await waiting.after(Unavailable("x"))
