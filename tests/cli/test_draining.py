"""A gateway that is told to stop: it says so, answers what is under way, and lets nobody hang."""

import json
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.cli.programme import Serving, all_gone

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")

QUESTION = b'{"query": "{ revision { number } }"}'
NOTICE = 1.5


def connected(url: str) -> HTTPConnection:
    parts = urlsplit(url)
    return HTTPConnection(parts.hostname or "", parts.port, timeout=10)


def sent(url: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    connection = connected(url)
    headers = {"Content-Type": "application/json"}
    connection.request("POST" if body else "GET", path, body, headers)
    with connection.getresponse() as response:
        found = response.status, response.read()
    connection.close()
    return found


def begun(url: str) -> HTTPConnection:
    """A request of which a part is on its way still."""
    connection = connected(url)
    connection.putrequest("POST", "/graphql")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(QUESTION)))
    connection.endheaders(QUESTION[:9])
    return connection


@contextmanager
def subscribed(url: str) -> Iterator[ClientConnection]:
    protocols = [Subprotocol("graphql-transport-ws")]
    query = "subscription { changes { cursor } }"
    with connect(url.replace("http", "ws"), subprotocols=protocols, proxy=None) as wire:
        wire.send('{"type": "connection_init"}')
        assert json.loads(wire.recv(5))["type"] == "connection_ack"
        wire.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": query}}))
        yield wire


def listens(url: str) -> bool:
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname, parts.port or 0), timeout=1):
            return True
    except ConnectionRefusedError:
        return False


def wait_until_closed(url: str, within: float) -> None:
    until = monotonic() + within
    while listens(url):
        assert monotonic() < until, "it listens still"
        sleep(0.02)


def test_it_says_so_goes_on_for_a_while_and_ends_with_the_last_answer(tmp_path: Path):
    options = ("--empty", "--drain-notice", str(NOTICE))
    with Serving(tmp_path, *options) as served, subscribed(served.url) as wire:
        under_way = begun(served.url)
        signalled = monotonic()
        served.process.send_signal(signal.SIGTERM)
        sleep(0.1)
        status, body = sent(served.url, "/readyz")
        assert (status, json.loads(body)["status"]) == (503, "draining")
        assert sent(served.url, "/graphql", QUESTION)[0] == 200
        wait_until_closed(served.url, 10)
        assert monotonic() - signalled >= NOTICE
        with pytest.raises(ConnectionClosed) as closed:
            wire.recv(5)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001
        under_way.send(QUESTION[9:])
        with under_way.getresponse() as response:
            assert json.loads(response.read())["data"] == {"revision": {"number": 0}}
        under_way.close()
        assert served.process.wait(10) == 0
        assert all_gone(served.engine)


def test_a_stream_of_events_ends_as_it_should(tmp_path: Path):
    with Serving(tmp_path, "--empty") as served:
        connection = connected(served.url)
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        body = b'{"query": "subscription { changes { cursor } }"}'
        connection.request("POST", "/graphql", body, headers)
        with connection.getresponse() as stream:
            assert stream.status == 200
            stream.readline()  # it has begun
            assert served.stop(signal.SIGTERM) == 0
            told = stream.read()  # raises IncompleteRead for one that is cut off
        connection.close()
        assert b"event: complete" not in told  # the client is to connect again
        assert all_gone(served.engine)


def test_a_second_signal_waits_for_nobody_to_hear_of_it(tmp_path: Path):
    with Serving(tmp_path, "--empty", "--drain-notice", "60") as served:
        served.process.send_signal(signal.SIGTERM)
        sleep(0.2)
        assert listens(served.url)
        assert served.stop(signal.SIGTERM) == 0
        lines = [json.loads(line) for line in served.log.read_text("utf-8").splitlines()]
    assert [line["notice"] for line in lines if line["event"] == "draining"] == [60]
