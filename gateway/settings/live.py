"""Connections that stay open: how many, and how long each side waits for the other."""

from typing import Annotated

from gateway.settings.kinds import Positive, Seconds, means
from gateway.settings.limits import LimitSettings


class LiveSettings(LimitSettings, frozen=True, kw_only=True):
    """Connections that stay open: how many, and how long each side waits for the other."""

    live_connections: Annotated[
        Positive, means("WebSockets and event streams that are open at once")
    ] = 1_000
    live_per_caller: Annotated[
        Positive, means("WebSockets and event streams that one caller has open at once")
    ] = 100
    live_operations: Annotated[
        Positive, means("operations that are open at once over one WebSocket")
    ] = 100
    live_message: Annotated[Positive, means("bytes of a message over a WebSocket")] = 1_048_576
    live_init_seconds: Annotated[
        Seconds, means("seconds that a WebSocket has to send `connection_init`")
    ] = 5.0
    live_ping_seconds: Annotated[
        Seconds, means("seconds between two pings; whoever does not answer one as long is gone")
    ] = 20.0
    live_send_seconds: Annotated[
        Seconds, means("seconds that a client has to take what is sent; slower ones are cut off")
    ] = 10.0
    live_lag: Annotated[
        Positive, means("events that a subscriber may fall behind; slower ones are cut off")
    ] = 10_000
