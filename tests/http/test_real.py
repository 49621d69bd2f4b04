"""The door over the real schema and a real engine, which goes away and comes back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from httpx2 import ASGITransport, AsyncClient, Response
from structlog.testing import capture_logs

from gateway.app import application
from gateway.cli import main
from gateway.sample import plant_sample
from gateway.settings import Settings
from graph.store.bolt import Bolt, open_bolt
from graph.store.embedded import Embedded
from tests.store.proxy import Proxy

pytestmark = pytest.mark.anyio
QUESTION = {"query": '{ account(uid: "elm", asOf: "2026-09-15") { partner { uid } } }'}
ANSWER = {"account": {"partner": {"uid": "harbor"}}}


class Wire:
    """The wire to the engine: a proxy whose port can be closed and opened again."""

    def __init__(self, embedded: Embedded) -> None:
        self.proxy = Proxy(urlsplit(embedded.uri).port or 0)
        self.server: asyncio.Server | None = None

    async def open(self) -> None:
        port = self.proxy.port
        self.server = await asyncio.start_server(self.proxy.serve, "127.0.0.1", port)
        self.proxy.port = self.server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self.server is not None
        self.server.close()
        self.proxy.cut()
        await asyncio.sleep(0.05)


@pytest.fixture
async def wire(embedded: Embedded) -> AsyncIterator[Wire]:
    wire = Wire(embedded)
    await wire.open()
    yield wire
    await wire.close()


@pytest.fixture
async def bolt(embedded: Embedded, wire: Wire) -> AsyncIterator[Bolt]:
    password = embedded.password_file.read_text()
    bolt = await open_bolt(f"bolt://127.0.0.1:{wire.proxy.port}", "root", password)
    yield bolt
    await bolt.close()


@pytest.fixture
async def client(bolt: Bolt) -> AsyncClient:
    await plant_sample(bolt, datetime(2026, 11, 23, tzinfo=UTC))
    app = application(Settings(max_staleness=0.001), bolt)
    return AsyncClient(transport=ASGITransport(app), base_url="http://door")  # type: ignore[arg-type]


async def ask(client: AsyncClient, **headers: str) -> Response:
    return await client.post("/graphql", json=QUESTION, headers=headers)


async def test_a_store_that_goes_away_is_told_soon_and_found_again(client: AsyncClient, wire: Wire):
    assert (await ask(client)).json()["data"] == ANSWER
    await wire.close()
    began = monotonic()
    away = await ask(client)
    not_ready = await client.get("/readyz")
    assert monotonic() - began < 10
    assert away.status_code == 503
    assert away.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert not_ready.status_code == 503
    assert (await client.get("/livez")).status_code == 200
    await wire.open()
    assert (await ask(client)).json()["data"] == ANSWER
    assert (await client.get("/readyz")).json()["revision"] == 1


async def test_an_answer_is_of_the_revision_a_client_has_seen(client: AsyncClient):
    for seen in ("0", "1"):
        answer = await ask(client, **{"X-Gateway-Revision": seen})
        assert answer.headers["X-Gateway-Revision"] == "1"
    ahead = await ask(client, **{"X-Gateway-Revision": "2"})
    assert ahead.json()["errors"][0]["extensions"]["code"] == "REVISION_NOT_REACHED"


async def test_a_refusal_of_a_resolver_has_its_code(client: AsyncClient):
    query = {"query": "{ accounts(first: 1000000000) { pageInfo { hasNextPage } } }"}
    response = await client.post("/graphql", json=query)
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "FIRST_OUT_OF_RANGE"


async def test_a_size_by_variable_is_refused_before_anything_is_fetched(client: AsyncClient):
    text = "query Q($n: Int!) { accounts(first: $n) { edges { node { uid } } } }"
    with capture_logs() as lines:
        body = {"query": text, "variables": {"n": 10**9}}
        response = await client.post("/graphql", json=body)
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "FIRST_OUT_OF_RANGE"
    assert lines[-1]["statements"] <= 1


async def test_a_wrong_password_is_told(embedded: Embedded, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GATEWAY_STORE_PASSWORD", "wrong")
    arguments = ["doctor", "--store", embedded.uri, "--store-user", "root"]
    done = await asyncio.to_thread(CliRunner().invoke, main, arguments)
    assert done.exit_code == 3
    assert "[STORE_CREDENTIALS_REFUSED]" in done.stderr
    assert "wrong" not in done.stderr
