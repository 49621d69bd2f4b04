"""One WebSocket, spoken to in `graphql-transport-ws` to the letter.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

import asyncio
from contextlib import ExitStack
from time import perf_counter
from typing import Any, NoReturn

import orjson
import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from gateway.http.errors import Rejected, passing
from gateway.identity.identify import Known, payer
from gateway.live import messages
from gateway.live.caps import Full
from gateway.live.live import Live
from gateway.live.messages import Closing, Message, asked, message
from gateway.live.operations import Operations
from graph.store.errors import StoreError

UNAVAILABLE = 500
"""From this HTTP status on, a refusal passes by itself."""


class Socket:
    """A connection from its handshake to its end."""

    def __init__(self, live: Live, websocket: WebSocket) -> None:
        """Speak through a WebSocket that is not accepted yet."""
        self._live, self._websocket = live, websocket
        self._operations: Operations | None = None
        self._caller: str | None = None
        self._cause: str | None = None
        self._log = structlog.get_logger()

    async def talk(self) -> None:
        """Speak until one side ends it; a line in the log tells of it."""
        try:
            self._live.opens(self._websocket.headers)
        except Rejected as rejected:
            await self._websocket.close()  # before it is accepted: HTTP 403
            self._log.info("websocket", status=403, why=rejected.code)
            return
        await self._spoken()

    async def _spoken(self) -> None:
        began, offered = perf_counter(), self._websocket.scope["subprotocols"]
        spoken = messages.PROTOCOL if messages.PROTOCOL in offered else None
        await self._websocket.accept(spoken)
        if spoken is None:
            reason = f"Subprotocol not acceptable: expected {messages.PROTOCOL}"
            ended: Closing | None = Closing(messages.SUBPROTOCOL, reason)
        else:
            ended = await self._ended()
        if ended is not None:
            await self._end(ended)
        self._log.info(
            "websocket",
            code=ended.code if ended else None,
            why=self._cause or (ended.reason if ended else None),
            caller=self._caller,
            operations=self._operations.begun if self._operations else 0,
            seconds=round(perf_counter() - began, 2),
        )

    async def _ended(self) -> Closing | None:
        """Hold the connection, and tell why we end it; None where the client has gone."""
        try:
            with self._live.caps.connection(), ExitStack() as self._held:
                async with asyncio.TaskGroup() as self._group:
                    self._group.create_task(self._leave())
                    await self._read()
        except Full as full:
            return Closing(messages.TRY_AGAIN, str(full))
        except BaseExceptionGroup as group:
            return self._why(group)

    def _why(self, group: BaseExceptionGroup[BaseException]) -> Closing | None:
        """The first reason among those that came together."""
        for error in group.exceptions:
            if isinstance(error, WebSocketDisconnect):
                return None
            if isinstance(error, Closing):
                return error
        self._log.error("failed", exc_info=group)
        return Closing(messages.BROKEN, "Something went wrong on our side.")

    async def _end(self, closing: Closing) -> None:
        """Say good-bye, to a client that may not listen any more."""
        try:
            async with asyncio.timeout(1):
                await self._websocket.close(closing.code, closing.reason)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            pass

    async def _read(self) -> NoReturn:
        """Take in message after message; raises Closing or WebSocketDisconnect at the end."""
        seconds = self._live.settings.live_init_seconds
        try:
            async with asyncio.timeout(seconds) as self._patience:
                while True:
                    got = await self._websocket.receive()
                    if got["type"] == "websocket.disconnect":
                        raise WebSocketDisconnect(got.get("code", 1005))
                    await self._take(message(got.get("text")))
        except TimeoutError:
            reason = f"Connection initialisation timeout: no connection_init in {seconds:g} s"
            raise Closing(messages.INIT_TIMEOUT, reason) from None

    async def _take(self, taken: Message) -> None:
        operations, payload = self._operations, taken.payload or {}
        match taken.type:
            case "connection_init":
                await self._init(taken)
            case "ping":
                await self._send({"type": "pong"} | ({"payload": payload} if payload else {}))
            case "subscribe" if operations is None:
                reason = "Unauthorized: expected connection_init before subscribe"
                raise Closing(messages.UNAUTHORIZED, reason)
            case "subscribe" if operations is not None:
                await operations.subscribe(taken.id, asked(payload))
            case "complete" if operations is not None:
                operations.complete(taken.id)
            case _:
                pass

    async def _init(self, taken: Message) -> None:
        if self._operations is not None:
            raise Closing(messages.TOO_MANY_INITS, "Too many initialisation requests")
        try:
            headers = self._websocket.headers
            known = await self._live.identity.of_payload(taken.payload, headers)
            self._held.enter_context(self._live.caps.of(known.viewer.name))
        except Rejected as rejected:
            self._cause = rejected.why
            passes = rejected.status >= UNAVAILABLE
            code = messages.TRY_AGAIN if passes else messages.FORBIDDEN
            raise Closing(code, str(rejected) if passes else f"Forbidden: {rejected}") from None
        except (Full, StoreError) as error:
            self._cause = getattr(error, "code", None)
            raise _later(error) from None
        self._caller = known.viewer.name
        pays = payer(self._live.identity, known, self._websocket)
        self._operations = Operations(self._live, known, self._group, self._send, pays)
        self._patience.reschedule(None)
        self._group.create_task(self._expire(known))
        await self._send({"type": "connection_ack"})

    async def _send(self, told: dict[str, Any]) -> None:
        """Send a message; raises Closing when the client does not take it in time."""
        seconds = self._live.settings.live_send_seconds
        text = orjson.dumps(told).decode()
        try:
            async with asyncio.timeout(seconds):
                await self._websocket.send_text(text)
        except TimeoutError:
            reason = f"Too slow: a message was not taken within {seconds:g} s"
            raise Closing(messages.TRY_AGAIN, reason) from None

    async def _expire(self, known: Known) -> NoReturn:
        await self._live.expiry(known)
        raise messages.expired()

    async def _leave(self) -> NoReturn:
        """When the gateway stops, let what runs end, but listen to nothing new."""
        await self._live.leaving.wait()
        if self._operations is not None:
            await self._operations.settle()
        raise Closing(messages.GONE, "The gateway is stopping. Connect again.")


def _later(error: Full | StoreError) -> Closing:
    """The end of a connection that cannot be taken now; no address of the store is told."""
    trouble = passing(error)
    return Closing(messages.TRY_AGAIN, str(error) if trouble is None else trouble[1])
