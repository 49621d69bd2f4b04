"""Where only trusted documents are answered, no door and no spelling lets another text in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from httpx2 import AsyncClient, Response

from tests.live.small import Served, served

pytestmark = pytest.mark.anyio

HELLO, OTHER = "query Hello { hello }", 'query Other { hello(name: "other") }'
BOTH = "query Read { hello } mutation Write { write }"
LIVE = "subscription Live { beats(to: 1) { number } }"
SHOWN = {"X-Gateway-Preflight": "1"}


def hashed(text: str) -> dict[str, Any]:
    digest = sha256(text.encode()).hexdigest()
    return {"persistedQuery": {"version": 1, "sha256Hash": digest}}


REFUSED: dict[str, dict[str, Any]] = {
    "a text": {"query": OTHER},
    "a text and its hash": {"query": OTHER, "extensions": hashed(OTHER)},
    "a hash": {"extensions": hashed(OTHER)},
    "a text beside an id": {"documentId": "hello", "query": OTHER},
    "a text beside Relay's id": {"doc_id": "hello", "query": OTHER},
    "a text beside Relay's old id": {"id": "hello", "query": OTHER},
    "a text and the hash of another": {"query": OTHER, "extensions": hashed(HELLO)},
    "an id that is none": {"documentId": "__proto__"},
    "a subscription": {"query": LIVE},
}
CODES = {
    "DOCUMENT_NOT_TRUSTED",
    "DOCUMENT_UNKNOWN",
    "DOCUMENT_HASH_MISMATCH",
}


@asynccontextmanager
async def trusting(folder: Path) -> AsyncIterator[tuple[Served, AsyncClient]]:
    """A door that answers trusted documents alone, and a client of it."""
    manifest = folder / "manifest.json"
    manifest.write_bytes(orjson.dumps({"hello": HELLO, "both": BOTH, "live": LIVE}))
    settings = {"profile": "production", "trusted_documents": str(manifest), "trusted_only": "on"}
    async with served(**settings) as door, AsyncClient(base_url=door.url, timeout=20) as client:
        yield door, client


def code(text: str | bytes) -> str:
    (error,) = orjson.loads(text)["errors"]
    return error["extensions"]["code"]


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED)
async def test_another_text_is_answered_by_no_door(tmp_path: Path, body: dict[str, Any]):
    async with trusting(tmp_path) as (door, client):
        posted = await client.post("/graphql", json=body)
        assert code(posted.text) in CODES
        told = await client.post("/graphql", json=body, headers={"Accept": "text/event-stream"})
        assert code(told.text.partition("data: ")[2].partition("\n")[0]) in CODES
        assert code((await client.post("/graphql", json=[body])).text) == "REQUEST_MALFORMED"
        got = await client.get("/graphql", params=written(body), headers=SHOWN)
        assert got.status_code in {400, 405, 200}
        assert code(got.text) in CODES | {"METHOD_NOT_ALLOWED"}
        async with door.talk() as wired:
            await wired.say({"id": "1", "type": "subscribe", "payload": body})
            said = await wired.hear()
            assert said["type"] == "error"
            assert said["payload"][0]["extensions"]["code"] in CODES


def written(body: dict[str, Any]) -> dict[str, str]:
    return {k: v if isinstance(v, str) else orjson.dumps(v).decode() for k, v in body.items()}


async def test_the_address_of_a_post_names_nothing(tmp_path: Path):
    async with trusting(tmp_path) as (_, client):
        named = await client.post("/graphql?documentId=hello", json={"query": OTHER})
        assert code(named.text) == "DOCUMENT_NOT_TRUSTED"
        beside = await client.post(
            "/graphql", params={"query": OTHER}, json={"documentId": "hello"}
        )
        assert beside.json()["data"] == {"hello": "hello you"}


async def test_a_mutation_of_a_trusted_document_is_posted_whatever_its_name_hides(tmp_path: Path):
    async def read(**more: str) -> Response:
        return await client.get("/graphql", params={"documentId": "both"} | more, headers=SHOWN)

    async with trusting(tmp_path) as (_, client):
        assert (await read(operationName="Read")).json()["data"] == {"hello": "hello you"}
        assert code((await read(operationName="Write")).text) == "METHOD_NOT_ALLOWED"
        assert code((await read()).text) == "OPERATION_UNKNOWN"
        assert code((await read(operationName="read")).text) == "OPERATION_UNKNOWN"
        both = await read(operationName="Write", operationname="Read")
        assert code(both.text) == "METHOD_NOT_ALLOWED"
        sent = {"X-HTTP-Method-Override": "POST"} | SHOWN
        overridden = await client.get(
            "/graphql", params={"documentId": "both", "operationName": "Write"}, headers=sent
        )
        assert overridden.status_code == 405


async def test_trusted_documents_are_answered_by_every_door(tmp_path: Path):
    async with trusting(tmp_path) as (door, client):
        headers = {"Accept": "text/event-stream"}
        told = await client.post("/graphql", json={"documentId": "live"}, headers=headers)
        assert "event: next" in told.text
        assert "event: complete" in told.text
        got = await client.get("/graphql", params={"documentId": "hello"}, headers=SHOWN)
        assert got.json()["data"] == {"hello": "hello you"}
        async with door.talk() as wired:
            payload = {"documentId": "live"}
            await wired.say({"id": "1", "type": "subscribe", "payload": payload})
            assert (await wired.hear())["payload"]["data"] == {"beats": {"number": 1}}


async def test_a_text_is_kept_under_no_hash_but_its_own():
    async with served(profile="production") as door, AsyncClient(base_url=door.url) as client:
        poisoned = {"query": OTHER, "extensions": hashed(HELLO)}
        assert code((await client.post("/graphql", json=poisoned)).text) == "DOCUMENT_HASH_MISMATCH"
        asked = await client.post("/graphql", json={"extensions": hashed(HELLO)})
        assert code(asked.text) == "PERSISTED_QUERY_NOT_FOUND"
