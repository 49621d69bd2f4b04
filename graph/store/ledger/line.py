"""The line of writers: those of a process who wait are committed together, each for itself.

A transaction costs as much as a small act. So whoever stands in line when the writer before has
done goes into one transaction with the others: each decides by what those before it have written,
has its own revision, events and key, and is refused alone.
"""

import asyncio
from collections import deque
from contextvars import Context, copy_context
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from msgspec import Struct

from graph.store.engine import Engine
from graph.store.errors import StoreConflict, StoreError
from graph.store.ledger.head import queue
from graph.store.ledger.once import key_of
from graph.store.ledger.together import Asked, Told, together
from graph.store.ledger.values import Committed, FactUnplaced

MOST = 32
"""Writers in one transaction; more would keep the first of them waiting."""

_LINES: "WeakKeyDictionary[Engine, _Line]" = WeakKeyDictionary()


class Queue(Struct):
    """How a line of writers fared since the start of the process."""

    served: int = 0
    """Writers whose turn came."""
    waited: float = 0.0
    """Seconds that they waited for it in all."""
    transactions: int = 0


class _Waiting(Struct):
    asked: Asked
    answer: asyncio.Future[Committed[Any]]
    since: float
    context: Context


class _Line:
    """Who waits for an engine, and the task that serves them while there are any."""

    def __init__(self) -> None:
        self.waiting: deque[_Waiting] = deque()
        self.worker: asyncio.Task[None] | None = None
        self.queue = Queue()

    def turn(self) -> list[_Waiting]:
        """Those who come next, counted."""
        some, now = self.next(), monotonic()
        self.queue.served += len(some)
        self.queue.waited += sum(now - each.since for each in some)
        self.queue.transactions += bool(some)
        return some

    def next(self) -> list[_Waiting]:
        """Those who come next: one who has to be alone, or some who need not, no key twice."""
        some, keys = list[_Waiting](), set[str]()
        while self.waiting and len(some) < MOST:
            asked = self.waiting[0].asked
            key = key_of(asked.once) if asked.once else ""
            if some and (asked.alone or key in keys):
                break
            keys |= {key} - {""}
            each = self.waiting.popleft()
            if not each.answer.done():
                some.append(each)
            if asked.alone and some:
                break
        return some


async def in_line(engine: Engine, asked: Asked) -> Committed[Any]:
    """What comes of a commit; raises what deciding or writing it raises."""
    line = _LINES.setdefault(engine, _Line())
    answer = asyncio.get_running_loop().create_future()
    mine = _Waiting(asked, answer, monotonic(), copy_context())
    line.waiting.append(mine)
    if line.worker is None:
        serving = _serve(engine, line)
        line.worker = asyncio.get_running_loop().create_task(serving, context=Context())
    return await mine.answer


def waiting(engine: Engine) -> int:
    """How many writers wait for an engine at this moment."""
    return len(_LINES[engine].waiting) if engine in _LINES else 0


def fared(engine: Engine) -> Queue:
    """How the writers of an engine fared."""
    return _LINES[engine].queue if engine in _LINES else Queue()


async def _serve(engine: Engine, line: _Line) -> None:
    loop = asyncio.get_running_loop()
    try:
        while line.waiting:
            async with queue(engine):
                if some := line.turn():
                    # What is watched of a transaction stands with the first who shares it.
                    committing = _commit(engine, some)
                    await loop.create_task(committing, context=some[0].context)
    finally:
        line.worker = None


async def _commit(engine: Engine, some: list[_Waiting]) -> None:
    try:
        told = await together(engine, [each.asked for each in some])
    except Exception as error:  # noqa: BLE001 (it is handed to those who wait)
        if len(some) > 1 and _of_one(error):
            for each in some:
                await _commit(engine, [each])
            return
        told = [error] * len(some)
    for each, outcome in zip(some, told, strict=True):
        _tell(each.answer, outcome)


def _of_one(error: Exception) -> bool:
    """Whether one of many may have caused it alone: then each is tried for itself."""
    return isinstance(error, FactUnplaced | StoreConflict) or not isinstance(error, StoreError)


def _tell(answer: asyncio.Future[Committed[Any]], outcome: Told) -> None:
    if answer.done():
        return
    if isinstance(outcome, Exception):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)
