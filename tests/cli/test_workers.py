"""Several workers over one engine: they share its facts, and none is missed when it dies."""

import asyncio
import json
import os
import signal
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from httpx2 import AsyncClient, AsyncHTTPTransport
from prometheus_client.parser import text_string_to_metric_families

from gateway import server
from gateway.settings import SettingInvalid, Settings
from gateway.workers import serve
from graph.store.embedded import Embedded
from tests.cli.programme import Serving, all_gone, children

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc"),
]


def asked(url: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/graphql", b'{"query": "{ revision { number } }"}', headers)
    with connection.getresponse() as response:
        found = response.status, response.read()
    connection.close()
    return found


def workers(process: int) -> list[int]:
    """The workers among what a gateway has started."""
    return [
        child
        for child in children(process)
        if b"gateway.workers.worker" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def answers_again(url: str, known: set[int], process: int, within: float) -> bool:
    """Whether it answers in time by an engine not known yet, with coded errors until then."""
    until = monotonic() + within
    while monotonic() < until:
        another = set(children(process)) - known
        status, body = asked(url)
        if status == 200 and another:
            return True
        if status != 200:
            assert json.loads(body)["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
        sleep(0.1)
    return False


def test_two_workers_answer_over_one_engine_and_whichever_dies_comes_back(tmp_path: Path):
    with Serving(tmp_path, "--workers", "2") as served:
        first, second = workers(served.process.pid)
        for _ in range(20):
            status, body = asked(served.url)
            assert (status, json.loads(body)["data"]) == (200, {"revision": {"number": 1}})
        os.kill(first, signal.SIGKILL)
        until = monotonic() + 10
        while len(now := set(workers(served.process.pid)) - {first}) < 2:
            assert monotonic() < until, "it has not come back"
            sleep(0.1)
        assert second in now
        assert asked(served.url)[0] == 200
        (engine,) = set(children(served.process.pid)) - now
        os.kill(engine, signal.SIGKILL)
        assert answers_again(served.url, {engine, *now}, served.process.pid, within=20)
        everything = children(served.process.pid)
        assert served.stop(signal.SIGTERM) == 0
        assert all_gone(everything)


async def test_they_begin_and_end_together_and_their_figures_are_read_as_one(
    embedded: Embedded, tmp_path: Path
):
    figures = tmp_path / "figures"
    settings = Settings(port=0, workers=2, metrics=f"unix:{figures}", scheduler="off")
    ready = asyncio.Event()
    with server.listening(settings) as taken:
        running = asyncio.create_task(serve(settings, embedded, taken, ready.set))
        async with asyncio.timeout(20):
            await ready.wait()
        async with AsyncClient(transport=AsyncHTTPTransport(uds=str(figures))) as client:
            text = (await client.get("http://gateway/metrics")).text
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(20):
            await running
    families = {family.name: family for family in text_string_to_metric_families(text)}
    under_way = families["gateway_requests_under_way"].samples
    assert {each.labels["worker"]: each.value for each in under_way} == {"0": 0, "1": 0}


async def test_a_worker_that_cannot_begin_ends_all(embedded: Embedded):
    settings = Settings(port=0, workers=2, tls_cert="/nowhere/cert.pem")
    told = pytest.raises(SettingInvalid, match="a worker ended before it was ready")
    with server.listening(settings) as taken, told:
        await serve(settings, embedded, taken, lambda: None)
