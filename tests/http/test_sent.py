"""Answers that are written in one go, and connections that wait for the next question."""

import asyncio
from contextlib import suppress

import orjson
import pytest
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from tests.http.test_line import ASKED, POST, Spoken, spoken
from tests.live.small import served

pytestmark = pytest.mark.anyio

LAST = b"Connection: close\r\n"


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes out in the steps of ASGI."""
    taken, usual = list[str](), RequestResponseCycle.send

    async def send(cycle: RequestResponseCycle, message: dict) -> None:
        taken.append(message["type"])
        await usual(cycle, message)  # type: ignore[arg-type]

    monkeypatch.setattr(RequestResponseCycle, "send", send)
    return taken


def asking(name: str, *headers: bytes) -> bytes:
    """A question whose answer has a name in it."""
    body = orjson.dumps({"query": f'{{ hello(name: "{name}") }}'})
    return POST + b"".join(headers) + b"Content-Length: %d\r\n\r\n" % len(body) + body


@pytest.mark.parametrize("size", [3, 50_000])
async def test_an_answer_by_a_plan_is_written_in_one_go(steps: list[str], size: int):
    async with served() as door:
        one, asked = await spoken(door), asking("x" * size)
        await one.say(asked * 2)  # the second by a plan; it comes before the first is answered
        await one.say(asking("x" * size, LAST))
        said = await one.heard()
    assert said.count(b"HTTP/1.1 200 OK\r\n") == 3
    assert said.count(b"hello " + b"x" * size) == 3
    assert said.count(b"connection: close\r\n") == 1
    assert steps == ["http.response.start", "http.response.body"]  # the one by graphql-core


@pytest.mark.parametrize("settings", [{"cors_origins": "https://a.example"}, {}])
async def test_what_stands_between_has_its_say(steps: list[str], settings: dict[str, str]):
    async with served(**settings) as door:
        one = await spoken(door)
        await one.say(asking("you") + asking("you", b"Origin: https://a.example\r\n", LAST))
        said = await one.heard()
    assert said.count(b"hello you") == 2
    assert (b"access-control-allow-origin: https://a.example" in said) is bool(settings)
    assert len(steps) == (4 if settings else 2)


async def test_questions_that_come_at_once_are_answered_in_their_order():
    async with served() as door:
        one = await spoken(door)
        await one.say(b"".join(asking(f"n{number}") for number in range(9)) + asking("z", LAST))
        said = await one.heard()
    order = [said.index(b"hello n%d" % number) for number in range(9)]
    assert order == sorted(order)
    assert said.index(b"hello z") > order[-1]


async def test_a_connection_on_which_nobody_asks_any_more_is_let_go():
    async with served(head_seconds=0.4) as door:
        door.server.config.timeout_keep_alive = 0
        one = await spoken(door)
        await one.say(POST + ASKED)
        await one.answered()
        assert await one.heard() == b""
        assert not door.server.server_state.connections


async def test_a_client_that_closes_before_its_answer_disturbs_nobody():
    async with served() as door:
        gone: list[Spoken] = [await spoken(door) for _ in range(5)]
        for one in gone:
            await one.say(asking("you"))
            with suppress(ConnectionError):
                one._writer.close()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - as a client does
        await asyncio.sleep(0.1)
        one = await spoken(door)
        await one.say(asking("still", LAST))
        assert b"hello still" in await one.heard()
