"""How connections end that are not held any longer: slow, too many, expired, stopped."""

import asyncio
import socket
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from typing import Any, cast

import pytest
from starlette.datastructures import Headers
from websockets.exceptions import ConnectionClosed

from gateway.app import create_app
from gateway.clock import now
from gateway.identity.identify import Known
from gateway.settings import Settings
from graph.model import Role, Viewer
from graph.store.errors import StoreUnavailable
from tests.http.tiny import sit
from tests.live.small import INIT, LISTENING, SCHEMA, Served, running, served, until

pytestmark = pytest.mark.anyio

SILENCE = 'subscription { silence(name: "cut") { number } }'
FLOOD = "subscription { beats(to: 1000, size: 1000000) { text } }"


def narrow(door: Served) -> socket.socket:
    """A connection that takes in little."""
    taken = socket.socket()
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    taken.connect(door.server.servers[0].sockets[0].getsockname())
    return taken


async def test_a_client_that_takes_nothing_is_cut_off_and_nothing_is_heaped_up():
    async with served(live_send_seconds=0.2) as door:
        async with door.talk(sock=narrow(door), max_queue=1, close_timeout=0.1) as wired:
            await wired.ask("1", FLOOD)
            await until(lambda: door.live.caps.open == 1)
            await until(lambda: not door.live.caps.open)
        await until(lambda: not door.server.server_state.connections)


async def test_whoever_lags_too_far_behind_is_cut_off_with_the_limit():
    async with served(live_lag=30) as door, door.talk() as wired:
        await wired.ask("1", "subscription { beats(to: 9, behind: 20) { number } }")
        assert (await wired.hear())["type"] == "next"
        code, reason = await wired.closed()
        assert code == 1013
        assert reason
        assert reason.startswith("40 events behind, at most 30 are kept up with")


async def test_whoever_begins_far_behind_may_stay_so():
    async with served(live_lag=1) as door, door.talk() as wired:
        await wired.ask("1", "subscription { beats(to: 1, behind: 500) { number } }")
        assert [(await wired.hear())["type"] for _ in range(2)] == ["next", "complete"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"live_connections": 2}, "2 connections are open, at most 2 are. Try again soon."),
        ({"live_per_caller": 2}, "You have 2 connections open, which is the most. Close one."),
    ],
)
async def test_more_sockets_than_there_may_be_are_closed_with_the_limit(
    settings: dict[str, int], said: str
):
    async with served(**settings) as door, AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(door.talk())
        third = await stack.enter_async_context(door.wire())
        with suppress(ConnectionClosed):
            await third.say({"type": "connection_init"})
        assert await third.closed() == (1013, said)
        assert [door.live.caps.refused[limit] for limit in settings] == [1]
        await stack.aclose()
        await until(lambda: not door.live.caps.open)
        async with door.talk():
            pass


async def test_a_gateway_that_stops_closes_its_sockets_after_what_runs():
    async with served() as door, door.talk() as wired:
        await wired.ask("1", SILENCE)
        await wired.hear()
        await wired.ask("q", "{ soon }")
        await asyncio.sleep(0.3)
        leaving = asyncio.create_task(door.live.leave())
        assert (await wired.hear())["payload"]["data"] == {"soon": "late"}
        assert await wired.closed() == (1001, "The gateway is stopping. Connect again.")
        await leaving
        assert not LISTENING


async def test_what_does_not_end_in_time_is_left_to_its_fate():
    async with served(drain_seconds=1) as door, door.talk() as wired:
        await wired.ask("1", "{ slow }")
        await until(lambda: door.live.caps.open == 1)
        await asyncio.sleep(0.3)
        await door.live.leave()
        assert door.live.caps.open == 1
        await wired.say({"id": "1", "type": "complete"})


class Brief:
    """Lets everybody in for a while, or until it is revoked."""

    def __init__(self, seconds: float) -> None:
        self.until, self.revoked = now() + timedelta(seconds=seconds), False
        self.away = False

    async def of_headers(self, headers: Headers) -> Known:
        return await self.of_payload(None, headers)

    async def of_payload(self, _payload: Mapping[str, object] | None, _headers: Headers) -> Known:
        self._look()
        return Known(Viewer("brief", Role.OPERATOR), self.until)

    def _look(self) -> None:
        if self.away:
            raise StoreUnavailable("bolt://10.0.0.7 is gone")

    async def still(self, known: Known) -> bool:
        self._look()
        return not self.revoked and known.until is not None and now() < known.until


def brief(identity: Brief, **settings: Any) -> tuple[Any, Settings]:
    """The small application for whom that identity lets in."""
    chosen = Settings(port=0, **settings)
    return create_app(chosen, cast("Any", None), SCHEMA, sit, now, identity), chosen


async def test_a_connection_ends_with_its_credential():
    async with running(*brief(Brief(0.3))) as door, door.talk() as wired:
        await wired.ask("1", SILENCE)
        await wired.hear()
        code, reason = await wired.closed()
        assert code == 4403
        assert reason == "Forbidden: the credential holds no longer. Connect with a new one."


async def test_whoever_is_revoked_is_told_nothing_more():
    identity = Brief(60)
    async with running(*brief(identity)) as door, door.talk() as wired:
        identity.revoked = True
        await wired.ask("1", "subscription { beats(to: 3) { number } }")
        assert (await wired.closed())[0] == 4403


@pytest.mark.parametrize("query", ["{ hello }", "mutation { write }"])
async def test_whoever_is_revoked_asks_nothing_over_a_connection_that_is_open(query: str):
    identity = Brief(60)
    async with running(*brief(identity)) as door, door.talk() as wired:
        identity.revoked = True
        await wired.ask("1", query)
        assert (await wired.closed())[0] == 4403


async def test_while_nobody_can_tell_who_asks_connections_wait_and_new_ones_are_put_off():
    identity = Brief(60)
    async with running(*brief(identity, live_ping_seconds=0.05)) as door, door.talk() as wired:
        identity.away = True
        await wired.ask("1", "{ hello }")
        (error,) = (await wired.hear())["payload"]
        assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
        async with door.wire() as other:
            await other.say(INIT)
            code, reason = await other.closed()
            assert (code, "10.0.0.7" in str(reason)) == (1013, False)
        await asyncio.sleep(0.2)
        identity.away = False
        await wired.ask("2", "{ hello }")
        assert (await wired.hear())["type"] == "next"
