"""Coroutines taken one step by hand: most of what is awaited here waits for nothing.

What does wait goes on in the task that awaits the rest. Nothing that opens a timeout in its first
step may be begun so by another task than the one that goes on with it.
"""

from collections.abc import Coroutine, Generator
from functools import partial
from types import coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def begun(work: Coroutine[Any, Any, T]) -> "tuple[T, None] | tuple[None, Coroutine[Any, Any, T]]":
    """What work gives if it need not wait, or else the rest of it, to be awaited."""
    try:
        waiting = work.send(None)
    except StopIteration as end:
        return end.value, None
    return None, _rest(work, waiting)


async def _rest(work: Coroutine[Any, Any, T], waiting: Any) -> T:
    return await _steps(work, waiting)


@coroutine
def _steps(work: Coroutine[Any, Any, Any], waiting: Any) -> Generator[Any, Any, Any]:
    """Go on with a coroutine that waits for something."""
    while True:
        try:
            got = yield waiting
        except BaseException as error:  # noqa: BLE001 - handed on to whom it concerns
            step = partial(work.throw, error)
        else:
            step = partial(work.send, got)
        try:
            waiting = step()
        except StopIteration as end:
            return end.value
