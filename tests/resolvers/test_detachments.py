"""What ends on which ground and when, in previews: S02, S04, S04d, S11, S15, S15b."""

import pytest

from graph.store import facts as store
from graph.store.engine import Engine
from tests.resolvers.asking import planted
from tests.resolvers.ladders import ladder
from tests.resolvers.previewing import changes, edges, preview, unmet

pytestmark = pytest.mark.anyio


async def test_a_city_partners_release_takes_its_standing_its_link_and_its_customers(
    engine: Engine,
):
    shared = await planted(engine, ladder("fixture"))
    plan = await preview(
        shared,
        "c1",
        "JOINT_APPLICATION",
        on="2018-03-16",
        appliedOn="2018-03-10",
        confirmedOn="2018-03-14",
        decidedOn="2018-03-16",
    )
    assert (plan["on"], plan["earliest"], plan["executable"]) == ("2018-03-16", "2018-03-16", True)
    assert edges(plan) == {
        ("PARTNER", "c1"),
        ("CITY", "c1"),
        ("TIER", "c1"),
        ("LINK", "u3"),
        ("LINK", "u4"),
        ("LINK", "u5"),
    }
    assert len(plan["ended"]) == 6
    assert {each["on"] for each in plan["ended"]} == {"2018-03-16"}
    assert changes(plan) == {"t1": "-1800.00", None: "1800.00"}
    (money,) = plan["money"]
    assert (money["month"], money["feeHolderBefore"]["uid"]) == ("2018-03", "t1")
    assert (money["statusAfter"], money["feeHolderAfter"]) == ("UNATTRIBUTED", None)
    assert {"R105", "R106"} <= set(plan["trace"]["rules"])


async def test_what_a_preview_says_the_statement_shows_after_the_act(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    plan = await preview(shared, "c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-16")
    assert (10_700_00 + int(changes(plan)["t1"].replace(".", ""))) == 8_900_00


async def test_a_preview_writes_nothing(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    before = await store.world(engine)
    await preview(shared, "t1", "PARTNER_EXIT", on="2018-03-20")
    assert await store.world(engine) == before


async def test_a_tier1s_exit_takes_its_whole_branch(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    plan = await preview(shared, "t1", "PARTNER_EXIT", on="2018-03-20")
    kinds = [each["edge"] for each in plan["ended"]]
    counts = {kind: kinds.count(kind) for kind in ("PARTNER", "CITY", "TIER", "LINK")}
    assert counts == {"PARTNER": 3, "CITY": 2, "TIER": 2, "LINK": 7}
    assert changes(plan) == {"t1": "-1850.00", None: "1850.00"}
    results = {each["account"]["uid"]: each["outcome"] for each in plan["accounts"]}
    assert results == {
        **dict.fromkeys(("u1", "u3", "u5", "u6"), "ORDINARY_CUSTOMER"),
        **dict.fromkeys(("u2", "u4", "u7"), "PENDING_CONVERSION"),
    }
    assert {each["account"]["uid"] for each in plan["choices"]} == {"c1", "c2"}
    assert {each["option"] for each in plan["choices"]} == {"RELEASE", "DELAY", "NEW_ENTRY"}
    pending = {w["account"]["uid"] for w in plan["warnings"] if w["code"] == "RESALE_PENDING"}
    assert pending == {"u2", "u4", "u7"}


async def test_a_tier1s_city_partners_and_links_can_be_left_for_later(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    plan = await preview(
        shared,
        "t1",
        "PARTNER_EXIT",
        on="2018-03-20",
        releaseCityPartners=False,
        endLinks=False,
    )
    assert edges(plan) == {("PARTNER", "t1")}
    moved = {(each["statusAfter"], each["amount"]["amount"]) for each in plan["money"]}
    assert moved == {("NO_FEE_HOLDER", "1850.00")}
    codes = {each["code"] for each in plan["warnings"]}
    assert codes == {"NO_FEE_HOLDER_WINDOW", "LINKS_LEFT_OPEN"}


async def test_a_customers_request_ends_its_own_link_after_three_working_days(engine: Engine):
    lines = ("u5 paid 80.00 at 2018-02-23T23:59:00", "u5 paid 90.00 at 2018-02-24T00:00:00")
    shared = await planted(engine, ladder("fixture", *lines))
    plan = await preview(shared, "u5", "CUSTOMER_REQUEST", noticeReceivedOn="2018-02-13")
    (deadline,) = plan["deadlines"]
    assert deadline["countedDays"] == ["2018-02-14", "2018-02-22", "2018-02-23"]
    assert (plan["on"], plan["earliest"]) == ("2018-02-24", "2018-02-24")
    assert edges(plan) == {("LINK", "u5")}
    by_month = {each["month"]: each["amount"]["amount"] for each in plan["money"]}
    assert by_month == {"2018-02": "90.00", "2018-03": "700.00"}
    assert plan["executable"] is True
    early = await preview(
        shared, "u5", "CUSTOMER_REQUEST", noticeReceivedOn="2018-02-13", on="2018-02-23"
    )
    assert unmet(early) == ["TOO_EARLY"]
    withdrawn = await preview(
        shared,
        "u5",
        "CUSTOMER_REQUEST",
        noticeReceivedOn="2018-02-13",
        withdrawnOn="2018-02-22",
    )
    assert unmet(withdrawn) == ["WITHDRAWN"]


@pytest.mark.parametrize(
    ("applied", "earliest"), [("2018-01-31", "2018-03-01"), ("2018-02-10", "2018-03-11")]
)
async def test_a_city_partner_alone_leaves_a_month_after_its_application(
    engine: Engine, applied: str, earliest: str
):
    shared = await planted(engine, ladder("fixture"))
    asked = {"appliedOn": applied, "decidedOn": applied}
    plan = await preview(shared, "c1", "CITY_APPLICATION", noDisputeConfirmed=True, **asked)
    assert (plan["on"], plan["earliest"], plan["executable"]) == (earliest, earliest, True)
    without = await preview(shared, "c1", "CITY_APPLICATION", **asked)
    assert unmet(without) == ["NO_DISPUTE_CONFIRMATION_MISSING"]
    assert without["executable"] is False


async def test_a_release_wants_a_confirmation_and_a_decision(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    asked = {"on": "2018-03-16", "appliedOn": "2018-03-10"}
    plan = await preview(shared, "c1", "JOINT_APPLICATION", **asked)
    assert unmet(plan) == ["CITY_PARTNER_NOT_CONFIRMED", "DECISION_MISSING"]
    automatic = [{"question": "Q7", "option": "AUTOMATIC"}]
    plan = await preview(shared, "c1", "JOINT_APPLICATION", **asked, readings=automatic)
    assert unmet(plan) == ["CITY_PARTNER_NOT_CONFIRMED"]


async def test_who_lost_its_standing_is_released_from_that_day(engine: Engine):
    text = ladder("fixture").replace(
        "t1 is partner from 2017-04-01",
        "t1 is partner from 2017-04-01 to 2018-03-20 ended by expelled known from 2018-03-20",
    )
    shared = await planted(engine, text)
    plan = await preview(shared, "c1", "STANDING_LOST", decidedOn="2018-03-20")
    assert (plan["on"], plan["executable"]) == ("2018-03-20", True)
    moved = {(each["statusBefore"], each["statusAfter"]) for each in plan["money"]}
    assert moved == {("NO_FEE_HOLDER", "UNATTRIBUTED")}


async def test_a_standing_that_is_not_lost_is_no_ground(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    plan = await preview(shared, "c1", "STANDING_LOST", on="2018-03-20", decidedOn="2018-03-20")
    assert unmet(plan) == ["GROUND_MISMATCH"]


@pytest.mark.parametrize(
    ("uid", "ground", "on", "code"),
    [
        ("nobody", "PARTNER_EXIT", "2018-03-20", "ACCOUNT_UNKNOWN"),
        ("t1", "JOINT_APPLICATION", "2018-03-20", "NOT_A_CITY_PARTNER"),
        ("u1", "PARTNER_EXIT", "2018-03-20", "NOT_A_PARTNER"),
        ("d0", "CUSTOMER_REQUEST", "2018-03-20", "NOT_LINKED"),
        ("c1", "OTHER_GROUNDS", "2018-01-05", "EMPTY_INTERVAL"),
        ("c1", "OTHER_GROUNDS", "2018-01-04", "NOT_A_CITY_PARTNER"),
    ],
)
async def test_where_nothing_can_be_cut_the_preview_is_a_refusal(
    engine: Engine, uid: str, ground: str, on: str, code: str
):
    shared = await planted(engine, ladder("fixture"))
    found = await preview(shared, uid, ground, on=on)
    assert (found["__typename"], found["code"]) == ("Refused", code)
    assert found["message"]
    assert found["nextStep"]


async def test_working_days_of_an_unpublished_year_are_not_guessed(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await preview(shared, "u5", "CUSTOMER_REQUEST", noticeReceivedOn="2030-02-13")
    assert found["code"] == "CALENDAR_NOT_PUBLISHED"
    assert "2030" in found["nextStep"]
