"""A store that answers, and slowly: who waits is told in time, and nobody else notices."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

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
    password = embedded.password_file.read_text("utf-8")
    engine = await open_bolt(wire.uri, "root", password, "neo4j")
    app = application(Settings(request_seconds=PATIENCE, max_staleness=0.001), engine)
    transport = ASGITransport(app)  # type: ignore[arg-type]
    async with AsyncClient(transport=transport, base_url="http://door") as client:
        yield client
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
