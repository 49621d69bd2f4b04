"""Chunks made ready before their turn: weighed beside the store, and worked out to what they write.

What was weighed before its turn is used only where nobody else has committed meanwhile, and where
the chunk before has no id in common with it; else it is weighed again under the lock.
"""

import asyncio
from collections.abc import AsyncGenerator

from msgspec import Struct

from gateway.exchange.streams.chunks import Chunk
from gateway.exchange.streams.drafting import Drafted, drafted
from gateway.exchange.streams.run import Run
from gateway.exchange.streams.weighing import Weighed, ids_of, weighed
from graph.model import FactId
from graph.store.errors import StoreError


class Weight(Struct, frozen=True):
    """A chunk weighed before its turn: what was found, and at which revision that began."""

    found: Weighed
    since: int
    last: bool
    apart: bool

    def holds(self, chunk: Chunk, revision: int, known: int, *, stored: bool) -> bool:
        """Whether it is still so at a revision, under the lock.

        `known` is the newest revision that this stream has met, `stored` tells whether it made it.
        """
        behind = revision - self.since
        own = behind == 0 or (behind == 1 and stored)
        return self.apart and self.last == chunk.last and revision == known and own


class Turn(Struct):
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


async def next_turn(
    run: Run, coming: AsyncGenerator[Chunk], before: frozenset[FactId], then: int | None
) -> Turn | None:
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
        return Turn(chunk)
    turn = Turn(chunk, Weight(found, since, last, apart(chunk, before)))
    if then is not None and turn.leaves(then) is not None and run.takes(found):
        turn.draft = await _drafted(run, chunk, found, then + 1)
    return turn


def apart(chunk: Chunk, before: frozenset[FactId]) -> bool:
    """Whether a chunk names no payment that the one before it names."""
    return before.isdisjoint(ids_of(chunk))


async def _drafted(run: Run, chunk: Chunk, found: Weighed, revision: int) -> Drafted | None:
    """A chunk's commit, worked out in a thread: the loop goes on to feed the engine meanwhile."""
    corrections, dated = run.manner.corrections, chunk.dated
    draft = await asyncio.to_thread(
        drafted, found, run.author(), revision, corrections=corrections, backdated=dated
    )
    return draft if draft.decision.changes else None
