"""What a caller may ask for in a while, and how many are answered at once."""

import asyncio
from collections.abc import Coroutine
from typing import Any, cast

import pytest
from httpx2 import ASGITransport, AsyncClient
from limits import parse
from starlette.datastructures import Headers

from gateway.app import create_app
from gateway.clock import now
from gateway.http.errors import Rejected
from gateway.identity.identify import Known, Trust
from gateway.limits.counters import Counters, Window
from gateway.limits.turns import Turns
from gateway.settings import SettingInvalid, Settings
from graph.model import Role, Viewer
from tests.http.tiny import SCHEMA, Door, sit

pytestmark = pytest.mark.anyio


class Named(Trust):
    """Knows everybody by the name they give."""

    async def of_headers(self, headers: Headers) -> Known:
        return Known(Viewer(headers["x-name"], Role.PARTNER))


def knowing(**settings: object) -> AsyncClient:
    chosen = Settings(**settings)  # type: ignore[arg-type]
    app = create_app(chosen, cast("Any", None), SCHEMA, sit, now, Named())
    return AsyncClient(transport=ASGITransport(app), base_url="http://door")


async def test_development_has_no_budgets_and_production_has():
    assert "ratelimit" not in (await Door().post("{ hello }")).headers
    answer = await Door(profile="production").post("{ node { depth } }")
    assert answer.headers["ratelimit-policy"] == '"requests";q=6000;w=60, "cost";q=2000000;w=60'
    assert answer.headers["ratelimit"] == '"requests";r=5999;t=60, "cost";r=1999999;t=60'


async def test_too_many_requests_are_told_the_limit_and_when_to_come_back():
    door = Door(requests_rate="2/minute")
    first, second, third = [await door.post("{ hello }") for _ in range(3)]
    assert first.headers["ratelimit"] == '"requests";r=1;t=60'
    assert second.headers["ratelimit"] == '"requests";r=0;t=60'
    assert third.status_code == 429
    assert third.headers["ratelimit"] == '"requests";r=0;t=60'
    assert third.headers["retry-after"] == "60"
    (error,) = third.json()["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    assert "2 requests in 60 s; all are used" in error["message"]


async def test_objects_are_charged_before_they_are_fetched_and_a_refusal_is_not():
    door = Door(cost_rate="5/minute")
    two, four = "{ node { child { depth } } }", "{ a: node { depth } b: node { child { depth } } }"
    assert (await door.post(two)).headers["ratelimit"] == '"cost";r=3;t=60'
    assert (await door.post("{ hello }")).headers.get("ratelimit") is None
    refused = await door.post(four + " ")
    assert refused.status_code == 200
    last = await door.post("{ node { child { child { child { depth } } } } }")
    assert last.status_code == 429
    (error,) = last.json()["errors"]
    assert error["extensions"]["code"] == "COST_BUDGET_EXCEEDED"
    assert "5 objects in 60 s; this one asks for 4 and 0 are left" in error["message"]


async def test_budgets_of_one_size_are_counted_apart():
    door = Door(requests_rate="2/minute", cost_rate="2/minute")
    answer = await door.post("{ node { child { depth } } }")
    assert answer.status_code == 200
    assert answer.headers["ratelimit"] == '"requests";r=1;t=60, "cost";r=0;t=60'


async def test_several_windows_hold_at_once():
    door = Door(requests_rate="1/second;100/hour")
    assert (
        '"requests";q=1;w=1, "requests";q=100;w=3600'
        in (await door.post("{ hello }")).headers["ratelimit-policy"]
    )
    assert (await door.post("{ hello }")).status_code == 429


async def test_a_caller_is_charged_by_name_where_it_is_known_and_else_by_address():
    async with knowing(requests_rate="1/minute") as client:
        for name, status in (("a", 200), ("b", 200), ("a", 429)):
            body = {"query": "{ hello }"}
            answer = await client.post("/graphql", json=body, headers={"x-name": name})
            assert answer.status_code == status
    door = Door(requests_rate="1/minute")
    await door.raw(b'{"query": "{hello}"}', X_Gateway_Actor="a")
    assert (await door.raw(b'{"query": "{hello}"}', X_Gateway_Actor="b")).status_code == 429


@pytest.mark.parametrize("wrong", ["many", "5", "5/fortnight"])
def test_a_rate_that_is_none_stops_the_start(wrong: str):
    with pytest.raises(SettingInvalid, match="GATEWAY_REQUESTS_RATE"):
        Door(requests_rate=wrong)


async def test_without_its_redis_a_gateway_counts_by_itself():
    door = Door(requests_rate="2/minute", budgets_redis="redis://127.0.0.1:9/0")
    answers = [await door.post("{ hello }") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]


def test_an_address_that_is_no_redis_stops_the_start():
    with pytest.raises(SettingInvalid, match="GATEWAY_BUDGETS_REDIS"):
        Door(requests_rate="2/minute", budgets_redis="http://127.0.0.1")


def test_counters_forget_windows_that_have_ended(monkeypatch: pytest.MonkeyPatch):
    counters, minute, at = Counters(), Window.of("cost", parse("5/minute")), [1000.0]
    monkeypatch.setattr("gateway.limits.counters.monotonic", lambda: at[0])
    assert counters.take(minute, "a", 3) == (True, 2, 60)
    assert counters.take(minute, "a", 3) == (False, 2, 60)
    assert counters.take(minute, "b", 5)[:2] == (True, 0)
    assert counters.take(minute, "c", 6)[:2] == (False, 5)
    assert len(counters) == 2
    at[0] += 61
    assert counters.take(minute, "a", 1)[:2] == (True, 4)
    assert len(counters) == 1


async def taken(turns: Turns, work: Coroutine[Any, Any, Any]) -> Any:
    """Work that is done when its turn comes."""
    try:
        if not turns.begin():
            await turns.wait()
    except BaseException:
        work.close()
        raise
    try:
        return await work
    finally:
        turns.end()


async def test_so_many_at_once_and_so_many_in_line_then_no_more():
    turns, gate = Turns(most=2, room=1), asyncio.Event()

    async def work(name: str) -> str:
        await gate.wait()
        return name

    doing = [asyncio.create_task(taken(turns, work(each))) for each in "abc"]
    await asyncio.sleep(0)
    assert (turns.under_way, turns.waiting) == (2, 1)
    with pytest.raises(Rejected, match="2 requests are under way and 1 wait"):
        await taken(turns, work("d"))
    gate.set()
    assert await asyncio.gather(*doing) == ["a", "b", "c"]
    assert (turns.under_way, turns.waiting) == (0, 0)


async def test_whoever_leaves_the_line_holds_nobody_up():
    turns, gate = Turns(most=1, room=9), asyncio.Event()

    async def work() -> bool:
        return await gate.wait()

    doing = [asyncio.create_task(taken(turns, work())) for _ in range(4)]
    await asyncio.sleep(0)
    doing[1].cancel()
    await asyncio.sleep(0)
    assert turns.waiting == 2
    gate.set()
    await doing[0]
    doing[2].cancel()  # its turn has come, and it has not begun
    assert await doing[3]
    assert turns.under_way == 0


async def test_a_full_house_is_503_and_says_when_to_come_back():
    door = Door(max_requests=1, max_waiting=1, request_seconds=0.2)
    answers = await asyncio.gather(*(door.post("{ slow }") for _ in range(3)))
    codes = sorted(each.json()["errors"][0]["extensions"]["code"] for each in answers)
    assert codes == ["DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED", "OVERLOADED"]
    assert {each.status_code for each in answers} == {503}
    assert {each.headers["retry-after"] for each in answers} == {"1"}
    assert (await door.post("{ hello }")).status_code == 200


async def test_a_body_that_does_not_come_is_given_up():
    async def drop(_: object = None) -> object:
        await asyncio.sleep(30)

    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    headers = [(b"host", b"door"), (b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": headers,
    }
    await Door(request_seconds=0.05).app(scope, drop, send)
    assert sent[0]["status"] == 408
