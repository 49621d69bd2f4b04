"""Alive and ready are two things."""

from pathlib import Path

import pytest

from graph.store import schema
from graph.store.embedded import Embedded
from tests.engines import start
from tests.http.tiny import Door

pytestmark = pytest.mark.anyio


async def test_a_process_is_alive_whatever_its_store_does():
    response = await Door().client.get("/livez")
    assert response.json() == {"status": "alive"}


async def test_it_is_ready_when_the_store_answers(embedded: Embedded):
    response = await Door(embedded).client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "revision": 0,
        "engine": "arcadedb",
        "engineVersion": embedded.version,
        "schemaVersion": schema.VERSION,
    }


async def test_it_is_not_ready_when_the_store_is_gone(tmp_path: Path):
    engine = await start(tmp_path / "data")
    await engine.close()
    response = await Door(engine).client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["code"] == "STORE_UNAVAILABLE"
    assert response.headers["cache-control"] == "no-store"


async def test_another_path_is_told_where_the_gateway_answers():
    response = await Door().client.get("/")
    assert response.status_code == 404
    assert "/graphql" in response.text
