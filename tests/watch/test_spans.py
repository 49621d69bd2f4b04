"""Spans: one for a request, one for each statement, within the trace of the client; no values."""

import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from timeit import timeit
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from gateway import clock
from gateway.app import application
from gateway.settings import SettingInvalid, Settings
from gateway.watch.spans import Spans
from gateway.watch.tracing import traced
from gateway.watch.watch import Watch
from graph import ladder
from graph.store import ledger
from graph.store.embedded import Embedded
from tests.engines import start
from tests.watch.test_figures import LINK, WORLD

pytestmark = pytest.mark.anyio

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


class Recorder:
    """A tracer provider that keeps spans in memory."""

    def __init__(self) -> None:
        self.kept = InMemorySpanExporter()
        self.provider = TracerProvider()
        self.provider.add_span_processor(SimpleSpanProcessor(self.kept))
        self.watch = Watch(Spans(self.provider.get_tracer("tests")))

    def client(self, engine: Embedded) -> AsyncClient:
        settings = Settings(max_staleness=60.0)
        app: Any = application(settings, self.watch.engine(engine), watch=self.watch)
        return AsyncClient(transport=ASGITransport(app), base_url="http://door")

    def taken(self) -> dict[str, ReadableSpan]:
        return {span.name: span for span in self.kept.get_finished_spans()}


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    made = Recorder()
    yield made
    made.provider.shutdown()


async def ask(client: AsyncClient, query: str, **variables: str) -> None:
    body = {"query": query, "variables": variables}
    headers = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
    answer = await client.post("/graphql", json=body, headers=headers)
    assert "errors" not in answer.json(), answer.text


def above(span: ReadableSpan) -> int:
    assert span.parent is not None
    return span.parent.span_id


def number(span: ReadableSpan) -> int:
    assert span.context is not None
    return span.context.span_id


async def test_a_request_is_a_span_and_so_is_each_statement_within_it(
    embedded: Embedded, recorder: Recorder
):
    await ledger.plant(embedded, ladder.parse(WORLD), ledger.Author("tests", clock.now()))
    client = recorder.client(embedded)
    await ask(client, "query Mine($u: String!) { account(uid: $u) { uid } }", u="acme")
    spans = recorder.taken()
    request = spans["query Mine"]
    assert request.kind is SpanKind.SERVER
    assert request.context is not None
    assert (f"{request.context.trace_id:032x}", f"{above(request):016x}") == (TRACE, PARENT)
    assert request.attributes is not None
    assert request.attributes["graphql.operation.name"] == "Mine"
    assert request.attributes["http.response.status_code"] == 200
    assert request.attributes["gateway.statements"] == 1
    statement = spans["histories"]
    assert above(spans["feed"]) == number(request)
    assert statement.kind is SpanKind.CLIENT
    assert above(statement) == number(request)
    assert "acme" not in json.dumps([json.loads(span.to_json()) for span in spans.values()])


async def test_the_statements_of_a_write_stand_within_its_request(
    embedded: Embedded, recorder: Recorder
):
    await ledger.plant(embedded, ladder.parse(WORLD), ledger.Author("tests", clock.now()))
    await ask(recorder.client(embedded), LINK)
    spans = recorder.taken()
    assert above(spans["lock_ledger"]) == number(spans["mutation"])


async def test_a_statement_that_fails_is_marked_by_its_code(tmp_path: Path, recorder: Recorder):
    engine = await start(tmp_path / "data")
    await engine.close()
    client = recorder.client(engine)
    answer = await client.post("/graphql", json={"query": "{ revision { number } }"})
    assert answer.status_code == 503
    statement, request = recorder.kept.get_finished_spans()
    for span, kind in ((statement, "STORE_UNAVAILABLE"), (request, "503")):
        assert span.status.status_code is StatusCode.ERROR
        assert not span.events
        assert span.attributes is not None
        assert span.attributes["error.type"] == kind


class Collector(BaseHTTPRequestHandler):
    """A collector that takes everything."""

    taken: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((self.path, body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


async def test_spans_go_to_the_collector_that_the_settings_name():
    Collector.taken = []
    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        place = f"http://127.0.0.1:{server.server_port}/"
        async with traced(Settings(tracing=place)) as spans:
            with spans.statement("histories"):
                pass
        server.shutdown()
    ((path, body),) = Collector.taken
    assert path == "/v1/traces"
    assert b"partner-gateway" in body
    assert b"histories" in body


async def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(SettingInvalid, match=r"install partner-gateway\[tracing\]"):
        async with traced(Settings(tracing="http://127.0.0.1:1")):
            pass


def test_watching_without_a_tracer_costs_next_to_nothing():
    spans, headers = Spans(), {"traceparent": f"00-{TRACE}-{PARENT}-01"}

    def once() -> None:
        with spans.request(headers):
            pass

    assert timeit(once, number=10_000) / 10_000 < 20e-6


async def test_a_gateway_that_is_not_traced_begins_no_spans(embedded: Embedded):
    async with traced(Settings()) as spans:
        assert await ledger.revision(Watch(spans).engine(embedded)) == 0
