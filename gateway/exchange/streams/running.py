"""A stream of payments taken into a store: the next chunk is read while the engine writes one."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from datetime import datetime

from msgspec import Struct

from gateway.exchange.portions import CutShort
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Row, Watch
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.weighing import Accounts, Weighed, weighed
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreError
from graph.store.ledger import Decision
from graph.store.ledger.plant import ROOT
from loaders import arriving

HELD = 50_000
"""Refunds that wait for their payments at the most; those beyond are refused where they stand."""

SHOWN = 100
"""Problems that are kept to be shown; the rows of all go to the file of rejects."""


class Manner(Struct, frozen=True):
    """How a stream is taken: by whom, and whether on beyond refused rows, and over stored ones."""

    by: str
    source: str
    best_effort: bool = False
    corrections: bool = False


class Taken(Struct):
    """What became of the rows so far; `stopped` tells that those after them were not read."""

    rows: int = 0
    new: int = 0
    superseded: int = 0
    unchanged: int = 0
    duplicate: int = 0
    refused: int = 0
    revision: int = 0
    line: int = 0
    stopped: bool = False
    problems: list[Problem] = []


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

    Stops before the first chunk with a refused row, unless at best effort. What was committed
    stays, also when the store fails: CutShort, and the same stream again does the rest.
    """
    run = _Run(engine, manner, clock, await ledger.revision(engine))
    async with aclosing(_ahead(chunks)) as coming:
        async for chunk in coming:
            await _step(run, chunk, watch, refuse)
            if run.taken.stopped:
                return run.taken
    if run.held.rows:
        await _step(run, run.held, watch, refuse)
    return run.taken


class _Run:
    """An import that goes on: what became of it so far, and what it keeps."""

    def __init__(
        self, engine: Engine, manner: Manner, clock: Callable[[], datetime], begun: int
    ) -> None:
        self.engine, self.manner, self.clock, self.begun = engine, manner, clock, begun
        self.accounts = Accounts(begun)
        self.taken = Taken(revision=begun)
        self.held = Chunk([], [], [], {}, last=True)


async def _step(run: _Run, chunk: Chunk, watch: Watch, refuse: Refuse) -> None:
    """Commit a chunk, and tell whoever is told. Raises CutShort."""
    taken = run.taken
    chunk.last = chunk.last or len(run.held.rows) >= HELD
    try:
        found = await _commit(run, chunk)
    except StoreError as error:
        told = f"{error}; {taken.rows:,} rows up to line {taken.line} are done: import the same"
        raise CutShort(f"{told} again for the rest") from error
    watch.advance(len(chunk.stood))
    if chunk.share:
        watch.expect(round((taken.rows + len(run.held.rows)) / chunk.share))
    if found.problems:
        refuse(chunk, found.problems)
    taken.stopped = chunk.broken or bool(found.problems and not run.manner.best_effort)


async def _ahead(chunks: Iterator[Chunk]) -> AsyncGenerator[Chunk]:
    """The chunks, each read in a thread while the one before it is worked on."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread:
        coming = loop.run_in_executor(thread, next, chunks, None)
        while (chunk := await coming) is not None:
            coming = loop.run_in_executor(thread, next, chunks, None)
            yield chunk


async def _commit(run: _Run, chunk: Chunk) -> Weighed:
    at, correct, accounts = run.clock(), run.manner.corrections, run.accounts

    async def decide(tx: Transaction) -> Decision[Weighed]:
        found = await weighed(tx, chunk, accounts, at, run.begun, correct=correct)
        if not found.verdict.taken or (found.problems and not run.manner.best_effort):
            return Decision(found)
        arriving.lend(tx, accounts.kept)
        facts = (row.fact for row in found.verdict.taken)
        planned = ledger.planned(facts, [*ROOT, *found.stored], corrections=correct)
        return Decision(found, planned.changes)

    author = ledger.Author(run.manner.by, at, source=run.manner.source)
    done = await ledger.commit(run.engine, decide, author, backdated=chunk.dated)
    _hold(run, chunk, done.value.held)
    _count(run.taken, chunk, done.value, stored=bool(done.changes))
    run.taken.revision = done.revision
    if done.changes:
        accounts.at = done.revision
    return done.value


def _hold(run: _Run, chunk: Chunk, rows: list[Row]) -> None:
    """Keep refunds until the end, when what they refund may have come."""
    for row in rows:
        run.held.rows.append(row)
        run.held.stood[row.line] = chunk.stood.pop(row.line)
    run.held.dated = run.held.dated or (chunk.dated and bool(rows))
    run.held.end = max(run.held.end, chunk.end)


def _count(taken: Taken, chunk: Chunk, found: Weighed, *, stored: bool) -> None:
    refused = len({each.line for each in found.problems if each.line in chunk.stood})
    there = {each.id for each in found.stored}
    if stored:
        over = sum(row.fact.id in there for row in found.verdict.taken)
        taken.superseded += over
        taken.new += len(found.verdict.taken) - over
        taken.line = chunk.end
    taken.rows += len(chunk.stood)
    taken.unchanged += len(found.verdict.unchanged) - found.repeated
    taken.duplicate += found.repeated
    taken.refused += refused
    taken.problems += found.problems[: max(0, SHOWN - len(taken.problems))]
