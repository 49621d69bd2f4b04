"""Other days, months and causes than in the sample (R20–R27, R116, Q7, Q8, Q14, Q32)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.previewing import edges
from tests.scenarios.stage import Stage, staged

pytestmark = pytest.mark.anyio

LATER = """
t1 is partner from 2019-01-01
c1 is partner from 2019-06-01
c1 under t1 as city from 2019-06-01
u3 under c1 as agency from 2019-06-10
u3 paid 10.00 at 2020-02-28T23:59:59
u3 paid 20.00 at 2020-02-29T00:00:00
u3 paid 40.00 at 2020-02-29T23:59:59
u3 paid 80.00 at 2020-03-01T00:00:00
"""
NOON = "T12:00:00+08:00"


async def release(stage: Stage, on: str, uid: str = "c1") -> None:
    """Aliyun releases a city partner from a day."""
    await stage.cut(uid, "OTHER_GROUNDS", on=on, decidedOn=on)


@pytest.mark.parametrize(
    ("on", "february", "march"),
    [
        ("2020-02-29", {"t1": 10_00, None: 60_00}, {None: 80_00}),
        ("2020-03-01", {"t1": 70_00}, {None: 80_00}),
        ("2020-03-02", {"t1": 70_00}, {"t1": 80_00}),
    ],
)
async def test_the_leap_day_is_a_day_of_february(
    engine: Engine, on: str, february: dict[str | None, int], march: dict[str | None, int]
):
    stage = await staged(engine, on, world=LATER)
    await release(stage, on)
    assert await stage.holders("2020-02") == february
    assert await stage.holders("2020-03") == march


async def test_a_year_ends_at_midnight_in_shanghai(engine: Engine):
    stage = await staged(engine, "2019-01-02")
    await stage.paid("u3", "1.00", "2018-12-31T15:59:59Z")
    await stage.paid("u3", "2.00", "2018-12-31T16:00:00Z")
    assert await stage.holders("2018-12") == {"t1": 1_00}
    assert await stage.holders("2019-01") == {"t1": 2_00}


async def test_q7_between_the_loss_and_the_release_there_is_no_fee_holder(engine: Engine):
    stage = await staged(engine, "2018-03-20")
    await stage.act("recordStandingLoss", account="t1", effectiveOn="2018-03-20")
    await stage.cut("c1", "STANDING_LOST", decidedOn="2018-03-20")
    stage = stage.on("2018-03-25")
    await stage.cut("c2", "STANDING_LOST", on="2018-03-25", decidedOn="2018-03-25")
    assert (await stage.holders())["t1"] == 8_850_00
    assert await stage.statuses() == {
        "ATTRIBUTED": 11_150_00,
        "NO_FEE_HOLDER": 950_00,
        "UNATTRIBUTED": 2_200_00,
    }
    assert await stage.statuses(Q7="AUTOMATIC") == {
        "ATTRIBUTED": 11_150_00,
        "UNATTRIBUTED": 3_150_00,
    }


async def test_q8_links_that_are_kept_count_to_nobody(engine: Engine):
    stage = await staged(engine, "2018-03-20", f"u1 paid 50.00 at 2018-03-21{NOON}")
    plan = await stage.cut(
        *("t1", "PARTNER_EXIT"),
        noticeReceivedOn="2018-03-20",
        decidedOn="2018-03-20",
        endLinks=False,
    )
    assert len(plan["ended"]) == 12
    assert {("LINK", "u1"), ("LINK", "u2")} & edges(plan) == set()
    found = await stage.holders()
    assert (found["t1"], found[None]) == (8_850_00, 3_200_00)
    assert (await stage.lifecycles("2018-03-21", "u2"))["u2"] == "ACTIVE"


async def test_two_causes_on_one_day_end_a_link_once(engine: Engine):
    asked = "u5 asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST"
    stage = await staged(engine, "2018-02-24", f"{asked} notice received 2018-02-13 as r1")
    await stage.conclude("r1")
    plan = await stage.preview("c1", "OTHER_GROUNDS", on="2018-02-24", decidedOn="2018-02-24")
    assert ("LINK", "u5") not in edges(plan)
    await release(stage, "2018-02-24")
    assert await stage.state("r1", "2018-02-24") == "EXECUTED"
    assert await stage.place("u5", "2018-02-23") == ("c1", "t1")
    assert await stage.place("u5", "2018-02-24") == (None, None)


async def test_a_request_whose_link_the_release_ended_lapses(engine: Engine):
    asked = "u5 asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST"
    stage = await staged(engine, "2018-02-24", f"{asked} notice received 2018-02-13 as r1")
    await release(stage, "2018-02-24")
    assert await stage.state("r1", "2018-02-24") == "LAPSED"
    assert await stage.refused("executeDetachment", request="r1", planHash="x") == "REQUEST_ENDED"


async def test_a_release_before_a_link_began_cancels_it(engine: Engine):
    stage = await staged(engine, "2018-04-12")
    await stage.cut("c1", "OTHER_GROUNDS", on="2018-01-31", decidedOn="2018-01-31")
    assert await stage.place("u5", "2018-02-01") == (None, None)
    assert await stage.place("u3", "2018-01-30") == ("c1", "t1")
    found = await stage.holders()
    assert (found["t1"], found[None]) == (7_900_00, 4_100_00)


async def test_a_refund_in_a_later_month_takes_from_who_had_the_payment(engine: Engine):
    stage = await staged(engine, "2018-03-16")
    await release(stage, "2018-03-16")
    await stage.paid("u3", "1000.00", f"2018-03-15{NOON}", id="p1")
    await stage.paid("u3", "500.00", f"2018-03-16{NOON}", id="p2")
    stage = stage.on("2018-04-20")
    await stage.paid("u3", "-400.00", f"2018-04-20{NOON}", refundOf="p1")
    await stage.paid("u3", "-100.00", "2018-04-20T13:00:00+08:00", refundOf="p2")
    assert await stage.holders("2018-04") == {"t1": -400_00, None: -100_00}
    assert (await stage.holders())["t1"] == 9_900_00


async def test_r25_until_its_entry_a_partner_holds_its_own(engine: Engine):
    stage = await staged(engine, "2018-04-15")
    await stage.paid("u9", "10.00", "2018-04-14T23:59:59+08:00")
    await stage.paid("u9", "20.00", "2018-04-15T00:00:00+08:00")
    entry = {"city": "p3", "tier1": "t2", "appliedOn": "2018-04-01", "approvedOn": "2018-04-05"}
    signed = {"frameworkSignedOn": "2018-04-10", "cityAgreementOn": "2018-04-15"}
    await stage.on("2018-04-30").act("admitCityPartner", **entry, **signed)
    assert await stage.holders("2018-04") == {"p3": 10_00, "t2": 20_00}
    assert await stage.holders("2018-04", knownAt=f"2018-04-29{NOON}") == {"p3": 30_00}


async def test_a_payment_learnt_late_is_in_the_later_statement_only(engine: Engine):
    stage = await staged(engine, "2018-04-11")
    await stage.paid("u3", "7.00", f"2018-03-30{NOON}")
    assert (await stage.holders(knownAt=f"2018-04-10{NOON}"))["t1"] == 10_700_00
    assert (await stage.holders(knownAt="2018-04-11T11:59:59+08:00"))["t1"] == 10_700_00
    assert (await stage.holders(knownAt=f"2018-04-11{NOON}"))["t1"] == 10_707_00
