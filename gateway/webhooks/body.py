"""What is sent: one event of the feed as JSON."""

from typing import Any

import msgspec
import orjson

from graph.store.ledger import Event
from graph.store.ledger.content import is_of_fact
from resolvers.event_place import place


def body(webhook: str, event: Event) -> bytes:
    """An event, the facts of a single change with it; those of a big one are asked for.

    `cursor` stands before the event: `changes(after: cursor, first: 1)` gives it with all facts.
    """
    said: dict[str, Any] = {
        "webhook": webhook,
        "cursor": place(event.seq - 1),
        "seq": event.seq,
        "revision": event.revision,
        "at": event.at,
        "kind": event.kind,
        "actor": event.actor,
        "requestId": event.request_id,
        "reason": event.reason,
        "source": event.source,
        "subjects": event.subjects,
        "count": event.count,
        "before": _fact(event, event.before),
        "after": _fact(event, event.after),
        "detail": None if is_of_fact(event.kind) else event.after,
        "clauses": event.clauses,
        "hash": event.hash,
        "prevHash": event.prev_hash,
    }
    return orjson.dumps(said)


def _fact(event: Event, text: str | None) -> Any:
    return msgspec.json.decode(text) if text is not None and is_of_fact(event.kind) else None
