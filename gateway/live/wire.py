"""WebSockets as uvicorn speaks them, but none outlives what was said, or heaps anything up."""

import asyncio
from typing import Final

from typing_extensions import override
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import CloseCode, Frame

PATIENCE = 2.0
"""Seconds that a client has to take in how a connection ended."""

UNTAKEN: Final = 1_048_576
"""Bytes that a client may leave untaken while it goes on to ask for more by pings."""

FRAMES: Final = 4_096
"""Frames of one message; each costs memory, though it may be empty."""


class Wire(WebSocketsSansIOProtocol):
    """A client that reads nothing would hold its connection for as long as it likes."""

    @override
    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        """Cut the connection some time after the last word."""
        super().on_task_complete(task)
        self.loop.call_later(PATIENCE, self.transport.abort)

    @override
    def keepalive_timeout(self) -> None:
        """End a connection whose client did not answer a ping, and say what it had time for."""
        self.pong_timer = self.pending_ping_payload = None
        if not self.close_sent and not self.transport.is_closing():
            reason = f"No answer to a ping within {self.ping_timeout:g} seconds. Connect again."
            self.conn.fail(CloseCode.INTERNAL_ERROR, reason)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.transport.close()

    @override
    def handle_ping(self) -> None:
        """Answer it, unless earlier answers were not taken."""
        if self.transport.get_write_buffer_size() > UNTAKEN:
            self.transport.abort()
        elif not self.transport.is_closing():
            super().handle_ping()

    @override
    def handle_cont(self, event: Frame) -> None:
        """Take in some more of a message, unless it is in too many pieces."""
        if self.close_sent:
            return
        super().handle_cont(event)
        if len(self.frames) > FRAMES:
            self.frames = []
            self.conn.send_close(CloseCode.MESSAGE_TOO_BIG, f"at most {FRAMES} frames")
            self.handle_parser_exception()
