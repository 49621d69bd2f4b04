"""Pages of other sites: let in by name, and never by an oversight."""

import pytest
from httpx2 import Response
from starlette.datastructures import Headers

from gateway.http.origins import page_let_in
from gateway.settings import SettingInvalid
from tests.http.tiny import Door

pytestmark = pytest.mark.anyio
SITE = "https://console.example"


async def preflight(door: Door, origin: str = SITE, asks: str = "content-type") -> Response:
    headers = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": asks,
    }
    return await door.client.options("/graphql", headers=headers)


async def test_no_other_site_is_let_in_unless_it_is_named():
    door = Door()
    asked = await preflight(door)
    assert asked.status_code == 204
    assert asked.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    answered = await door.raw(b'{"query": "{hello}"}', origin=SITE)
    for each in (asked, answered):
        assert not [name for name in each.headers if name.startswith("access-control")]


async def test_a_named_site_may_ask_and_read_what_it_needs():
    door = Door(cors_origins=f"{SITE}, http://localhost:3000", cors_headers="X-Mine")
    asked = await preflight(door, asks="content-type, authorization, x-gateway-revision, x-mine")
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == SITE
    assert asked.headers["access-control-max-age"] == "600"
    assert "access-control-allow-credentials" not in asked.headers
    answered = await door.raw(b'{"query": "{hello}"}', origin=SITE)
    assert answered.headers["access-control-allow-origin"] == SITE
    assert "RateLimit" in answered.headers["access-control-expose-headers"]
    assert "Origin" in answered.headers["vary"]
    refused = await door.raw(b"{", origin=SITE)
    assert refused.headers["access-control-allow-origin"] == SITE


async def test_another_site_is_not_let_in_beside_a_named_one():
    door = Door(cors_origins=SITE)
    asked = await preflight(door, origin="https://evil.example")
    assert asked.status_code == 400
    assert "access-control-allow-origin" not in asked.headers
    assert (await preflight(door, asks="x-theirs")).status_code == 400


async def test_every_site_may_be_let_in_without_credentials_alone():
    door = Door(cors_origins="*")
    answered = await door.raw(b'{"query": "{hello}"}', origin=SITE)
    assert answered.headers["access-control-allow-origin"] == "*"
    with pytest.raises(SettingInvalid, match="name the sites"):
        Door(cors_origins="*", cors_credentials="on")
    named = Door(cors_origins=SITE, cors_credentials="on")
    assert (await preflight(named)).headers["access-control-allow-credentials"] == "true"


@pytest.mark.parametrize("wrong", ["console.example", f"{SITE}/app", "ftp://a.example", "null"])
def test_a_site_is_scheme_host_and_port(wrong: str):
    with pytest.raises(SettingInvalid, match="GATEWAY_CORS_ORIGINS"):
        Door(cors_origins=wrong)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "https://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": SITE}, 200),
        ({"sec-fetch-site": "cross-site", "x-gateway-preflight": "1"}, 200),
        ({"sec-fetch-site": "cross-site", "apollo-require-preflight": "1"}, 200),
    ],
)
async def test_a_get_by_another_sites_page_is_refused(headers: dict[str, str], status: int):
    door = Door(cors_origins=SITE)
    got = await door.client.get("/graphql", params={"query": "{hello}"}, headers=headers)
    assert got.status_code == status
    if status == 403:
        assert got.json()["errors"][0]["extensions"]["code"] == "CROSS_SITE"
    off = Door(csrf="off")
    got = await off.client.get("/graphql", params={"query": "{hello}"}, headers=headers)
    assert got.status_code == 200


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
async def test_what_a_page_can_post_unasked_is_refused(content_type: str):
    response = await Door(cors_origins="*").raw(b'{"query": "{hello}"}', content_type=content_type)
    assert response.status_code == 415


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("10.0.0.7", 200),
        ("gateway", 200),
        ("app.localhost:8000", 200),
        ("gateway.internal", 200),
        ("rebound.evil.example:8000", 421),
        ("evil.example", 421),
    ],
)
async def test_a_gateway_that_trusts_everybody_is_not_asked_by_a_name_of_others(
    host: str, status: int
):
    door = Door(hosts="gateway.internal")
    response = await door.raw(b'{"query": "{hello}"}', host=host)
    assert response.status_code == status
    if status == 421:
        (error,) = response.json()["errors"]
        assert error["extensions"]["code"] == "HOST_UNKNOWN"
        assert "GATEWAY_HOSTS" in error["message"]
        assert (await door.client.get("/graphql", headers={"host": host})).status_code == 421


@pytest.mark.parametrize(
    ("headers", "let_in"),
    [
        ({"host": "door"}, True),
        ({"host": "door:8000", "origin": "http://door:8000"}, True),
        ({"host": "door:8000", "origin": "http://door:9000"}, False),
        ({"host": "door", "origin": "https://evil.example"}, False),
        ({"host": "door", "origin": "null"}, False),
        ({"host": "door", "origin": SITE}, True),
    ],
)
def test_a_page_opens_a_connection_if_it_is_ours_or_named(headers: dict[str, str], let_in: bool):
    assert page_let_in(Headers(headers), frozenset({SITE})) is let_in
    assert page_let_in(Headers(headers), frozenset({"*"}))
