"""The clock jumps: what is recorded stays in order, and nobody waits or is refused for it."""

from datetime import UTC, datetime, timedelta

import pytest
from httpx2 import ASGITransport, AsyncClient

from gateway.app import application
from gateway.sample import plant_sample
from gateway.settings import Settings
from graph.store.embedded import Embedded
from tests.faults.asked import QUESTIONS

pytestmark = pytest.mark.anyio
START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
RECORD = """mutation ($input: RegisterAccountsInput!) {
  registerAccounts(input: $input) { __typename ... on Refusal { code } }
}"""
EVENTS = '{ changes(kinds: ["ACCOUNT_RECORDED"], first: 100) { edges { node { seq at } } } }'


class Clock:
    """A clock that shows what it is set to."""

    def __init__(self) -> None:
        self.shown = START

    def __call__(self) -> datetime:
        return self.shown


@pytest.mark.parametrize("jump", [timedelta(days=-2), timedelta(seconds=-1), timedelta(days=3650)])
async def test_after_a_jump_there_and_back_answers_are_right_and_the_feed_in_order(
    embedded: Embedded, jump: timedelta
):
    await plant_sample(embedded, START)
    clock = Clock()
    app = application(Settings(max_staleness=0.001), embedded, clock)
    transport = ASGITransport(app)  # type: ignore[arg-type]
    async with AsyncClient(transport=transport, base_url="http://door") as client:
        for number, shown in enumerate([START, START + jump, START]):
            clock.shown = shown + timedelta(minutes=number)
            rows = [{"uid": f"n{number}", "owner": f"p{number}", "ownerName": f"N{number}"}]
            given = {"input": {"idempotencyKey": f"k{number}", "rows": rows}}
            done = await client.post("/graphql", json={"query": RECORD, "variables": given})
            assert done.json()["data"]["registerAccounts"]["__typename"] == "RowsDone", done.text
            for query, right in QUESTIONS.items():
                answer = await client.post("/graphql", json={"query": query})
                assert answer.json()["data"] == right
        page = (await client.post("/graphql", json={"query": EVENTS})).json()["data"]["changes"]
    instants = [edge["node"]["at"] for edge in page["edges"]]
    assert len(instants) >= 3
    assert instants == sorted(instants)
