"""Tells a server that hangs from one that is busy, while an answer is awaited.

A driver waits for a hung server for as long as it likes, and a limit on every call would cut off
honest work. So after a while of silence the server is asked something trivial over a new
connection: an answer means patience, none means that the call is given up.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

SILENCE = 1.5
"""Seconds without an answer before the server is suspected, and between two suspicions."""

PROBE = 2.0
"""Seconds the server has to answer the probe. SILENCE + PROBE stay well below the promised 5."""


async def answer(call: Awaitable[T], probe: Callable[[], Awaitable[object]]) -> T:
    """Await `call` for as long as the server answers `probe`.

    Raises TimeoutError when it does not, less than 5 seconds after the server fell silent before
    its first suspicion. `probe` may raise anything to say that the server is not there.
    """
    async with asyncio.timeout(None) as limit:
        vigil = _Vigil(limit, probe)
        try:
            return await call
        finally:
            vigil.end()


class _Vigil:
    """One suspicion after another, until the call is answered or the server fails a probe.

    A timer and not a task to begin with: most calls are answered long before it goes off.
    """

    def __init__(self, limit: asyncio.Timeout, probe: Callable[[], Awaitable[object]]) -> None:
        self._limit = limit
        self._probe = probe
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(SILENCE, self._suspect)

    def end(self) -> None:
        self._timer.cancel()
        if self._task:
            self._task.cancel()

    def _suspect(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(PROBE):
                await self._probe()
        except Exception:  # noqa: BLE001 - whatever went wrong, the server did not answer
            self._limit.reschedule(loop.time())
        else:
            self._timer = loop.call_later(SILENCE, self._suspect)
