"""Several workers over one engine: they share its facts, and none is missed when it dies."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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


def workers(process: int) -> set[int]:
    """The workers among what a gateway has started."""
    return {each for each in children(process) if b"gateway.workers.worker" in started_as(each)}


def started_as(process: int) -> bytes:
    """The command line of a process; nothing of one that has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def until(what: Callable[[], bool], within: float) -> None:
    """Wait for something to become true."""
    last = monotonic() + within
    while not what():
        assert monotonic() < last, f"not within {within} seconds"
        sleep(0.05)


def answers(url: str) -> bool:
    """Whether it answers rightly; if not, it has to say why by a code."""
    status, body = asked(url)
    if status == 200:
        assert json.loads(body)["data"] == {"revision": {"number": 0}}
    else:
        assert json.loads(body)["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
    return status == 200


def test_two_workers_answer_over_one_engine_and_whatever_dies_comes_back(tmp_path: Path):
    with Serving(tmp_path, "--workers", "2", "--empty") as served:
        gateway = served.process.pid
        first, second = workers(gateway)
        (engine,) = {*children(gateway)} - {first, second}
        assert all(answers(served.url) for _ in range(20))
        for each in (first, engine):
            os.kill(each, signal.SIGKILL)
        until(lambda: len(workers(gateway) - {first}) == 2, within=20)
        assert second in workers(gateway)
        until(lambda: engine not in children(gateway), within=20)
        until(lambda: len(children(gateway)) == 3 and answers(served.url), within=20)
        everything = children(gateway)
        assert served.stop(signal.SIGTERM) == 0
        assert all_gone(everything)


@asynccontextmanager
async def served(settings: Settings, engine: Embedded) -> AsyncIterator[None]:
    """Workers that are ready, and are told to end."""
    ready = asyncio.Event()
    with server.listening(settings) as taken:
        running = asyncio.create_task(serve(settings, engine, taken, ready.set))
        async with asyncio.timeout(20):
            await ready.wait()
        yield
        os.kill(os.getpid(), signal.SIGTERM)
        async with asyncio.timeout(20):
            await running


async def figures(path: Path, name: str = "gateway_requests_under_way") -> dict[str, float]:
    """A figure, such as how many requests are under way, by the worker."""
    async with AsyncClient(transport=AsyncHTTPTransport(uds=str(path))) as client:
        text = (await client.get("http://gateway/metrics")).text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    if name not in families:
        return {}
    samples = families[name].samples
    return {each.labels["worker"]: each.value for each in samples}


async def figures_are(path: Path, wanted: dict[str, float]) -> None:
    """Wait for figures."""
    async with asyncio.timeout(10):
        while await figures(path) != wanted:  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0.05)


async def test_their_figures_are_read_as_one_and_those_of_a_dead_one_are_left_out(
    embedded: Embedded, tmp_path: Path
):
    path = tmp_path / "figures"
    settings = Settings(port=0, workers=1, metrics=f"unix:{path}", scheduler="off")
    async with served(settings, embedded):
        assert await figures(path) == await figures(path, "gateway_queue") == {"0": 0}
        assert await figures(path, "gateway_queue_limit") == {"0": settings.max_requests}
        (worker,) = workers(os.getpid())
        os.kill(worker, signal.SIGKILL)
        await figures_are(path, {})
        await figures_are(path, {"0": 0})
        assert workers(os.getpid()).isdisjoint({worker})


async def test_a_worker_that_cannot_begin_ends_all(embedded: Embedded):
    settings = Settings(port=0, workers=1, tls_cert="/nowhere/cert.pem")
    told = pytest.raises(SettingInvalid, match="a worker ended before it was ready")
    with server.listening(settings) as taken, told:
        await serve(settings, embedded, taken, lambda: None)
