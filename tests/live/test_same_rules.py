"""What holds for a POST holds over WebSockets and event streams too: pages, budgets, documents."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
import pytest
from httpx2 import AsyncClient
from websockets.exceptions import InvalidStatus

from tests.live.small import Served, served

pytestmark = pytest.mark.anyio

HELLO, NODE = "{ hello }", "{ node { depth } }"
BEATS = "subscription { beats(to: 3) { number } }"
HASH = sha256(HELLO.encode()).hexdigest()
PERSISTED = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": HASH}}}


async def over_socket(door: Served, *payloads: dict[str, Any]) -> list[str]:
    """What each question got over one WebSocket: `data` of each answer, or a code at the end."""
    heard = list[str]()
    async with door.talk() as wired:
        for payload in payloads:
            await wired.say({"id": "1", "type": "subscribe", "payload": payload})
            while (told := await wired.hear())["type"] == "next":
                heard.append("data")
            if told["type"] == "error":
                heard.append(told["payload"][0]["extensions"]["code"])
    return heard


async def over_events(door: Served, *payloads: dict[str, Any]) -> list[str]:
    """The same, an event stream each."""
    heard = list[str]()
    headers = {"Accept": "text/event-stream"}
    async with AsyncClient(base_url=door.url, headers=headers, timeout=20) as client:
        for payload in payloads:
            text = (await client.post("/graphql", json=payload)).text
            lines = [line.removeprefix("data: ") for line in text.splitlines() if "{" in line]
            for body in map(orjson.loads, lines):
                errors = body.get("errors")
                heard.append(errors[0]["extensions"]["code"] if errors else "data")
    return heard


WAYS = pytest.mark.parametrize("asked", [over_socket, over_events])


@WAYS
async def test_requests_are_charged(asked: Any):
    async with served(requests_rate="2/minute") as door:
        heard = await asked(door, *({"query": HELLO} for _ in range(3)))
        assert heard == ["data", "data", "RATE_LIMITED"]


@WAYS
async def test_objects_are_charged(asked: Any):
    async with served(cost_rate="2/minute") as door:
        heard = await asked(door, *({"query": NODE} for _ in range(3)))
        assert heard == ["data", "data", "COST_BUDGET_EXCEEDED"]


@WAYS
async def test_a_subscription_pays_for_each_answer_and_ends_when_it_cannot(asked: Any):
    async with served(cost_rate="2/minute", requests_rate="1/minute") as door:
        assert await asked(door, {"query": BEATS}) == ["data", "data", "COST_BUDGET_EXCEEDED"]


@WAYS
async def test_what_a_subscription_is_told_leaves_less_for_questions_by_any_door(asked: Any):
    async with served(cost_rate="4/minute") as door:
        assert await asked(door, {"query": BEATS}, {"query": NODE}) == ["data"] * 4
        for other in (over_socket, over_events):
            assert await other(door, {"query": NODE}) == ["COST_BUDGET_EXCEEDED"]
        async with AsyncClient(base_url=door.url) as client:
            assert (await client.post("/graphql", json={"query": NODE})).status_code == 429


@WAYS
async def test_one_question_is_too_expensive_by_itself(asked: Any):
    async with served(max_cost=0) as door:
        heard = await asked(door, {"query": BEATS}, {"query": NODE}, {"query": HELLO})
        assert heard == ["LIMIT_EXCEEDED", "LIMIT_EXCEEDED", "data"]


@WAYS
async def test_only_trusted_documents_are_answered_where_only_they_are(asked: Any, tmp_path: Path):
    manifest = tmp_path / "manifest.json"
    manifest.write_bytes(orjson.dumps({HASH: HELLO, "beats": BEATS}))
    async with served(trusted_documents=str(manifest), trusted_only="on") as door:
        texts = [{"query": HELLO}, {"query": BEATS}, PERSISTED | {"query": NODE}]
        assert await asked(door, *texts) == [
            "DOCUMENT_NOT_TRUSTED",
            "DOCUMENT_NOT_TRUSTED",
            "DOCUMENT_HASH_MISMATCH",
        ]
        named = [{"documentId": HASH}, PERSISTED, {"documentId": "beats"}, {"documentId": "none"}]
        assert await asked(door, *named) == [*["data"] * 5, "DOCUMENT_UNKNOWN"]


@WAYS
async def test_a_text_is_kept_by_its_hash(asked: Any):
    async with served() as door:
        heard = await asked(door, PERSISTED, PERSISTED | {"query": HELLO}, PERSISTED)
        assert heard == ["PERSISTED_QUERY_NOT_FOUND", "data", "data"]
    async with served(apq="off") as door:
        heard = await asked(door, PERSISTED | {"query": HELLO})
        assert heard == ["PERSISTED_QUERY_NOT_SUPPORTED"]


async def test_questions_over_sockets_take_turns_with_all_others():
    async with served(max_requests=1, max_waiting=1) as door, door.talk() as wired:
        for id_ in "abc":
            await wired.ask(id_, "{ soon }")
        told = [await wired.hear() for _ in range(5)]
        (refused,) = [each for each in told if each["type"] == "error"]
        assert refused["payload"][0]["extensions"]["code"] == "OVERLOADED"


SITE = "https://console.example"


@pytest.mark.parametrize(
    ("origin", "settings"),
    [
        (None, {}),
        (SITE, {"cors_origins": f"https://other.example,{SITE}"}),
        (SITE, {"cors_origins": "*"}),
        (SITE, {"csrf": "off"}),
    ],
)
async def test_a_page_that_is_let_in_and_what_is_no_page_open_sockets(
    origin: str | None, settings: dict[str, str]
):
    async with served(**settings) as door, door.talk(origin=origin):
        pass


async def test_a_page_of_our_own_opens_sockets():
    async with served() as door, door.talk(origin=door.url):
        pass


@pytest.mark.parametrize("origin", [SITE, "null", "http://127.0.0.1", "http://127.0.0.1:1"])
@pytest.mark.parametrize("settings", [{}, {"cors_origins": "https://other.example"}])
async def test_the_page_of_another_site_is_refused_before_the_handshake(
    origin: str, settings: dict[str, str]
):
    async with served(**settings) as door:
        with pytest.raises(InvalidStatus) as refused:
            await door.wire(origin=origin).__aenter__()
        assert refused.value.response.status_code == 403


async def test_a_page_does_not_get_in_by_a_name_that_leads_here():
    async with served() as door:
        headers = {"Host": "evil.example", "Origin": "http://evil.example"}
        with pytest.raises(InvalidStatus) as refused:
            await door.wire(additional_headers=headers).__aenter__()
        assert refused.value.response.status_code == 403
