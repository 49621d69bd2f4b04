"""Requests that cut nothing, carried out by `executeRequest`: entry, move, conversion."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted
from tests.resolvers.changing import CHANGED, Desk, at, make, revision
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

PLACE = """
query ($uid: String!, $day: Date!) {
  account(uid: $uid, asOf: $day) {
    lifecycle partner { uid } tier1 { uid } standing { __typename }
    links { type from partner { uid } }
  }
}
"""


async def place(desk: Desk, uid: str, day: str) -> Any:
    return (await ask(desk.shared, PLACE, uid=uid, day=day))["account"]


async def entry(desk: Desk, city: str) -> dict[str, str]:
    made = await make(desk, "requestCityPartnerEntry", cityPartner=city, tier1="t1")
    step = {"request": made["requestId"]}
    await make(desk.on("2018-03-11"), "decideRequest", verdict="GRANTED", **step)
    await make(desk.on("2018-03-12"), "recordRequestStep", step="SIGN_FRAMEWORK", **step)
    await make(desk.on("2018-03-15"), "recordRequestStep", step="SIGN_CITY_AGREEMENT", **step)
    return step


async def test_r11_an_entry_links_the_city_account_and_gives_it_standing(engine: Engine):
    desk = await at(engine, "2018-03-10")
    step = await entry(desk, "d0")
    early = desk.on("2018-03-16")
    before = {**step, "effectiveOn": "2018-03-14"}
    assert await early.refused("executeRequest", **before) == "AGREEMENT_MISSING"
    found = await early.change("executeRequest", CHANGED, **step)
    assert found["request"]["state"] == "EXECUTED"
    kinds = [each["kind"] for each in found["events"]]
    assert sorted(kinds) == ["REQUEST_ADVANCED", "STANDING_RECORDED", "TIER_LINK_RECORDED"]
    assert {"R11", "R12"} <= set(found["trace"]["rules"])
    assert (await place(desk, "d0", "2018-03-15"))["tier1"] is None
    assert (await place(desk, "d0", "2018-03-16"))["tier1"] == {"uid": "t1"}
    assert (await place(desk, "d0", "2018-03-12"))["standing"] is not None
    assert await early.refused("executeRequest", **step) == "REQUEST_ENDED"


async def test_r16_a_move_goes_by_the_authorisation_that_its_step_left(engine: Engine):
    desk = await at(engine, "2018-03-10")
    made = await make(desk, "requestMove", account="u3", toPartner="p3")
    step = {"request": made["requestId"]}
    assert await desk.refused("executeRequest", **step) == "CUSTOMER_AUTHORISATION_MISSING"
    await make(desk, "confirmRequest", **step)
    stale = {**step, "expectedVersion": 1}
    assert await desk.refused("executeRequest", **stale) == "VERSION_STALE"
    done = await make(desk.on("2018-03-16"), "executeRequest", **step, expectedVersion=2)
    assert (done["state"], done["version"]) == ("EXECUTED", 3)
    assert (await place(desk, "u3", "2018-03-15"))["partner"] == {"uid": "c1"}
    assert (await place(desk, "u3", "2018-03-16"))["links"][-1] == {
        "type": "AGENCY",
        "from": "2018-03-16",
        "partner": {"uid": "p3"},
    }


async def test_q9_a_conversion_makes_an_ordinary_account(engine: Engine):
    desk = Desk(await planted(engine, ladder("s02")), "2018-03-20")
    made = await make(desk, "requestConversion", account="u4")
    step = {"request": made["requestId"]}
    assert await desk.refused("executeRequest", **step) == "AGREEMENT_MISSING"
    await make(desk, "confirmRequest", **step)
    dry = await desk.change("executeRequest", CHANGED, **step, dryRun=True)
    done = await desk.change("executeRequest", CHANGED, **step)
    told = ("request", "events", "trace", "revision")
    assert [dry[name] for name in told] == [done[name] for name in told]
    assert (await place(desk, "u4", "2018-03-19"))["lifecycle"] == "PENDING_CONVERSION"
    assert (await place(desk, "u4", "2018-03-20"))["lifecycle"] == "CONVERTED"


async def test_what_cuts_a_link_is_carried_out_by_its_plan(engine: Engine):
    desk = await at(engine, "2018-03-10")
    said = {"account": "u5", "ground": "CUSTOMER_REQUEST", "noticeReceivedOn": "2018-03-10"}
    made = await make(desk, "requestDetachment", **said)
    before = await revision(engine)
    given = {"request": made["requestId"]}
    assert await desk.on("2018-03-20").refused("executeRequest", **given) == "GROUND_MISMATCH"
    assert await desk.refused("executeRequest", request="none") == "REQUEST_UNKNOWN"
    assert await revision(engine) == before
