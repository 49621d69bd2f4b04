"""What WebSockets and event streams share: who may hold one open, and how all of them end."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import timedelta
from typing import Any

import structlog
from starlette.datastructures import Headers

from gateway.clock import Clock
from gateway.documents.preparing import Prepared, Preparing
from gateway.documents.unanswerable import Unanswerable
from gateway.http.errors import ErrorCode, Rejected, passing, spoken, told
from gateway.http.failing import failed
from gateway.http.note import Note
from gateway.http.request import Caller, Question
from gateway.identity.identify import Identity, Known
from gateway.limits.budgets import Budgets
from gateway.live.caps import Caps
from gateway.live.streaming import Lagging, Streaming, Told
from gateway.settings import Settings
from graph.store.errors import StoreError

EXPIRED = "The credential holds no longer. Connect with a new one."


class Expired(Exception):
    """The caller's credential has ended, or was revoked, while its connection was open."""


class Live:
    """Made once a process; every open connection is told by `leaving` when it has to end."""

    def __init__(  # noqa: PLR0913 - what answers are made from
        self,
        preparing: Preparing,
        streaming: Streaming,
        settings: Settings,
        identity: Identity,
        now: Clock,
        opens: Callable[[Headers], None],
        budgets: Budgets | None,
    ) -> None:
        """Take what answers are made from; `opens` raises Rejected for a page not let in."""
        self._budgets = budgets
        self.settings, self.identity, self.opens = settings, identity, opens
        self.caps, self.leaving = Caps(settings), asyncio.Event()
        self._preparing, self._streaming, self._now = preparing, streaming, now
        self._log = structlog.get_logger()

    async def paid(self, question: Question, note: Note) -> Prepared:
        """A question made ready and charged to the note's payer; raises Unanswerable, or Rejected.

        For a subscription it is the price of its first answer.
        """

        async def prepared() -> Prepared:
            return self._preparing.prepare(question)

        if self._budgets is None:
            return await prepared()
        return await self._budgets.paid(note.payer, {}, prepared)

    async def stream(
        self, prepared: Prepared, known: Known, note: Note, last: str | None = None
    ) -> AsyncGenerator[Told]:
        """The answers to a question, after the last event that its client has had.

        The first is paid, each other one is charged as it is told. Raises what `Streaming.bodies`
        raises, and Rejected for one that cannot be paid.
        """

        async def check() -> None:
            if not await self.identity.still(known):
                raise Expired

        caller = Caller(known.viewer, note.request_id, last)
        due = 0
        async with aclosing(self._streaming.bodies(prepared, caller, check, note)) as answers:
            async for each in answers:
                if each.body is not None:
                    if self._budgets is not None:
                        await self._budgets.spend(note.payer, due, {})
                    due = prepared.cost
                yield each

    def errors(self, error: Exception, note: Note) -> list[dict[str, Any]]:
        """What a client is told when there is no answer, or no further one; a defect is logged."""
        match error:
            case Unanswerable():
                return [told(each, note.request_id, error.code) for each in error.errors]
            case Lagging():
                return [spoken(str(error), ErrorCode.LIMIT_EXCEEDED, note.request_id)]
            case Expired():
                return [spoken(EXPIRED, ErrorCode.UNAUTHENTICATED, note.request_id)]
            case Rejected():
                return [spoken(str(error), error.code, note.request_id)]
            case _:
                rejected = failed(error, note.request_id)
                return [spoken(str(rejected), rejected.code, note.request_id)]

    async def expiry(self, known: Known) -> None:
        """Wait until a credential holds no longer; looked at now and then, and at its end."""
        while await self._holds(known):
            pause = timedelta(seconds=self.settings.live_ping_seconds)
            if known.until is not None:
                pause = min(pause, max(known.until - self._now(), timedelta(milliseconds=10)))
            await asyncio.sleep(pause.total_seconds())

    async def _holds(self, known: Known) -> bool:
        """Whether it holds, as far as the store tells: while it is away nothing is told either."""
        try:
            return await self.identity.still(known)
        except StoreError as error:
            if passing(error) is None:
                raise
            return True

    async def leave(self) -> None:
        """Have every connection end, and wait for it as long as draining may take."""
        self.leaving.set()
        try:
            async with asyncio.timeout(self.settings.drain_seconds):
                await self.caps.none.wait()
        except TimeoutError:
            self._log.warning("live connections left open", open=self.caps.open)


def new_id() -> str:
    """A new id for a connection or one of its operations."""
    return secrets.token_hex(8)
