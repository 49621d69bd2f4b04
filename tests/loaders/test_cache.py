"""The second level keeps bytes, within bounds, and is never a reason to fail."""

import asyncio

import pytest

from loaders import cache
from loaders.cache import SecondLevelInvalid, second_level
from tests.loaders.small_redis import small_redis

pytestmark = pytest.mark.anyio


async def test_memory_gives_back_what_was_kept():
    second = second_level()
    await second.write({"a": b"1", "b": b"2"})
    assert await second.read(["a", "b", "c"]) == {"a": b"1", "b": b"2"}
    assert await second.read([]) == {}
    await second.close()


async def test_memory_lets_the_oldest_go():
    second = second_level(entries=2)
    await second.write({"a": b"1", "b": b"2"})
    await second.write({"a": b"3"})
    await second.write({"c": b"4"})
    assert await second.read(["a", "b", "c"]) == {"a": b"3", "c": b"4"}


@pytest.mark.parametrize("url", ["", "ftp://host", "redis://host:port", "nonsense"])
async def test_an_unknown_address_says_what_was_expected(url: str):
    with pytest.raises(SecondLevelInvalid, match="expected memory:// or redis://"):
        second_level(url)


async def test_redis_gives_back_what_was_kept():
    async with small_redis() as (redis, url):
        second = second_level(url)
        await second.write({"a": b"\xff\x00", "b": b"2"})
        assert redis.data == {b"a": b"\xff\x00", b"b": b"2"}
        assert await second.read(["a", "c"]) == {"a": b"\xff\x00"}
        await second.close()


async def test_a_redis_that_hangs_is_left_alone_for_a_while(monkeypatch):
    monkeypatch.setattr(cache, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(cache, "ALONE_SECONDS", 0.2)
    async with small_redis() as (redis, url):
        second = second_level(url)
        await second.write({"a": b"1"})
        redis.dumb = True
        assert await second.read(["a"]) == {}
        redis.dumb = False
        assert await second.read(["a"]) == {}
        await asyncio.sleep(0.25)
        assert await second.read(["a"]) == {"a": b"1"}
        await second.close()


async def test_a_redis_that_is_not_there_is_no_failure():
    second = second_level("redis://127.0.0.1:1/0")
    await second.write({"a": b"1"})
    assert await second.read(["a"]) == {}
    await second.close()
