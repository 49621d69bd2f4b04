"""Some commits in one transaction: lock, and for each decide and write; then tell of them all."""

from asyncio import gather, to_thread
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from graph.store.engine import Engine, Rollback, Transaction, Work
from graph.store.errors import StoreConflict, StoreError
from graph.store.ledger.answering import answer
from graph.store.ledger.append import append
from graph.store.ledger.chain import same_place
from graph.store.ledger.content import BULK
from graph.store.ledger.drafts import Draft
from graph.store.ledger.events import Head, chained, told
from graph.store.ledger.head import advance, head, locked_head
from graph.store.ledger.once import Kept, keep, kept, replayed
from graph.store.ledger.posting import post
from graph.store.ledger.stamp import Stamped, settled, stamp
from graph.store.ledger.values import (
    Author,
    Committed,
    Decide,
    Decision,
    Event,
    IdempotencyKeyReused,
    Once,
)
from graph.store.ledger.write import portions, write

T = TypeVar("T")

Told: TypeAlias = Committed[Any] | Exception
"""What came of one commit: what it did, or why it was not to be."""


class Asked(Struct, frozen=True):
    """A commit that is asked for; see `ledger.commit`."""

    decide: Decide[Any]
    author: Author
    once: Once | None = None
    dry_run: bool = False
    backdated: bool = False
    draft: Draft | None = None

    @property
    def alone(self) -> bool:
        """Whether it shares no transaction: it is rolled back, or may be as big as a store."""
        return self.dry_run or self.backdated


class _Written(Struct):
    """What a transaction has come to: where the ledger stands, and what is still to be told."""

    at: Head
    told: list[Told]
    answers: list[tuple[Once, Committed[Any]]]


async def together(engine: Engine, some: Sequence[Asked]) -> list[Told]:
    """Commit some in their order, in one transaction, each with its own revision.

    One that is refused is told so, and the others go on. Raises what the engine's `commit` raises,
    FactUnplaced, and what is no refusal; nothing is stored then.
    """
    met = list[Head]()

    async def work(tx: Transaction) -> list[Told] | Rollback[list[Told]]:
        met.append(begun := await locked_head(tx))
        before = await kept(tx, [each.once for each in some if each.once])
        written = _Written(begun, [], [])
        for each in some:
            written.told.append(await _told(tx, each, before, written))
        await _concluded(engine, tx, begun, written, backdated=some[0].backdated)
        if not written.answers and written.at == begun:
            return Rollback(written.told)
        return Rollback(_dry(written.told)) if some[0].dry_run else written.told

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


async def _told(tx: Transaction, asked: Asked, before: Kept, written: _Written) -> Told:
    """What comes of one of them; its facts are written, so that the next decides by them."""
    try:
        if asked.once and (first := await replayed(tx, asked.once, before)):
            return first
        decision = await asked.decide(tx)
    except IdempotencyKeyReused as reused:
        return reused
    except StoreError:
        raise
    except Exception as refused:  # noqa: BLE001 (it is handed to the one who asked)
        return refused
    committed = await _write(tx, written.at, decision, asked)
    if committed.events:
        last = committed.events[-1]
        written.at = Head(last.revision, last.seq, last.hash, last.at)
    if asked.once:
        written.answers.append((asked.once, committed))
    return committed


async def _write(
    tx: Transaction, at: Head, decision: Decision[Any], asked: Asked
) -> Committed[Any]:
    author = _in_turn(asked.author, at)
    dated, revision, draft = asked.backdated, at.revision + 1, asked.draft
    if draft is not None and draft.holds(decision, author, revision, backdated=dated):
        stamped, events = draft.stamped, chained(at, author, draft.told)
        await write(tx, draft.portions)
    else:
        stamped = stamp(decision.changes, author, revision, backdated=dated)
        events = await _written_and_told(tx, at, author, decision, stamped)
    if not events:
        return Committed(at.revision, author.at, decision.value)
    return Committed(
        events[-1].revision,
        author.at,
        decision.value,
        changes=tuple(decision.changes),
        events=tuple(events),
        closed=tuple(each.closed for each in stamped if each.closed),
        opened=tuple(each.opened for each in stamped if each.opened),
    )


async def _written_and_told(
    tx: Transaction, at: Head, author: Author, decision: Decision[Any], stamped: Sequence[Stamped]
) -> list[Event]:
    """The events of what was stamped, which is written.

    To pack many facts takes a while, in which the engine may well write them already.
    """
    some = portions(*settled((each.closed, each.opened) for each in stamped))
    if len(stamped) > BULK:
        telling = to_thread(chained, at, author, told(decision, stamped))
        events, _ = await gather(telling, write(tx, some))
        return events
    events = chained(at, author, told(decision, stamped))
    await write(tx, some)
    return events


def _in_turn(author: Author, at: Head) -> Author:
    """The author at an instant no earlier than the last commit's: clocks differ, commits queue."""
    last = datetime.fromisoformat(at.at) if at.at else author.at
    return replace(author, at=max(author.at, last))


async def _concluded(
    engine: Engine, tx: Transaction, begun: Head, written: _Written, *, backdated: bool
) -> None:
    """Their events, what is derived, where the ledger stands now, and what is kept under keys."""
    made = [each for each in written.told if isinstance(each, Committed) and not each.replayed]
    events = [event for each in made for event in each.events]
    if events:
        await append(tx, events)
    if written.at != begun:
        posted = await post(engine, tx, begun, made, backdated=backdated)
        answered = await answer(engine, tx, begun, made, backdated=backdated)
        before = begun.revision
        await advance(
            tx,
            written.at,
            posted=before if posted else None,
            answered=before if answered else None,
        )
    await keep(tx, written.answers)


def _dry(told: Sequence[Told]) -> list[Told]:
    return [replace(each, dry_run=True) if isinstance(each, Committed) else each for each in told]
