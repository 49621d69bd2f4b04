"""What is done to a webhook by somebody: decided in a commit of the ledger, told in the feed.

Each is what `ledger.commit` carries out, and gives the id: so it has an author and a reason, may be
rehearsed, and is safe to send again. No secret is in the event or in the answer.
"""

from datetime import datetime

from msgspec.structs import replace

from graph.store.cypher import statement
from graph.store.engine import Transaction
from graph.store.facts.rows import instant, stored
from graph.store.ledger import Decide, Decision, Occurrence
from graph.store.ledger.head import head
from graph.store.webhooks.values import State, Webhook, WebhookUnknown


def register(hook: Webhook, after: int | None = None) -> Decide[str]:
    """Begin to tell an address of what comes after an event (None: the newest)."""

    async def decide(tx: Transaction) -> Decision[str]:
        seq = (await head(tx)).seq if after is None else after
        await tx.run(statement("write_webhook"), row=stored(replace(hook, seq=seq)))
        return _told("REGISTERED", hook.id, f"{hook.url} from event {seq + 1}")

    return decide


def rotate(id_: str, secret: str, until: datetime) -> Decide[str]:
    """Sign by a new secret, and by the one before until an instant."""

    async def decide(tx: Transaction) -> Decision[str]:
        row = {"id": id_, "secret": secret, "until": instant(until)}
        _found(id_, (await tx.run(statement("rotate_webhook"), **row))[0]["found"])
        return _told("ROTATED", id_, f"the secret before signs until {instant(until)}")

    return decide


def turn(id_: str, state: State) -> Decide[str]:
    """Pause, or go on: with the delivery that was tried last, at once."""

    async def decide(tx: Transaction) -> Decision[str]:
        row = {"id": id_, "state": state.value, "seq": None}
        _found(id_, (await tx.run(statement("turn_webhook"), **row))[0]["found"])
        return _told("PAUSED" if state is State.PAUSED else "RESUMED", id_)

    return decide


def replay(id_: str, seq: int) -> Decide[str]:
    """Tell everything after a number again, whatever the state was."""

    async def decide(tx: Transaction) -> Decision[str]:
        row = {"id": id_, "state": State.ACTIVE.value, "seq": seq}
        _found(id_, (await tx.run(statement("turn_webhook"), **row))[0]["found"])
        return _told("REPLAYED", id_, f"from event {seq + 1}")

    return decide


def remove(id_: str) -> Decide[str]:
    """Tell an address nothing any more, and forget its secrets."""

    async def decide(tx: Transaction) -> Decision[str]:
        _found(id_, (await tx.run(statement("remove_webhook"), id=id_))[0]["found"])
        return _told("REMOVED", id_)

    return decide


def _found(id_: str, found: int) -> None:
    if not found:
        msg = f"expected the id of a webhook, got {id_!r}; `gateway webhook list` shows them"
        raise WebhookUnknown(msg)


def _told(what: str, id_: str, detail: str | None = None) -> Decision[str]:
    return Decision(id_, (), [Occurrence(f"WEBHOOK_{what}", (id_,), detail=detail)])
