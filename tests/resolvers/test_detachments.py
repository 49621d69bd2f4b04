"""Detachment previews through the schema: S02, S04, S04d, S11, S15, and the effects matrix."""

from typing import Any

import pytest

from graph.store import facts as store
from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

PREVIEW = """
query ($input: DetachmentInput!, $asOf: Date, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  detachmentPreview(input: $input, asOf: $asOf, knownAt: $knownAt, readings: $readings) {
    __typename
    ... on DetachmentPlan {
      account { uid } ground on earliest executable
      requirements { name met code clause { id } meaning }
      deadlines { countedDays lastDay effectFrom }
      ended {
        edge account { uid } towards { uid } on cancelled clause { id } fact { id from to }
      }
      accounts {
        account { uid } partner { uid } type outcome prepaid { amount } owed { amount }
      }
      money {
        month amount { amount } statusBefore statusAfter
        feeHolderBefore { uid } feeHolderAfter { uid }
      }
      feeHolders {
        feeHolder { uid } status lost { amount } gained { amount } change { amount }
      }
      survivingDebts {
        obligation { id } outstanding { amount } obligors { party { partyId } role }
      }
      changedDebts {
        obligation before { party { partyId } role } after { party { partyId } role }
      }
      warnings { code account { uid } message clause { id } }
      tasks { duty who { uid } since clause { id } accounts { uid } }
      choices { account { uid } option meaning clause { id } }
      planHash
      trace { rules clauses { id } readings { question } }
    }
    ... on Refusal { code message path nextStep clause { id } }
  }
}
"""


async def preview(shared: Shared, uid: str, ground: str, **more: object) -> Any:
    """A plan or a refusal; `more` is of the input, but for readings, asOf and knownAt."""
    variables = {name: more.pop(name) for name in ("readings", "asOf", "knownAt") if name in more}
    asked = {"uid": uid, "ground": ground, **more}
    return (await ask(shared, PREVIEW, input=asked, **variables))["detachmentPreview"]


def edges(plan: Any) -> set[tuple[str, str]]:
    """Kind and account of every edge that ends."""
    return {(each["edge"], each["account"]["uid"]) for each in plan["ended"]}


def changes(plan: Any) -> dict[str | None, str]:
    """By how much each fee holder's cash changes."""
    return {
        each["feeHolder"]["uid"] if each["feeHolder"] else None: each["change"]["amount"]
        for each in plan["feeHolders"]
    }


def unmet(plan: Any) -> list[str]:
    """Codes of what is missing."""
    return [each["code"] for each in plan["requirements"] if not each["met"]]


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


async def test_debts_from_before_survive_and_later_ones_change_their_obligors(engine: Engine):
    shared = await planted(
        engine,
        ladder(
            "fixture",
            "u3 owes 12000.00 since 2018-03-15 for transaction as o1",
            "u3 owes 5.00 since 2018-03-16 for transaction as o2",
            "u4 owes 6.00 since 2018-03-16 for transaction as o3",
        ),
    )
    plan = await preview(shared, "c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-16")
    (survives,) = plan["survivingDebts"]
    assert survives["obligation"] == {"id": "o1"}
    named = {each["party"]["partyId"]: each["role"] for each in survives["obligors"]}
    assert named == {"cust:u3": "PRIMARY", "c1": "JOINT", "t1": "JOINT_CONTINGENT"}
    after = {
        each["obligation"]: {o["party"]["partyId"]: o["role"] for o in each["after"]}
        for each in plan["changedDebts"]
    }
    assert after == {
        "o2": {"cust:u3": "PRIMARY"},
        "o3": {"c1": "UNRESOLVED", "cust:u4": "UNRESOLVED"},
    }
    owed = {each["account"]["uid"]: each["owed"]["amount"] for each in plan["accounts"]}
    assert owed == {"u3": "12000.00", "u4": "0.00", "u5": "0.00"}


async def test_a_refund_after_the_cut_follows_its_payment_from_before_it(engine: Engine):
    lines = (
        "u3 paid 1000.00 at 2018-03-02T12:00:00 as p1",
        "u3 paid -400.00 at 2018-03-20T12:00:00 refunding p1",
    )
    shared = await planted(engine, ladder("fixture", *lines))
    plan = await preview(shared, "c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-16")
    assert changes(plan) == {"t1": "-1800.00", None: "1800.00"}


async def test_cash_prepaid_for_later_use_is_warned_of_less_what_was_refunded(engine: Engine):
    lines = (
        "u4 paid 300.00 at 2018-01-15T12:00:00 used from 2018-03-01 to 2018-03-31 as p1",
        "u4 paid -30.00 at 2018-02-15T12:00:00 refunding p1",
    )
    shared = await planted(engine, ladder("fixture", *lines))
    plan = await preview(shared, "c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-16")
    prepaid = {each["account"]["uid"]: each["prepaid"]["amount"] for each in plan["accounts"]}
    assert prepaid == {"u3": "0.00", "u4": "135.00", "u5": "0.00"}
    warned = [w["account"]["uid"] for w in plan["warnings"] if w["code"] == "PREPAID_BALANCE"]
    assert warned == ["u4"]


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


async def test_a_plan_is_named_by_what_would_end(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    asked = {"on": "2018-03-16", "decidedOn": "2018-03-16"}
    one = (await preview(shared, "c1", "OTHER_GROUNDS", **asked))["planHash"]
    assert one == (await preview(shared, "c1", "OTHER_GROUNDS", **asked))["planHash"]
    shared = await planted(engine, "u10 under c1 as agency from 2018-02-01")
    assert one != (await preview(shared, "c1", "OTHER_GROUNDS", **asked))["planHash"]


async def test_links_that_would_begin_after_the_cut_are_cancelled(engine: Engine):
    shared = await planted(engine, ladder("fixture", "u10 under c1 as agency from 2018-04-01"))
    plan = await preview(shared, "c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-16")
    cancelled = [each["account"]["uid"] for each in plan["ended"] if each["cancelled"]]
    assert cancelled == ["u10"]


async def test_a_cut_is_planned_on_what_was_known(engine: Engine):
    shared = await planted(engine, ladder("s10"))
    asked = {"on": "2018-03-16", "decidedOn": "2018-03-16"}
    now = await preview(shared, "c1", "OTHER_GROUNDS", **asked)
    assert now["code"] == "NOT_A_CITY_PARTNER"
    then = await preview(
        shared, "c1", "OTHER_GROUNDS", **asked, knownAt="2018-04-11T00:00:00+08:00"
    )
    assert len(then["ended"]) == 6
