"""Writing over HTTP: the revision an answer carries, who wrote, and clients that go too soon."""

import asyncio
from datetime import UTC, datetime
from typing import Any, TypeVar

import orjson
import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from gateway.app import application
from gateway.settings import Settings
from graph import ladder
from graph.store import ledger
from graph.store.cypher import Statement
from graph.store.engine import Engine, Row, Work

pytestmark = pytest.mark.anyio

T = TypeVar("T")
NOW = datetime(2018, 4, 10, 4, tzinfo=UTC)
WORLD = """
east is partner from 2017-04-01
acme owned by cust:acme
"""
LINK = """
mutation ($key: String!, $dry: Boolean! = false) {
  linkCustomerAccount(input: {
    idempotencyKey: $key, dryRun: $dry, account: "acme", partner: "east", type: AGENCY
    effectiveOn: "2018-03-16"
  }) {
    ... on CustomerLinkChanged { revision replayed events { actor requestId } }
    ... on Refusal { code }
  }
}
"""
ABOVE = '{ account(uid: "acme", asOf: "2018-03-16") { partner { uid } } }'
BODY = {"query": LINK, "variables": {"key": "k-1"}}


class Slow:
    """An engine whose commits take their time."""

    def __init__(self, engine: Engine, seconds: float) -> None:
        self._engine, self._seconds = engine, seconds
        self.name, self.address, self.version = engine.name, engine.address, engine.version

    async def run(self, statement: Statement, /, **params: Any) -> list[Row]:
        return await self._engine.run(statement, **params)

    async def commit(self, work: Work[T]) -> T:
        await asyncio.sleep(self._seconds)
        return await self._engine.commit(work)

    async def close(self) -> None:
        """Closed by who opened it."""


def door(engine: Engine, **settings: Any) -> AsyncClient:
    """A client of a process of its own over a store."""
    app = application(Settings(**{"max_staleness": 60.0} | settings), engine, lambda: NOW)
    return AsyncClient(transport=ASGITransport(app), base_url="http://door")  # type: ignore[arg-type]


@pytest.fixture
async def store(engine: Engine) -> Engine:
    """A partner, and an account that is linked to nobody, at revision 1."""
    await ledger.plant(engine, ladder.parse(WORLD), ledger.Author("tests", NOW))
    return engine


async def link(client: AsyncClient, key: str = "k-1", *, dry: bool = False, **headers: str) -> Any:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    variables = {"key": key, "dry": dry}
    body = {"query": LINK, "variables": variables}
    return await client.post("/graphql", json=body, headers=sent)


async def above(client: AsyncClient, **headers: str) -> Response:
    return await client.post("/graphql", json={"query": ABOVE}, headers=headers)


def done(response: Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()["data"]["linkCustomerAccount"]


async def test_the_answer_carries_the_revision_that_it_made(store: Engine):
    response = await link(door(store))
    assert done(response)["revision"] == 2
    assert response.headers["X-Gateway-Revision"] == "2"
    assert response.json()["extensions"]["revision"] == 2


async def test_a_dry_run_carries_the_revision_there_is(store: Engine):
    """S58: what would be revision 2 was not made."""
    client = door(store)
    response = await link(client, dry=True)
    assert done(response)["revision"] == 2
    assert response.headers["X-Gateway-Revision"] == "1"
    assert (await above(client)).json()["data"]["account"]["partner"] is None


async def test_whoever_sends_the_revision_it_was_given_reads_its_own_write(store: Engine):
    """Another process may be a minute behind, but not for a client that has seen more."""
    one, other = door(store), door(store)
    before = await above(other)
    assert before.json()["data"]["account"]["partner"] is None
    seen = (await link(one)).headers["X-Gateway-Revision"]
    assert (await above(one)).json()["data"]["account"]["partner"] == {"uid": "east"}
    stale = await above(other)
    assert stale.headers["X-Gateway-Revision"] == "1"
    assert stale.json()["data"]["account"]["partner"] is None
    fresh = await above(other, **{"X-Gateway-Revision": seen})
    assert fresh.headers["X-Gateway-Revision"] == "2"
    assert fresh.json()["data"]["account"]["partner"] == {"uid": "east"}


async def test_the_events_name_the_actor_and_the_request(store: Engine):
    response = await link(door(store), X_Gateway_Actor="desk@east", X_Request_Id="r-7")
    assert done(response)["events"] == [{"actor": "desk@east", "requestId": "r-7"}]
    assert response.headers["X-Request-Id"] == "r-7"


async def test_who_does_not_say_who_it_is_is_local(store: Engine):
    response = await link(door(store))
    (event,) = done(response)["events"]
    assert event == {"actor": "local", "requestId": response.headers["X-Request-Id"]}


@pytest.mark.parametrize("actor", ["", "two words", "a" * 101])
async def test_an_actor_that_cannot_be_one_is_refused_and_nothing_is_done(
    store: Engine, actor: str
):
    response = await link(door(store), X_Gateway_Actor=actor)
    assert response.status_code == 400
    assert "X-Gateway-Actor" in response.json()["errors"][0]["message"]
    assert await ledger.revision(store) == 1


async def test_a_key_is_its_callers_own(store: Engine):
    """S55: sent again by the same caller it gives the first result, by another it is another."""
    client = door(store)
    first = done(await link(client, X_Gateway_Actor="one"))
    again = done(await link(client, X_Gateway_Actor="one"))
    assert again == first | {"replayed": True}
    assert done(await link(client, X_Gateway_Actor="two")) == {"code": "ALREADY_LINKED"}


async def gone_at_once(client: AsyncClient) -> int:
    """A client that sends a change and goes; the status of the answer that nobody reads."""
    messages = [
        {"type": "http.request", "body": orjson.dumps(BODY), "more_body": False},
        {"type": "http.disconnect"},
    ]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(b"host", b"door"), (b"content-type", b"application/json")],
    }
    transport: Any = client._transport  # noqa: SLF001 (the application behind the client)
    await transport.app(scope, receive, send)
    return sent[0]["status"]


async def arrived(store: Engine, revision: int) -> None:
    """Wait until a store has come to a revision; some seconds at most."""
    for _ in range(250):
        if await ledger.revision(store) >= revision:
            return
        await asyncio.sleep(0.02)
    pytest.fail(f"the store did not come to revision {revision}")


async def test_a_change_goes_on_when_its_client_has_gone(store: Engine):
    """S55: sent again with its key, it tells what was done."""
    client = door(Slow(store, 0.2))
    assert await gone_at_once(client) == 499
    assert await ledger.revision(store) == 1
    await arrived(store, 2)
    again = done(await link(client))
    assert (again["revision"], again["replayed"]) == (2, True)


async def test_a_change_goes_on_when_it_takes_too_long(store: Engine):
    """S55: the answer says to send it again with its key."""
    client = door(Slow(store, 0.2), request_seconds=0.05)
    late = await link(client)
    assert late.status_code == 503
    (error,) = late.json()["errors"]
    assert error["extensions"]["code"] == "DEADLINE_EXCEEDED"
    assert "same idempotency key" in error["message"]
    await arrived(store, 2)
    again = done(await link(door(store)))
    assert (again["revision"], again["replayed"]) == (2, True)
