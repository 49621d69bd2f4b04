"""HTTP as uvicorn speaks it, but no client holds a connection, or memory, for as long as it likes.

Uvicorn waits without an end for headers, takes any number of them, and for a client that takes
nothing of its answer.
"""

import asyncio
import re
from typing import Any, ClassVar, cast

import orjson
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from gateway.http.errors import ErrorCode, spoken
from gateway.http.rounds import Rounds
from gateway.settings import Settings

BESIDE = 4
"""Bytes of a header's line beside its name and its value."""


SPOKEN = ("1.1", "1.0")
"""Versions of HTTP; others look different on the wire."""


class RefusedError(Exception):
    """Ends the reading of a request that was refused."""


class Line(HttpToolsProtocol):
    """One connection of a client."""

    settings: ClassVar[Settings]
    rounds: ClassVar[Rounds]

    def __init__(self, *given: Any, **named: Any) -> None:
        """Know nothing of it yet."""
        super().__init__(*given, **named)
        self._beside = self._bodied = self._last = 0
        self._refused = self._begun = False
        self._until = self._taken = 0.0
        self._left = 0

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it if there is room, and begin to look at it now and then."""
        super().connection_made(transport)
        self._until = self.loop.time() + self.settings.head_seconds
        self.rounds.join(self)
        most = self.settings.max_connections
        if len(self.connections) > most:
            said = f"{most} connections are open, which is the most. Try again in a moment."
            self._refuse(503, ErrorCode.OVERLOADED, said, b"retry-after: 1\r\n")

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Look no longer."""
        self.rounds.leave(self)
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        """Read on, unless what is no body grows too long."""
        if self._refused:
            return
        self._last = len(data)
        self._beside += self._last
        super().data_received(data)
        if self._beside > self.settings.max_head + 2 * self._bodied:
            self._too_long()

    @override
    def on_message_begin(self) -> None:
        """A request begins: its headers have so long to come."""
        super().on_message_begin()
        self._beside = self._bodied = 0
        self._begun = True
        self._until = self.loop.time() + self.settings.head_seconds

    @override
    def on_headers_complete(self) -> None:
        """Answer it, unless its headers are too long."""
        most, self._begun = self.settings.max_head, False
        if self._beside + self._last > most and self._head() > most:
            self._too_long()
            raise RefusedError
        if cast("Any", self.parser).get_http_version() not in SPOKEN:
            self._refuse(505, ErrorCode.REQUEST_MALFORMED, "Expected a request in HTTP/1.1.")
            raise RefusedError
        if not self.url.startswith(b"/"):
            self._absolute()
        super().on_headers_complete()

    @override
    def on_body(self, body: bytes) -> None:
        """Take in some of the body."""
        self._bodied += len(body)
        super().on_body(body)

    @override
    def on_response_complete(self) -> None:
        """Go on with the next request, or wait for one, but not for long.

        The look at all connections ends the waiting, where uvicorn has a timer for each answer.
        """
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._until = self.loop.time() + self.timeout_keep_alive

    @override
    def handle_websocket_upgrade(self) -> None:
        """Have another look after the connection from here on."""
        self.rounds.leave(self)
        super().handle_websocket_upgrade()

    @override
    def send_400_response(self, msg: str) -> None:
        """Tell that it was no HTTP."""
        if not self._refused:
            self._refuse(400, ErrorCode.REQUEST_MALFORMED, "Expected a request in HTTP/1.1.")

    def look(self, now: float) -> None:
        """Cut it off where its client keeps it waiting."""
        cycle = cast("Any", self.cycle)
        if now > self._until and (cycle is None or cycle.response_complete):
            self._late()
        left = self.transport.get_write_buffer_size()
        if left < self._left or not self._left:
            self._taken = now
        elif now - self._taken > self.settings.send_seconds:
            self.transport.abort()
        self._left = left

    def _head(self) -> int:
        return len(self.url) + sum(len(n) + len(v) + BESIDE for n, v in self.headers)

    def _late(self) -> None:
        """Wait no longer for a request; whoever has sent some of it is told why."""
        if self._begun:
            said = f"Expected the address and headers within {self.settings.head_seconds:g} s."
            self._refuse(408, ErrorCode.DEADLINE_EXCEEDED, said)
        else:
            self.transport.close()

    def _absolute(self) -> None:
        """A request that names its host in its address is for that one (RFC 9112, 3.2.2)."""
        scheme, named, rest = self.url.partition(b"://")
        if scheme.lower() in {b"http", b"https"} and named:
            host = re.split(rb"[/?#]", rest, maxsplit=1)[0]
            self.headers[:] = [(n, host if n == b"host" else v) for n, v in self.headers]

    def _too_long(self) -> None:
        most = self.settings.max_head
        said = f"Expected at most {most} bytes of address and headers. Send shorter ones."
        self._refuse(431, ErrorCode.LIMIT_EXCEEDED, said)

    def _refuse(self, status: int, code: ErrorCode, said: str, header: bytes = b"") -> None:
        """Say so where nobody is being answered, and close."""
        if self._refused:
            return
        self._refused = True
        cycle = cast("Any", self.cycle)
        if cycle is None or cycle.response_complete:
            self.transport.write(_response(status, code, said, header))
        self.transport.close()


def _response(status: int, code: ErrorCode, said: str, header: bytes) -> bytes:
    body = orjson.dumps({"errors": [spoken(said, code, "-")]})
    lines = b"content-type: application/json; charset=utf-8\r\ncontent-length: %d\r\n" % len(body)
    return b"".join((STATUS_LINE[status], lines, header, b"connection: close\r\n\r\n", body))


def line(settings: Settings) -> type[Line]:
    """The connections of one server."""
    rounds = Rounds(min(settings.head_seconds, settings.send_seconds))
    return cast("type[Line]", type("Line", (Line,), {"settings": settings, "rounds": rounds}))
