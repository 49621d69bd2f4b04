"""Answers as server-sent events: the distinct connections mode of graphql-sse.

https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
"""

import asyncio
from contextlib import ExitStack, aclosing
from typing import NoReturn

import orjson
import structlog
from graphql import OperationType
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from gateway.documents.preparing import Prepared
from gateway.http.answer import COMPLETE, begin_event, next_event
from gateway.http.errors import ErrorCode, Rejected
from gateway.http.media import Answer
from gateway.http.note import Note
from gateway.http.request import REQUEST_ID
from gateway.identity.identify import Known
from gateway.live.caps import Full
from gateway.live.live import Expired, Live
from gateway.live.streaming import Told

COMMENT = b":\n\n"


class Ended(Exception):
    """The stream ends; `cleanly` if its client can be told so."""

    def __init__(self, *, cleanly: bool) -> None:
        """Take which."""
        super().__init__()
        self.cleanly = cleanly


class EventStream(Response):
    """One question's answers, until they are all told or one side ends the stream."""

    @override
    def __init__(
        self, live: Live, prepared: Prepared, known: Known, note: Note, last: str | None
    ) -> None:
        """Take a place among the connections of the caller; raises Rejected.

        `last` is the id of the last event that the client has had, when it comes again.
        """
        self._last = last
        self._live, self._prepared, self._known, self._note = live, prepared, known, note
        self._log = structlog.get_logger()
        with ExitStack() as held:
            try:
                held.enter_context(live.caps.connection())
                held.enter_context(live.caps.of(known.viewer.name))
            except Full as full:
                status, said = full.status, str(full)
                raise Rejected(status, ErrorCode.LIMIT_EXCEEDED, said, retry_after="1") from None
            self._held = held.pop_all()
        self.status_code, self.background = 200, None
        self.media_type = Answer.EVENTS.value
        headers = {REQUEST_ID: note.request_id, "Cache-Control": "no-store"}
        self.init_headers(headers | {"X-Accel-Buffering": "no"})

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell until the end."""
        self._send = send
        with self._held:
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._watch(receive))
                    for other in (self._breathe(), self._leave(), self._expire()):
                        group.create_task(other)
                    await self._tell()
            except* Ended as ended:
                cleanly = all(isinstance(each, Ended) and each.cleanly for each in ended.exceptions)
                if cleanly:
                    await send({"type": "http.response.body", "body": b""})
        self._log.info("events", **self._note.logged())

    async def _tell(self) -> NoReturn:
        """Send the answers, and that there are no more."""
        try:
            answers = self._live.stream(self._prepared, self._known, self._note, self._last)
            async with aclosing(answers):
                async for told in answers:
                    await self._next(told)
        except Ended:
            raise
        except Exception as error:  # noqa: BLE001 - the last stop before the wire
            await self._fail(error)
        await self._put(COMPLETE)
        raise Ended(cleanly=True)

    async def _fail(self, error: Exception) -> None:
        await self._next(Told({"errors": self._live.errors(error, self._note)}))

    async def _next(self, told: Told) -> None:
        if told.body is not None:
            await self._put(next_event(orjson.dumps(told.body), told.cursor))
        elif told.cursor is not None:
            await self._put(begin_event(told.cursor))

    async def _put(self, text: bytes) -> None:
        """Send some bytes; raises Ended when the client does not take them in time."""
        try:
            async with asyncio.timeout(self._live.settings.live_send_seconds):
                await self._send({"type": "http.response.body", "body": text, "more_body": True})
        except TimeoutError:
            self._note.why = "too slow"
            raise Ended(cleanly=False) from None

    async def _watch(self, receive: Receive) -> NoReturn:
        """Look whether the client is still there."""
        while (await receive())["type"] != "http.disconnect":
            pass
        raise Ended(cleanly=False)

    async def _breathe(self) -> NoReturn:
        """Send a comment now and then, so that what lies between keeps the connection open."""
        while True:
            await self._put(COMMENT)
            await asyncio.sleep(self._live.settings.live_ping_seconds)

    async def _leave(self) -> None:
        """When the gateway stops, end without `complete`: the client connects again."""
        await self._live.leaving.wait()
        if self._prepared.kind is OperationType.SUBSCRIPTION:
            raise Ended(cleanly=True)

    async def _expire(self) -> NoReturn:
        await self._live.expiry(self._known)
        await self._fail(Expired())
        await self._put(COMPLETE)
        raise Ended(cleanly=True)
