"""WebSockets that send without an end and take nothing: none is waited for, nothing heaped up."""

import struct

import pytest

from tests.http.test_line import GROWN, Spoken, resident, spoken
from tests.live.small import Served, served, until

pytestmark = pytest.mark.anyio

UPGRADE = (
    b"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)
CONT, TEXT, PING = 0, 1, 9


def frame(kind: int, payload: bytes = b"", *, last: bool = True) -> bytes:
    """A frame of a client, as RFC 6455 has it, masked by zeros."""
    size = len(payload)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
    return bytes([(0x80 if last else 0) | kind]) + length + bytes(4) + payload


FLOODS = {
    "pings": (b"", frame(PING, b"x" * 120) * 500),
    "pings of the protocol": (
        b"",
        frame(TEXT, b'{"type": "ping", "payload": {"x": "' + b"x" * 60_000 + b'"}}'),
    ),
    "empty fragments": (
        frame(TEXT, b"x", last=False),
        frame(CONT, last=False) * 10_000,
    ),
    "fragments of a byte": (
        frame(TEXT, b"x", last=False),
        frame(CONT, b"x", last=False) * 10_000,
    ),
    "fragments of a message": (
        frame(TEXT, b"x", last=False),
        frame(CONT, b"x" * 60_000, last=False),
    ),
}


async def upgraded(door: Served) -> Spoken:
    one = await spoken(door)
    await one.say(UPGRADE + frame(TEXT, b'{"type": "connection_init"}'))
    return one


@pytest.mark.parametrize("name", FLOODS)
async def test_a_flood_is_cut_off_and_leaves_memory_as_it_was(name: str):
    first, more = FLOODS[name]
    async with served(live_send_seconds=0.3) as door:
        one, before = await upgraded(door), resident()
        await one.say(first)
        await one.say(more, 2_000)
        await until(lambda: not door.live.caps.open)
        assert resident() - before < GROWN
        await one.heard()
    assert not door.server.server_state.connections
