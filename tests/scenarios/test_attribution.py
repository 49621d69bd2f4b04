"""To whom cash counts: S01–S10, and other days, months and years (R20–R27, R105, Q7, Q14, Q32)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.previewing import edges
from tests.scenarios import questions
from tests.scenarios.stage import Stage, staged

pytestmark = pytest.mark.anyio

RELEASED = {("PARTNER", "c1"), ("CITY", "c1"), ("TIER", "c1")} | {
    ("LINK", uid) for uid in ("u3", "u4", "u5")
}


async def released(engine: Engine, day: str = "2018-03-16", *lines: str) -> Stage:
    """The worked example after Aliyun released c1 (CA 2.3.1④)."""
    stage = await staged(engine, day, *lines)
    await stage.cut("c1", "OTHER_GROUNDS", on=day, decidedOn=day)
    return stage


async def test_s01_nothing_has_changed(engine: Engine):
    stage = await staged(engine, "2018-04-10")
    assert await stage.holders() == {
        "t1": 10_700_00,
        "t2": 1_100_00,
        "p3": 1_200_00,
        None: 1_300_00,
    }
    assert await stage.direct() == {
        "t1": 6_000_00,
        "c1": 2_800_00,
        "c2": 1_900_00,
        "t2": 1_100_00,
        "p3": 1_200_00,
        None: 1_300_00,
    }


async def test_s02_a_release_that_both_want_from_the_application_to_the_statement(engine: Engine):
    stage = await staged(engine, "2018-03-10")
    said = {"account": "c1", "ground": "JOINT_APPLICATION", "appliedBy": "t1"}
    id_ = (await stage.step("requestDetachment", **said))["requestId"]
    await stage.on("2018-03-14").act("confirmRequest", request=id_)
    stage = stage.on("2018-03-16")
    await stage.act("decideRequest", request=id_, verdict="GRANTED")
    days = {"appliedOn": "2018-03-10", "confirmedOn": "2018-03-14", "decidedOn": "2018-03-16"}
    plan = await stage.preview("c1", "JOINT_APPLICATION", **days)
    assert edges(plan) == RELEASED
    done = await stage.conclude(id_)
    ended = sorted(each["kind"] for each in done["events"] if each["kind"].endswith("_ENDED"))
    assert ended == ["LINK_ENDED"] * 3 + ["STANDING_ENDED", "TIER_LINK_ENDED"]
    assert await stage.holders() == {
        "t1": 8_900_00,
        "t2": 1_100_00,
        "p3": 1_200_00,
        None: 3_100_00,
    }
    assert (await stage.direct())["c1"] == 1_000_00
    assert await stage.state(id_, "2018-03-16") == "EXECUTED"


async def test_s03_the_day_begins_at_midnight_in_shanghai(engine: Engine):
    stage = await released(engine)
    await stage.paid("u3", "1.00", "2018-03-15T15:59:59Z")
    await stage.paid("u3", "2.00", "2018-03-15T16:00:00Z")
    found = await stage.holders()
    assert (found["t1"], found[None]) == (8_901_00, 3_102_00)


async def test_s04_a_tier1_goes_and_its_whole_branch_the_same_day(engine: Engine):
    stage = await staged(engine, "2018-03-20")
    plan = await stage.cut(
        "t1", "PARTNER_EXIT", noticeReceivedOn="2018-03-20", decidedOn="2018-03-20"
    )
    assert len(plan["ended"]) == 14
    kinds = [each["edge"] for each in plan["ended"]]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "PARTNER": 3,
        "CITY": 2,
        "TIER": 2,
        "LINK": 7,
    }
    assert await stage.holders() == {
        "t1": 8_850_00,
        "t2": 1_100_00,
        "p3": 1_200_00,
        None: 3_150_00,
    }


async def test_s04d_agency_accounts_become_ordinary_and_resale_accounts_wait(engine: Engine):
    stage = await staged(engine, "2018-03-20")
    day = "2018-03-20"
    plan = await stage.cut("t1", "PARTNER_EXIT", noticeReceivedOn=day, decidedOn=day)
    outcomes = {each["account"]["uid"]: each["outcome"] for each in plan["accounts"]}
    assert outcomes == {
        **dict.fromkeys(("u1", "u3", "u5", "u6"), "ORDINARY_CUSTOMER"),
        **dict.fromkeys(("u2", "u4", "u7"), "PENDING_CONVERSION"),
    }
    agency, resale = ("u1", "u3", "u5", "u6"), ("u2", "u4", "u7")
    assert set((await stage.lifecycles(day, *agency)).values()) == {"ACTIVE"}
    assert set((await stage.lifecycles(day, *resale)).values()) == {"PENDING_CONVERSION"}
    assert set((await stage.lifecycles("2018-03-19", *resale)).values()) == {"ACTIVE"}


async def test_s06_a_voucher_does_not_count(engine: Engine):
    stage = await staged(engine, "2018-03-30")
    await stage.paid("u3", "300.00", "2018-03-29T10:00:00+08:00", voucherAmount="200.00")
    assert (await stage.holders())["t1"] == 11_000_00


async def test_s07_a_refund_follows_the_link_of_its_payment(engine: Engine):
    stage = await released(engine)
    before = await stage.holders()
    await stage.paid("u3", "1000.00", "2018-03-02T10:00:00+08:00", id="p1")
    await stage.on("2018-03-20").paid("u3", "-400.00", "2018-03-20T10:00:00+08:00", refundOf="p1")
    after = await stage.holders()
    assert after["t1"] - before["t1"] == 600_00
    assert after[None] == before[None]


async def test_s08_by_the_other_clock_use_before_the_release_counts(engine: Engine):
    stage = await released(engine)
    before = await stage.holders(), await stage.holders(Q14="CONSUMED")
    used = {"consumedFrom": "2018-03-10", "consumedTo": "2018-03-11"}
    await stage.on("2018-03-25").paid("u3", "250.00", "2018-03-25T10:00:00+08:00", **used)
    after = await stage.holders(), await stage.holders(Q14="CONSUMED")
    assert [now[None] - then[None] for then, now in zip(before, after, strict=True)] == [250_00, 0]
    assert [now["t1"] - then["t1"] for then, now in zip(before, after, strict=True)] == [0, 250_00]


async def test_s10_a_release_recorded_late_adjusts_and_rewrites_nothing(engine: Engine):
    stage = await staged(engine, "2018-04-12")
    await stage.cut("c1", "OTHER_GROUNDS", on="2018-03-16", decidedOn="2018-03-16")
    early, late = "2018-04-11T12:00:00+08:00", "2018-04-12T12:00:00+08:00"
    then = (await stage.holders(knownAt="2018-04-10T12:00:00+08:00"))["t1"]
    now = (await stage.holders(knownAt=late))["t1"]
    assert (then, now, now - then) == (10_700_00, 8_900_00, -1_800_00)
    assert await stage.place("u3", "2018-03-18", knownAt=early) == ("c1", "t1")
    assert await stage.place("u3", "2018-03-18", knownAt=late) == (None, None)
    assert await stage.place("u3", "2018-03-15", knownAt=late) == ("c1", "t1")
    told = (await stage.ask(questions.EVENTS, uid="u3"))["account"]["events"]["edges"]
    assert "LINK_ENDED" in {each["node"]["kind"] for each in told}
