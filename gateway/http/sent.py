"""An answer as it is sent: in one go where it goes straight to its connection.

Two messages of ASGI cost more than a small answer, since uvicorn looks through each header.
"""

from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

Headers = list[tuple[bytes, bytes]]

SMALL: Final = 16_384
"""Bytes of a body that is cheaper to copy than to write by itself."""


class Sent(Response):
    """A response whose headers are ours: names in lower case, values checked, the length right."""

    def __init__(self, body: bytes, status: int, headers: Headers) -> None:
        """Take all of it as it is; the length of the body is told here."""
        self.status_code, self.body, self.background = status, body, None
        self.raw_headers = [(b"content-length", b"%d" % len(body)), *headers]

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        cycle = getattr(send, "__self__", None)  # of anything that stands between, another
        if type(cycle) is not RequestResponseCycle or not _at_once(cycle, self):
            await super().__call__(scope, receive, send)


def _at_once(cycle: RequestResponseCycle, said: Sent) -> bool:
    """Write an answer to a connection that takes it, as uvicorn does in two steps; else False."""
    waits = cycle.flow.write_paused or cycle.disconnected or cycle.response_started
    if waits or cycle.default_headers or cycle.scope["method"] != "POST":
        return False
    head = [STATUS_LINE[said.status_code]]
    for name, value in said.raw_headers:
        head += (name, b": ", value, b"\r\n")
    head.append(b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n")
    if len(said.body) <= SMALL:
        cycle.transport.write(b"".join((*head, said.body)))
    else:
        cycle.transport.write(b"".join(head))
        cycle.transport.write(said.body)
    cycle.waiting_for_100_continue = False
    cycle.response_started = cycle.response_complete = True
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
    return True
