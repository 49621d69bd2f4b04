"""Pages that open a WebSocket: a browser asks nobody before it, so we look whose page it is."""

import pytest
from httpx2 import AsyncClient
from structlog.testing import capture_logs
from websockets.exceptions import InvalidStatus

from tests.live.small import Served, served

pytestmark = pytest.mark.anyio

SITE = "https://console.example"


async def opened(door: Served, **headers: str) -> bool:
    """Whether a WebSocket is opened with some headers, and the log has its line."""
    given = {name.capitalize(): value for name, value in headers.items()}
    status = 101
    with capture_logs() as logged:
        try:
            async with door.talk(additional_headers=given):
                return True
        except InvalidStatus as refused:
            status = refused.response.status_code
    assert status == 403
    (line,) = [each for each in logged if each["event"] == "websocket"]
    assert line["why"] in {"CROSS_SITE", "HOST_UNKNOWN"}
    return False


async def test_a_page_of_another_site_opens_no_websocket_unless_it_is_named():
    async with served(cors_origins=SITE) as door:
        assert await opened(door)  # a tool: it names no page
        assert await opened(door, origin=door.url)
        assert await opened(door, origin=SITE)
        for other in ("https://evil.example", "null", door.url.replace("http", "https", 1) + "0"):
            assert not await opened(door, origin=other)


async def test_a_name_that_leads_here_is_no_way_in_where_everybody_is_believed():
    async with served() as door:
        evil = f"evil.example:{door.url.rpartition(':')[2]}"
        assert not await opened(door, host=evil, origin=f"http://{evil}")


async def test_pages_may_be_let_in_altogether():
    async with served(csrf="off") as door:
        assert await opened(door, origin="https://evil.example")


async def test_no_request_is_sent_elsewhere_by_a_name_of_its_own():
    async with served() as door, AsyncClient(base_url=door.url) as client:
        found = await client.post("/graphql/", json={}, headers={"host": "evil.example"})
        assert (found.status_code, found.headers.get("location")) == (404, None)
