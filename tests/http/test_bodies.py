"""Bodies that no client means, sent to a running gateway: each is refused, none stays in memory."""

import gzip
import socket
from collections.abc import Iterator
from copy import copy
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.guarded import Guarded, bearer
from tests.cli.programme import Serving

pytestmark = pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
JSON = "application/json"
HUGE = 100 * 1024 * 1024
PIECE = b" " * 65_536
GROWN = 48 * 1024
"""KiB that all these bodies together may add to a gateway that has answered before."""
ASKED = '{"query": "query ($n: Int) { revision { number } changes(first: $n) { __typename } }", '

BODIES = {
    "an integer": b"1",
    "a fraction": b"1.5e300",
    "null": b"null",
    "a string": b'"{ revision { number } }"',
    "true": b"true",
    "a list": b'[{"query": "{ revision { number } }"}]',
    "nothing": b"",
    "blanks": b" " * 1000,
    "an open object": b'{"query": "{ revision { number } }"',
    "100,000 brackets": b"[" * 100_000,
    "100,000 braces": b'{"a":' * 100_000,
    "100,000 brackets, closed": b"[" * 100_000 + b"]" * 100_000,
    "100,000 brackets in variables": b'{"query": "{ revision { number } }", "variables": '
    + b"[" * 100_000
    + b"]" * 100_000
    + b"}",
    "100,000 braces in a query": b'{"query": "' + b"{a" * 100_000 + b'"}',
    "100,000 brackets in a query": b'{"query": "{ revision(a: ' + b"[" * 100_000 + b'"}',
    "bad UTF-8": b'{"query": "\xff\xfe"}',
    "cut UTF-8": b'{"query": "\xe6\xb5"}',
    "a lone surrogate": b'{"query": "\\ud800"}',
    "UTF-16": '{"query": "{ revision { number } }"}'.encode("utf-16"),
    "a zero byte": b'{"query": "{ revision { number } }\x00"}',
    "an integer of 5,000 digits": (ASKED + '"variables": {"n": ' + "9" * 5_000 + "}}").encode(),
    "such an integer in the query": (
        '{"query": "{ changes(first: ' + "9" * 5_000 + ') { __typename } }"}'
    ).encode(),
    "NaN": (ASKED + '"variables": {"n": NaN}}').encode(),
    "10 to the 400": (ASKED + '"variables": {"n": 1e400}}').encode(),
    "a string for an integer": (ASKED + '"variables": {"n": "1"}}').encode(),
    "variables as a list": (ASKED + '"variables": []}').encode(),
    "variables as text": (ASKED + '"variables": "{}"}').encode(),
    "an operation's name as a number": (ASKED + '"operationName": 5}').encode(),
    "extensions as text": (ASKED + '"extensions": "x"}').encode(),
    "a query as a number": b'{"query": 1}',
    "a query as an object": b'{"query": {"a": 1}}',
    "a query twice, the last null": b'{"query": "{ revision { number } }", "query": null}',
}
TYPES = {
    "none": "",
    "text": "text/plain",
    "a form": "application/x-www-form-urlencoded",
    "an upload": "multipart/form-data; boundary=x",
    "a query": "application/graphql",
    "another charset": "application/json; charset=gbk",
    "UTF-16": "application/json; charset=utf-16",
    "almost": "application/jsonp",
}


class Talking:
    """A gateway, spoken to in plain HTTP, and how much memory it holds."""

    def __init__(self, served: Serving, credential: dict[str, str]) -> None:
        """Of one that is ready, with the header of who speaks."""
        self.credential = credential
        self.process = served.process.pid
        self.place = urlsplit(served.url)
        self.address = (self.place.hostname or "", self.place.port or 0)

    def post(self, body: bytes, kind: str = JSON) -> int:
        """The status of an answer, which has to be an answer of the gateway's own."""
        connection = HTTPConnection(*self.address, timeout=10)
        headers = {"Accept": "application/graphql-response+json"}
        headers |= self.credential | ({"Content-Type": kind} if kind else {})
        connection.request("POST", self.place.path, body, headers)
        with connection.getresponse() as response:
            said = response.read()
        connection.close()
        assert b'"code"' in said or response.status == 200, said
        return response.status

    def stream(self, *head: str, pieces: Iterator[bytes]) -> bytes:
        """The first bytes of the answer to a body that is sent until nobody takes it."""
        lines = [f"POST {self.place.path} HTTP/1.1", "Host: here", f"Content-Type: {JSON}", *head]
        lines += [f"{name}: {value}" for name, value in self.credential.items()]
        with socket.create_connection(self.address, timeout=10) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode())
            try:
                for piece in pieces:
                    connection.sendall(piece)
            except (BrokenPipeError, ConnectionResetError):
                pass
            try:
                return connection.recv(65_536)
            except ConnectionResetError:
                return b""

    def memory(self) -> int:
        """KiB that it has held at the most so far."""
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


@pytest.fixture(scope="module", params=["development", "production"])
def talking(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Talking]:
    """In production whoever speaks has a credential, or nothing of a body would be read."""
    folder, known = tmp_path_factory.mktemp("served"), request.param == "production"
    with Guarded(folder, "--empty") if known else Serving(folder, "--empty") as served:
        found = Talking(served, bearer() if known else {})
        assert found.post(b'{"query": "{ revision { number } }"}') == 200
        yield found


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_no_client_means_is_refused(talking: Talking, body: bytes):
    assert talking.post(body) == 400


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_a_body_of_another_type_is_refused(talking: Talking, kind: str):
    assert talking.post(b'{"query": "{ revision { number } }"}', kind) == 415


def chunks() -> Iterator[bytes]:
    for _ in range(HUGE // len(PIECE)):
        yield f"{len(PIECE):x}\r\n".encode() + PIECE + b"\r\n"


def test_100_mb_are_refused_and_not_kept(talking: Talking):
    before = talking.memory()
    refused = b"HTTP/1.1 413 "
    said = talking.stream(f"Content-Length: {HUGE}", pieces=iter([PIECE] * (HUGE // len(PIECE))))
    assert said[: len(refused)] in {refused, b""}
    assert talking.stream("Content-Length: 1048577", pieces=iter(())).startswith(refused)
    said = talking.stream("Transfer-Encoding: chunked", pieces=chunks())
    assert said[: len(refused)] in {refused, b""}
    assert talking.memory() - before < GROWN // 2


def test_a_body_that_says_another_length_than_it_has_is_no_request(talking: Talking):
    both = ("Content-Length: 5", "Transfer-Encoding: chunked")
    for head in (("Content-Length: -1",), ("Content-Length: five",), both):
        assert talking.stream(*head, pieces=iter([b"12345"])).startswith(b"HTTP/1.1 4")


def test_all_of_it_together_leaves_memory_as_it_was(talking: Talking):
    for body in BODIES.values():
        talking.post(body)
    before = talking.memory()
    for _ in range(5):
        for body in BODIES.values():
            talking.post(body)
    assert talking.memory() - before < GROWN
    assert talking.post(b'{"query": "{ revision { number } }"}') == 200


def test_a_packed_body_is_not_unpacked(talking: Talking):
    connection = HTTPConnection(*talking.address, timeout=10)
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"} | talking.credential
    connection.request("POST", talking.place.path, gzip.compress(bytes(HUGE // 10)), headers)
    with connection.getresponse() as response:
        assert (response.status, response.headers["accept-encoding"]) == (415, "identity")
        assert b"without Content-Encoding, not 'gzip'" in response.read()
    connection.close()


@pytest.mark.parametrize("talking", ["production"], indirect=True)
def test_nothing_of_a_body_is_read_of_whoever_has_no_credential(talking: Talking):
    stranger, before = copy(talking), talking.memory()
    stranger.credential = {}
    assert stranger.post(b"{") == 401
    refused = b"HTTP/1.1 401 "
    assert stranger.stream(f"Content-Length: {HUGE}", pieces=iter(())).startswith(refused)
    said = stranger.stream("Transfer-Encoding: chunked", pieces=chunks())
    assert said[: len(refused)] in {refused, b""}
    assert talking.memory() - before < GROWN // 2
