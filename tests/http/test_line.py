"""Connections that no client means: each is let go in time, and nothing is heaped up for it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import orjson
import pytest
from httpx2 import AsyncClient

from tests.live.small import Served, served, until
from tests.live.test_cut_off import FLOOD, narrow

pytestmark = pytest.mark.anyio

POST = b"POST /graphql HTTP/1.1\r\nHost: door\r\nContent-Type: application/json\r\n"
ASKED = b'Content-Length: 21\r\n\r\n{"query":"{ hello }"}'
GROWN = 48_000
"""KiB that this process may grow meanwhile."""


class Spoken:
    """A plain connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def say(self, text: bytes, times: int = 1) -> None:
        """Say it, as long as anybody listens."""
        with suppress(ConnectionError):
            for _ in range(times):
                self._writer.write(text)
                await self._writer.drain()

    async def heard(self) -> bytes:
        """All that is said until the other side ends it."""
        found = b""
        async with asyncio.timeout(20):
            with suppress(ConnectionError):
                while part := await self._reader.read(65_536):
                    found += part
        self._writer.close()
        return found

    async def answered(self) -> None:
        """Hear the answer to a question that was asked."""
        async with asyncio.timeout(20):
            await self._reader.readuntil(b'"hello you"}')
            await self._reader.readuntil(b"}}")


async def spoken(door: Served) -> Spoken:
    """A connection to a door."""
    return Spoken(*await asyncio.open_connection(*address(door)))


def address(door: Served) -> tuple[str, int]:
    return door.server.servers[0].sockets[0].getsockname()


def resident() -> int:
    """KiB of memory that this process has now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


HEADS = {
    "many headers": (POST, b"A: " + b"x" * 1000 + b"\r\n"),
    "one header": (POST + b"A: ", b"x" * 1000),
    "an address": (b"POST /graphql?", b"x" * 1000),
    "the name of a header": (POST, b"x" * 1000),
}


@pytest.mark.parametrize(("begin", "more"), HEADS.values(), ids=HEADS)
async def test_a_head_without_an_end_is_refused_with_the_limit(begin: bytes, more: bytes):
    async with served(max_head=4000) as door:
        one = await spoken(door)
        await one.say(begin)
        await one.say(more, 1000)
        assert (await one.heard())[:12] in {b"HTTP/1.1 431", b"HTTP/1.1 400", b""}
        await until(lambda: not door.server.server_state.connections)


async def test_the_limit_of_a_head_is_told_and_holds_at_its_figure():
    async with served(max_head=4000) as door:
        shown = [b"A: " + b"x" * 3800 + b"\r\n", b"A: " + b"x" * 4000 + b"\r\n"]
        for head, status in zip(shown, (b"200", b"431"), strict=True):
            one = await spoken(door)
            await one.say(POST + head + b"Connection: close\r\n" + ASKED)
            said = await one.heard()
            assert said.startswith(b"HTTP/1.1 " + status)
        (error,) = orjson.loads(said.partition(b"\r\n\r\n")[2])["errors"]
        assert "at most 4000 bytes" in error["message"]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"


BESIDE = {
    "trailers": b"0\r\n" + b"A: " + b"x" * 1000 + b"\r\n",
    "the extension of a chunk": b"1;" + b"x" * 1000,
}


@pytest.mark.parametrize("name", BESIDE)
async def test_neither_does_it_take_what_comes_beside_a_body(name: str):
    async with served(max_head=4000) as door:
        one = await spoken(door)
        await one.say(POST + b"Transfer-Encoding: chunked\r\n\r\n" + BESIDE[name])
        await one.say(b"x: " + b"y" * 1000 + b"\r\n" if name == "trailers" else b"x" * 1000, 1000)
        await until(lambda: not door.server.server_state.connections)
        await one.heard()


async def test_a_body_in_small_chunks_is_taken():
    async with served(max_head=1000) as door:
        one = await spoken(door)
        body = b'{"query": "{ hello }", "variables": {"x": "' + b"y" * 9000 + b'"}}'
        parts = [body[at : at + 100] for at in range(0, len(body), 100)]
        chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
        await one.say(POST + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
        assert (await one.heard()).startswith(b"HTTP/1.1 200")


LATE: dict[str, Callable[[], tuple[bytes, bytes]]] = {
    "nothing": lambda: (b"", b""),
    "blank lines": lambda: (b"", b"\r\n"),
    "half a head": lambda: (POST, b""),
    "a head drop by drop": lambda: (POST, b"A: b\r\n"),
}


def told_to_be_late(said: bytes) -> bool:
    """Whether it was told, with the limit, and not just cut off."""
    if not said:
        return False
    assert said.startswith(b"HTTP/1.1 408")
    (error,) = orjson.loads(said.partition(b"\r\n\r\n")[2])["errors"]
    assert error["extensions"]["code"] == "DEADLINE_EXCEEDED"
    return error["message"] == "Expected the address and headers within 0.3 s."


@pytest.mark.parametrize("name", LATE)
async def test_a_request_whose_head_does_not_come_is_not_waited_for(name: str):
    first, drop = LATE[name]()
    async with served(head_seconds=0.3) as door:
        one = await spoken(door)
        await one.say(first)
        for _ in range(5):
            await asyncio.sleep(0.1)
            await one.say(drop)
        said = await one.heard()
        assert told_to_be_late(said) is bool(first) or (drop and not said)
        assert not door.server.server_state.connections


async def test_after_an_answer_the_next_head_is_not_waited_for_either():
    async with served(head_seconds=0.3) as door:
        door.server.config.timeout_keep_alive = 0
        one = await spoken(door)
        await one.say(POST + ASKED)
        await one.answered()
        await one.say(POST)
        assert told_to_be_late(await one.heard())


async def test_a_body_that_nobody_reads_does_not_hold_its_connection():
    async with served(head_seconds=0.2) as door:
        door.server.config.timeout_keep_alive = 0
        one = await spoken(door)
        await one.say(b"POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n")
        for _ in range(20):
            await one.say(b"x")
            await asyncio.sleep(0.05)
        await one.heard()
        assert not door.server.server_state.connections


async def test_a_client_that_takes_nothing_of_its_answer_is_cut_off():
    async with served(send_seconds=0.3) as door:
        taken = narrow(door)
        asked = orjson.dumps(
            {
                "query": "query ($n: String!) { hello(name: $n) }",
                "variables": {"n": "x" * 1_000_000},
            }
        )
        head = POST + b"Content-Length: %d\r\n\r\n" % len(asked)
        await asyncio.to_thread(lambda: [taken.sendall(head + asked) for _ in range(3)])
        await until(lambda: bool(door.server.server_state.total_requests))
        await until(lambda: not door.server.server_state.connections)
        taken.close()


async def test_a_slow_answer_that_is_taken_is_given_to_its_end():
    async with served(send_seconds=0.2) as door:
        taken = narrow(door)
        taken.setblocking(False)
        loop = asyncio.get_running_loop()
        asked = orjson.dumps({"query": '{ hello(name: "' + "x" * 99_000 + '") }'})
        head = POST + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(asked)
        await loop.sock_sendall(taken, head + asked)
        got = 0
        while part := await loop.sock_recv(taken, 4096):
            got += len(part)
            await asyncio.sleep(0.03)
        assert got > 99_000
        taken.close()


async def test_an_event_stream_that_nobody_reads_is_cut_off_and_nothing_is_heaped_up():
    async with served(live_send_seconds=0.2, send_seconds=0.2) as door:
        taken, before, most = narrow(door), resident(), 0
        asked = orjson.dumps({"query": FLOOD})
        head = POST + b"Accept: text/event-stream\r\nContent-Length: %d\r\n\r\n" % len(asked)
        taken.sendall(head + asked)
        await until(lambda: door.live.caps.open == 1)
        while door.server.server_state.connections:
            most = max(most, resident())
            await asyncio.sleep(0.01)
        assert not door.live.caps.open
        assert most - before < GROWN
        taken.close()


async def test_more_connections_than_there_may_be_are_put_off_with_the_limit():
    async with served(max_connections=2) as door:
        held = [await spoken(door) for _ in range(2)]
        third = await spoken(door)
        said = await third.heard()
        assert said.startswith(b"HTTP/1.1 503")
        assert b"retry-after: 1" in said
        assert b"2 connections are open, which is the most." in said
        assert b"OVERLOADED" in said
        for one in held:
            await one.say(POST + b"Connection: close\r\n" + ASKED)
            assert b'"hello you"' in await one.heard()
        await until(lambda: not door.server.server_state.connections)
        async with AsyncClient(base_url=door.url) as client:
            assert (await client.post("/graphql", json={"query": "{ hello }"})).status_code == 200


SMUGGLED = {
    "two lengths": b"Content-Length: 21\r\nContent-Length: 5\r\n\r\n",
    "a length and chunks": b"Content-Length: 21\r\nTransfer-Encoding: chunked\r\n\r\n",
    "another coding": b"Transfer-Encoding: xchunked\r\nContent-Length: 21\r\n\r\n",
    "chunked not last": b"Transfer-Encoding: chunked, identity\r\n\r\n",
    "a blank before the colon": b"Content-Length : 21\r\n\r\n",
    "a folded line": b"A: b\r\n Content-Length: 21\r\nContent-Length: 21\r\n\r\n",
    "a zero byte": b"A: b\x00c\r\nContent-Length: 21\r\n\r\n",
    "a bare carriage return": b"A: b\rTransfer-Encoding: chunked\r\nContent-Length: 21\r\n\r\n",
    "a signed length": b"Content-Length: +21\r\n\r\n",
    "a length in hex": b"Content-Length: 0x15\r\n\r\n",
    "a list of lengths": b"Content-Length: 21, 21\r\n\r\n",
}


@pytest.mark.parametrize("lines", SMUGGLED.values(), ids=SMUGGLED)
async def test_a_request_that_a_proxy_may_read_otherwise_is_no_request(lines: bytes):
    async with served() as door:
        one = await spoken(door)
        await one.say(POST + lines + b'{"query":"{ hello }"}')
        said = await one.heard()
        assert said.startswith(b"HTTP/1.1 400")
        assert said.count(b"Expected a request in HTTP/1.1.") == 1
        assert said.count(b"\r\n\r\n") == 1


@pytest.mark.parametrize(
    "name", [b"Host", b"Content-Type", b"X-Gateway-Actor", b"Content-Encoding"]
)
async def test_a_header_that_stands_alone_is_not_given_twice(name: bytes):
    async with served() as door:
        one = await spoken(door)
        lines = name + b": identity\r\n" + name + b": text/plain\r\nConnection: close\r\n"
        await one.say(POST + lines + ASKED)
        said = await one.heard()
        assert said.startswith(b"HTTP/1.1 400")
        assert b"Expected the header " + name.lower() + b" once" in said


async def test_a_header_that_is_a_list_may_come_in_several_lines():
    async with served() as door:
        one = await spoken(door)
        await one.say(
            POST + b"Cache-Control: a\r\nCache-Control: b\r\nConnection: close\r\n" + ASKED
        )
        assert b'"hello you"' in await one.heard()
