"""Gateways that count in one Redis: together while it answers, each by itself while it does not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from time import monotonic
from typing import TypeAlias

import pytest
from structlog.testing import capture_logs

from gateway.limits import counting
from tests.http.tiny import Door
from tests.loaders.genuine_redis import PASSWORD, Redis, wanted

pytestmark = [pytest.mark.anyio, wanted]

Doors: TypeAlias = Callable[..., Door]
NODE = "{ node { depth } }"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "PAUSE", 0.3)


@pytest.fixture
async def doors(redis: Redis) -> AsyncIterator[Doors]:
    """Makes gateways that count there, and has them stop in the end."""
    made = list[Door]()

    def door(**settings: str) -> Door:
        url = redis.url.replace("redis://", f"redis://:{PASSWORD}@")
        made.append(Door(budgets_redis=url, **settings))
        return made[-1]

    yield door
    for each in made:
        await each.app.state.leave()


async def statuses(*doors: Door, query: str = "{ hello }") -> list[int]:
    return [(await each.post(query)).status_code for each in doors]


async def test_requests_and_objects_are_counted_together(doors: Doors):
    one, other = (doors(requests_rate="3/hour", cost_rate="off") for _ in range(2))
    assert await statuses(one, other, one, other) == [200, 200, 200, 429]
    one, other = (doors(requests_rate="off", cost_rate="3/hour") for _ in range(2))
    assert await statuses(one, other, one, other, query=NODE) == [200, 200, 200, 429]


async def test_a_redis_that_is_killed_is_told_once_and_is_found_again(redis: Redis, doors: Doors):
    one, other = (doors(requests_rate="2/hour") for _ in range(2))
    redis.kill()
    with capture_logs() as logged:
        assert await statuses(one, one, one) == [200, 200, 429]
        assert await statuses(other) == [200]
    assert [each["event"] for each in logged].count("budgets away") == 2
    assert PASSWORD not in str(logged)
    await redis.start()
    await asyncio.sleep(0.4)
    assert await statuses(one, other, one, other) == [200, 200, 429, 429]


async def test_a_redis_that_hangs_costs_a_moment_once(redis: Redis, doors: Doors):
    one = doors(requests_rate="9/hour")
    assert await statuses(one) == [200]
    redis.hang()
    began = monotonic()
    assert await statuses(one) == [200]
    waited = monotonic() - began
    assert await statuses(one, one) == [200, 200]
    redis.go_on()
    assert counting.PATIENCE <= waited < 4
    assert monotonic() - began < waited + 2
