"""Figures: what is counted, under which labels, and who may read it."""

import asyncio
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient, AsyncHTTPTransport, Response
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.exposition import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from gateway import clock
from gateway.app import application
from gateway.settings import SettingInvalid, Settings
from gateway.watch.exposed import exposed, metrics, own_address
from gateway.watch.figures import Children
from gateway.watch.watch import Watch
from graph import ladder
from graph.store import ledger
from graph.store.embedded import Embedded
from graph.store.errors import StoreUnavailable
from graph.store.ledger.head import locked_head
from tests.engines import start
from tests.http.tiny import Door

pytestmark = pytest.mark.anyio

Figure = tuple[str, frozenset[tuple[str, str]]]


def figures(text: str) -> dict[Figure, float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def read(door: Door) -> dict[Figure, float]:
    return figures((await door.client.get("/metrics")).text)


def figure(name: str, **labels: str) -> Figure:
    return name, frozenset(labels.items())


async def test_requests_are_counted_by_kind_status_and_code():
    door = Door()
    await door.post("query Mine { hello }")
    await door.post("mutation { write }")
    await door.post("{ nonsense }")
    await door.post("{ refused }")
    await door.raw(b"[]")
    counted = await read(door)
    for kind, status, code in (
        ("query", "200", ""),
        ("mutation", "200", ""),
        ("query", "200", "ACCOUNT_UNKNOWN"),
        ("none", "200", "VALIDATION_FAILED"),
        ("none", "400", "REQUEST_MALFORMED"),
    ):
        assert counted[figure("gateway_requests_total", kind=kind, status=status, code=code)] == 1
    assert counted[figure("gateway_request_seconds_count", kind="query")] == 2
    assert counted[figure("gateway_requests_under_way")] == 0
    assert counted[figure("process_resident_memory_bytes")] > 1_000_000


async def test_operations_are_counted_by_the_way_they_went():
    door = Door()
    for _ in range(3):
        await door.post("{ hello }")
    await door.post("{ defect }")
    counted = await read(door)
    went = {
        labels: n for (name, labels), n in counted.items() if name == "gateway_operations_total"
    }
    assert went[frozenset({("way", "first_seen"), ("reason", "")})] == 2
    assert went[frozenset({("way", "compiled"), ("reason", "")})] == 2
    assert counted[figure("gateway_compiling_seconds_count")] == 1


async def test_the_line_before_the_door_is_counted():
    door = Door(max_requests=1, max_waiting=5, request_seconds=0.3)
    began = monotonic()
    slow = [asyncio.create_task(door.post("{ slow }"))]
    await asyncio.sleep(0.1)
    slow += [asyncio.create_task(door.post("{ hello }")) for _ in range(2)]
    await asyncio.sleep(0.05)
    counted = await read(door)
    assert counted[figure("gateway_queue")] == 2
    assert counted[figure("gateway_queue_turns")] == counted[figure("gateway_queue_limit")] == 1
    assert counted[figure("gateway_queue_wait_seconds_count")] == 1
    assert [each.status_code for each in await asyncio.gather(*slow)] == [503, 200, 200]
    seconds = monotonic() - began
    counted = await read(door)
    assert counted[figure("gateway_queue")] == counted[figure("gateway_queue_turns")] == 0
    assert counted[figure("gateway_queue_wait_seconds_count")] == 3
    assert counted[figure("gateway_queue_wait_seconds_bucket", le="0.001")] == 1
    assert 0.1 < counted[figure("gateway_queue_wait_seconds_sum")] < 2 * seconds


async def test_no_figure_tells_who_asked_or_what():
    door = Door()
    headers = {"X-Gateway-Actor": "somebody", "X-Request-Id": "some-id"}
    question = {"query": 'query Mine { hello(name: "hunter2") }'}
    await door.client.post("/graphql", json=question, headers=headers)
    text = (await door.client.get("/metrics")).text
    assert not [word for word in ("somebody", "some-id", "Mine", "hunter2") if word in text]


WORLD = """
east is partner from 2017-04-01
acme owned by cust:acme
"""
LINK = """
mutation {
  linkCustomerAccount(input: {
    idempotencyKey: "k", account: "acme", partner: "east", type: AGENCY, effectiveOn: "2018-03-16"
  }) { ... on CustomerLinkChanged { revision } }
}
"""


def served(watch: Watch, engine: Embedded) -> AsyncClient:
    settings = Settings(max_staleness=60.0)
    app: Any = application(settings, watch.engine(engine), watch=watch)
    return AsyncClient(transport=ASGITransport(app), base_url="http://door")


async def test_statements_shelves_and_the_ledger_are_counted(embedded: Embedded):
    await ledger.plant(embedded, ladder.parse(WORLD), ledger.Author("tests", clock.now()))
    client = served(Watch(), embedded)
    for query in ('{ account(uid: "acme") { uid } }',) * 2 + (LINK,):
        answer = await client.post("/graphql", json={"query": query})
        assert "errors" not in answer.json(), answer.text
    counted = figures((await client.get("/metrics")).text)
    assert counted[figure("gateway_shelf_lookups_total", shelf="history", found="miss")] == 1
    assert counted[figure("gateway_shelf_lookups_total", shelf="history", found="hit")] >= 1
    assert counted[figure("gateway_shelf_entries", shelf="history")] >= 0
    assert counted[figure("gateway_statement_seconds_count", statement="lock_ledger")] == 1
    assert counted[figure("gateway_engine_up")] == 1
    assert counted[figure("gateway_subscriptions")] == 0
    assert counted[figure("gateway_connections")] == 0
    assert counted[figure("gateway_ledger_queue")] == 0
    assert counted[figure("gateway_ledger_wait_seconds_count")] == 1
    assert counted[figure("gateway_ledger_transactions_total")] == 1


async def test_a_store_that_is_gone_is_down(tmp_path: Path):
    engine = await start(tmp_path / "data")
    watch = Watch()
    watched = watch.engine(engine)
    assert (watched.name, watched.version) == (engine.name, engine.version)
    assert watched.address == engine.address
    await watched.close()
    with pytest.raises(StoreUnavailable):
        await ledger.revision(watched)
    with pytest.raises(StoreUnavailable):
        await watched.commit(locked_head)
    counted = figures(generate_latest(watch.figures.registry).decode())
    assert counted[figure("gateway_engine_up")] == 0
    assert counted[figure("gateway_store_failures_total", code="STORE_UNAVAILABLE")] == 2


def test_beyond_some_hundred_combinations_the_others_are_one():
    counter = Counter("tried", "Tries", ("by",), registry=CollectorRegistry())
    children = Children(counter, most=2)
    for name in ("a", "b", "c", "d", "a"):
        children.of(name).inc()
    samples = [each for each in next(iter(counter.collect())).samples if each.name == "tried_total"]
    assert {each.labels["by"]: each.value for each in samples} == {"a": 2, "b": 1, "other": 2}


@pytest.mark.parametrize(
    "settings", [{"metrics": "off"}, {"profile": "production"}, {"metrics": "127.0.0.1:1"}]
)
async def test_they_are_beside_the_endpoint_only_where_one_develops(settings: dict[str, str]):
    assert (await Door(**settings).client.get("/metrics")).status_code == 404


async def shown(setting: str, socket: str | None) -> Response:
    """What is shown at an address of its own."""
    taken = own_address(setting)
    assert taken is not None
    host, port = ("door", 80) if socket else taken.getsockname()[:2]
    url = f"http://[{host}]:{port}/metrics" if ":" in host else f"http://{host}:{port}/metrics"
    transport = AsyncHTTPTransport(uds=socket)
    read = metrics(Watch().figures.registry)
    async with exposed(taken, read), AsyncClient(transport=transport) as client:
        return await client.get(url)


async def test_they_may_have_an_address_of_their_own(tmp_path: Path):
    path = str(tmp_path / "metrics")
    for setting, socket in (("127.0.0.1:0", None), ("[::1]:0", None), (f"unix:{path}", path)):
        answer = await shown(setting, socket)
        assert "gateway_engine_up 0.0" in answer.text
        assert answer.headers["cache-control"] == "no-store"


async def test_nothing_is_shown_where_there_is_no_address():
    assert own_address("on") is own_address("off") is None
    async with exposed(None, metrics(CollectorRegistry())):
        pass


@pytest.mark.parametrize("setting", ["yes", "127.0.0.1:x", "192.0.2.1:1", "127.0.0.1:99999"])
def test_an_address_that_cannot_be_had_is_told(setting: str):
    with pytest.raises(SettingInvalid, match=r"GATEWAY_METRICS is .* expected on, off, or an addr"):
        own_address(setting)
