"""Idempotency: a caller's key keeps its first result, in the transaction that made it."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec

from graph.store.cypher import statement
from graph.store.engine import Transaction
from graph.store.facts.rows import instant
from graph.store.ledger.feed import events
from graph.store.ledger.values import Committed, IdempotencyKeyReused, Once


async def replayed(tx: Transaction, once: Once) -> Committed[Any] | None:
    """What was answered to this key, or None; IdempotencyKeyReused when the input differs."""
    found = await tx.run(statement("idempotency_key"), key=_key(once))
    if not found:
        return None
    kept = found[0]
    if kept["digest"] != _digest(once):
        msg = (
            f"idempotency key {once.key!r} was used before with another input; nothing was stored."
            " Send a new key for a new input"
        )
        raise IdempotencyKeyReused(msg)
    return Committed(
        kept["revision"],
        datetime.fromisoformat(kept["at"]),
        msgspec.json.decode(kept["result"], type=once.result),
        events=await events(tx, kept["seq"] - kept["events"], kept["events"]),
        replayed=True,
    )


async def keep(tx: Transaction, once: Once, committed: Committed[Any]) -> None:
    """Keep an answer, to be given again to the same key and input."""
    await tx.run(
        statement("write_idempotency_key"),
        key=_key(once),
        digest=_digest(once),
        result=msgspec.json.encode(committed.value).decode(),
        revision=committed.revision,
        at=instant(committed.recorded_at),
        seq=committed.events[-1].seq if committed.events else 0,
        events=len(committed.events),
    )


def _key(once: Once) -> str:
    return msgspec.json.encode([once.caller, once.key]).decode()


def _digest(once: Once) -> str:
    return hashlib.sha256(once.input).hexdigest()
