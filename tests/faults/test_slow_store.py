"""A store that answers, and slowly: who waits is told in time, and nobody else notices."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient

from gateway.app import application
from gateway.clock import now
from gateway.sample import plant_sample
from gateway.settings import Settings
from graph.store.bolt import open_bolt
from graph.store.embedded import Embedded
from tests.faults.asked import QUESTIONS
from tests.faults.slow import Wire, slow

pytestmark = pytest.mark.anyio
PATIENCE = 0.5
"""Seconds that a request may take here."""

QUESTION, RIGHT = next(iter(QUESTIONS.items()))


@pytest.fixture
async def wire(embedded: Embedded) -> AsyncIterator[Wire]:
    await plant_sample(embedded, now())
    async with slow(embedded.uri) as wire:
        yield wire


@pytest.fixture
async def client(embedded: Embedded, wire: Wire) -> AsyncIterator[AsyncClient]:
    """A client of a gateway that reaches its store over the wire."""
    async with reaching(embedded, wire, request_seconds=PATIENCE) as client:
        yield client


@asynccontextmanager
async def reaching(embedded: Embedded, wire: Wire, **settings: Any) -> AsyncIterator[AsyncClient]:
    password = embedded.password_file.read_text("utf-8")
    engine = await open_bolt(wire.uri, "root", password, "neo4j")
    app = application(Settings(max_staleness=0.001, **settings), engine)
    transport = ASGITransport(app)  # type: ignore[arg-type]
    async with AsyncClient(transport=transport, base_url="http://door") as client:
        try:
            yield client
        finally:
            await engine.close()


async def asked(client: AsyncClient, query: str) -> tuple[int, str | None, float]:
    """The status, the code of the first error, and the seconds that it took."""
    began = monotonic()
    answer = await client.post("/graphql", json={"query": query})
    errors = answer.json().get("errors")
    code = errors[0]["extensions"]["code"] if errors else None
    return answer.status_code, code, monotonic() - began


async def test_who_waits_for_a_slow_store_is_told_in_time_and_nobody_else_notices(
    client: AsyncClient, wire: Wire
):
    assert (await asked(client, QUESTION))[:2] == (200, None)
    wire.delay = 0.4  # each way
    waiting = asyncio.gather(*(asked(client, QUESTION) for _ in range(20)))
    await asyncio.sleep(0.1)
    unharmed = await asked(client, "{ nonsense }")
    assert unharmed[1] == "VALIDATION_FAILED"
    assert unharmed[2] < PATIENCE
    assert (await client.get("/livez")).status_code == 200
    for status, code, seconds in await waiting:
        assert (status, code) == (503, "DEADLINE_EXCEEDED")
        assert seconds < 5
    wire.delay = 0.0
    body = (await client.post("/graphql", json={"query": QUESTION})).json()
    assert body["data"] == RIGHT


async def test_a_store_too_slow_to_tell_from_a_hung_one_is_away(client: AsyncClient, wire: Wire):
    wire.delay = 60.0
    began = monotonic()
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "STORE_UNAVAILABLE")
    assert monotonic() - began < 5
    wire.delay = 0.0
    assert (await client.get("/readyz")).status_code == 200


async def test_a_statement_that_takes_too_long_is_given_up_and_no_other(
    embedded: Embedded, wire: Wire
):
    """The request has time left, and its connection goes with the statement."""
    async with reaching(embedded, wire, statement_seconds=1.0) as client:
        assert (await asked(client, QUESTION))[:2] == (200, None)
        wire.delay = 0.6  # each way
        waiting = [asked(client, QUESTION) for _ in range(20)]
        for status, code, seconds in await asyncio.gather(*waiting):
            assert (status, code) == (503, "STORE_TIMEOUT")
            assert seconds < 5
        answer = await client.post("/graphql", json={"query": QUESTION})
        assert answer.headers["retry-after"] == "1"
        assert answer.json()["errors"][0]["message"] == (
            "The store took longer than 1 s for one statement, which is"
            " GATEWAY_STATEMENT_SECONDS. Ask for less, or try again."
        )
        assert (await asked(client, CHANGE))[:2] == (503, "STORE_TIMEOUT")
        wire.delay = 0.0
        assert (await client.post("/graphql", json={"query": QUESTION})).json()["data"] == RIGHT
        changed = (await client.post("/graphql", json={"query": CHANGE})).json()
        assert changed["data"]["registerAccounts"] == {"__typename": "RowsDone", "replayed": False}


async def test_a_change_that_has_begun_takes_its_time(embedded: Embedded, wire: Wire):
    async with reaching(embedded, wire, statement_seconds=3.0) as client:
        assert (await asked(client, QUESTION))[:2] == (200, None)
        wire.delay = 0.3  # each way
        status, code, seconds = await asked(client, CHANGE)
        assert (status, code) == (200, None)
        assert seconds > 3.0


async def test_who_a_caller_is_must_be_told_in_time_too(embedded: Embedded, wire: Wire):
    async with reaching(embedded, wire, statement_seconds=1.0, api_keys="on") as client:
        assert (await client.get("/readyz")).status_code == 200
        client.headers["authorization"] = f"Bearer gwk_{'0' * 12}_{'0' * 43}"
        wire.delay = 0.6  # each way
        status, code, seconds = await asked(client, QUESTION)
        assert (status, code) == (503, "STORE_TIMEOUT")
        assert seconds < 5
        wire.delay = 0.0
        assert (await asked(client, QUESTION))[:2] == (401, "UNAUTHENTICATED")


CHANGE = (
    'mutation { registerAccounts(input: {idempotencyKey: "k", rows: '
    '[{uid: "n1", owner: "p1", ownerName: "N"}]}) { __typename ... on RowsDone { replayed } } }'
)
