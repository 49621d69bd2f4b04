"""Entries of the feed: about whom one may ask, and what an entry tells of others in it."""

import asyncio
from contextlib import aclosing
from typing import Any

import pytest
from graphql import parse

from gateway.documents.execution import sourced
from gateway.http.request import Question
from graph.model import OPERATOR
from graph.store.engine import Engine
from graph.store.ledger import Wanted
from loaders.sighted import seen_by
from resolvers.context import Context, Writing
from resolvers.schema import schema
from resolvers.subscription.heard import Begun
from tests.resolvers.asking import planted
from tests.sight.looking import NOW, ask, partner
from tests.sight.tenants import WORLD
from tests.sight.test_changing import AT, TOP, change

pytestmark = pytest.mark.anyio

FEED = """query ($subject: String, $kind: [String!]) {
  changes(first: 500, subject: $subject, kinds: $kind) { edges { node {
    seq kind count subjects hash prevHash detail before { id } after { id }
    facts { edges { node { after { id } } } } } } } }"""
FOLLOWED = """subscription ($subject: String!) {
  changes(subject: $subject, after: "Y2hhbmdlcwAw") { node { seq } } }"""
BULK = "\n".join(
    f"{x}own paid 1.00 at 2018-03-05T12:00:00 as {x}bulk{number}"
    for x, most in (("aa", 1), ("zz", 1_000))
    for number in range(most)
)
SAME = """
zzown paid 1.00 at 2018-03-05T12:00:00 as aaown
aaown paid 2.00 at 2018-03-05T12:00:00 as zzown
"""


async def feed(shared: Any, viewer: Any, **given: Any) -> list[dict[str, Any]]:
    found = await ask(shared, viewer, FEED, **given)
    return [each["node"] for each in found["changes"]["edges"]]


async def test_an_entry_that_is_of_many_is_not_found_by_those_who_are_hidden(embedded: Engine):
    shared = await planted(embedded, WORLD + BULK)
    paid = {"kind": ["PAYMENT_RECORDED"]}
    whole = (await feed(shared, OPERATOR, subject="zzown", **paid))[0]
    assert whole["count"] == 1_000
    assert {"aaown", "zzown"} <= set(whole["subjects"])
    assert await feed(shared, TOP, subject="zzown") == await feed(shared, TOP, subject="no") == []
    (own,) = await feed(shared, TOP, subject="aaown", **paid)
    assert own["count"] == len(own["facts"]["edges"]) < 10
    assert not any(each.startswith("zz") for each in own["subjects"])


async def test_nor_by_whoever_follows_the_feed(embedded: Engine):
    shared = await planted(embedded, WORLD + BULK)
    for subject, count in (("zzown", 0), ("aaown", 3)):
        async with asyncio.timeout(10):
            assert len(await followed(shared, subject)) == count


async def followed(shared: Any, subject: str) -> list[Any]:
    """What a subscriber to an id is told of the entries there are."""
    facts = await shared.facts()
    every = (await facts.changes(Wanted((), (subject,)), 0, 500)).events
    context = Context(seen_by(TOP, facts), NOW, Writing(shared), viewer=TOP)
    begun = await sourced(
        schema,
        parse(FOLLOWED),
        Question(FOLLOWED, variables={"subject": subject}),
        context,
        hints=False,
    )
    told = []
    async with aclosing(begun) as source:
        assert isinstance(await anext(source), Begun)
        for _ in every:
            heard = await anext(source)
            found = await heard.told(Context(seen_by(TOP, await shared.facts()), NOW, viewer=TOP))
            told += [found] if found else []
    return told


async def test_an_id_that_facts_of_two_kinds_have_tells_none_of_them_by_another(embedded: Engine):
    shared = await planted(embedded, WORLD + SAME)
    paid = await feed(shared, TOP, kind=["PAYMENT_RECORDED"])
    assert "aaown" not in [each["after"]["id"] for each in paid]
    (own,) = [each for each in paid if each["after"]["id"] == "zzown"]
    assert own["subjects"] == ["aaown"]


async def test_hashes_are_for_who_sees_all_that_they_cover(embedded: Engine):
    shared = await planted(embedded, WORLD)
    own = await feed(shared, TOP)
    assert {(each["hash"], each["prevHash"]) for each in own} == {("", "")}
    assert all(each["hash"] for each in await feed(shared, OPERATOR))


CUT = {"ground": "CUSTOMER_REQUEST", "noticeReceivedOn": "2018-04-02", "appliedOn": "2018-04-01"}
PREVIEW = """query ($input: DetachmentInput!) {
  detachmentPreview(input: $input) { ... on DetachmentPlan { planHash executable } } }"""


async def test_what_was_carried_out_is_told_to_whom_it_was_cut_from(embedded: Engine):
    shared = await planted(embedded, WORLD)
    for uid in ("went", "aafar"):
        cut = CUT | {"uid": uid, "on": "2018-05-02"}
        plan = (await ask(shared, OPERATOR, PREVIEW, AT, input=cut))["detachmentPreview"]
        given = {"detachment": cut, "planHash": plan["planHash"]}
        done = await change(shared, OPERATOR, "executeDetachment", **given)
        assert "code" not in done, done
    kind = ["DETACHMENT_EXECUTED"]
    assert [each["subjects"] for each in await feed(shared, OPERATOR, kind=kind)] == [
        ["went"],
        ["aafar"],
    ]
    (own,) = await feed(shared, TOP, kind=kind)
    assert own["subjects"] == ["aafar"]
    assert own["hash"] == ""
    (other,) = await feed(shared, partner("zztop"), kind=kind)
    assert other["subjects"] == ["went"]
