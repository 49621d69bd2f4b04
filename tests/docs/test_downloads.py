"""The guide for frontends shows files as they come: its requests are sent, its answers compared."""

import json
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient

from gateway.app import application
from gateway.settings import Settings
from graph.ladder import parse
from graph.store import ledger
from graph.store.embedded import Embedded
from tests.docs.blocks import ROOT, blocks
from tests.docs.test_protocol_page import shown
from tests.engines import wipe

pytestmark = pytest.mark.anyio
PAGE = ROOT / "docs" / "guide" / "frontend.md"
NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)


async def test_the_files_of_the_page_come_as_it_says(session_embedded: Embedded):
    app: Any = application(Settings(), session_embedded, lambda: NOW)
    client, sent = AsyncClient(transport=ASGITransport(app), base_url="http://localhost"), 0
    for first, second in pairwise(blocks(PAGE)):
        if first.kind == "ladder":
            await wipe(session_embedded)
            await ledger.plant(session_embedded, parse(first.text), ledger.Author("reader", NOW))
        if first.kind == second.kind == "http" and second.text.startswith("HTTP/"):
            line, headers, _ = shown(first.text)
            found = await client.get(line.split()[1], headers=headers)
            line, headers, body = shown(second.text)
            assert found.status_code == int(line.split()[1])
            assert {name: found.headers[name] for name in headers} == headers
            assert read(found.text) == read(body)
            sent += 1
    assert sent == 2


def read(body: str) -> object:
    """What a body says."""
    return json.loads(body) if body.startswith("{") else body.strip()
