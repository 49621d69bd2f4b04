"""Headers as RFC 9110 and 9112 have them: lists in several lines, weights, hosts and versions."""

import pytest

from tests.http.test_line import ASKED, POST, spoken
from tests.http.tiny import Door
from tests.live.small import served

pytestmark = pytest.mark.anyio

JSON, RESPONSE = "application/json", "application/graphql-response+json"
LINE, TYPE = b"POST /graphql HTTP/1.1\r\n", b"Content-Type: application/json\r\n"
END = b"Connection: close\r\n" + ASKED
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"


async def said(head: bytes, **settings: str | int) -> bytes:
    """All that is answered to a question with that head."""
    async with served(**settings) as door:
        one = await spoken(door)
        await one.say(head + END)
        return await one.heard()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("text/plain", JSON), JSON),
        ((JSON, RESPONSE), RESPONSE),
        ((f"{RESPONSE};q=0.1", JSON), JSON),
        (("text/plain", "*/*"), JSON),
        (("", RESPONSE), RESPONSE),
    ],
)
async def test_several_lines_of_accept_are_one_list(lines: tuple[str, ...], expected: str):
    accepts = b"".join(b"Accept: " + each.encode() + b"\r\n" for each in lines)
    answer = await said(POST + accepts)
    assert b"content-type: " + expected.encode() + b";" in answer


async def test_several_lines_of_packings_are_one_list():
    accepts = b"Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n"
    assert b"content-encoding: gzip" in await said(POST + accepts, compression_bytes=1)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (JAVA, JSON),
        ("application/json;q=.5", JSON),
        ("application/json;q=0.5555, application/graphql-response+json;q=0.5", JSON),
        ("application/json;q=1.0000", JSON),
        ("application/json;q=7, application/graphql-response+json;q=1", RESPONSE),
        ("application/json;q=0, */*", RESPONSE),
        ("application/json;q=0.5, */*", RESPONSE),
        ("text/event-stream;q=0, */*", JSON),
    ],
)
async def test_weights_are_read_as_clients_write_them(accept: str, expected: str):
    response = await Door().raw(b'{"query": "{hello}"}', accept=accept)
    assert response.headers["content-type"].partition(";")[0] == expected


@pytest.mark.parametrize("weight", ["", ".", "-1", '"0.5"', "0.", ".0", "1e9", "\u0661", "0x1"])
async def test_what_is_no_weight_counts_for_nothing(weight: str):
    accept = f"application/json;q={weight}".encode()
    given = {"content-type": JSON, "accept": accept}
    response = await Door().client.post("/graphql", content=b'{"query": "{hello}"}', headers=given)
    assert response.status_code == 406


async def test_a_stream_of_events_is_for_whoever_names_it():
    response = await Door().raw(b'{"query": "{hello}"}', accept="application/json;q=0, text/*, */*")
    assert response.json()["data"] == {"hello": "hello you"}


WRONG_HOSTS = {
    "none": (b"", b"Expected a Host header"),
    "two": (b"Host: a\r\nHost: a\r\n", b"the header host once"),
    "a path": (b"Host: a/b\r\n", b"Expected a name or an address in Host"),
    "somebody at a host": (b"Host: me@localhost\r\n", b"Expected a name or an address in Host"),
    "two names": (b"Host: a, b\r\n", b"Expected a name or an address in Host"),
}


@pytest.mark.parametrize("profile", ["development", "production"])
@pytest.mark.parametrize(("host", "told"), WRONG_HOSTS.values(), ids=WRONG_HOSTS)
async def test_a_request_says_once_whom_it_is_for(host: bytes, told: bytes, profile: str):
    answer = await said(LINE + TYPE + host, profile=profile)
    assert answer.startswith(b"HTTP/1.1 400")
    assert told in answer


@pytest.mark.parametrize("host", [b"", b"a", b"A.localhost:80", b"127.0.0.1:1", b"[::1]:8000"])
async def test_names_and_addresses_are_hosts(host: bytes):
    assert b'"hello you"' in await said(LINE + TYPE + b"Host: " + host + b"\r\n")


async def test_before_1_1_there_was_no_host():
    assert b'"hello you"' in await said(b"POST /graphql HTTP/1.0\r\n" + TYPE)


@pytest.mark.parametrize(
    ("target", "host", "status"),
    [
        (b"http://localhost/graphql", b"evil.example", b"200"),
        (b"HTTP://evil.example:80/graphql?a=://b", b"localhost", b"421"),
        (b"http://evil.example/graphql", b"", b"421"),
        (b"http://localhost/graphql", None, b"400"),
        (b"graphql", b"localhost", b"400"),
    ],
)
async def test_a_whole_address_says_whom_it_is_for(
    target: bytes, host: bytes | None, status: bytes
):
    hosts = b"" if host is None else b"Host: " + host + b"\r\n"
    answer = await said(b"POST " + target + b" HTTP/1.1\r\n" + TYPE + hosts)
    assert answer.startswith(b"HTTP/1.1 " + status)


@pytest.mark.parametrize("version", [b"0.9", b"2.0"])
async def test_another_version_is_not_spoken(version: bytes):
    answer = await said(b"POST /graphql HTTP/" + version + b"\r\nHost: a\r\n" + TYPE)
    assert answer.startswith(b"HTTP/1.1 505")
    assert answer.count(b"\r\n\r\n") == 1


@pytest.mark.parametrize(
    ("codings", "status"),
    [
        (b"Transfer-Encoding: gzip, chunked\r\n", b"501"),
        (b"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", b"501"),
        (b"Transfer-Encoding: Chunked\r\n", b"200"),
    ],
)
async def test_a_body_is_sent_in_chunks_and_packed_in_nothing(codings: bytes, status: bytes):
    async with served() as door:
        one = await spoken(door)
        await one.say(POST + codings + b"Connection: close\r\n\r\n")
        await one.say(b'15\r\n{"query":"{ hello }"}\r\n0\r\n\r\n')
        assert (await one.heard()).startswith(b"HTTP/1.1 " + status)


async def test_of_two_ids_of_a_request_none_is_taken():
    answer = await said(POST + b"X-Request-Id: mine-1\r\nX-Request-Id: mine-2\r\n")
    assert b"mine" not in answer
