"""A stream of payments taken into a store: the next chunk is readied while the engine writes one.

Ready means read, weighed beside the store, and worked out to the rows that are written.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import aclosing
from datetime import datetime

from gateway.exchange.portions import CutShort
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Watch
from gateway.exchange.streams.ahead import called_off, read_ahead
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.committing import commit
from gateway.exchange.streams.pace import paced, parts
from gateway.exchange.streams.run import Manner, Run
from gateway.exchange.streams.taken import Taken
from gateway.exchange.streams.turns import Turn, next_turn
from gateway.exchange.streams.weighing import Weighed, ids_of
from graph.store import ledger
from graph.store.engine import Engine
from graph.store.errors import StoreError, StoreTimeout

Refuse = Callable[[Chunk, list[Problem]], None]
"""Is handed the problems of each chunk that has some."""


async def take_stream(  # noqa: PLR0913 - where from, where to, and who is told
    engine: Engine,
    chunks: Iterator[Chunk],
    manner: Manner,
    clock: Callable[[], datetime],
    watch: Watch,
    refuse: Refuse,
) -> Taken:
    """Commit chunk after chunk; each is all or nothing, but at best effort.

    Stops before the first chunk with a refused row, unless at best effort. A chunk that takes the
    store too long is halved and tried again. What was committed stays, also when the store fails:
    CutShort, and the same stream again does the rest.
    """
    run = Run(engine, manner, clock, await ledger.revision(engine))
    async with aclosing(read_ahead(chunks)) as whole, aclosing(paced(whole, run.pace)) as coming:
        turn = await next_turn(run, coming, frozenset(), run.taken.revision)
        while turn is not None:
            before, then = frozenset(ids_of(turn.chunk)), turn.leaves(run.taken.revision)
            following = asyncio.create_task(next_turn(run, coming, before, then))
            async with called_off(following):
                await _step(run, turn, watch, refuse)
                if run.taken.stopped:
                    run.taken.waiting = [at for at in run.held.stood if at <= run.taken.line]
                    return run.taken
                turn = await following
    if run.held.rows:
        run.taken.waiting = await _step(run, Turn(run.held), watch, refuse)
    return run.taken


async def _step(run: Run, turn: Turn, watch: Watch, refuse: Refuse) -> list[int]:
    """Commit a chunk, in parts while it takes the store too long; gives the lines not done.

    Raises CutShort.
    """
    waiting = deque([turn])
    while waiting and not run.taken.stopped:
        one, *others = _cut(waiting.popleft(), run.pace.most)
        waiting.extendleft(reversed(others))
        rows, one.chunk.last = len(one.chunk.stood), one.chunk.last or run.full
        try:
            found = await commit(run, one)
        except StoreError as error:
            if not (isinstance(error, StoreTimeout) and run.pace.slower(rows)):
                raise _cut_short(run.taken, error) from error
            waiting.appendleft(one)
        else:
            run.pace.went(rows)
            _told(run, one.chunk, found, watch, refuse)
            if run.taken.stopped:
                waiting.appendleft(one)
    return [line for each in waiting for line in each.chunk.stood]


def _cut(turn: Turn, most: int) -> list[Turn]:
    some = [*parts(turn.chunk, most)]
    return [turn] if len(some) == 1 else [Turn(part) for part in some]


def _cut_short(taken: Taken, error: StoreError) -> CutShort:
    told = f"{error}; {taken.rows:,} rows up to line {taken.line} are done: import the same"
    return CutShort(f"{told} again for the rest")


def _told(run: Run, chunk: Chunk, found: Weighed, watch: Watch, refuse: Refuse) -> None:
    """Tell whoever is told."""
    taken = run.taken
    watch.advance(len(chunk.stood))
    if chunk.share:
        watch.expect(round((taken.rows + len(run.held.rows)) / chunk.share))
    if found.problems:
        refuse(chunk, found.problems)
    refused = bool(found.problems and not run.manner.best_effort)
    if not refused:
        taken.line = max(taken.line, chunk.end)
    taken.stopped = chunk.broken or refused
