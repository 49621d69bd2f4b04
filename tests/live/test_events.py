"""Answers as server-sent events, in the distinct connections mode of graphql-sse."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any

import orjson
import pytest
from httpx2 import AsyncClient, Response

from tests.live.small import LISTENING, Served, served, until

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("both_ways")]

EVENTS = {"Accept": "text/event-stream"}
BEATS = "subscription ($to: Int!) { beats(to: $to) { number } }"
SILENCE = 'subscription { silence(name: "events") { number } }'


@asynccontextmanager
async def asked(
    door: Served, query: str, method: str = "POST", **variables: object
) -> AsyncIterator[Response]:
    """The response to a question for events, while it comes."""
    body: dict[str, Any] = {"query": query, "variables": variables}
    async with AsyncClient(base_url=door.url, headers=EVENTS, timeout=20) as client:
        options: Any = {"json": body} if method == "POST" else {"params": {"query": query}}
        async with client.stream(method, "/graphql", **options) as response:
            yield response


async def events(response: Response) -> AsyncIterator[tuple[str, Any]]:
    """The events of a stream with their data; comments are left out."""
    name = ""
    async for line in response.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data:"):
            data = line.removeprefix("data:").strip()
            yield name, orjson.loads(data) if data else None


async def told(door: Served, query: str, **variables: object) -> list[tuple[str, Any]]:
    """All events of a stream that ends."""
    async with asked(door, query, **variables) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        return [each async for each in events(response)]


async def test_a_subscription_is_told_event_after_event_and_completed():
    async with served() as door:
        found = await told(door, BEATS, to=3)
        assert [name for name, _ in found] == ["next", "next", "next", "complete"]
        assert [data["data"]["beats"]["number"] for _, data in found[:-1]] == [1, 2, 3]
        assert found[-1] == ("complete", None)


@pytest.mark.parametrize(
    ("query", "data"),
    [("{ hello }", {"hello": "hello you"}), ("mutation { write }", {"write": "written"})],
)
async def test_queries_and_mutations_are_streams_of_one_answer(query: str, data: object):
    async with served() as door:
        (first, last) = await told(door, query)
        assert (first[0], first[1]["data"], last) == ("next", data, ("complete", None))


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("subscription { beats(to: 1) { nothing } }", "VALIDATION_FAILED"),
        ("{ nothing }", "VALIDATION_FAILED"),
        ("subscription { refused { number } }", "ACCOUNT_UNKNOWN"),
        (BEATS, "VARIABLES_INVALID"),
        ("subscription { defect { number } }", "INTERNAL_ERROR"),
        ("subscription { beats(to: 3, behind: 20) { number } }", "LIMIT_EXCEEDED"),
    ],
)
async def test_what_cannot_be_answered_is_told_within_the_stream(query: str, code: str):
    async with served(live_lag=30) as door:
        *_, (name, data), last = await told(door, query)
        assert (name, last) == ("next", ("complete", None))
        assert [each["extensions"]["code"] for each in data["errors"]] == [code]
        assert "hunter2" not in str(data)


async def test_a_stream_can_be_had_by_get_where_one_develops():
    async with served() as door:
        query = "subscription { beats(to: 1) { number } }"
        async with asked(door, query, method="GET") as response:
            assert [name async for name, _ in events(response)] == ["next", "complete"]
    async with (
        served(profile="production") as door,
        asked(door, query, method="GET") as response,
    ):
        assert response.status_code == 405


async def test_nothing_is_listened_to_for_whoever_wants_the_headers_alone():
    async with served() as door, AsyncClient(base_url=door.url, headers=EVENTS) as client:
        refused = await client.head("/graphql", params={"query": SILENCE})
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET, POST")
        assert not LISTENING


async def test_a_subscription_needs_a_client_that_takes_events():
    async with served() as door, AsyncClient(base_url=door.url) as client:
        query = {"query": BEATS, "variables": {"to": 1}}
        refused = await client.post("/graphql", json=query)
        (error,) = refused.json()["errors"]
        assert (refused.status_code, error["extensions"]["code"]) == (406, "NOT_ACCEPTABLE")
        both = {"Accept": "application/json, text/event-stream"}
        taken = await client.post("/graphql", json=query, headers=both)
        assert taken.text.startswith("event: next") or taken.text.startswith(":")


async def test_a_comment_keeps_a_silent_stream_open():
    async with served(live_ping_seconds=0.05) as door, asked(door, SILENCE) as response:
        lines = response.aiter_lines()
        comments = 0
        async for line in lines:
            comments += line == ":"
            if comments == 3:
                break


async def test_when_its_client_goes_a_stream_is_let_go():
    async with served() as door:
        async with asked(door, SILENCE) as response, aclosing(events(response)) as stream:
            assert (await anext(stream))[0] == "next"
            assert {"events"} == LISTENING
        await until(lambda: not LISTENING and not door.live.caps.open)
        assert not door.live.caps.callers


async def test_more_streams_than_there_may_be_are_refused_with_the_limit():
    async with (
        served(live_per_caller=1) as door,
        asked(door, SILENCE) as first,
        asked(door, SILENCE) as second,
    ):
        assert first.status_code == 200
        assert second.status_code == 429
        (error,) = orjson.loads(await second.aread())["errors"]
        assert error["message"] == "You have 1 connections open, which is the most. Close one."
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert second.headers["retry-after"] == "1"


async def test_a_gateway_that_stops_ends_its_streams_without_complete():
    async with served() as door, asked(door, SILENCE) as response:
        stream = events(response)
        assert (await anext(stream))[0] == "next"
        leaving = asyncio.create_task(door.live.leave())
        assert [each async for each in stream] == []
        await leaving
