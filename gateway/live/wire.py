"""WebSockets as uvicorn speaks them, but none outlives what was said over it."""

import asyncio

from typing_extensions import override
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

PATIENCE = 2.0
"""Seconds that a client has to take in how a connection ended."""


class Wire(WebSocketsSansIOProtocol):
    """A client that reads nothing would hold its connection for as long as it likes."""

    @override
    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        """Cut the connection some time after the last word."""
        super().on_task_complete(task)
        self.loop.call_later(PATIENCE, self.transport.abort)
