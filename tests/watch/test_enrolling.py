"""A gateway reads its roll of accounts beside serving, says so, and bears a store that is away."""

import asyncio

import pytest
from structlog.testing import capture_logs

from gateway import enrolling
from gateway.settings import Settings
from loaders.shared import Shared
from tests.loaders.conftest import shared, watched  # noqa: F401 - fixtures
from tests.loaders.watched import Watched

pytestmark = pytest.mark.anyio


async def until_read(shared: Shared) -> None:  # noqa: F811 - the fixture of that name
    async with asyncio.timeout(10):
        while len(shared.roll) < 27:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


async def test_the_roll_is_read_while_it_serves(shared: Shared):  # noqa: F811 - as above
    with capture_logs() as said:
        async with enrolling.enrolled(Settings(), shared):
            async with asyncio.timeout(10):
                while not said:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.01)
    assert [(each["event"], each["accounts"]) for each in said] == [("roll", 27)]


async def test_a_store_that_is_away_is_asked_again(
    watched: Watched,  # noqa: F811 - as above
    shared: Shared,  # noqa: F811 - as above
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(enrolling, "PAUSE", 0.01)
    watched.broken = True
    with capture_logs() as said:
        async with enrolling.enrolled(Settings(), shared):
            await asyncio.sleep(0.1)
            watched.broken = False
            await until_read(shared)
    assert said[0]["code"] == "STORE_FAULT"


async def test_without_room_for_accounts_none_are_read(shared: Shared):  # noqa: F811 - as above
    async with enrolling.enrolled(Settings(roll_accounts=0), shared):
        await asyncio.sleep(0.05)
    assert len(shared.roll) == 0
