"""How far a webhook was told: written by the one worker that delivers.

Each takes the webhook as it was read, and gives whether it is still so: when somebody has paused,
replayed or removed it meanwhile nothing is written.
"""

from datetime import datetime

from msgspec.structs import replace

from graph.store.cypher import statement
from graph.store.engine import Engine, Transaction
from graph.store.facts.rows import stored
from graph.store.webhooks.values import State, Webhook


async def delivered(engine: Engine, hook: Webhook, seq: int, at: datetime) -> Webhook | None:
    """It was told of all up to an event; the webhook as it is now."""
    now = replace(hook, seq=seq, reason="", failures=0, failing_since=None, retry_at=None)
    return await _moved(engine, hook, replace(now, delivered_at=at))


async def failed(
    engine: Engine, hook: Webhook, reason: str, at: datetime, retry_at: datetime
) -> Webhook | None:
    """The next delivery failed, and is to be tried again."""
    now = replace(hook, reason=reason, failures=hook.failures + 1, retry_at=retry_at)
    return await _moved(engine, hook, replace(now, failing_since=hook.failing_since or at))


async def parked(engine: Engine, hook: Webhook, reason: str) -> Webhook | None:
    """It is told nothing until somebody resumes it; what it was not told of is kept."""
    return await _moved(engine, hook, replace(hook, state=State.PARKED, reason=reason))


async def _moved(engine: Engine, hook: Webhook, now: Webhook) -> Webhook | None:
    row = stored(now) | {"before": hook.seq}

    async def work(tx: Transaction) -> bool:
        return bool((await tx.run(statement("move_webhook"), row=row))[0]["found"])

    return now if await engine.commit(work) else None
