"""The next chunk, read and weighed while the engine writes the one before it.

What was weighed before its turn is used only where nobody else has committed meanwhile, and where
the chunk before has no id in common with it; else it is weighed again under the lock.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager

from msgspec import Struct

from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.weighing import Weighed, ids_of
from graph.model import FactId

TURN_SECONDS = 0.0005
"""How long a thread keeps the interpreter from another that is ready: answers come in between."""


class Weight(Struct, frozen=True):
    """A chunk weighed before its turn: what was found, and at which revision that began."""

    found: Weighed
    since: int
    last: bool
    apart: bool

    def holds(self, chunk: Chunk, revision: int, known: int, *, stored: bool) -> bool:
        """Whether it is still so at a revision, under the lock.

        `known` is the newest revision that this stream has met, `stored` tells whether it made it.
        """
        behind = revision - self.since
        own = behind == 0 or (behind == 1 and stored)
        return self.apart and self.last == chunk.last and revision == known and own


def apart(chunk: Chunk, before: frozenset[FactId]) -> bool:
    """Whether a chunk names no payment that the one before it names."""
    return before.isdisjoint(ids_of(chunk))


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
