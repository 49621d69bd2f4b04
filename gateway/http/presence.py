"""Work for a client that is still there: when it goes, so does the work."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.requests import Request

T = TypeVar("T")

PATIENCE = 0.02
"""Seconds that work may take before anybody looks whether its client is still there."""


class ClientGone(Exception):
    """The client closed the connection before its answer was ready."""


async def while_present(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Do the work, and cancel it when the client goes; the body must have been read."""
    watch = _Watch(request)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.gone and watch.doing.uncancel() == 0:
            raise ClientGone from None
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


class _Watch:
    """Looks for the end of a connection, and cancels the present task when it comes.

    Most work is done before it begins to look, so that a task for it is seldom made.
    """

    def __init__(self, request: Request) -> None:
        self.gone = False
        self._request, self._looking = request, None
        loop, doing = asyncio.get_running_loop(), asyncio.current_task()
        if doing is None:
            raise RuntimeError("expected to be in a task")
        self.doing: asyncio.Task[Any] = doing
        self._later = loop.call_later(PATIENCE, self._begin)

    def end(self) -> None:
        """Look no longer."""
        self._later.cancel()
        if self._looking is not None:
            self._looking.cancel()

    def _begin(self) -> None:
        self._looking: asyncio.Task[None] | None = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.doing.cancel()
