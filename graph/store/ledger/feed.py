"""The change feed as it is read: by processes that keep facts, by clients, by an auditor."""

from collections.abc import AsyncIterator

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from graph.store.cypher import statement
from graph.store.facts.rows import Reader
from graph.store.ledger.events import Head, digest
from graph.store.ledger.head import head
from graph.store.ledger.values import Event

PAGE = 500
"""Events read with one statement."""


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
    found = await reader.run(statement("events"), first=after + 1, last=after + first)
    fields = Event.__struct_fields__
    named = [dict(zip(fields, each, strict=True)) for each in sorted(found[0]["events"])]
    return msgspec.convert(named, tuple[Event, ...])


class Audit(Struct, frozen=True):
    """How many events were checked, and what is wrong with the chain; nothing when it holds."""

    events: int
    faults: tuple[str, ...] = ()


async def audit(reader: Reader, page: int = PAGE) -> Audit:
    """Check the whole feed: no number missing, every hash right, the ledger at its end."""
    at, count, faults = Head(0, 0, ""), 0, list[str]()
    async for event in _chain(reader, page):
        if event.seq != at.seq + 1:
            faults.append(f"event {at.seq + 1} is missing before event {event.seq}")
        elif event.prev_hash != at.hash:
            faults.append(f"event {event.seq} does not follow from event {at.seq}")
        if digest(event) != event.hash:
            faults.append(f"event {event.seq} was edited: its hash does not fit its content")
        at, count = Head(event.revision, event.seq, event.hash, event.at), count + 1
    end = await head(reader)
    if replace(end, at="") != replace(at, at=""):
        faults.append(f"the ledger ends at event {end.seq}, the feed at event {at.seq}")
    return Audit(count, tuple(faults))


async def _chain(reader: Reader, page: int) -> AsyncIterator[Event]:
    last = (await head(reader)).seq
    for after in range(0, last, page):
        for event in await events(reader, after, min(page, last - after)):
            yield event
