"""The operations that are open over one WebSocket."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

import structlog
from graphql import OperationType

from gateway.documents.preparing import Prepared
from gateway.documents.unanswerable import Unanswerable
from gateway.http.errors import ErrorCode, Rejected
from gateway.http.note import Note
from gateway.http.request import Question
from gateway.identity.identify import Known
from gateway.live import messages
from gateway.live.live import Expired, Live, new_id
from gateway.live.messages import Closing
from gateway.live.streaming import Lagging


class Operations:
    """Begun by `subscribe`, ended by either side; each is a task of its own."""

    def __init__(
        self,
        live: Live,
        known: Known,
        group: asyncio.TaskGroup,
        send: Callable[[dict[str, Any]], Awaitable[None]],
        payer: str,
    ) -> None:
        """Answer a caller by `send`, in tasks of a group; `payer` is whose budgets are charged."""
        self._payer = payer
        self._live, self._known, self._group, self._send = live, known, group, send
        self._open: dict[str, asyncio.Task[None]] = {}
        self._single = set[asyncio.Task[None]]()
        self._log = structlog.get_logger()
        self.begun = 0

    async def subscribe(self, id_: str, question: Question) -> None:
        """Begin one, or tell what is wrong with it; raises Closing where the id is taken."""
        if id_ in self._open:
            raise Closing(messages.EXISTS, f"Subscriber for {id_[:60]} already exists")
        note = Note(new_id(), caller=self._known.viewer.name, payer=self._payer)
        try:
            self._has_room()
            prepared = await self._live.paid(question, note)
        except (Rejected, Unanswerable) as error:
            await self._failed(id_, note, error)
            return
        self.begun += 1
        task = self._group.create_task(self._answer(id_, prepared, note))
        self._open[id_] = task
        if prepared.kind is not OperationType.SUBSCRIPTION:
            self._single.add(task)
            task.add_done_callback(self._single.discard)

    def complete(self, id_: str) -> None:
        """End one that its client listens to no longer; one that has ended is none to end."""
        if task := self._open.pop(id_, None):
            task.cancel()

    async def settle(self) -> None:
        """Wait for the queries and mutations under way."""
        if self._single:
            await asyncio.wait(self._single)

    def _has_room(self) -> None:
        most = self._live.settings.live_operations
        if len(self._open) >= most:
            said = f"{most} operations are open over this connection, which is the most. End one."
            raise Rejected(429, ErrorCode.LIMIT_EXCEEDED, said)

    async def _answer(self, id_: str, prepared: Prepared, note: Note) -> None:
        """Send its answers as they come, and at last that there are no more, or why."""
        try:
            async with aclosing(self._live.stream(prepared, self._known, note)) as answers:
                async for told in answers:
                    if told.body is not None:
                        await self._send({"id": id_, "type": "next", "payload": told.body})
        except Closing:
            raise
        except Expired:
            raise messages.expired() from None
        except Lagging as lagging:
            raise Closing(messages.TRY_AGAIN, str(lagging)) from None
        except Exception as error:  # noqa: BLE001 - the last stop before the wire
            self._forget(id_)
            await self._failed(id_, note, error)
        else:
            self._forget(id_)
            await self._send({"id": id_, "type": "complete"})
        finally:
            self._log.info("operation", **note.logged())

    async def _failed(self, id_: str, note: Note, error: Exception) -> None:
        told = self._live.errors(error, note)
        await self._send({"id": id_, "type": "error", "payload": told})

    def _forget(self, id_: str) -> None:
        """Its id is free again, before its client hears that it has ended."""
        if self._open.get(id_) is asyncio.current_task():
            del self._open[id_]
