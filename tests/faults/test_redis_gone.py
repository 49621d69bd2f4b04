"""A Redis that is killed, hangs or holds rubbish: answers are right, and the log says it once."""

import asyncio
from time import monotonic

import pytest
from structlog.testing import capture_logs

from gateway.second import second_of
from gateway.settings import SettingInvalid, Settings
from graph.model import Uid
from graph.store import ledger
from graph.store.embedded import Embedded
from loaders import cache
from loaders.cache import SecondLevel, second_level
from loaders.shared import Shared
from loaders.shelf import Bounds
from tests.loaders.books import programme
from tests.loaders.genuine_redis import Redis, wanted
from tests.loaders.small_redis import small_redis
from tests.loaders.watched import LONG, Watched
from tests.store.books import AUTHOR

pytestmark = pytest.mark.anyio

NOWHERE = Bounds(entries=0)
"""Nothing is kept in memory, so that every question goes to the second level."""


@pytest.fixture
async def watched(embedded: Embedded) -> Watched:
    await ledger.plant(embedded, programme(20), AUTHOR)
    return Watched(embedded)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ALONE_SECONDS", 0.3)


def configured(redis: Redis) -> SecondLevel:
    settings = Settings(cache=redis.url, cache_password_file=str(redis.password_file))
    second = second_of(settings)
    assert second
    return second


async def asked(shared: Shared) -> int:
    """The right answer, and how many statements it cost."""
    facts = await shared.facts()
    assert set(await facts.histories([Uid("u1"), Uid("none")])) == {"u1", "c1", "t"}
    return facts.statements


@wanted
async def test_gateways_share_what_one_has_read(watched: Watched, redis: Redis):
    one, two = (Shared(watched, second=configured(redis), max_staleness=LONG) for _ in "12")
    assert await asked(one)
    assert not await asked(two)
    await one.close()
    await two.close()


@wanted
async def test_a_redis_that_is_killed_is_told_once_and_is_found_again(
    watched: Watched, redis: Redis
):
    shared = Shared(watched, second=configured(redis), max_staleness=LONG, bounds=NOWHERE)
    await asked(shared)
    assert not await asked(shared)
    redis.kill()
    with capture_logs() as said:
        for _ in range(3):
            assert await asked(shared)
            await asyncio.sleep(0.2)
        await redis.start()
        await asyncio.sleep(0.3)
        assert await asked(shared)
        assert not await asked(shared)
    assert [line["event"] for line in said] == ["cache away", "cache back"]
    await shared.close()


@wanted
async def test_a_redis_that_hangs_costs_a_moment_once(watched: Watched, redis: Redis):
    shared = Shared(watched, second=configured(redis), max_staleness=LONG, bounds=NOWHERE)
    await asked(shared)
    redis.hang()
    began = monotonic()
    await asyncio.gather(*(asked(shared) for _ in range(20)))
    assert monotonic() - began < 2
    redis.go_on()
    await asyncio.sleep(0.4)
    await asked(shared)
    assert not await asked(shared)
    await shared.close()


@wanted
async def test_an_answer_that_nobody_waited_for_is_given_to_nobody_else(redis: Redis):
    second = configured(redis)
    await second.write({"a": b"1", "b": b"2"})
    redis.hang()
    left = [asyncio.ensure_future(second.read(["a"])) for _ in range(5)]
    await asyncio.sleep(0.05)
    for each in left:
        each.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    redis.go_on()
    for _ in range(10):
        assert await second.read(["b"]) == {"b": b"2"}
    await second.close()


@wanted
async def test_a_redis_that_does_not_let_us_in_is_no_failure(watched: Watched, redis: Redis):
    shared = Shared(watched, second=second_level(redis.url), bounds=NOWHERE)
    assert await asked(shared)
    assert await asked(shared)
    await shared.close()


async def test_what_cannot_be_read_there_is_read_from_the_store(watched: Watched):
    async with small_redis() as (redis, url):
        shared = Shared(watched, second=second_level(url), max_staleness=LONG, bounds=NOWHERE)
        await asked(shared)
        assert not await asked(shared)
        redis.data = dict.fromkeys(redis.data, b"\x92\x01\xa4what")
        assert await asked(shared)
        assert not await asked(shared)
        await shared.close()


@pytest.mark.parametrize(
    ("cache", "told"),
    [
        ("on", "expected `off` or redis://host:port/db as GATEWAY_CACHE"),
        ("memory://", "expected `off` or redis://"),
        ("redis://:hunter2@host", "a password goes into GATEWAY_CACHE_PASSWORD_FILE"),
        ("redis://host/0?password=hunter2", "a password goes into GATEWAY_CACHE_PASSWORD_FILE"),
        ("redis://host:port", "not 'redis://host:port'"),
    ],
)
async def test_an_address_that_is_none_is_told_without_a_secret(cache: str, told: str):
    with pytest.raises(SettingInvalid, match=told) as raised:
        second_of(Settings(cache=cache))
    assert "hunter2" not in str(raised.value)


async def test_a_password_that_is_not_there_is_told():
    settings = Settings(cache="redis://host", cache_password_file="none")
    with pytest.raises(SettingInvalid, match="password of the cache at none, but: No such file"):
        second_of(settings)


async def test_no_redis_is_asked_where_none_is_named():
    assert second_of(Settings()) is None
