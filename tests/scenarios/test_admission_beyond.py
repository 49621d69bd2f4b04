"""What is admitted about boundary days, and when a plan is stale (R12–R17, I1–I6, I15)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.scenarios.stage import Stage, staged
from tests.scenarios.test_admission import ENTRY, RELEASE

pytestmark = pytest.mark.anyio

DAY = "2018-03-01"
LEAP = """
t1 is partner from 2019-01-01
t2 is partner from 2020-02-29
acme under t1 as agency from 2020-01-01 to 2020-02-29 known from 2020-01-01
"""


async def linked(stage: Stage, account: str, partner: str, day: str, **more: Any) -> str | None:
    """The code by which a link is refused; None if it is made."""
    given = {"account": account, "partner": partner, "type": "AGENCY", "effectiveOn": day, **more}
    found = await stage.put("linkCustomerAccount", "... on Refusal { code }", **given)
    assert found.errors is None, found.errors
    return found.data["linkCustomerAccount"].get("code")


async def entered(stage: Stage, city: str, tier1: str, day: str) -> str | None:
    """The code by which an entry is refused; None if it is made."""
    given = ENTRY | {"city": city, "tier1": tier1, "effectiveOn": day}
    found = await stage.put("admitCityPartner", "... on Refusal { code }", **given)
    assert found.errors is None, found.errors
    return found.data["admitCityPartner"].get("code")


@pytest.mark.parametrize(
    ("partner", "day", "until", "code"),
    [
        ("t2", "2020-02-28", None, "ALREADY_LINKED"),
        ("t2", "2020-02-29", None, None),
        ("t1", "2019-12-31", "2020-01-01", None),
        ("t1", "2019-12-31", "2020-01-02", "ALREADY_LINKED"),
        ("t1", "2018-12-31", "2019-01-02", "NOT_A_PARTNER"),
        ("t1", "2019-01-01", "2019-01-02", None),
    ],
)
async def test_links_touch_and_do_not_overlap_and_lie_within_the_standing(
    engine: Engine, partner: str, day: str, until: str | None, code: str | None
):
    stage = await staged(engine, "2020-03-01", world=LEAP)
    assert await linked(stage, "acme", partner, day, until=until) == code


async def test_a_customer_of_a_released_partner_links_elsewhere_from_that_day(engine: Engine):
    stage = await staged(engine, "2018-03-16")
    await stage.cut(**RELEASE)
    assert await linked(stage, "u3", "p3", "2018-03-15") == "ALREADY_LINKED"
    assert await linked(stage, "u3", "c1", "2018-03-16") == "NOT_A_PARTNER"
    assert await linked(stage, "u3", "p3", "2018-03-16") is None
    await stage.paid("u3", "1.00", "2018-03-16T00:00:00+08:00")
    found = await stage.holders()
    assert (found["t1"], found["p3"]) == (8_900_00, 1_701_00)


async def test_a_tier1_becomes_a_city_partner_when_it_has_none_left(engine: Engine):
    stage = await staged(engine, "2018-03-10")
    for city in ("c1", "c2"):
        cut = {"ground": "OTHER_GROUNDS", "on": "2018-03-10", "decidedOn": "2018-03-10"}
        await stage.cut(city, **cut)
    assert await entered(stage, "t1", "t2", "2018-03-09") == "DEPTH_EXCEEDED"
    assert await entered(stage, "t1", "t2", "2018-03-10") is None
    await stage.paid("u1", "7.00", "2018-03-10T00:00:00+08:00")
    assert await stage.holders() == {
        "t1": 6_950_00,
        "t2": 1_107_00,
        "p3": 1_200_00,
        None: 5_050_00,
    }


@pytest.mark.parametrize(
    ("day", "code"),
    [("2018-02-28", "ACCOUNT_IS_PARTNER"), ("2018-03-01", None)],
)
async def test_a_customer_becomes_a_partner_from_the_day_its_link_ended(
    engine: Engine, day: str, code: str | None
):
    stage = await staged(engine, DAY)
    await stage.act("endCustomerLink", account="u3", effectiveOn=DAY)
    given = {"account": "u3", "effectiveOn": day}
    if code is None:
        await stage.act("recordStanding", **given)
    else:
        assert await stage.refused("recordStanding", **given) == code


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        ("u3 lets p3 manage from 2018-02-01", "CUSTOMER_AUTHORISATION_MISSING"),
        ("u3 lets t2 transfer from 2018-02-01", "CUSTOMER_AUTHORISATION_MISSING"),
        ("u3 lets p3 transfer from 2018-02-01 to 2018-03-01", "CUSTOMER_AUTHORISATION_MISSING"),
        ("u3 lets p3 transfer from 2018-02-01 to 2018-03-02", None),
        ("u3 lets p3 transfer from 2018-03-01", None),
        ("u3 lets p3 transfer from 2018-03-02", "CUSTOMER_AUTHORISATION_MISSING"),
    ],
)
async def test_r16_an_authorisation_is_for_one_act_one_partner_and_its_days(
    engine: Engine, paper: str, code: str | None
):
    stage = await staged(engine, DAY, f"{paper} known from 2018-02-01")
    move = {"account": "u3", "toPartner": "p3", "effectiveOn": DAY}
    if code is None:
        await stage.act("moveCustomerAccount", **move)
    else:
        assert await stage.refused("moveCustomerAccount", **move) == code


async def test_q17_another_type_is_two_links_or_none(engine: Engine):
    stage = await staged(engine, DAY, "u3 lets c1 transfer from 2018-02-01")
    move = {"account": "u3", "toPartner": "c1", "type": "RESALE", "effectiveOn": DAY}
    forbidden = move | {"readings": [{"question": "Q17", "option": "FORBID"}]}
    assert await stage.refused("moveCustomerAccount", **forbidden) == "LINK_TYPE_FIXED"
    await stage.act("moveCustomerAccount", **move)
    for id_, day in (("o1", "2018-02-28"), ("o2", DAY)):
        owed = {"id": id_, "account": "u3", "amount": "5.00", "occurredOn": day}
        await stage.act("recordObligation", **owed)
    assert {role for role, _ in (await stage.liable("o1")).values()} == {
        *("PRIMARY", "JOINT", "JOINT_CONTINGENT"),
    }
    assert (await stage.liable("o2"))["c1"] == ("SOLE", 5_00)


async def planned(engine: Engine) -> tuple[Stage, dict[str, Any]]:
    """The release of c1 as it was previewed on its day."""
    stage = await staged(engine, "2018-03-16")
    plan = await stage.preview(**RELEASE)
    return stage, {"detachment": RELEASE, "planHash": plan["planHash"]}


class TestStale:
    """S54: what makes a plan stale, and what does not."""

    async def test_a_new_customer_does(self, engine: Engine):
        stage, given = await planned(engine)
        assert await linked(stage, "d0", "c1", "2018-03-16") is None
        assert await stage.refused("executeDetachment", **given) == "PLAN_STALE"

    async def test_a_customer_that_left_does(self, engine: Engine):
        stage, given = await planned(engine)
        await stage.act("endCustomerLink", account="u5", effectiveOn="2018-03-16")
        assert await stage.refused("executeDetachment", **given) == "PLAN_STALE"

    async def test_links_of_others_cash_debts_and_requests_do_not(self, engine: Engine):
        stage, given = await planned(engine)
        assert await linked(stage, "d0", "p3", "2018-03-16") is None
        await stage.paid("u3", "1.00", "2018-03-16T10:00:00+08:00")
        owed = {"id": "o1", "account": "u3", "amount": "5.00", "occurredOn": "2018-03-15"}
        await stage.act("recordObligation", **owed)
        await stage.act("requestDetachment", account="u5", ground="CUSTOMER_REQUEST")
        await stage.act("executeDetachment", **given)
        assert await stage.place("d0", "2018-03-16") == ("p3", None)
        assert await stage.state("request:u5:DETACHMENT:2018-03-16", "2018-03-16") == "LAPSED"
