"""Awaiting what resolvers promise, together, each outcome kept."""

import asyncio
from collections.abc import Awaitable, Coroutine, Generator
from types import CoroutineType, coroutine
from typing import Any, cast

from graphql.pyutils import gather_with_cancel
from msgspec import Struct

from gateway.steps import begun


class Failed(Struct, frozen=True):
    """What a resolver raised."""

    error: Exception


class Waited(Struct, frozen=True):
    """How an outcome came, so that it can come again in its place among others."""

    turns: int
    """Turns of the loop to let pass before it."""
    exact: bool
    """Whether that is as many as passed; else it stands for a longer time."""


AT_ONCE = Waited(0, exact=True)
"""How an outcome came for which nothing had to be waited for."""

APART = 8
"""Turns of the loop that are counted where nothing comes; more are a longer time.

What comes so far apart, nothing of the one is left when the other comes.
"""


class Moments:
    """Tells when outcomes come, by turns of the loop: their order, and how close they are."""

    def __init__(self) -> None:
        """Begin before the first."""
        self._now = self._left = 0
        self._came, self._told, self._place = 0, 0, 0
        self._exact = True

    def begin(self) -> None:
        """Count from now on, if it has not begun."""
        if not self._left and not self._now:
            self._count()

    def mark(self, place: int, turns: int, *, bare: bool) -> Waited:
        """What was asked for at a place among others has come.

        It let others run so many times, and did nothing but that if it is `bare`.
        """
        apart = self._now - self._came
        told = self._told + (apart or place < self._place)
        exact = bare or self._exact
        self._told = max(told, turns) if bare else told
        self._came, self._place = self._now, place
        if self._left:
            self._left = APART
        else:
            self._count()
        return Waited(self._told, exact)

    def end(self) -> None:
        """Nothing comes any more."""
        self._left = 1

    def _count(self) -> None:
        self._left = APART
        asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        self._now += 1
        self._left -= 1
        if self._left:
            asyncio.get_running_loop().call_soon(self._next)
        else:
            self._exact = False


class Promise(Struct):
    """An awaitable in a column: where its outcome goes, and how it came."""

    column: list[Any]
    place: int
    waited: dict[int, Waited]


async def settled(promises: list[Promise]) -> None:
    """Await all that the columns hold for promises, and put the outcomes in their place.

    Cancelled as a whole, and whole: none goes on alone. One alone needs no task of its own.
    """
    if not promises or (len(promises) == 1 and stepped(promises[0])):
        return
    moments = Moments()
    try:
        if len(promises) == 1:
            await _kept(promises[0], moments, 0)
        else:
            every = [_kept(each, moments, place) for place, each in enumerate(promises)]
            await gather_with_cancel(*every)
    finally:
        moments.end()


def stepped(promise: Promise) -> bool:
    """Take the outcome of a coroutine that waits for nothing, in the task that would await it.

    Whether it was one.
    One that does wait stands at its first step then: its awaiting goes on from there.
    """
    awaited = promise.column[promise.place]
    if type(awaited) is not CoroutineType:
        return False
    try:
        steps = cast("Coroutine[Any, Any, Any]", awaited)
        promise.column[promise.place], rest = begun(steps)
    except Exception as error:  # noqa: BLE001 - as below
        promise.column[promise.place], rest = Failed(error), None
    if rest is not None:
        promise.column[promise.place] = rest
        return False
    promise.waited[promise.place] = AT_ONCE
    return True


async def _kept(promise: Promise, moments: Moments, place: int) -> None:
    awaited = promise.column[promise.place]
    if type(awaited) is not CoroutineType:
        awaited = _awaited(awaited)
    steps = cast("Generator[Any, Any, Any]", awaited.__await__())
    try:
        promise.column[promise.place] = await _counted(steps, promise, moments, place)
    except Exception as error:  # noqa: BLE001 - kept, and told by graphql-core where it belongs
        promise.column[promise.place] = Failed(error)


@coroutine
def _counted(
    steps: Generator[Any, Any, Any], promise: Promise, moments: Moments, place: int
) -> Generator[Any, Any, Any]:
    """Go through the steps of an awaitable, counting how often it waits."""
    turns, bare = 0, True
    moments.begin()
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
        promise.waited[promise.place] = moments.mark(place, turns, bare=bare) if turns else AT_ONCE


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
