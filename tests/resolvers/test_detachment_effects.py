"""What a cut means to debts, cash and what is still to come, in previews."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import planted
from tests.resolvers.ladders import ladder
from tests.resolvers.previewing import changes, preview

pytestmark = pytest.mark.anyio


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
