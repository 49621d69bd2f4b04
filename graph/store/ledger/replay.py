"""A store built anew from a feed: the same events, facts, revisions and times, the same hashes."""

from collections.abc import AsyncIterable, AsyncIterator, Sequence
from itertools import chain, groupby
from typing import ClassVar

from msgspec import Struct

from graph.store.engine import Engine, Transaction
from graph.store.errors import StoreError
from graph.store.ledger.append import append
from graph.store.ledger.chain import NOWHERE, faults, head_of, same_place
from graph.store.ledger.content import pairs
from graph.store.ledger.events import Head
from graph.store.ledger.head import advance, head, locked_head, queue
from graph.store.ledger.stamp import settled
from graph.store.ledger.values import Event
from graph.store.ledger.write import portions, write

TOGETHER = 2_000
"""Changes that are written in one transaction, or those of one revision if it has more."""


class ReplayImpossible(StoreError):
    """A feed cannot be replayed into this store; what was written before stays, and is whole."""

    code: ClassVar[str] = "REPLAY_IMPOSSIBLE"


class Replayed(Struct, frozen=True):
    """What a replay did: events and changes it wrote, and the revision it came to."""

    events: int
    changes: int
    revision: int


async def replay(engine: Engine, events: AsyncIterable[Event]) -> Replayed:
    """Write what a feed tells into an empty store, or into one that holds the feed's beginning.

    Each event is verified before it is written. Raises ReplayImpossible on a feed that is no chain,
    does not go on from what the store holds, or tells changes without their content.
    """
    begun = await head(engine)
    at, told, changes = begun, 0, 0
    async for some in _portions(_verified(events, begun)):
        changes += await _write(engine, some, at)
        at, told = head_of(some[-1]), told + len(some)
    return Replayed(told, changes, at.revision)


async def _write(engine: Engine, events: Sequence[Event], at: Head) -> int:
    try:
        grouped = groupby(events, key=lambda event: event.revision)
        revisions = [list(chain.from_iterable(map(pairs, some))) for _, some in grouped]
    except ValueError as error:
        raise ReplayImpossible(f"{error}; export the store and import it instead") from error

    async def work(tx: Transaction) -> None:
        if not same_place(await locked_head(tx), at):
            raise ReplayImpossible("expected nobody else to write while a feed is replayed")
        for each in revisions:
            await write(tx, portions(*settled(each)))
        await append(tx, events)
        await advance(tx, head_of(events[-1]))

    async with queue(engine):
        await engine.commit(work)
    return sum(map(len, revisions))


async def _verified(events: AsyncIterable[Event], begun: Head) -> AsyncIterator[Event]:
    """The events behind those that the store has, each following from the one before it."""
    at = NOWHERE
    async for event in events:
        if event.seq == begun.seq and not same_place(head_of(event), begun):
            raise ReplayImpossible(
                f"the store holds another feed: its event {begun.seq} has another hash; give an "
                "empty store, or one that this feed was replayed into"
            )
        if found := faults(at, event):
            raise ReplayImpossible(f"{found[0]}; nothing from it on was written")
        at = head_of(event)
        if event.seq > begun.seq:
            yield event
    if at.seq < begun.seq:
        raise ReplayImpossible(f"the feed ends at event {at.seq}, the store at event {begun.seq}")


async def _portions(events: AsyncIterable[Event]) -> AsyncIterator[list[Event]]:
    """Whole revisions, some after the other."""
    some, size = list[Event](), 0
    async for event in events:
        if size >= TOGETHER and event.revision != some[-1].revision:
            yield some
            some, size = [], 0
        some.append(event)
        size += event.count
    if some:
        yield some
