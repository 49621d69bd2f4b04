"""Releases that meet other changes, early and late (R83, R89, R90, R105–R112, R116, Q8, Q21)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.previewing import edges
from tests.scenarios import questions
from tests.scenarios.stage import Stage, staged

pytestmark = pytest.mark.anyio

DAY = "2018-03-16"
NOON = "T12:00:00+08:00"
TRANSFER = "u3 lets p3 transfer from 2018-03-01"


async def release(stage: Stage, on: str = DAY) -> set[tuple[str, str]]:
    """Aliyun releases c1 from a day; what ended."""
    return edges(await stage.cut("c1", "OTHER_GROUNDS", on=on, decidedOn=on))


async def links(stage: Stage, uid: str) -> list[tuple[str, str | None, str]]:
    """First day, first day outside, and partner of every link of an account."""
    found = (await stage.ask(questions.PLACE, uid=uid))["account"]["links"]
    return [(each["from"], each["to"], each["partner"]["uid"]) for each in found]


async def test_a_release_that_is_recorded_late_leaves_where_a_customer_went_since(engine: Engine):
    stage = await staged(engine, "2018-04-01", TRANSFER)
    await stage.act("moveCustomerAccount", account="u3", toPartner="p3")
    stage = stage.on("2018-04-12")
    assert ("LINK", "u3") in await release(stage)
    assert await links(stage, "u3") == [
        ("2018-01-10", DAY, "c1"),
        ("2018-04-01", None, "p3"),
    ]
    await stage.paid("u3", "1.00", f"2018-03-31{NOON}")
    await stage.paid("u3", "2.00", f"2018-04-01{NOON}")
    assert (await stage.holders())[None] == 3_101_00
    assert await stage.holders("2018-04") == {"p3": 2_00}


async def test_a_release_that_is_recorded_late_cancels_a_link_that_began_since(engine: Engine):
    stage = await staged(engine, "2018-03-20")
    link = {"account": "d0", "partner": "c1", "type": "AGENCY", "effectiveOn": "2018-03-20"}
    await stage.act("linkCustomerAccount", **link)
    await stage.paid("d0", "1.00", f"2018-03-20{NOON}")
    assert (await stage.holders())["t1"] == 10_701_00
    stage = stage.on("2018-04-12")
    await release(stage)
    assert await stage.place("d0", "2018-03-21") == (None, None)
    found = await stage.holders()
    assert (found["t1"], found[None]) == (8_900_00, 3_101_00)
    known = await stage.holders(knownAt=f"2018-04-11{NOON}")
    assert known["t1"] == 10_701_00


async def test_a_link_that_was_to_end_later_ends_with_the_release(engine: Engine):
    line = "d0 under c1 as agency from 2018-03-01 to 2018-06-01 known from 2018-03-01"
    ended = "d1 under c1 as agency from 2018-02-01 to 2018-03-16 known from 2018-03-16"
    stage = await staged(engine, DAY, line, ended)
    found = await release(stage)
    assert ("LINK", "d0") in found
    assert ("LINK", "d1") not in found
    assert await links(stage, "d0") == [("2018-03-01", DAY, "c1")]


@pytest.mark.parametrize(("day", "t1"), [("2018-03-20", 9_800_00), ("2018-03-12", 8_400_00)])
async def test_a_release_whose_day_was_wrong_is_corrected_and_what_was_known_stays(
    engine: Engine, day: str, t1: int
):
    stage = await staged(engine, DAY)
    await release(stage)
    stage = stage.on("2018-04-12")
    for kind, id_, subject in (
        ("LINK", "link:u3:c1:2018-01-10", "u3"),
        ("STANDING", "standing:c1:2018-01-05", "c1"),
        ("LINK", "link:u4:c1:2018-01-10", "u4"),
        ("TIER_LINK", "tier:c1:t1:2018-01-05", "c1"),
        ("LINK", "link:u5:c1:2018-02-01", "u5"),
    ):
        given = {"kind": kind, "id": id_, "subject": subject, "reason": "The day was wrong."}
        await stage.act("correctFact", set=[{"name": "validTo", "value": day}], **given)
    assert (await stage.holders())["t1"] == t1
    assert (await stage.holders(knownAt=f"2018-04-11{NOON}"))["t1"] == 8_900_00


async def test_what_was_executed_once_is_not_executed_again(engine: Engine):
    stage = await staged(engine, DAY)
    plan = await stage.cut("c1", "OTHER_GROUNDS", on=DAY, decidedOn=DAY)
    said = {"uid": "c1", "ground": "OTHER_GROUNDS", "on": DAY, "decidedOn": DAY}
    again = {"detachment": said, "planHash": plan["planHash"]}
    assert await stage.refused("executeDetachment", **again) == "NOT_A_CITY_PARTNER"


async def test_matrix_row_3_a_resale_customer_leaves_its_partner(engine: Engine):
    asked = "u4 asked for detachment on 2018-03-12 on ground CUSTOMER_REQUEST"
    stage = await staged(engine, DAY, f"{asked} notice received 2018-03-13 as r1")
    await stage.on("2018-03-17").conclude("r1")
    assert await stage.lifecycles("2018-03-17", "u4") == {"u4": "PENDING_CONVERSION"}
    assert await stage.place("c1", "2018-03-17") == (None, "t1")
    found = await stage.holders()
    assert (found["t1"], found[None]) == (10_100_00, 1_900_00)


async def test_matrix_row_4_with_the_framework_the_city_agreement_lapses_and_all_falls(
    engine: Engine,
):
    stage = await staged(engine, DAY)
    await stage.act("recordStandingLoss", account="c1", effectiveOn=DAY, cause="EXPIRED")
    assert await stage.place("c1", DAY) == (None, None)
    assert await stage.place("u3", DAY) == (None, None)
    assert await stage.lifecycles(DAY, "u4") == {"u4": "PENDING_CONVERSION"}
    assert (await stage.holders())["t1"] == 8_900_00
    assert await stage.statuses() == {"ATTRIBUTED": 11_200_00, "UNATTRIBUTED": 3_100_00}


async def test_r102_a_city_partner_that_was_expelled_is_released_by_a_decision(engine: Engine):
    stage = await staged(engine, DAY)
    await stage.act("recordStandingLoss", account="c1", effectiveOn=DAY, cause="EXPELLED")
    assert await stage.place("c1", DAY) == (None, "t1")
    assert (await stage.holders())["t1"] == 8_900_00
    plan = await stage.cut("c1", "STANDING_LOST", decidedOn=DAY)
    assert edges(plan) == {("TIER", "c1"), ("CITY", "c1")} | {
        ("LINK", uid) for uid in ("u3", "u4", "u5")
    }
    assert await stage.place("u3", DAY) == (None, None)
    assert await stage.statuses() == {"ATTRIBUTED": 11_200_00, "UNATTRIBUTED": 3_100_00}


async def test_i4_a_link_that_was_to_begin_without_its_partner_never_does(engine: Engine):
    later = {"account": "d0", "partner": "p3", "type": "AGENCY", "effectiveOn": "2018-04-01"}
    stage = await staged(engine, DAY)
    await stage.act("linkCustomerAccount", **later)
    lost = {"account": "p3", "effectiveOn": "2018-04-01"}
    assert await stage.refused("recordStandingLoss", **lost) == "FACT_IN_USE"
    said = {"noticeReceivedOn": DAY, "decidedOn": DAY, "on": DAY, "endLinks": False}
    plan = await stage.cut("p3", "PARTNER_EXIT", **said)
    assert edges(plan) == {("PARTNER", "p3"), ("LINK", "d0")}
    assert await stage.place("d0", "2018-04-01") == (None, None)
    assert await stage.place("u9", "2018-04-01") == ("p3", None)


async def test_r116_to_another_tier1_there_is_a_gap(engine: Engine):
    stage = await staged(engine, DAY)
    await release(stage)
    stage = stage.on("2018-04-10")
    early = {"account": "u3", "partner": "c1", "type": "AGENCY", "effectiveOn": "2018-04-09"}
    steps = {"appliedOn": "2018-04-01", "approvedOn": "2018-04-03"}
    signed = {"frameworkSignedOn": "2018-04-05", "cityAgreementOn": "2018-04-10"}
    await stage.act("admitCityPartner", city="c1", tier1="t2", **steps, **signed)
    assert (
        await stage.refused("linkCustomerAccount", **(early | {"effectiveOn": "2018-04-04"}))
    ) == "NOT_A_PARTNER"
    await stage.act("linkCustomerAccount", **early)
    for day, yuan in (("2018-04-04", "1.00"), ("2018-04-05", "2.00"), ("2018-04-09", "4.00")):
        await stage.paid("c1", yuan, f"{day}{NOON}")
    await stage.paid("c1", "8.00", "2018-04-10T00:00:00+08:00")
    await stage.paid("u3", "16.00", f"2018-04-09{NOON}")
    await stage.paid("u3", "32.00", f"2018-04-10{NOON}")
    assert await stage.holders("2018-04") == {None: 1_00, "c1": 22_00, "t2": 40_00}


@pytest.mark.parametrize(
    ("stated", "earliest"), [("2018-03-10", "2018-03-20"), ("2018-03-25", "2018-03-25")]
)
async def test_q21_a_standing_ends_as_the_notice_says_but_not_before_it_arrives(
    engine: Engine, stated: str, earliest: str
):
    stage = await staged(engine, "2018-03-20")
    said = {"account": "t1", "ground": "PARTNER_EXIT"}
    id_ = (await stage.step("requestDetachment", **said))["requestId"]
    await stage.act("recordNotice", request=id_, receivedOn="2018-03-20", statedOn=stated)
    found = await stage.step("decideRequest", request=id_, verdict="GRANTED")
    assert found["earliest"] == earliest
    await stage.on(earliest).conclude(id_)
    place = (await stage.ask(questions.PLACE, uid="t1", asOf="2018-03-01"))["account"]
    assert place["standing"]["to"] == earliest


async def test_r83_thirty_days_after_its_receipt_a_notice_ends_the_framework(engine: Engine):
    made = "p3 signed FA on 2018-01-05 term to 2018-12-31 as fa1"
    stage = await staged(engine, "2018-02-01", made)
    notice = {"party": "p3", "kind": "END_OF_AGREEMENT", "receivedOn": "2018-02-01"}
    await stage.act("recordNotice", **notice)
    found = (await stage.ask(questions.ENTITLED, uid="p3"))["account"]["owner"]["agreements"]
    assert [each["inForce"]["to"] for each in found] == ["2018-03-04"]


async def test_r89_a_partner_leaves_when_its_termination_agreement_takes_effect(engine: Engine):
    stage = await staged(engine, "2018-01-31", "u9 paid 5.00 at 2018-03-05T00:00:00")
    id_ = (await stage.step("requestExit", account="p3", endLinks=True))["requestId"]
    stage = stage.on("2018-02-20")
    await stage.step("recordRequestStep", request=id_, step="SETTLE_CUSTOMERS")
    agreed = {"step": "AGREE_TERMINATION", "effectiveOn": "2018-03-05"}
    await stage.step("recordRequestStep", request=id_, **agreed)
    await stage.step("decideRequest", request=id_, verdict="GRANTED")
    early = stage.on("2018-03-04")
    code = await early.refused("executeDetachment", request=id_, planHash="x")
    assert code == "TERMINATION_AGREEMENT_MISSING"
    stage = stage.on("2018-03-05")
    await stage.conclude(id_)
    assert await links(stage, "u9") == [("2017-05-01", "2018-03-05", "p3")]
    found = await stage.holders()
    assert (found["p3"], found[None]) == (1_200_00, 1_305_00)


async def test_the_newest_finding_tells_of_two_that_differ(engine: Engine):
    stage = await staged(engine, DAY)
    await release(stage)
    owed = {"id": "o1", "account": "u3", "amount": "5.00", "occurredOn": "2018-03-15"}
    await stage.act("recordObligation", **owed)
    for day, found in (("2018-05-10", False), ("2018-05-20", True)):
        given = {"obligation": "o1", "party": "c1", "mismanaged": found}
        await stage.on(day).act("recordFinding", effectiveOn=day, **given)
    assert "t1" not in await stage.liable("o1", "2018-05-19")
    assert (await stage.liable("o1", "2018-05-20"))["t1"] == ("JOINT", 5_00)
