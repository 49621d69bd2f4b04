"""`gateway serve` from start to end: ready soon, its data found again, nothing left behind."""

import json
import os
import signal
import socket
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from graphql import parse, validate

from gateway.cli.greeting import QUERIES
from gateway.documents.execution import core
from resolvers.schema import schema
from tests.cli.programme import Serving, all_gone, gateway

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
READY_SECONDS = 5.0
"""On a machine with nothing else to do; on another the queue of its processors counts."""


def ask(url: str, query: str) -> dict[str, object]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", parts.path, json.dumps({"query": query}), headers)
    with connection.getresponse() as response:
        answer = json.loads(response.read())
        assert not {"date", "server"} & {name.lower() for name, _ in response.getheaders()}
    connection.close()
    assert "errors" not in answer, answer
    return answer["data"]


def test_it_is_ready_soon_finds_its_data_again_and_leaves_nothing_behind(tmp_path: Path):
    with Serving(tmp_path) as first:
        assert first.seconds < READY_SECONDS * max(1.0, os.getloadavg()[0])
        assert "planted a sample of 40 accounts" in first.printed
        assert len(first.engine) == 1
        for _, query in QUERIES:
            assert query in first.printed
            assert all(ask(first.url, query).values())
        refused = gateway("doctor", cwd=tmp_path)
        assert refused.returncode == 3
        assert "[STORE_IN_USE]" in refused.stderr
        assert "gateway ask --url" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert first.stop(signal.SIGINT) == 0
        assert all_gone(first.engine)
    in_order = gateway("doctor", "--audit", cwd=tmp_path)
    assert in_order.returncode == 0, in_order.stdout
    with Serving(tmp_path) as second:
        assert "planted" not in second.printed
        second.stop(signal.SIGKILL)
        assert all_gone(second.engine)
    asked = gateway("ask", '{ account(uid: "elm") { uid } }', cwd=tmp_path)
    answer = {"data": {"account": {"uid": "elm"}}, "extensions": {"revision": 1}}
    assert json.loads(asked.stdout) == answer


RECORD = """mutation {
  recordPayments(input: {idempotencyKey: "k1", rows: [
    {id: "late", account: "elm", amount: "5.00", paidAt: "2026-09-20T10:00:00+08:00"}
  ]}) { __typename }
  recordObligation(input: {
    idempotencyKey: "k2", id: "owed", account: "elm", amount: "7.00"
    occurredOn: "2026-09-21"
  }) { __typename }
}"""


def test_what_it_records_is_kept_derived_in_the_same_commit(tmp_path: Path):
    with Serving(tmp_path) as served:
        assert all(ask(served.url, RECORD).values())
        assert served.stop(signal.SIGTERM) == 0
    examined = gateway("doctor", cwd=tmp_path).stdout
    assert "are what the payments give" in examined
    assert "edges are what the debts give" in examined


def test_an_empty_store_is_left_empty_when_one_says_so(tmp_path: Path):
    with Serving(tmp_path, "--empty") as served:
        assert "planted" not in served.printed
        assert "elm" not in served.printed
        assert "Warning: Nobody is asked who they are" in served.printed
        assert ask(served.url, "query Here { revision { number } }") == {"revision": {"number": 0}}
        assert served.stop(signal.SIGTERM) == 0
        assert all_gone(served.engine)
        lines = [json.loads(line) for line in served.log.read_text("utf-8").splitlines()]
    (line,) = [line for line in lines if line["event"] == "request"]
    assert (line["operation"], line["status"], line["revision"]) == ("Here", 200, 0)
    (warned,) = [line for line in lines if line["event"] == "no identity"]
    assert (warned["level"], warned["taken"]) == ("warning", "on trust")


@pytest.mark.parametrize(("question", "query"), QUERIES)
def test_a_query_to_paste_fits_the_schema(question: str, query: str):
    assert question.endswith("?")
    assert validate(core(schema), parse(query)) == []


def test_a_port_that_is_taken_is_told_before_anything_is_started(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = gateway("serve", "--port", port, cwd=tmp_path)
    assert refused.returncode == 2
    assert "Address already in use" in refused.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "nowhere.invalid"])  # noqa: S104 - refused
def test_an_address_beyond_loopback_or_unknown_is_refused(tmp_path: Path, host: str):
    refused = gateway("serve", "--port", "0", "--host", host, cwd=tmp_path)
    assert refused.returncode == 2
    assert "[SETTING_INVALID]" in refused.stderr
    assert "GATEWAY_HOST" in refused.stderr
    assert not (tmp_path / "data").exists()
