"""The change feed as it is read: by processes that keep facts, by clients, by an auditor."""

from collections.abc import AsyncIterator, Iterable

import msgspec
from msgspec import Struct

from graph.store.cypher import statement
from graph.store.facts.rows import Reader, Tell
from graph.store.ledger.append import weight_of
from graph.store.ledger.chain import NOWHERE, faults, head_of, same_place
from graph.store.ledger.head import head
from graph.store.ledger.values import Event

PAGE = 500
"""Events read with one statement."""

FEW = 20
"""Events read with the first statement, when it is not known yet how large they are."""

READ_BYTES = 2_000_000
"""Bytes of events that are read with one statement, about."""


class Cursor(Struct, frozen=True):
    """How far a reader has followed: the newest revision it knows whole, and its last event.

    `origin` is the hash of the store's first event, which no other store has; empty before it.
    """

    revision: int = 0
    seq: int = 0
    origin: str = ""


class Touch(Struct, frozen=True):
    """What one event says of its subjects: the facts of the first `own` of them changed."""

    kind: str
    subjects: tuple[str, ...]
    own: int


class News(Struct, frozen=True):
    """What happened since a cursor."""

    cursor: Cursor
    touched: tuple[Touch, ...] = ()


async def cursor(reader: Reader) -> Cursor:
    """Where a reader stands that starts to follow now."""
    found = (await reader.run(statement("feed"), after=0, limit=0))[0]
    return Cursor(found["revision"], found["seq"], found["origin"])


async def feed(reader: Reader, after: Cursor, page: int = PAGE) -> News:
    """What commits since `after` touched; one small statement when there are few."""
    touched = list[Touch]()
    seen = after.seq
    while True:
        found = (await reader.run(statement("feed"), after=seen, limit=page))[0]
        for seq, kind, about, own in sorted(found["events"]):
            if seq == seen + 1:
                seen = seq
                touched.append(Touch(kind, tuple(about), own))
        if seen >= found["seq"]:
            return News(Cursor(found["revision"], seen, found["origin"]), tuple(touched))


async def events(reader: Reader, after: int, first: int) -> tuple[Event, ...]:
    """The events after a number, `first` at most, in order."""
    return await numbered(reader, range(after + 1, after + first + 1))


async def numbered(reader: Reader, seqs: Iterable[int]) -> tuple[Event, ...]:
    """The events of these numbers, in order; those that are not there are left out."""
    found = await reader.run(statement("events"), seqs=list(seqs))
    fields = Event.__struct_fields__
    named = [dict(zip(fields, each, strict=True)) for each in sorted(found[0]["events"])]
    return msgspec.convert(named, tuple[Event, ...])


class Audit(Struct, frozen=True):
    """How many events were checked, and what is wrong with the chain; nothing when it holds.

    `faults` are in the order of the events: the first names the first event that is wrong.
    """

    events: int
    faults: tuple[str, ...] = ()


async def audit(
    reader: Reader, tell: Tell = lambda _: None, expect: Tell = lambda _: None, page: int = PAGE
) -> Audit:
    """Check the whole feed: no number missing, every hash right, the ledger at its end.

    `tell` is told of each event, and `expect` how many there are.
    """
    at, count, found = NOWHERE, 0, list[str]()
    expect((await head(reader)).seq)
    async for event in chained_events(reader, page):
        found += faults(at, event)
        at, count = head_of(event), count + 1
        tell(1)
    end = await head(reader)
    if not same_place(end, at):
        found.append(f"the ledger ends at event {end.seq}, the feed at event {at.seq}")
    return Audit(count, tuple(found))


async def chained_events(reader: Reader, page: int = PAGE, after: int = 0) -> AsyncIterator[Event]:
    """Every event after a number, in order, up to where the ledger stands now.

    Fewer than `page` with one statement where they are large.
    """
    last, size = (await head(reader)).seq, min(page, FEW)
    while after < last:
        some = await events(reader, after, min(size, last - after))
        after += size
        weight = 1 + sum(map(weight_of, some))
        size = max(1, min(page, size * READ_BYTES // weight))
        for event in some:
            yield event
