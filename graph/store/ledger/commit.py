"""The one way to write: lock, read, decide, write, tell, and move the revision on by one."""

from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from graph.store.engine import Engine, Rollback, Transaction
from graph.store.ledger.append import append
from graph.store.ledger.events import Head, chained
from graph.store.ledger.head import advance, locked_head, queue
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

    async def work(tx: Transaction) -> Committed[T] | Rollback[Committed[T]]:
        head = await locked_head(tx)
        if once and (before := await replayed(tx, once)):
            return Rollback(before)
        decision = await decide(tx)
        by = _in_turn(author, head)
        committed = await _write(tx, head, decision, by, backdated=backdated)
        if once:
            await keep(tx, once, committed)
        return Rollback(replace(committed, dry_run=True)) if dry_run else committed

    async with queue(engine):
        return await engine.commit(work)


def _in_turn(author: Author, head: Head) -> Author:
    """The author at an instant no earlier than the last commit's: clocks differ, commits queue."""
    last = datetime.fromisoformat(head.at) if head.at else author.at
    return replace(author, at=max(author.at, last))


async def _write(
    tx: Transaction, head: Head, decision: Decision[T], author: Author, *, backdated: bool
) -> Committed[T]:
    stamped = stamp(decision.changes, author, head.revision + 1, backdated=backdated)
    events = chained(head, author, decision, stamped)
    if not events:
        return Committed(head.revision, author.at, decision.value)
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
