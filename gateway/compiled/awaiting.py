"""Awaiting what resolvers promise, together, each outcome kept."""

import asyncio
from collections.abc import Awaitable, Coroutine, Generator
from functools import partial
from types import CoroutineType, coroutine
from typing import Any, cast

from graphql.pyutils import gather_with_cancel
from msgspec import Struct


class Failed(Struct, frozen=True):
    """What a resolver raised."""

    error: Exception


class Waited(Struct, frozen=True):
    """How an outcome came: turns of the loop that it let pass, and when it was there."""

    turns: int
    bare: bool
    """Whether it only ever let others run, and waited for nothing."""
    at: int
    """By the request's count of moments; those that came in one turn of the loop share one."""
    order: int
    """Its place among all that came."""


AT_ONCE = Waited(0, bare=True, at=0, order=0)
"""How an outcome came for which nothing had to be waited for."""


class Moments:
    """Counts the turns of the loop in which something came, and no others."""

    def __init__(self) -> None:
        """Begin before the first."""
        self._now, self._counting, self._came = 0, False, 0

    def mark(self) -> tuple[int, int]:
        """The present one, and how many came before."""
        if not self._counting:
            self._counting = True
            asyncio.get_running_loop().call_soon(self._next)
        self._came += 1
        return self._now, self._came

    def _next(self) -> None:
        self._now, self._counting = self._now + 1, False


class Promise(Struct):
    """An awaitable in a column: where its outcome goes, and how it came."""

    column: list[Any]
    place: int
    waited: dict[int, Waited]
    moments: Moments


async def settled(promises: list[Promise]) -> None:
    """Await all that the columns hold for promises, and put the outcomes in their place.

    Cancelled as a whole, and whole: none goes on alone. One alone needs no task of its own.
    """
    if len(promises) == 1:
        if not _at_once(promises[0]):
            await _kept(promises[0])
    elif promises:
        await gather_with_cancel(*map(_kept, promises))


def _at_once(promise: Promise) -> bool:
    """Take the outcome of a coroutine that waits for nothing, in the task that would await it.

    One that does wait stands at its first step then: its awaiting goes on from there.
    """
    awaited = promise.column[promise.place]
    if type(awaited) is not CoroutineType:
        return False
    steps = cast("Coroutine[Any, Any, Any]", awaited)
    try:
        waiting = steps.send(None)
    except StopIteration as end:
        promise.column[promise.place] = end.value
    except Exception as error:  # noqa: BLE001 - as below
        promise.column[promise.place] = Failed(error)
    else:
        promise.column[promise.place] = _begun(steps, waiting)
        return False
    promise.waited[promise.place] = AT_ONCE
    return True


@coroutine
def _begun(steps: Coroutine[Any, Any, Any], waiting: Any) -> Generator[Any, Any, Any]:
    """Go on with a coroutine that waits for something."""
    while True:
        try:
            got = yield waiting
        except BaseException as error:  # noqa: BLE001 - handed on to whom it concerns
            step = partial(steps.throw, error)
        else:
            step = partial(steps.send, got)
        try:
            waiting = step()
        except StopIteration as end:
            return end.value


async def _kept(promise: Promise) -> None:
    awaited = promise.column[promise.place]
    if type(awaited) is not CoroutineType:
        awaited = _awaited(awaited)
    steps = cast("Generator[Any, Any, Any]", awaited.__await__())
    try:
        promise.column[promise.place] = await _counted(steps, promise)
    except Exception as error:  # noqa: BLE001 - kept, and told by graphql-core where it belongs
        promise.column[promise.place] = Failed(error)


@coroutine
def _counted(steps: Generator[Any, Any, Any], promise: Promise) -> Generator[Any, Any, Any]:
    """Go through the steps of an awaitable, counting how often it waits."""
    turns, bare = 0, True
    try:
        waiting = steps.send(None)
        while True:
            turns += 1
            bare = bare and waiting is None
            try:
                got = yield waiting
            except BaseException as error:  # noqa: BLE001 - handed on to whom it concerns
                waiting = steps.throw(error)
            else:
                waiting = steps.send(got)
    except StopIteration as end:
        return end.value
    finally:
        came = promise.moments.mark() if turns else (0, 0)
        promise.waited[promise.place] = Waited(turns, bare, *came)


async def _awaited(awaitable: Awaitable[Any]) -> Any:
    return await awaitable


class Again:
    """An outcome that can be awaited once more, and lets others run as often as it did before."""

    def __init__(self, outcome: Any, turns: int) -> None:
        """Take an outcome, and how often it let others run."""
        self._outcome, self._turns = outcome, turns

    def __await__(self) -> Generator[Any, None, Any]:
        """Give it, or raise it."""
        for _ in range(self._turns):
            yield
        if isinstance(self._outcome, Failed):
            raise self._outcome.error
        return self._outcome
