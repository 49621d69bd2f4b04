"""Events written behind those that are there, each named under what it is about."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph.store.cypher import statement
from graph.store.engine import Transaction
from graph.store.facts.rows import stored
from graph.store.ledger.content import MAX_BYTES
from graph.store.ledger.values import Event

BLOCK = 2_000
"""Numbers of events that are named under one key; what is asked of one key is looked through."""

_TOGETHER = 200
"""Events written with one statement, if they are small."""


async def append(tx: Transaction, events: Sequence[Event]) -> None:
    """Write events that are numbered and chained; the ledger's head is moved by the caller."""
    for some in _portions(events):
        await tx.run(statement("write_event"), rows=[_row(event) for event in some])


def block(about: str, seq: int) -> str:
    """The key under which an event of this number is named: of a kind, or of a subject."""
    return f"{about}#{seq // BLOCK}"


def _row(event: Event) -> dict[str, Any]:
    return stored(event) | {"block": block("", event.seq)}


def _portions(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Some events after the other, well under the 16 MB that a message may have."""
    some, size = list[Event](), 0
    for event in events:
        weight = weight_of(event)
        if some and (len(some) == _TOGETHER or size + weight > MAX_BYTES):
            yield some
            some, size = [], 0
        some.append(event)
        size += weight
    yield some


def weight_of(event: Event) -> int:
    """How many characters an event takes, about."""
    texts = (event.before, event.after, event.content, *event.subjects)
    return sum(len(text) for text in texts if text is not None)
