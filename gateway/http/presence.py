"""Work for a client that is still there, in its time: when either ends, so does the work.

One timer looks after all that is under way, so that a short answer pays for none of its own.
"""

import asyncio
from collections.abc import Coroutine
from time import monotonic
from typing import Any, Final, TypeVar

from starlette.requests import Request

from gateway.http.deadline import too_late
from gateway.steps import begun

T = TypeVar("T")

PATIENCE = 0.02
"""Seconds that work may take before anybody looks whether its client is still there.

Also how late a deadline may be noticed.
"""


class ClientGone(Exception):
    """The client closed the connection before its answer was ready."""


class Late(Exception):
    """The work took longer than it may."""


async def in_sight(
    request: Request, work: Coroutine[Any, Any, T], seconds: float, *, writes: bool
) -> T:
    """Do the work, and cancel it when the client goes, or `seconds` have passed.

    The body must have been read. Raises ClientGone, and Rejected for what took too long.
    """
    began = monotonic()
    done, rest = begun(work)
    if rest is None:
        return done  # pyright: ignore[reportReturnType] - None is what it gives then
    watch = Watch(request, began, seconds)
    try:
        return await rest
    except asyncio.CancelledError:
        if watch.why is not None and watch.doing.uncancel() == 0:
            late = isinstance(watch.why, Late)
            raise (too_late(seconds, writes=writes) if late else watch.why) from None
        raise
    finally:
        watch.end()


_UNDER_WAY = set[asyncio.Task[Any]]()


async def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Do work that goes on though nobody waits for it any more: a change is not left half done."""
    doing = asyncio.ensure_future(work)
    _UNDER_WAY.add(doing)
    doing.add_done_callback(_heard)
    return await asyncio.shield(doing)


def _heard(task: asyncio.Task[Any]) -> None:
    """Who waited has been told of a failure; if all have gone, nobody needs to be."""
    _UNDER_WAY.discard(task)
    if not task.cancelled():
        task.exception()


class Watch:
    """Looks for the end of a connection and of the time, and cancels the present task then.

    Most work is done before it begins to look, so that a task for it is seldom made.
    """

    def __init__(self, request: Request, began: float, seconds: float) -> None:
        """Watch from now on; `began` is when the work did, by the process's clock."""
        loop, doing = asyncio.get_running_loop(), asyncio.current_task()
        if doing is None:
            raise RuntimeError("expected to be in a task")
        self.why: Exception | None = None
        """Why the task was cancelled, if it was."""
        self.doing: asyncio.Task[Any] = doing
        self._request = request
        self._looking: asyncio.Task[None] | None = None
        began = loop.time() - (monotonic() - began)
        self._patient, self._until = began + PATIENCE, began + seconds
        ROUNDS.join(self, loop)

    def end(self) -> None:
        """Look no longer."""
        ROUNDS.watches.pop(self, None)
        if self._looking is not None:
            self._looking.cancel()

    def look(self, now: float) -> None:
        """What is to be done at an instant of the loop's clock."""
        if now >= self._until:
            self._cancel(Late())
        elif self._looking is None and now >= self._patient:
            self._looking = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self._cancel(ClientGone())

    def _cancel(self, why: Exception) -> None:
        if self.why is None:
            self.why = why
            self.doing.cancel()


class Rounds:
    """Goes round all watches every few milliseconds, while there are any."""

    def __init__(self) -> None:
        """Begin with none."""
        self.watches: dict[Watch, None] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: asyncio.TimerHandle | None = None

    def join(self, watch: Watch, loop: asyncio.AbstractEventLoop) -> None:
        """Look after one more; those of a loop that is no more are forgotten."""
        if loop is not self._loop:
            self.watches.clear()
            self._loop, self._next = loop, None
        self.watches[watch] = None
        if self._next is None:
            self._next = loop.call_later(PATIENCE, self._round)

    def _round(self) -> None:
        self._next = None
        if self._loop is not None and self.watches:
            now = self._loop.time()
            for watch in list(self.watches):
                watch.look(now)
            self._next = self._loop.call_later(PATIENCE, self._round)


ROUNDS: Final = Rounds()
