"""The next chunk, read while the one before it is worked on; and work that is called off."""

import asyncio
import sys
from collections.abc import AsyncGenerator, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager

from gateway.exchange.streams.chunks import Chunk

TURN_SECONDS = 0.0005
"""How long a thread keeps the interpreter from another that is ready: answers come in between."""


async def read_ahead(chunks: Iterator[Chunk]) -> AsyncGenerator[Chunk]:
    """The chunks, each read in a thread while the one before it is worked on."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread, _short_turns():
        coming = loop.run_in_executor(thread, next, chunks, None)
        while (chunk := await coming) is not None:
            coming = loop.run_in_executor(thread, next, chunks, None)
            yield chunk


@asynccontextmanager
async def called_off(task: asyncio.Task[object]) -> AsyncGenerator[None]:
    """At the end, work that goes on is called off, and what it would have raised is not raised."""
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})
        if not task.cancelled():
            task.exception()


@contextmanager
def _short_turns() -> Generator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, TURN_SECONDS))
    try:
        yield
    finally:
        sys.setswitchinterval(before)
