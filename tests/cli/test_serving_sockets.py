"""A running gateway that wants to know who asks: what is opened by a credential ends with it."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
from httpx2 import AsyncClient
from websockets.asyncio.client import connect

from tests.cli.guarded import Guarded, bearer, token
from tests.identity.issuing import claims, private
from tests.live.small import Wired

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc"),
]

CHANGES = "subscription { changes { node { kind } } }"
PAID = """mutation ($key: String!) { recordPayments(input: {idempotencyKey: $key, rows: [
  {id: $key, account: "elm", paidAt: "2026-09-15T12:00:00+08:00", amount: "1.00"}]}) {
  __typename ... on Refusal { message } } }"""
SOON = 6
"""Seconds for which a token holds that ends meanwhile: the first statements take their time."""


class Sockets(Guarded):
    """The same, with WebSockets to it."""

    @asynccontextmanager
    async def talk(self, headers: dict[str, str], **payload: str) -> AsyncIterator[Wired]:
        """A WebSocket that was opened by what its payload or the headers say."""
        url = self.url.replace("http", "ws")
        async with connect(
            url, subprotocols=["graphql-transport-ws"], additional_headers=headers
        ) as wire:
            wired = Wired(wire)
            await wired.say({"type": "connection_init", "payload": payload})
            yield wired

    async def pay(self, key: str) -> None:
        """Have a change that all subscribers are told."""
        headers = {"X-API-Key": self.clerk}
        async with AsyncClient(headers=headers, timeout=20) as client:
            body = {"query": PAID, "variables": {"key": key}}
            (said,) = (await client.post(self.url, json=body)).json()["data"].values()
        assert said == {"__typename": "RowsDone"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sockets]:
    with Sockets(tmp_path_factory.mktemp("guarded")) as served:
        assert served.clerk.startswith("gwk_")
        yield served
        assert served.stop(signal.SIGTERM) == 0


async def subscribed(guarded: Sockets, wired: Wired, key: str) -> None:
    """Be told of a change that is made once it is listened to."""
    assert await wired.hear() == {"type": "connection_ack"}
    await wired.ask("1", CHANGES)
    await asyncio.sleep(0.3)
    await guarded.pay(key)
    told = await wired.hear()
    assert (told["type"], told["payload"]["data"]["changes"]["node"]) == (
        "next",
        {"kind": "PAYMENT_RECORDED"},
    )


@pytest.mark.parametrize("where", ["payload", "header"])
async def test_a_token_opens_a_socket_that_ends_with_it(guarded: Sockets, where: str):
    spoken = bearer(SOON)
    headers, payload = (spoken, {}) if where == "header" else ({}, spoken)
    async with guarded.talk(headers, **payload) as wired:
        await subscribed(guarded, wired, f"by-token-{where}")
        code, reason = await wired.closed()
        assert (code, str(reason)[:36]) == (4403, "Forbidden: the credential holds no l")
    async with guarded.talk(headers, **payload) as wired:
        assert (await wired.closed())[0] == 4403


@pytest.mark.parametrize("name", ["apiKey", "Authorization"])
async def test_a_key_opens_a_socket_until_it_is_revoked(guarded: Sockets, name: str):
    key = guarded.key(f"by-{name}")
    await asyncio.sleep(0.3)
    payload = {name: key if name == "apiKey" else f"Bearer {key}"}
    async with guarded.talk({}, **payload) as wired:
        await subscribed(guarded, wired, f"by-key-{name}")
        await asyncio.to_thread(guarded.revoke, key)
        assert (await wired.closed())[0] == 4403
    async with guarded.talk({}, **payload) as wired:
        assert (await wired.closed())[0] == 4403


WRONG: dict[str, dict[str, str]] = {
    "none": {},
    "a token that has ended": bearer(-1),
    "two": {"Authorization": f"Bearer {token()}", "apiKey": "gwk_a_b"},
    "a key that nobody made": {"apiKey": "gwk_000000000000_" + "a" * 43},
    "a token of another key": {
        "Authorization": "Bearer " + jwt.encode(claims(), private("ec-2"), "ES256")
    },
}


async def test_whoever_has_none_that_holds_is_told_one_thing(guarded: Sockets):
    ends = set[Any]()
    for payload in WRONG.values():
        async with guarded.talk({}, **payload) as wired:
            ends.add(await wired.closed())
    ((code, reason),) = ends
    assert code == 4403
    assert str(reason).startswith("Forbidden: Expected a credential that holds")
    logged = [orjson.loads(line) for line in guarded.log.read_text("utf-8").splitlines()]
    told = {line["why"] for line in logged if line["event"] == "websocket" and line["code"] == 4403}
    assert told >= {"NO_CREDENTIAL", "TOKEN_EXPIRED", "SEVERAL_CREDENTIALS", "API_KEY_UNKNOWN"}


async def test_an_event_stream_ends_with_its_token_too(guarded: Sockets):
    headers = bearer(SOON) | {"Accept": "text/event-stream"}
    async with AsyncClient(headers=headers, timeout=20) as client:
        text = (await client.post(guarded.url, json={"query": CHANGES})).text
        assert '"code":"UNAUTHENTICATED"' in text
        assert text.rstrip().endswith("event: complete\ndata:")
        assert (await client.post(guarded.url, json={"query": CHANGES})).status_code == 401
