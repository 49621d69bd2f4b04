"""A stream of payments taken into a store: the next chunk is readied while the engine writes one.

Ready means read, weighed beside the store, and worked out to the rows that are written.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing
from datetime import datetime

from msgspec import Struct

from gateway.exchange.portions import CutShort
from gateway.exchange.problems import Problem
from gateway.exchange.reading import Row, Watch
from gateway.exchange.streams.ahead import Weight, apart, called_off, read_ahead
from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.drafting import Drafted, decided, drafted, lay_out
from gateway.exchange.streams.weighing import Accounts, Measure, Weighed, ids_of, weighed
from graph.model import FactId
from graph.store import ledger
from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreError
from graph.store.ledger import Decision
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
    """What became of the rows so far; `stopped` tells that those after them were not read.

    `found` is how many problems there are in all, of which the first are kept to be shown.
    """

    rows: int = 0
    new: int = 0
    superseded: int = 0
    unchanged: int = 0
    duplicate: int = 0
    refused: int = 0
    revision: int = 0
    line: int = 0
    stopped: bool = False
    found: int = 0
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
    async with aclosing(read_ahead(chunks)) as coming:
        turn = await _turn(run, coming, frozenset(), run.taken.revision)
        while turn is not None:
            before, then = frozenset(ids_of(turn.chunk)), turn.leaves(run.taken.revision)
            following = asyncio.create_task(_turn(run, coming, before, then))
            async with called_off(following):
                await _step(run, turn, watch, refuse)
                if run.taken.stopped:
                    return run.taken
                turn = await following
    if run.held.rows:
        await _step(run, _Turn(run.held), watch, refuse)
    return run.taken


class _Turn(Struct):
    """A chunk, and what it was found to weigh before its turn; None: to be weighed in it.

    `draft` is what it commits, if that could be told.
    """

    chunk: Chunk
    weight: Weight | None = None
    draft: Drafted | None = None

    def leaves(self, revision: int) -> int | None:
        """The revision after its commit, made at one; None if that can't be told."""
        told = self.weight is not None and self.weight.apart
        return revision + (self.draft is not None) if told else None


class _Run:
    """An import that goes on: what became of it so far, and what it keeps."""

    def __init__(
        self, engine: Engine, manner: Manner, clock: Callable[[], datetime], begun: int
    ) -> None:
        self.engine, self.manner, self.clock, self.begun = engine, manner, clock, begun
        self.accounts = Accounts(begun)
        self.taken = Taken(revision=begun)
        self.held = Chunk([], [], [], {}, last=True)
        self.stored = False
        """Whether the last chunk made the newest revision that is known."""

    def measure(self, revision: int) -> Measure:
        """By what a chunk is weighed at a revision."""
        return Measure(revision, self.clock(), self.begun, self.manner.corrections)

    def author(self) -> ledger.Author:
        """Who commits, now."""
        return ledger.Author(self.manner.by, self.clock(), source=self.manner.source)

    def takes(self, found: Weighed) -> bool:
        """Whether a chunk is committed, or there is nothing to commit or something in the way."""
        return bool(found.verdict.taken) and (self.manner.best_effort or not found.problems)


async def _turn(
    run: _Run, coming: AsyncGenerator[Chunk], before: frozenset[FactId], then: int | None
) -> _Turn | None:
    """The next chunk, weighed and drafted if it can be; None at the end.

    `before` are the ids of the last one, `then` is the revision after it.
    """
    chunk = await anext(coming, None)
    if chunk is None:
        return None
    since, last = run.taken.revision, chunk.last
    try:
        found = await weighed(run.engine, chunk, run.accounts, run.measure(since))
    except StoreError:
        return _Turn(chunk)
    turn = _Turn(chunk, Weight(found, since, last, apart(chunk, before)))
    if then is not None and turn.leaves(then) is not None and run.takes(found):
        turn.draft = await _drafted(run, chunk, found, then + 1)
    return turn


async def _drafted(run: _Run, chunk: Chunk, found: Weighed, revision: int) -> Drafted | None:
    """A chunk's commit, worked out in a thread: the loop goes on to feed the engine meanwhile."""
    corrections, dated = run.manner.corrections, chunk.dated
    draft = await asyncio.to_thread(
        drafted, found, run.author(), revision, corrections=corrections, backdated=dated
    )
    return draft if draft.decision.changes else None


async def _step(run: _Run, turn: _Turn, watch: Watch, refuse: Refuse) -> None:
    """Commit a chunk, and tell whoever is told. Raises CutShort."""
    taken, chunk = run.taken, turn.chunk
    chunk.last = chunk.last or len(run.held.rows) >= HELD
    try:
        found = await _commit(run, turn)
    except StoreError as error:
        told = f"{error}; {taken.rows:,} rows up to line {taken.line} are done: import the same"
        raise CutShort(f"{told} again for the rest") from error
    watch.advance(len(chunk.stood))
    if chunk.share:
        watch.expect(round((taken.rows + len(run.held.rows)) / chunk.share))
    if found.problems:
        refuse(chunk, found.problems)
    taken.stopped = chunk.broken or bool(found.problems and not run.manner.best_effort)


async def _commit(run: _Run, turn: _Turn) -> Weighed:
    chunk, draft = turn.chunk, turn.draft

    async def decide(tx: Transaction) -> Decision[Weighed]:
        found = await _weighed(tx, run, turn)
        if not run.takes(found):
            return Decision(found)
        arriving.lend(tx, run.accounts.kept)
        if draft is not None and draft.decision.value is found:
            return lay_out(tx, draft)
        return decided(found, corrections=run.manner.corrections)

    author, worked_out = (run.author(), None) if draft is None else (draft.author, draft.commit)
    done = await ledger.commit(run.engine, decide, author, backdated=chunk.dated, draft=worked_out)
    _hold(run, chunk, done.value.held)
    _count(run.taken, chunk, done.value, stored=bool(done.changes))
    run.taken.revision, run.stored = done.revision, bool(done.changes)
    if done.changes:
        run.accounts.at = done.revision
    return done.value


async def _weighed(tx: Transaction, run: _Run, turn: _Turn) -> Weighed:
    """A chunk under the lock: as it was weighed before its turn, if that still holds."""
    revision, weight = await ledger.revision(tx), turn.weight
    known, stored = run.taken.revision, run.stored
    if weight is not None and weight.holds(turn.chunk, revision, known, stored=stored):
        return weight.found
    return await weighed(tx, turn.chunk, run.accounts, run.measure(revision))


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
    taken.found += len(found.problems)
    taken.problems += found.problems[: max(0, SHOWN - len(taken.problems))]
