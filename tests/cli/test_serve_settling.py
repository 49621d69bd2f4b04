"""A gateway over a store that is not settled: it answers at once and rightly, and says so.

A lease that another process seems to hold keeps it from settling for as long as a test looks.
"""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit

import pytest

from gateway.clock import now
from gateway.sample import plant_sample
from gateway.settings import Settings
from gateway.settling import LEASE
from gateway.store import opened
from graph.store import schema, webhooks
from graph.store.engine import Engine
from tests.cli.programme import Serving, children, gateway
from tests.cli.test_serve import RECORD, ask
from tests.cli.test_workers import figures
from tests.engines import start

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")

PLANTED = datetime(2026, 11, 23, tzinfo=UTC)
STATEMENT = """{
  performanceStatement(month: "2026-09") { total { fen } conservation { paid { fen } balanced } }
  exposures(first: 5) {
    totalCount edges { node { party { partyId } gross { amount { fen } debts } } }
  }
  obligation(id: "o-elm") { liability { obligors { role outstanding { fen } } } }
}"""


def unsettled(folder: Path) -> None:
    """A store of which nothing is kept derived, and that another process seems to settle."""

    async def made() -> None:
        engine = await start(folder / "data")
        await schema.prepare(engine)
        await plant_sample(engine, PLANTED)
        await leased(engine, 600)
        await engine.close()

    asyncio.run(made())


async def leased(engine: Engine, seconds: float) -> None:
    assert await webhooks.leased(engine, LEASE, "another", now(), timedelta(seconds=seconds))


def let_it_settle(folder: Path) -> None:
    """Have the other process be gone."""

    async def gone() -> None:
        async with opened(Settings(store=str(folder / "data")), beside=True) as engine:
            await leased(engine, 0)

    asyncio.run(gone())


def looked(url: str, path: str) -> tuple[int, Any]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request("GET", path)
    with connection.getresponse() as response:
        found = response.status, json.loads(response.read())
    connection.close()
    return found


def until(what: Callable[[], bool], within: float = 60) -> None:
    last = monotonic() + within
    while not what():
        assert monotonic() < last, f"not within {within} seconds"
        sleep(0.1)


def fen(answer: dict[str, Any]) -> int:
    return answer["performanceStatement"]["conservation"]["paid"]["fen"]


def test_it_answers_rightly_at_once_and_is_ready_when_it_has_settled(tmp_path: Path):
    unsettled(tmp_path)
    with Serving(tmp_path) as served:
        assert "It is being settled" in served.printed
        assert looked(served.url, "/livez")[0] == 200
        status, body = looked(served.url, "/readyz")
        assert (status, body["status"], body["settling"]["stage"]) == (503, "settling", "postings")
        before = ask(served.url, STATEMENT)
        assert all(ask(served.url, RECORD).values())
        meanwhile = ask(served.url, STATEMENT)
        assert fen(meanwhile) == fen(before) + 500
        (engine,) = children(served.process.pid)
        os.kill(engine, signal.SIGKILL)
        until(lambda: looked(served.url, "/readyz")[1]["status"] == "settling")
        assert ask(served.url, STATEMENT) == meanwhile
        let_it_settle(tmp_path)
        until(lambda: looked(served.url, "/readyz")[0] == 200)
        assert ask(served.url, STATEMENT) == meanwhile
        assert served.stop(signal.SIGTERM) == 0
        lines = [json.loads(line) for line in served.log.read_text("utf-8").splitlines()]
    assert {"settling", "settled"} <= {line["event"] for line in lines}
    examined = gateway("doctor", cwd=tmp_path)
    assert "are what the payments give" in examined.stdout
    assert "edges are what the debts give" in examined.stdout


def test_one_that_is_stopped_meanwhile_ends_cleanly_and_leaves_it_to_the_next(tmp_path: Path):
    unsettled(tmp_path)
    with Serving(tmp_path) as served:
        assert looked(served.url, "/readyz")[0] == 503
        began = monotonic()
        assert served.stop(signal.SIGTERM) == 0
        assert monotonic() - began < 10
        assert "Traceback" not in served.log.read_text("utf-8")
    assert "gateway serve or an import posts the rest" in gateway("doctor", cwd=tmp_path).stdout


@pytest.mark.anyio
async def test_of_several_workers_one_settles_and_all_say_when_they_are_ready(tmp_path: Path):
    await asyncio.to_thread(unsettled, tmp_path)
    path = tmp_path / "figures"
    serving = await asyncio.to_thread(
        Serving, tmp_path, "--workers", "2", "--metrics", f"unix:{path}"
    )
    with serving as served:
        assert await figures(path, "gateway_settling") == {"0": 1, "1": 1}
        assert {looked(served.url, "/readyz")[0] for _ in range(10)} == {503}
        await asyncio.to_thread(let_it_settle, tmp_path)
        async with asyncio.timeout(60):
            while await figures(path, "gateway_settling") != {"0": 0, "1": 0}:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.2)
        assert {looked(served.url, "/readyz")[0] for _ in range(10)} == {200}
        assert served.stop(signal.SIGTERM) == 0
        log = served.log.read_text("utf-8")
    assert log.count('"event":"settled"') == 2
    assert log.count('"event":"settling"') == 1
