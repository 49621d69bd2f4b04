"""Asks a contender over connections that stay open, and measures what it takes to answer."""

import asyncio
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
from msgspec import Struct

from gateway.bench.guides import GUIDES
from gateway.bench.rows import OPERATIONS

CONNECTIONS = 4


class Taken(Struct, frozen=True):
    """What one answer took, in microseconds: of the server's processor, and of the clock."""

    cpu: float
    wall: float


class Asker:
    """Asks one server, whose process is known."""

    def __init__(self, port: int, pid: int) -> None:
        """Know the server."""
        self._port, self._threads = port, Path(f"/proc/{pid}/task")

    async def answer(self, name: str) -> Any:
        """The data of one answer."""
        body = (await self._ask(_request(name), 1))[-1]
        said = orjson.loads(body)
        if "errors" in said:
            message = f"{name} was refused: {said['errors']}"
            raise RuntimeError(message)
        return said["data"]

    async def measure(self, name: str, times: int) -> Taken:
        """What an answer to an operation takes on average, asked over some connections at once."""
        request, each = _request(name), max(times // CONNECTIONS, 1)
        cpu, began = self._cpu(), perf_counter()
        await asyncio.gather(*(self._ask(request, each) for _ in range(CONNECTIONS)))
        done = each * CONNECTIONS
        return Taken((self._cpu() - cpu) / done * 1e6, (perf_counter() - began) / done * 1e6)

    async def _ask(self, request: bytes, times: int) -> list[bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**22)
        body = b""
        for _ in range(times):
            writer.write(request)
            body = await _body(reader)
        writer.close()
        await writer.wait_closed()
        return [body]

    def _cpu(self) -> float:
        """Seconds of the processor that the server's threads have used, their kernel's included.

        The kernel counts them in nanoseconds here; `stat` says them in ticks, too coarse for this.
        """
        stats = (each.joinpath("schedstat").read_text() for each in self._threads.iterdir())
        return sum(int(each.split()[0]) for each in stats) / 1e9


def _request(name: str) -> bytes:
    query, variables = {**OPERATIONS, **GUIDES}[name]
    body = orjson.dumps({"query": query, "variables": variables})
    head = (
        "POST /graphql HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _body(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if not head.startswith(b"http/1.1 200"):
        message = f"a contender answered {head[:40]!r}"
        raise RuntimeError(message)
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    return await reader.readexactly(int(length))
