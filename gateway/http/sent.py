"""An answer as it is sent: in one go where it goes straight to its connection.

Two messages of ASGI cost more than a small answer, since uvicorn looks through each header.
"""

from typing import Final

from starlette.responses import Response
from starlette.types import Send
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


def at_once(said: Response, send: Send) -> bool:
    """Write an answer of ours straight to a connection that takes it, as uvicorn does in two steps.

    False, and nothing is written, for any other answer, and where anything stands between.
    """
    cycle = getattr(send, "__self__", None)
    if type(cycle) is not RequestResponseCycle or type(said) is not Sent:
        return False
    waits = cycle.flow.write_paused or cycle.disconnected or cycle.response_started
    if waits or cycle.default_headers or cycle.scope["method"] != "POST":
        return False
    parts = [STATUS_LINE[said.status_code]]
    for name, value in said.raw_headers:
        parts += (name, b": ", value, b"\r\n")
    parts.append(b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n")
    if len(said.body) <= SMALL:
        parts.append(bytes(said.body))
        cycle.transport.write(b"".join(parts))
    else:
        cycle.transport.write(b"".join(parts))
        cycle.transport.write(said.body)
    cycle.waiting_for_100_continue = False
    cycle.response_started = cycle.response_complete = True
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
    return True
