"""The guide to the protocol does what it shows: its requests are sent, its answers compared.

A block `sh` sets what `gateway serve` is given; blocks `http` are a request and its answer, of
which those headers are compared that the page shows. A tag is the page's own name for the true one.
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from gateway.app import create_app
from gateway.clock import now
from gateway.settings import Settings
from resolvers.schema import schema
from tests.docs.blocks import ROOT, blocks
from tests.http.tiny import sit

pytestmark = pytest.mark.anyio
PAGE = ROOT / "docs" / "guide" / "protocol.md"
MANIFEST = next(each.text for each in blocks(PAGE) if each.kind == "text")


def shown(text: str) -> tuple[str, dict[str, str], str]:
    """First line, headers and body of a message."""
    head, _, body = text.partition("\n\n")
    line, *lines = head.splitlines()
    return line, dict(each.split(": ", 1) for each in lines), body.strip()


def started(command: str, folder: Path) -> AsyncClient:
    """A client of the gateway that a command line starts."""
    environment = dict(re.findall(r"(GATEWAY_\w+)=(\S+)", command))
    if "GATEWAY_TRUSTED_DOCUMENTS" in environment:
        manifest = folder / environment["GATEWAY_TRUSTED_DOCUMENTS"]
        manifest.write_text(MANIFEST, encoding="utf-8")
        environment["GATEWAY_TRUSTED_DOCUMENTS"] = str(manifest)
    app: Any = create_app(Settings.read(environment), cast("Any", None), schema, sit, now)
    return AsyncClient(transport=ASGITransport(app), base_url="http://door")


def exchanges(folder: Path) -> Iterator[tuple[AsyncClient, str, str]]:
    """Each request of the page with its answer, and the client to send it by."""
    client: AsyncClient | None = None
    for first, second in pairwise(blocks(PAGE)):
        if first.kind == "sh":
            client = started(first.text, folder)
        if first.kind == second.kind == "http" and second.text.startswith("HTTP/"):
            assert client is not None
            yield client, first.text, second.text


def compare(found: Response, answer: str, tags: dict[str, str]) -> None:
    line, headers, body = shown(answer)
    assert found.status_code == int(line.split()[1])
    if "ETag" in headers:
        tags[headers.pop("ETag")] = found.headers["ETag"]
    for name, value in headers.items():
        assert found.headers[name] == value, name
    if body:
        assert found.json() == json.loads(body)


async def test_every_exchange_of_the_page_goes_as_it_is_shown(tmp_path: Path):
    count, tags = 0, dict[str, str]()
    for client, request, answer in exchanges(tmp_path):
        line, headers, body = shown(request)
        method, path, _ = line.split()
        headers = {name: tags.get(value, value) for name, value in headers.items()}
        found = await client.request(method, path, headers=headers, content=body)
        compare(found, answer, tags)
        count += 1
    assert count >= 10
