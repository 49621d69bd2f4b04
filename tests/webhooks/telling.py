"""Workers, clocks and webhooks for the tests of deliveries."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from gateway.webhooks.policy import Policy
from gateway.webhooks.sending import Sender
from gateway.webhooks.worker import Worker
from graph.changes import Record
from graph.model import FactId, Party
from graph.store import ledger, webhooks
from graph.store.engine import Engine, Transaction
from graph.store.ledger import Decide, Decision
from graph.store.webhooks import Webhook
from tests.store.books import AUTHOR

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


@asynccontextmanager
async def worker(
    engine: Engine, clock: Hands, policy: Policy | None = None
) -> AsyncIterator[Worker]:
    async with Sender(0.2, private=False) as sender:
        yield Worker(engine, sender, clock, policy)


async def hooked(engine: Engine, url: str, *kinds: str, after: int | None = None) -> Webhook:
    """A webhook as it was registered."""
    made = webhooks.made(url, kinds, AUTHOR)
    await done(engine, webhooks.register(made, after))
    return next(each for each in await webhooks.webhooks(engine) if each.id == made.id)


async def done(engine: Engine, act: Decide[str]) -> None:
    """Something done to a webhook."""
    await ledger.commit(engine, act, AUTHOR)


async def rotated(engine: Engine, id_: str, **overlap: float) -> str:
    """A new secret, with the one before beside it for a while."""
    secret = webhooks.new_secret()
    await done(engine, webhooks.rotate(id_, secret, AUTHOR.at + timedelta(**overlap)))
    return secret


async def happen(engine: Engine, *names: str) -> None:
    """A party is recorded for each name, in a commit of its own."""
    for name in names:
        new = Record(Party(id=FactId(name)))

        async def decide(_tx: Transaction, new: Record = new) -> Decision[None]:
            return Decision(None, [new])

        await ledger.commit(engine, decide, AUTHOR)


async def hook(engine: Engine) -> Webhook:
    """The one webhook there is, as it is stored."""
    (found,) = await webhooks.webhooks(engine)
    return found


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something; the runner of tests ends a wait that is in vain."""
    while not holds():  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.002)
