"""A stream of payments taken into a store: the next chunk is read while the engine writes one."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from msgspec import Struct

from gateway.exchange.portions import CutShort
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Watch
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.weighing import Accounts, Weighed, weighed
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreError
from graph.store.ledger import Decision
from graph.store.ledger.plant import ROOT

SHOWN = 1_000
"""Problems that are kept to be shown; those of a best effort are all in the file of rejects."""


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
    taken, accounts = Taken(revision=await ledger.revision(engine)), Accounts()
    begun = taken.revision
    async for chunk in _ahead(chunks):
        try:
            found = await _commit(engine, chunk, manner, clock(), accounts, begun, taken)
        except StoreError as error:
            told = f"{error}; {taken.rows:,} rows up to line {taken.line} are done: import the same"
            raise CutShort(f"{told} again for the rest") from error
        watch.advance(len(chunk.stood))
        if chunk.share:
            watch.expect(round(taken.rows / chunk.share))
        if found.problems:
            refuse(chunk, found.problems)
        if chunk.broken or (found.problems and not manner.best_effort):
            taken.stopped = True
            break
    return taken


async def _ahead(chunks: Iterator[Chunk]) -> AsyncIterator[Chunk]:
    """The chunks, each read in a thread while the one before it is worked on."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as thread:
        coming = loop.run_in_executor(thread, next, chunks, None)
        while (chunk := await coming) is not None:
            coming = loop.run_in_executor(thread, next, chunks, None)
            yield chunk


async def _commit(  # noqa: PLR0913 - what a chunk is judged by
    engine: Engine,
    chunk: Chunk,
    manner: Manner,
    at: datetime,
    accounts: Accounts,
    begun: int,
    taken: Taken,
) -> Weighed:
    async def decide(tx: Transaction) -> Decision[Weighed]:
        found = await weighed(tx, chunk, accounts, at, begun, correct=manner.corrections)
        if not found.verdict.taken or (found.problems and not manner.best_effort):
            return Decision(found)
        facts = (row.fact for row in found.verdict.taken)
        planned = ledger.planned(facts, [*ROOT, *found.stored], corrections=manner.corrections)
        return Decision(found, planned.changes)

    author = ledger.Author(manner.by, at, source=manner.source)
    done = await ledger.commit(engine, decide, author, backdated=chunk.dated)
    _count(taken, chunk, done.value, stored=bool(done.changes))
    taken.revision = done.revision
    return done.value


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
