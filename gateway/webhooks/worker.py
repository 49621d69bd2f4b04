"""The worker: one of all processes tells every webhook of the events that it has not been told.

Deliveries to one address go one after the other, those to several beside each other. Whatever dies,
the next worker goes on behind the last delivery that was taken.
"""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn

import structlog
from msgspec.structs import replace

from gateway.clock import Clock
from gateway.webhooks.policy import Policy
from gateway.webhooks.sending import GONE, Sender
from graph.store import ledger, webhooks
from graph.store.engine import Engine
from graph.store.errors import StoreError
from graph.store.ledger import Cursor, Event, Wanted
from graph.store.webhooks import Webhook

LEASE = "webhooks"
SPAN = timedelta(seconds=60)
"""How long a worker that died is waited for."""

TURN = 10.0
"""Seconds after which a webhook with much to be told lets the worker look around."""

PORTION = 50
"""Events fetched at once."""

PAUSE = 1.0
"""Seconds between two looks at what is new."""


class Worker:
    """Delivers while it holds the lease."""

    def __init__(
        self, engine: Engine, sender: Sender, clock: Clock, policy: Policy | None = None
    ) -> None:
        """Deliver what a store's feed tells, by a sender and a clock."""
        self._engine, self._sender, self._clock = engine, sender, clock
        self._policy = policy or Policy()
        self._at: Cursor | None = None
        self._holder = secrets.token_hex(8)
        self._log = structlog.get_logger()

    async def run(self, pause: float = PAUSE) -> NoReturn:
        """Deliver until cancelled; a store that fails is asked again."""
        try:
            while True:
                try:
                    await self.turn()
                except StoreError as error:
                    self._log.warning("webhooks wait for the store", error=error.code)
                except Exception:  # noqa: BLE001 - a defect in one turn must not end them all
                    self._log.exception("webhooks were not told for a defect of ours")
                await asyncio.sleep(pause)
        finally:
            await self.close()

    async def close(self) -> None:
        """Give the lease back, so that another need not wait; a store that is gone lets it end."""
        at, nothing = self._clock(), timedelta(0)
        with suppress(StoreError):
            await webhooks.leased(self._engine, LEASE, self._holder, at, nothing)

    async def drain(self) -> int | None:
        """Tell what is due until nothing is, and give the lease back; None when another does it."""
        taken = 0
        try:
            while told := await self.turn():
                taken += told
        finally:
            await self.close()
        return None if told is None else taken

    async def turn(self) -> int | None:
        """Tell what is due now, and how many deliveries were taken; None when another does it."""
        every = await webhooks.webhooks(self._engine)
        due = [hook for hook in every if hook.due(self._clock())]
        if not due:
            return 0
        at = self._clock()
        if not await webhooks.leased(self._engine, LEASE, self._holder, at, SPAN):
            return None
        last = await self._followed()
        return sum(await asyncio.gather(*(self._tell(hook, last) for hook in due)))

    async def _followed(self) -> int:
        """The number of the newest event of which all before it can be seen."""
        if self._at is None:
            newest = await ledger.cursor(self._engine)
            self._at = replace(newest, seq=max(newest.seq - 1, 0))
        self._at = (await ledger.feed(self._engine, self._at)).cursor
        return self._at.seq

    async def _tell(self, hook: Webhook, last: int) -> int:
        """Tell one webhook, for a while; how many deliveries were taken."""
        loop = asyncio.get_running_loop()
        until, taken = loop.time() + TURN, 0
        now: Webhook | None = hook
        while now is not None and now.seq < last and loop.time() < until:
            wanted = Wanted(now.kinds)
            page = await ledger.changes(self._engine, wanted, now.seq, last, PORTION)
            told, now = await self._deliver(now, page.events)
            taken += told
            if now is None or told < len(page.events):
                break
            if now.seq < page.seen:
                now = await webhooks.delivered(self._engine, now, page.seen, self._clock())
        return taken

    async def _deliver(self, hook: Webhook, events: Sequence[Event]) -> tuple[int, Webhook | None]:
        """Deliver in order up to the first failure; the webhook is None when it was changed."""
        now: Webhook | None = hook
        for told, event in enumerate(events):
            failure = await self._sender.send(now, event, self._clock())
            if failure is not None:
                return told, await self._failed(now, event, failure)
            now = await webhooks.delivered(self._engine, now, event.seq, self._clock())
            if now is None:
                return told + 1, None
        return len(events), now

    async def _failed(self, hook: Webhook, event: Event, failure: str) -> Webhook | None:
        at = self._clock()
        reason = f"event {event.seq}: {failure}"
        log = self._log.bind(webhook=hook.id, seq=event.seq, failure=failure)
        if failure == GONE or self._policy.spent(hook.failing_since or at, at):
            log.warning("webhook parked")
            return await webhooks.parked(self._engine, hook, reason)
        rest = self._policy.rest(hook.failures + 1)
        log.info("webhook delivery failed", again_in=rest.total_seconds())
        return await webhooks.failed(self._engine, hook, reason, at, at + rest)
