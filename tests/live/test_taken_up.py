"""Event streams that are taken up again: `Last-Event-ID` goes on where the last one ended."""

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any

import orjson
import pytest
from httpx2 import AsyncClient

from gateway.app import application
from gateway.settings import Settings
from graph import ladder
from graph.store import ledger
from graph.store.engine import Engine
from resolvers.event_place import place
from tests.live.small import Served, running
from tests.live.test_feed import NOW, WORLD, pay

pytestmark = pytest.mark.anyio

CHANGES = "subscription { changes { cursor node { seq } } }"
ACCOUNT = 'subscription { accountChanged(uids: "acme") { cursor event { seq } } }'


@pytest.fixture
async def door(embedded: Engine) -> AsyncIterator[Served]:
    await ledger.plant(embedded, ladder.parse(WORLD), ledger.Author("tests", NOW))
    settings = Settings(port=0, max_staleness=0.02)
    async with running(application(settings, embedded, lambda: NOW), settings) as found:
        yield found


async def blocks(
    door: Served, query: str, last: str | None = None, method: str = "POST"
) -> AsyncIterator[dict[str, str]]:
    """The blocks of a stream, each with its fields; comments are left out."""
    headers = {"Accept": "text/event-stream"} | ({} if last is None else {"Last-Event-ID": last})
    asked: dict[str, Any] = {"json": {"query": query}}
    if method == "GET":
        asked = {"params": {"query": query}}
    async with (
        AsyncClient(base_url=door.url, headers=headers, timeout=20) as client,
        client.stream(method, "/graphql", **asked) as response,
    ):
        block: dict[str, str] = {}
        async for line in response.aiter_lines():
            name, _, value = line.partition(": ")
            if name and name != ":":
                block[name] = value
            elif not name and block:
                yield block
                block = {}


async def some(stream: AsyncIterator[dict[str, str]], count: int) -> list[dict[str, str]]:
    return [await anext(stream) for _ in range(count)]


def seqs(found: Sequence[dict[str, str]], of: str = "changes", within: str = "node") -> list[int]:
    """The numbers of the entries told, each with its cursor as its id."""
    told = [orjson.loads(each["data"])["data"][of] for each in found]
    assert [each["id"] for each in found] == [each["cursor"] for each in told]
    return [each[within]["seq"] for each in told]


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_a_stream_goes_on_after_the_last_event_its_client_has_had(
    door: Served, embedded: Engine, method: str
):
    async with aclosing(blocks(door, CHANGES, method=method)) as stream:
        await anext(stream)
        await pay(embedded, "p-1")
        await pay(embedded, "p-2")
        first, second = await some(stream, 2)
    await pay(embedded, "p-3")
    async with aclosing(blocks(door, CHANGES, first["id"], method)) as stream:
        begun, *again = await some(stream, 3)
        await pay(embedded, "p-4")
        live = await anext(stream)
    assert begun == {"id": first["id"]}
    assert again[0]["data"] == second["data"]
    start = seqs([first])[0]
    assert seqs([first, *again, live]) == list(range(start, start + 4))


async def test_a_stream_that_told_nothing_yet_is_taken_up_without_a_gap(
    door: Served, embedded: Engine
):
    async with aclosing(blocks(door, ACCOUNT)) as stream:
        begun = await anext(stream)
    assert list(begun) == ["id"]
    await pay(embedded, "p-1")
    async with aclosing(blocks(door, ACCOUNT, begun["id"])) as stream:
        _, told = await some(stream, 2)
    assert seqs([told], "accountChanged", "event") == [(await ledger.cursor(embedded)).seq]


async def test_what_was_had_last_counts_for_more_than_the_cursor_of_the_question(
    door: Served, embedded: Engine
):
    after = place((await ledger.cursor(embedded)).seq)
    question = f'subscription {{ changes(after: "{after}") {{ cursor node {{ seq }} }} }}'
    for name in ("p-1", "p-2"):
        await pay(embedded, name)
    async with aclosing(blocks(door, question)) as stream:
        _, first, second = await some(stream, 3)
    async with aclosing(blocks(door, question, first["id"])) as stream:
        _, again = await some(stream, 2)
    assert again == second


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ("x", "INVALID_CURSOR"),
        ("Y2hhbmdlcwA5OTk5OTk=", "INVALID_CURSOR"),
        ("Y2hhbmdlcwAt", "INVALID_ARGUMENT"),
    ],
)
async def test_an_id_that_is_no_place_in_this_feed_is_told(
    door: Served, last: str, code: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("resolvers.subscription.heard.PATIENCE", 0.1)
    async with aclosing(blocks(door, CHANGES, last)) as stream:
        told, end = await some(stream, 2)
    assert orjson.loads(told["data"])["errors"][0]["extensions"]["code"] == code
    assert (end["event"], "id" in told) == ("complete", False)


async def test_an_empty_id_is_none_and_a_query_has_no_place_to_go_on_from(door: Served):
    async with aclosing(blocks(door, CHANGES, "")) as stream:
        assert list(await anext(stream)) == ["id"]
    async with aclosing(blocks(door, "{ __typename }", "x")) as stream:
        told, _ = await some(stream, 2)
    assert ("id" in told, orjson.loads(told["data"])["data"]) == (False, {"__typename": "Query"})
