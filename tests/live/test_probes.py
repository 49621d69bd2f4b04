"""The protocol of `graphql-transport-ws`, probed: each fault has its close code."""

import asyncio
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from tests.live.small import INIT, LISTENING, served, until

pytestmark = pytest.mark.anyio

BEATS = "subscription ($to: Int!) { beats(to: $to) { number } }"
SILENCE = 'subscription { silence(name: "probe") { number } }'
SUBSCRIBE = {"id": "1", "type": "subscribe", "payload": {"query": SILENCE}}


async def test_a_subscription_is_told_to_its_end_and_its_id_is_free_again():
    async with served() as door, door.talk() as wired:
        for _ in range(2):
            await wired.ask("1", BEATS, to=2)
            for number in (1, 2):
                told = await wired.hear()
                assert (told["id"], told["type"]) == ("1", "next")
                assert told["payload"]["data"] == {"beats": {"number": number}}
                assert told["payload"]["extensions"]["revision"] == 7
            assert await wired.hear() == {"id": "1", "type": "complete"}


async def test_queries_and_mutations_are_answered_once():
    async with served() as door, door.talk() as wired:
        await wired.ask("q", "query Q($n: String!) { hello(name: $n) }", n="elm")
        assert (await wired.hear())["payload"]["data"] == {"hello": "hello elm"}
        assert await wired.hear() == {"id": "q", "type": "complete"}
        await wired.ask("m", "mutation { write }")
        assert (await wired.hear())["payload"]["data"] == {"write": "written"}
        assert await wired.hear() == {"id": "m", "type": "complete"}


async def test_a_socket_that_is_not_initialised_in_time_is_closed():
    async with served(live_init_seconds=0.05) as door, door.wire() as wired:
        code, reason = await wired.closed()
        assert code == 4408
        assert reason == "Connection initialisation timeout: no connection_init in 0.05 s"


async def test_once_initialised_it_may_be_silent():
    async with served(live_init_seconds=0.1) as door, door.talk() as wired:
        await asyncio.sleep(0.2)
        await wired.say({"type": "ping", "payload": {"n": 1}})
        assert await wired.hear() == {"type": "pong", "payload": {"n": 1}}
        await wired.say({"type": "pong"}, {"type": "ping"})
        assert await wired.hear() == {"type": "pong"}


@pytest.mark.parametrize("offered", ["graphql-ws", "soap"])
async def test_another_subprotocol_is_not_acceptable(offered: str):
    async with served() as door, door.wire(offered) as wired:
        assert (await wired.closed())[0] == 4406


INVALID = {
    "no JSON": "hello",
    "an array": "[]",
    "a number": "5",
    "null": "null",
    "no type": {},
    "an unknown type": {"type": "start"},
    "a type of the server": {"type": "connection_ack"},
    "a type that is none": {"type": ["ping"]},
    "a ping with a text": {"type": "ping", "payload": "x"},
    "an init with a list": {"type": "connection_init", "payload": []},
    "bytes": b'{"type":"ping"}',
    "too deep": "[" * 100_000,
}
AFTER = {
    "no id": {"type": "subscribe", "payload": {"query": "{ hello }"}},
    "an empty id": {"id": "", "type": "subscribe", "payload": {"query": "{ hello }"}},
    "a number as id": {"id": 5, "type": "complete"},
    "no payload": {"id": "1", "type": "subscribe"},
    "a list as payload": {"id": "1", "type": "subscribe", "payload": []},
    "a number as query": {"id": "1", "type": "subscribe", "payload": {"query": 5}},
    "a list as variables": {
        "id": "1",
        "type": "subscribe",
        "payload": {"query": "{ hello }", "variables": []},
    },
}


@pytest.mark.parametrize("message", INVALID.values(), ids=INVALID.keys())
async def test_an_invalid_message_closes_the_socket(message: object):
    async with served() as door, door.wire() as wired:
        await wired.say(message)
        code, reason = await wired.closed()
        assert code == 4400
        assert reason
        assert reason.startswith("Expected")


@pytest.mark.parametrize("message", AFTER.values(), ids=AFTER.keys())
async def test_so_does_one_that_is_invalid_after_the_init(message: object):
    async with served() as door, door.talk() as wired:
        await wired.say(message)
        assert (await wired.closed())[0] == 4400


async def test_nothing_is_subscribed_before_the_init():
    async with served() as door, door.wire() as wired:
        await wired.say({"id": "1", "type": "complete"}, SUBSCRIBE)
        assert (await wired.closed())[0] == 4401


async def test_two_inits_are_too_many():
    async with served() as door, door.talk() as wired:
        await wired.say(INIT)
        assert (await wired.closed())[0] == 4429


async def test_an_init_of_nobody_is_forbidden():
    async with served() as door, door.wire() as wired:
        await wired.say({"type": "connection_init", "payload": {"X-Gateway-Actor": 5}})
        code, reason = await wired.closed()
        assert code == 4403
        assert reason
        assert reason.startswith("Forbidden: Expected up to 100 letters")


async def test_an_id_that_is_taken_closes_the_socket():
    async with served() as door, door.talk() as wired:
        await wired.say(SUBSCRIBE)
        await wired.hear()
        await wired.say(SUBSCRIBE)
        assert await wired.closed() == (4409, "Subscriber for 1 already exists")


async def test_an_id_that_was_completed_is_free_at_once():
    async with served() as door, door.talk() as wired:
        for _ in range(3):
            await wired.say(SUBSCRIBE)
            assert (await wired.hear())["type"] == "next"
            await wired.say({"id": "1", "type": "complete"})
        await wired.say({"id": "unknown", "type": "complete"})
        await wired.ask("1", BEATS, to=1)
        assert (await wired.hear())["payload"]["data"] == {"beats": {"number": 1}}


async def test_300_subscriptions_are_more_than_one_connection_has():
    async with served(live_operations=100) as door, door.talk() as wired:
        for number in range(300):
            await wired.say(SUBSCRIBE | {"id": str(number)})
        told = [await wired.hear() for _ in range(300)]
        refused = [each for each in told if each["type"] == "error"]
        assert len(refused) == 200
        error = refused[0]["payload"][0]
        assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert error["message"].startswith("100 operations are open over this connection")
        assert len([each for each in told if each["type"] == "next"]) == 100


async def test_a_message_of_10_mb_is_too_big():
    async with served() as door, door.wire() as wired:
        with suppress(ConnectionClosed):
            await wired.say("x" * 10_000_000)
        assert (await wired.closed())[0] == 1009


ERRORS = {
    "subscription { beats(to: 1) { nothing } }": "VALIDATION_FAILED",
    "subscription {": "SYNTAX_INVALID",
    "subscription { refused { number } }": "ACCOUNT_UNKNOWN",
    "subscription ($to: Int!) { beats(to: $to) { number } }": "VARIABLES_INVALID",
    "subscription { defect { number } }": "INTERNAL_ERROR",
    "subscription { away { number } }": "STORE_UNAVAILABLE",
    "query ($n: String!) { hello(name: $n) }": "VARIABLES_INVALID",
}


@pytest.mark.parametrize(("query", "code"), ERRORS.items())
async def test_what_cannot_be_answered_is_told_as_an_error(query: str, code: str):
    async with served() as door, door.talk() as wired:
        await wired.ask("1", query)
        told = await wired.hear()
        assert (told["id"], told["type"]) == ("1", "error")
        (error,) = told["payload"]
        assert error["extensions"]["code"] == code
        assert "hunter2" not in str(told)
        await wired.ask("1", BEATS, to=1)
        assert (await wired.hear())["type"] == "next"


async def test_an_error_within_an_event_is_masked_and_the_next_event_is_told():
    async with served() as door, door.talk() as wired:
        await wired.ask("1", "subscription { beats(to: 3) { odd } }")
        told = [(await wired.hear())["payload"] for _ in range(3)]
        assert [each["data"]["beats"]["odd"] for each in told] == [1, None, 3]
        assert told[1]["errors"][0]["extensions"]["code"] == "INTERNAL_ERROR"
        assert "hunter2" not in str(told)


async def test_two_operations_of_one_text_have_their_own_variables():
    async with served() as door, door.talk() as wired:
        await wired.ask("a", BEATS, to=1)
        await wired.ask("b", BEATS, to=3)
        told = [await wired.hear() for _ in range(6)]
        count = {id_: sum(each["id"] == id_ for each in told) for id_ in "ab"}
        assert count == {"a": 2, "b": 4}


async def test_what_nobody_may_see_is_not_told():
    async with served() as door, door.talk() as wired:
        await wired.say(SUBSCRIBE)
        assert (await wired.hear())["payload"]["data"] == {"silence": {"number": 0}}
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(wired.wire.recv(), 0.1)


@pytest.mark.parametrize("way", ["complete", "close", "abort"])
async def test_when_a_client_goes_everything_is_let_go(way: str):
    async with served() as door:
        async with door.talk() as wired:
            await wired.say(SUBSCRIBE)
            await wired.hear()
            assert {"probe"} == LISTENING
            if way == "complete":
                await wired.say({"id": "1", "type": "complete"})
            elif way == "abort":
                wired.wire.transport.abort()
            else:
                await wired.wire.close()
            await until(lambda: not LISTENING)
        await until(lambda: not door.live.caps.open)
        assert not door.live.caps.callers
