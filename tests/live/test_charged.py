"""What is asked over a WebSocket is charged as what is asked by a request is."""

import pytest

from tests.live.small import Wired, served

pytestmark = pytest.mark.anyio

BEATS = "subscription { beats(to: 1) { number } }"


@pytest.mark.parametrize("query", ["{ hello }", "mutation { write }", BEATS])
async def test_each_operation_is_a_request(query: str):
    async with served(requests_rate="2/hour") as door, door.talk() as wired:
        for id_ in ("1", "2"):
            await wired.ask(id_, query)
            assert (await wired.hear())["type"] == "next"
            assert (await wired.hear())["type"] == "complete"
        await wired.ask("3", query)
        assert (await _refusal(wired))["code"] == "RATE_LIMITED"
        async with door.talk() as another:  # of the same caller
            await another.ask("1", query)
            assert (await _refusal(another))["code"] == "RATE_LIMITED"


async def test_its_objects_are_counted():
    async with served(cost_rate="1/hour") as door, door.talk() as wired:
        await wired.ask("1", BEATS)
        assert (await wired.hear())["type"] == "next"
        assert (await wired.hear())["type"] == "complete"
        await wired.ask("2", BEATS)
        assert (await _refusal(wired))["code"] == "COST_BUDGET_EXCEEDED"


async def _refusal(wired: Wired) -> dict[str, str]:
    told = await wired.hear()
    assert told["type"] == "error"
    return told["payload"][0]["extensions"]
