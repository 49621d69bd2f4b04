"""The one way to write: lock, read, decide, write, tell, and move the revision on by one."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from graph.store.engine import Engine, Rollback, Transaction, Work
from graph.store.errors import StoreConflict
from graph.store.ledger.append import append
from graph.store.ledger.chain import same_place
from graph.store.ledger.events import Head, chained
from graph.store.ledger.head import advance, head, locked_head, queue
from graph.store.ledger.once import keep, replayed
from graph.store.ledger.stamp import settled, stamp
from graph.store.ledger.values import Author, Committed, Decide, Decision, Once
from graph.store.ledger.write import write

T = TypeVar("T")


async def commit(  # noqa: PLR0913 - three ways to commit, each off by default
    engine: Engine,
    decide: Decide[T],
    author: Author,
    *,
    once: Once | None = None,
    dry_run: bool = False,
    backdated: bool = False,
) -> Committed[T]:
    """Commit what `decide` decides, all or nothing, under the next revision.

    One writer at a time: what `decide` reads in its transaction holds until the commit ends. All
    that is written is recorded at `author.at`; with `backdated` recorded facts keep the times they
    carry. `dry_run` goes the whole way, is rolled back and gives the same value. `once` makes the
    call safe to send again.

    Raises IdempotencyKeyReused, FactUnplaced, and what the engine's `commit` raises; whatever
    `decide` raises passes through. Nothing is stored then.
    """
    met = list[Head]()

    async def work(tx: Transaction) -> Committed[T] | Rollback[Committed[T]]:
        met.append(at := await locked_head(tx))
        if once and (before := await replayed(tx, once)):
            return Rollback(before)
        decision = await decide(tx)
        by = _in_turn(author, at)
        committed = await _write(tx, at, decision, by, backdated=backdated)
        if once:
            await keep(tx, once, committed)
        return Rollback(replace(committed, dry_run=True)) if dry_run else committed

    async with queue(engine):
        return await unbeaten(engine, work, met)


async def unbeaten(engine: Engine, work: Work[T], met: Sequence[Head]) -> T:
    """Commit work that locks the ledger; anew when another process was first.

    One engine says of a lost race that two things would have one key: the next event. It is a race
    if the ledger has moved on from where the work met it, and else a violation, which is raised.
    """
    while True:
        try:
            return await engine.commit(work)
        except StoreConflict:
            if same_place(met[-1], await head(engine)):
                raise


def _in_turn(author: Author, at: Head) -> Author:
    """The author at an instant no earlier than the last commit's: clocks differ, commits queue."""
    last = datetime.fromisoformat(at.at) if at.at else author.at
    return replace(author, at=max(author.at, last))


async def _write(
    tx: Transaction, at: Head, decision: Decision[T], author: Author, *, backdated: bool
) -> Committed[T]:
    stamped = stamp(decision.changes, author, at.revision + 1, backdated=backdated)
    events = chained(at, author, decision, stamped)
    if not events:
        return Committed(at.revision, author.at, decision.value)
    await write(tx, *settled((each.closed, each.opened) for each in stamped))
    await append(tx, events)
    last = events[-1]
    await advance(tx, Head(last.revision, last.seq, last.hash, last.at))
    return Committed(
        last.revision,
        author.at,
        decision.value,
        changes=tuple(decision.changes),
        events=tuple(events),
        closed=tuple(each.closed for each in stamped if each.closed),
        opened=tuple(each.opened for each in stamped if each.opened),
    )
