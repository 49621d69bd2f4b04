"""Idempotency: a caller's key keeps its first result, in the transaction that made it."""

import hashlib
from typing import Any

import msgspec

from graph.store.cypher import statement
from graph.store.engine import Transaction
from graph.store.facts.rows import instant
from graph.store.ledger.values import Author, Committed, IdempotencyKeyReused, Once


async def replayed(tx: Transaction, once: Once, author: Author) -> Committed[Any] | None:
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
    value = msgspec.json.decode(kept["result"], type=once.result)
    return Committed(kept["revision"], author.at, value, replayed=True)


async def keep(tx: Transaction, once: Once, author: Author, revision: int, value: object) -> None:
    """Keep an answer, to be given again to the same key and input."""
    await tx.run(
        statement("write_idempotency_key"),
        key=_key(once),
        digest=_digest(once),
        result=msgspec.json.encode(value).decode(),
        revision=revision,
        at=instant(author.at),
    )


def _key(once: Once) -> str:
    return msgspec.json.encode([once.caller, once.key]).decode()


def _digest(once: Once) -> str:
    return hashlib.sha256(once.input).hexdigest()
