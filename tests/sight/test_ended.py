"""The end of a link is told to whom the account belonged until then, and by whom and why is not."""

from typing import Any

import pytest

from graph.model import OPERATOR, Viewer
from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import planted
from tests.sight.looking import ask, partner
from tests.sight.tenants import WORLD
from tests.sight.test_changing import AT, change

pytestmark = pytest.mark.anyio

FEED = """query ($after: String) { changes(first: 500, after: $after) { pageInfo { endCursor }
  edges { node { kind actor reason source requestId subjects facts { edges { node {
    before { ...Link } after { ...Link } } } } } } } }
fragment Link on Fact { subject to recordedBy source }"""
LINK, TIER = "link:aafar:aacity:2018-01-10", "tier:aacity:aatop:2018-01-05"
MOVED = {"account": "aafar", "toPartner": "zzcity", "effectiveOn": "2018-04-01"}


class Feeds:
    """What viewers are told of from now on."""

    def __init__(self, shared: Shared, *viewers: Viewer) -> None:
        self.shared, self.viewers, self.since = shared, viewers, dict[str, str]()

    async def begun(self) -> "Feeds":
        for viewer in self.viewers:
            await self.told(viewer)
        return self

    async def told(self, viewer: Viewer) -> list[dict[str, Any]]:
        """The entries since it was last asked."""
        after = self.since.get(viewer.name)
        found = (await ask(self.shared, viewer, FEED, AT, after=after))["changes"]
        self.since[viewer.name] = found["pageInfo"]["endCursor"] or after or ""
        return [each["node"] for each in found["edges"]]


async def done(shared: Shared, name: str, /, viewer: Viewer = OPERATOR, **given: Any) -> None:
    answer = await change(shared, viewer, name, reason="A secret.", source="letter", **given)
    assert "code" not in answer, answer


def ends(entry: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Of each link that an entry tells: whose it is, and its end before and after."""
    pairs = [each["node"] for each in entry["facts"]["edges"]]
    return [(two["after"]["subject"], two["before"]["to"], two["after"]["to"]) for two in pairs]


async def corrected(shared: Shared, kind: str, id_: str, subject: str, end: str) -> None:
    said = [{"name": "validTo", "value": end}]
    await done(shared, "correctFact", kind=kind, id=id_, subject=subject, set=said)


async def test_a_customer_that_went_is_told_of_without_who_took_it_and_why(embedded: Engine):
    shared = await planted(embedded, WORLD + "aafar lets zzcity transfer from 2018-03-20\n")
    city, top, new = (partner(each) for each in ("aacity", "aatop", "zzcity"))
    feeds = await Feeds(shared, city, top, new).begun()
    await done(shared, "moveCustomerAccount", **MOVED)
    for former in (city, top):
        (told,) = await feeds.told(former)
        assert told["kind"] == "LINK_ENDED"
        assert ends(told) == [("aafar", None, "2018-04-01")]
        assert {told[name] for name in ("actor", "reason", "source", "requestId")} == {""}
        (pair,) = (each["node"] for each in told["facts"]["edges"])
        assert (pair["after"]["recordedBy"], pair["after"]["source"]) == ("", "")
        assert not any("zz" in each for each in told["subjects"])
    (begun,) = await feeds.told(new)
    assert (begun["kind"], begun["reason"]) == ("LINK_RECORDED", "A secret.")


async def test_who_ended_it_itself_is_told_its_own_reason(embedded: Engine):
    shared = await planted(embedded, WORLD)
    city = partner("aacity")
    feeds = await Feeds(shared, city).begun()
    await done(shared, "endCustomerLink", city, account="aafar", effectiveOn="2018-05-02")
    (told,) = await feeds.told(city)
    assert (told["actor"], told["reason"]) == ("at-aacity", "A secret.")
    assert ends(told) == [("aafar", None, "2018-05-02")]


async def test_what_ends_on_the_day_on_which_the_days_were_over_already_is_not_told(
    embedded: Engine,
):
    shared = await planted(embedded, WORLD)
    city, top = partner("aacity"), partner("aatop")
    feeds = await Feeds(shared, city, top).begun()
    await corrected(shared, "TIER_LINK", TIER, "aacity", "2018-04-01")
    (told,) = await feeds.told(top)
    assert (told["kind"], ends(told)) == (
        "TIER_LINK_ENDED",
        [("aacity", None, "2018-04-01")],
    )
    await corrected(shared, "LINK", LINK, "aafar", "2018-04-01")
    assert await feeds.told(top) == []
    assert [ends(each) for each in await feeds.told(city)] == [[("aacity", None, "2018-04-01")]]


async def test_an_end_that_is_put_earlier_is_told_with_the_days_that_were_seen(embedded: Engine):
    shared = await planted(embedded, WORLD)
    city = partner("aacity")
    feeds = await Feeds(shared, city).begun()
    await done(shared, "endCustomerLink", account="aafar", effectiveOn="2018-04-20")
    await feeds.told(city)
    await corrected(shared, "LINK", LINK, "aafar", "2018-04-10")
    (told,) = await feeds.told(city)
    assert ends(told) == [("aafar", "2018-04-20", "2018-04-10")]
    feeds.since.clear()
    every = [each for each in await feeds.told(city) if each["kind"].startswith("LINK_ENDED")]
    assert [ends(each) for each in every if ends(each)[0][2] == "2018-04-20"] == []
