"""A wire to a store on which everything takes a while."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit


class Wire:
    """Passes on what two ends say, each time after `delay` seconds."""

    def __init__(self, uri: str) -> None:
        at = urlsplit(uri)
        self._host, self._port = at.hostname, at.port
        self.delay = 0.0
        self.uri = ""

    async def joined(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Join one end with the store until either goes."""
        there, back = await asyncio.open_connection(self._host, self._port)
        with suppress(asyncio.CancelledError):  # the server takes its wires with it
            await asyncio.gather(self._pass_on(reader, back), self._pass_on(there, writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError):
                while said := await reader.read(65_536):
                    await asyncio.sleep(self.delay)
                    writer.write(said)
                    await writer.drain()
        finally:
            writer.close()


@asynccontextmanager
async def slow(uri: str) -> AsyncIterator[Wire]:
    """A wire to the store at `uri`; its own address is in `uri`."""
    wire = Wire(uri)
    server = await asyncio.start_server(wire.joined, "127.0.0.1", 0)
    async with server:
        wire.uri = f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield wire
    await asyncio.sleep(0.1)  # its wires are closed by then
