"""Subscriptions to a genuine store: without a gap, in order, each event at its own commit."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.app import application
from gateway.settings import Settings
from graph import ladder
from graph.changes import Record
from graph.model import FactId, Payment, Uid
from graph.store import ledger
from graph.store.engine import Engine
from graph.store.ledger import Decision
from tests.live.small import Served, Wired, running, until
from tests.store.second import another

pytestmark = pytest.mark.anyio

NOW = datetime(2018, 4, 10, 4, tzinfo=UTC)
WORLD = """
east is partner from 2017-04-01
harbor is partner from 2018-01-05
acme owned by cust:acme
birch under harbor as agency from 2018-01-10
"""
CHANGES = """
subscription ($after: String, $kinds: [String!], $subject: String) {
  changes(after: $after, kinds: $kinds, subject: $subject) { cursor node { seq kind } }
}
"""
ACCOUNT = """
subscription ($uids: [String!]!, $after: String) {
  accountChanged(uids: $uids, after: $after) {
    cursor event { kind revision }
    account { uid partner { uid } events(first: 500) { edges { node { seq } } } }
  }
}
"""
REQUEST = """
subscription ($ids: [String!], $account: String, $after: String) {
  requestChanged(ids: $ids, account: $account, after: $after) {
    cursor event { kind } request { requestId state closedOn }
  }
}
"""


@pytest.fixture
async def door(embedded: Engine) -> AsyncIterator[Served]:
    await ledger.plant(embedded, ladder.parse(WORLD), ledger.Author("tests", NOW))
    settings = Settings(port=0, max_staleness=0.02)
    async with running(application(settings, embedded, lambda: NOW), settings) as found:
        yield found


async def pay(engine: Engine, name: str, uid: str = "acme") -> None:
    """One commit of one event, by another process."""
    paid = Payment(id=FactId(name), account=Uid(uid), paid_at=NOW, fen=1)

    async def decide(_tx: object) -> Decision[None]:
        return Decision(None, [Record(paid)])

    await ledger.commit(engine, decide, ledger.Author("tests", NOW))


async def once(wired: Wired, query: str, **variables: object) -> Any:
    """The data of a query or a mutation over a socket that has nothing else open."""
    await wired.ask("once", query, **variables)
    found = (await wired.hear())["payload"]
    assert "errors" not in found, found
    assert (await wired.hear())["type"] == "complete"
    return found["data"]


async def cursor(wired: Wired) -> str:
    return (await once(wired, "{ changes(first: 1) { newestCursor } }"))["changes"]["newestCursor"]


async def changes(wired: Wired, count: int) -> list[Any]:
    """So many answers of the subscription `c`."""
    found = [await wired.hear() for _ in range(count)]
    assert [each["type"] for each in found] == ["next"] * count, found
    return [each["payload"]["data"]["changes"] for each in found]


async def test_every_commit_beside_writers_is_told_once_in_order_to_all(
    door: Served, embedded: Engine
):
    async def listens(ready: asyncio.Barrier, after: str) -> list[int]:
        async with door.talk() as wired:
            await wired.ask("c", CHANGES, after=after)
            await ready.wait()
            return [each["node"]["seq"] for each in await changes(wired, 60)]

    async def writes(engine: Engine, writer: int) -> None:
        for number in range(20):
            await pay(engine, f"w{writer}-{number}")

    async with door.talk() as wired, another(embedded) as second:
        begin, ready = await cursor(wired), asyncio.Barrier(21)
        listeners = [asyncio.create_task(listens(ready, begin)) for _ in range(20)]
        await ready.wait()
        await asyncio.gather(writes(embedded, 0), writes(embedded, 1), writes(second, 2))
        first = (await ledger.cursor(embedded)).seq - 59
        for told in await asyncio.gather(*listeners):
            assert told == list(range(first, first + 60))


async def test_a_client_that_was_away_goes_on_where_it_was(door: Served, embedded: Engine):
    async with door.talk() as wired:
        await wired.ask("c", CHANGES, after=await cursor(wired))
        await asyncio.sleep(0.05)
        await pay(embedded, "p-1")
        (seen,) = await changes(wired, 1)
    for number in range(2, 60):
        await pay(embedded, f"p-{number}")
    async with door.talk() as wired:
        await wired.ask("c", CHANGES, after=seen["cursor"])
        again = await changes(wired, 58)
        await pay(embedded, "p-60")
        (live,) = await changes(wired, 1)
        told = [each["node"]["seq"] for each in (seen, *again, live)]
        assert told == list(range(told[0], told[0] + 60))


async def test_only_what_is_asked_for_is_told(door: Served, embedded: Engine):
    async with door.talk() as wired:
        await wired.ask("a", CHANGES, subject="acme", kinds=["PAYMENT_RECORDED"])
        await wired.ask("b", CHANGES, subject="birch")
        await until(lambda: door.app.state.shared.tail.listeners == 2)
        await pay(embedded, "p-1", "birch")
        await pay(embedded, "p-2", "harbor")
        await pay(embedded, "p-3", "acme")
        found = {(await wired.hear())["id"] for _ in range(2)}
        assert found == {"a", "b"}
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(wired.wire.recv(), 0.1)


LINK = """
mutation ($key: String!, $partner: String!, $day: Date!) {
  linkCustomerAccount(input: {
    idempotencyKey: $key, account: "acme", partner: $partner, type: AGENCY, effectiveOn: $day
  }) { ... on CustomerLinkChanged { revision } ... on Refusal { code message } }
}
"""
ASK = """
mutation ($account: String!) {
  requestDetachment(input: {
    idempotencyKey: $account, account: $account, ground: CUSTOMER_REQUEST
    appliedBy: "cust:birch", appliedOn: "2018-04-09"
  }) {
    ... on RequestChanged { request { requestId } }
    ... on Refusal { code message }
  }
}
"""
WITHDRAW = """
mutation ($id: String!) {
  withdrawRequest(input: {idempotencyKey: "w", request: $id}) {
    ... on Act { revision }
    ... on Refusal { code message }
  }
}
"""


async def test_an_account_is_told_as_it_was_at_each_commit(door: Served, embedded: Engine):
    async with door.talk() as wired:
        begin = await cursor(wired)
        await once(wired, LINK, key="k", partner="harbor", day="2018-03-01")
        await pay(embedded, "p-1")
        await asyncio.sleep(0.05)
        await wired.ask("a", ACCOUNT, uids=["acme", "harbor"], after=begin)
        told = [(await wired.hear())["payload"]["data"]["accountChanged"] for _ in range(3)]
        shown = [(each["event"]["kind"], each["account"]["uid"]) for each in told]
        assert shown == [
            ("LINK_RECORDED", "acme"),
            ("LINK_RECORDED", "harbor"),
            ("PAYMENT_RECORDED", "acme"),
        ]
        assert told[0]["account"]["partner"] == {"uid": "harbor"}
        assert told[0]["cursor"] == begin
        counts = [len(each["account"]["events"]["edges"]) for each in told]
        assert counts[2] == counts[0] + 1


WRONG = [
    (ACCOUNT, {"uids": []}, "INVALID_ARGUMENT"),
    (ACCOUNT, {"uids": [f"u{n}" for n in range(501)]}, "INVALID_ARGUMENT"),
    (ACCOUNT, {"uids": "acme", "after": "x"}, "INVALID_CURSOR"),
    (REQUEST, {"ids": []}, "INVALID_ARGUMENT"),
    (CHANGES, {"kinds": ["NOTHING"]}, "INVALID_ARGUMENT"),
    (CHANGES, {"after": "Y2hhbmdlcwA5OTk5OTk="}, "INVALID_CURSOR"),
]


@pytest.mark.parametrize(("query", "variables", "code"), WRONG)
async def test_a_question_that_cannot_be_is_told(
    door: Served,
    query: str,
    variables: dict[str, object],
    code: str,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("resolvers.subscription.heard.PATIENCE", 0.1)
    async with door.talk() as wired:
        await wired.ask("1", query, **variables)
        told = await wired.hear()
        assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", code)


async def test_an_unknown_account_is_told_of_nothing_and_let_go(door: Served):
    async with door.talk() as wired:
        await wired.ask("a", ACCOUNT, uids="nobody")
        await until(lambda: door.app.state.shared.tail.listeners == 1)
        await wired.say({"id": "a", "type": "complete"})
        await until(lambda: door.app.state.shared.tail.listeners == 0)


async def test_a_request_is_told_step_by_step(door: Served):
    async with door.talk() as wired, door.talk() as other:
        begin = await cursor(wired)
        made = await once(wired, ASK, account="birch")
        id_ = made["requestDetachment"]["request"]["requestId"]
        assert "revision" in (await once(wired, WITHDRAW, id=id_))["withdrawRequest"]
        for variables in ({}, {"ids": [id_]}, {"account": "birch"}):
            await other.ask("r", REQUEST, after=begin, **variables)
            told = [(await other.hear())["payload"]["data"]["requestChanged"] for _ in range(2)]
            shown = [(each["event"]["kind"], each["request"]["requestId"]) for each in told]
            assert [id_ for _, id_ in shown] == [id_, id_]
            assert [each["request"]["state"] for each in told][1] == "WITHDRAWN"
            assert told[0]["request"]["state"] != "WITHDRAWN"
            await other.say({"id": "r", "type": "complete"})
        await other.ask("1", REQUEST, after=begin, ids=["another"])
        await other.ask("2", REQUEST, after=begin, account="acme")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(other.wire.recv(), 0.2)
