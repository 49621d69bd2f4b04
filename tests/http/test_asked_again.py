"""Answers made smaller for the wire, and answers that are not sent again."""

import gzip

import pytest
import zstandard
from httpx2 import Response

from gateway.http.packing import packing
from tests.http.tiny import Door

pytestmark = pytest.mark.anyio
LONG = "x" * 3000
PAGE = {"query": f'{{ hello(name: "{LONG}") }}'}


async def unpacked(door: Door, accept: str) -> tuple[Response, bytes]:
    """An answer with its body as it came over the wire."""
    headers = {"accept-encoding": accept}
    async with door.client.stream("POST", "/graphql", json=PAGE, headers=headers) as response:
        raw = b"".join([chunk async for chunk in response.aiter_raw()])
    return response, raw


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("*", "zstd"),
        ("*, zstd;q=0", "gzip"),
        ("gzip;q=0", None),
        ("gzip;q=0.2, identity", None),
        ("br", None),
        ("gzip;q=x", None),
    ],
)
def test_a_packing_is_chosen_by_its_weight(accept: str, expected: str | None):
    assert packing(accept) == expected


async def test_a_long_answer_is_packed_for_whoever_takes_it():
    door = Door()
    plain, whole = await unpacked(door, "identity")
    assert "content-encoding" not in plain.headers
    for accept, undo in (
        ("gzip", gzip.decompress),
        ("zstd", zstandard.ZstdDecompressor().decompress),
    ):
        response, raw = await unpacked(door, accept)
        assert response.headers["content-encoding"] == accept
        assert response.headers["vary"] == "Accept-Encoding"
        assert int(response.headers["content-length"]) == len(raw) < len(whole) / 10
        assert LONG.encode() in undo(raw)
    assert plain.headers["vary"] == "Accept-Encoding"


async def test_a_tiny_answer_is_never_packed_and_packing_can_be_off():
    tiny = await Door().post("{ hello }")
    assert "content-encoding" not in tiny.headers
    assert "vary" not in tiny.headers
    off, _ = await unpacked(Door(compression="off"), "gzip")
    assert "content-encoding" not in off.headers


async def read(door: Door, query: str = "{ hello }", **headers: str) -> Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return await door.client.get("/graphql", params={"query": query}, headers=sent)


@pytest.fixture
def door() -> Door:
    return Door()


async def test_what_has_not_changed_is_not_sent_again(door: Door):
    whole = await read(door)
    assert whole.headers["cache-control"] == "private, no-cache"
    assert "Authorization" in whole.headers["vary"]
    for known in (whole.headers["etag"], f'"other", W/{whole.headers["etag"]}', "*"):
        short = await read(door, if_none_match=known)
        assert short.status_code == 304
        assert short.content == b""
        assert short.headers["etag"] == whole.headers["etag"]
        assert short.headers["x-gateway-revision"] == "7"
    assert (await read(door, if_none_match='"other"')).status_code == 200


async def test_a_tag_is_of_one_caller_one_type_and_one_packing(door: Door):
    whole = await read(door)
    mark = whole.headers["etag"]
    assert mark.startswith('"')
    another = await read(door, x_gateway_actor="another", if_none_match=mark)
    older = await read(door, accept="application/graphql-response+json", if_none_match=mark)
    assert (another.status_code, older.status_code) == (200, 200)
    assert another.content == whole.content
    tags = [(await read(door, PAGE["query"], accept_encoding=each)) for each in ("gzip", "br")]
    assert len({each.headers["etag"] for each in tags}) == 2


async def test_only_a_whole_answer_to_a_get_has_a_tag(door: Door):
    refused = await read(door, "{ refused }", accept="application/graphql-response+json")
    wrong = await read(door, "{ helo }")
    posted = await door.raw(b'{"query": "{hello}"}', if_none_match="*")
    for each in (refused, wrong, posted):
        assert "etag" not in each.headers
        assert each.content
    assert refused.status_code == 294


async def test_head_has_the_headers_of_get_and_no_body(door: Door):
    got = await read(door)
    headed = await door.client.head("/graphql", params={"query": "{ hello }"})
    assert headed.content == b""
    for name in ("etag", "content-length", "content-type"):
        assert headed.headers[name] == got.headers[name]


async def test_the_first_and_the_compiled_answer_after_it_have_one_tag(
    door: Door,
):
    asked = [await door.client.get("/graphql", params={"query": "{ hello }"}) for _ in range(3)]
    assert len({each.headers["etag"] for each in asked}) == 1
    assert len({each.content for each in asked}) == 1
