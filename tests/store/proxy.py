"""A network between us and the engine that can be cut: a proxy for one Bolt port."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""Bolt's COMMIT message in its chunk."""


@dataclass
class Proxy:
    """Passes bytes on, until told otherwise."""

    upstream: int
    port: int = 0
    before_commit: bool = False
    """Cut the connection instead of passing a COMMIT on."""
    after_commit: bool = False
    """Pass a COMMIT on, and cut the connection before its answer."""
    late: float = 0
    """Seconds to hold a COMMIT back before it is passed on."""
    committed: bool = False
    """Whether a COMMIT was passed on that is not to be answered."""
    lines: list[asyncio.StreamWriter] = field(default_factory=list)

    def cut(self) -> None:
        """Break every connection there is; new ones are served."""
        for line in self.lines:
            line.close()
        self.lines.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, onward = await asyncio.open_connection("127.0.0.1", self.upstream)
        self.lines += [writer, onward]
        with suppress(ConnectionError):
            await asyncio.gather(self.up(reader, onward), self.down(there, writer))

    async def up(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if COMMIT in data and self.before_commit:
                self.cut()
                return
            if COMMIT in data:
                await asyncio.sleep(self.late)
            self.committed = COMMIT in data and self.after_commit
            writer.write(data)
            await writer.drain()
            if self.committed:
                await asyncio.sleep(0.3)
                self.cut()
                return
        writer.close()

    async def down(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if not self.committed:
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def proxied(upstream: int) -> AsyncIterator[Proxy]:
    proxy = Proxy(upstream)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy
        proxy.cut()
        await asyncio.sleep(0.05)
