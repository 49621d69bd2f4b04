"""Idempotency: a caller's key keeps its first result, in the transaction that made it."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from graph.store.cypher import statement
from graph.store.engine import Row, Transaction
from graph.store.facts.rows import instant
from graph.store.ledger.feed import events
from graph.store.ledger.values import Committed, IdempotencyKeyReused, Once

Kept: TypeAlias = dict[str, Row]
"""What was answered, by the key in the store."""


async def kept(tx: Transaction, asked: Iterable[Once]) -> Kept:
    """What was answered to keys before; one statement, none without a key."""
    keys = [key_of(once) for once in asked]
    if not keys:
        return {}
    return {each["key"]: each for each in await tx.run(statement("idempotency_keys"), keys=keys)}


async def replayed(tx: Transaction, once: Once, before: Kept) -> Committed[Any] | None:
    """What was answered to this key, or None; IdempotencyKeyReused when the input differs."""
    found = before.get(key_of(once))
    if found is None:
        return None
    if found["digest"] != _digest(once):
        msg = (
            f"idempotency key {once.key!r} was used before with another input; nothing was stored."
            " Send a new key for a new input"
        )
        raise IdempotencyKeyReused(msg)
    return Committed(
        found["revision"],
        datetime.fromisoformat(found["at"]),
        msgspec.json.decode(found["result"], type=once.result),
        events=await events(tx, found["seq"] - found["events"], found["events"]),
        replayed=True,
    )


async def keep(tx: Transaction, answers: Sequence[tuple[Once, Committed[Any]]]) -> None:
    """Keep answers, each to be given again to the same key and input."""
    if answers:
        rows = [_row(once, committed) for once, committed in answers]
        await tx.run(statement("write_idempotency_keys"), rows=rows)


def _row(once: Once, committed: Committed[Any]) -> Row:
    return {
        "key": key_of(once),
        "digest": _digest(once),
        "result": msgspec.json.encode(committed.value).decode(),
        "revision": committed.revision,
        "at": instant(committed.recorded_at),
        "seq": committed.events[-1].seq if committed.events else 0,
        "events": len(committed.events),
    }


def key_of(once: Once) -> str:
    """The key as it is stored: the caller's own."""
    return msgspec.json.encode([once.caller, once.key]).decode()


def _digest(once: Once) -> str:
    return hashlib.sha256(once.input).hexdigest()
