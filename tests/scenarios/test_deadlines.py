"""From which day: S11–S46, each by the acts that lead to it (R60, R64, R80, R101, R112, R122)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.scenarios import questions
from tests.scenarios.stage import Stage, staged

pytestmark = pytest.mark.anyio

FRAMEWORK = {"id": "fa1", "party": "c1", "kind": "FA", "signedOn": "2018-01-05"}
CITY = {
    "id": "ca1",
    "party": "c1",
    "kind": "CA",
    "signedOn": "2018-01-05",
    "sealedOn": "2018-01-05",
}


async def asked(engine: Engine, received: str, *lines: str) -> tuple[Stage, str]:
    """The customer of u5 asked for a direct contract, and c1 received the notice on a day."""
    stage = await staged(engine, received, *lines)
    said = {"account": "u5", "ground": "CUSTOMER_REQUEST"}
    id_ = (await stage.step("requestDetachment", **said))["requestId"]
    await stage.act("recordNotice", request=id_, receivedOn=received)
    return stage, id_


async def applied(engine: Engine, day: str, **more: Any) -> tuple[Stage, str]:
    """C1 applied alone on a day."""
    stage = await staged(engine, day)
    said = {"account": "c1", "ground": "CITY_APPLICATION", "appliedBy": "c1", **more}
    return stage, (await stage.step("requestDetachment", **said))["requestId"]


async def answer_until(stage: Stage, id_: str, **readings: str) -> dict[str, Any]:
    """The three working days of the partner."""
    found = (await stage.ask(questions.PERIOD, request=id_, asOf=stage.day, **readings))["request"]
    return next(each["until"] for each in found["nextSteps"] if each["name"] == "ANSWER")


async def test_s11_three_working_days_over_the_spring_festival(engine: Engine):
    cash = "u5 paid 80.00 at 2018-02-23T23:59:00", "u5 paid 90.00 at 2018-02-24T00:00:00"
    stage, id_ = await asked(engine, "2018-02-13", *cash)
    assert await answer_until(stage, id_) == {
        "countedDays": ["2018-02-14", "2018-02-22", "2018-02-23"],
        "lastDay": "2018-02-23",
        "effectFrom": "2018-02-24",
    }
    early = stage.on("2018-02-23")
    assert await early.state(id_, early.day) == "WAITING"
    assert await early.refused("executeDetachment", request=id_, planHash="x") == "TOO_EARLY"
    late = stage.on("2018-02-24")
    assert await late.state(id_, late.day) == "DUE"
    await late.conclude(id_)
    assert await late.holders("2018-02") == {"t1": 80_00, None: 90_00}
    assert await late.place("u5", "2018-02-23") == ("c1", "t1")
    assert await late.place("u5", "2018-02-24") == (None, None)
    assert await late.place("c1", "2018-02-24") == (None, "t1")


async def test_s12_weekends_that_are_worked_count_unless_read_otherwise(engine: Engine):
    stage, id_ = await asked(engine, "2018-09-28")
    found = await answer_until(stage, id_)
    assert found["countedDays"] == ["2018-09-29", "2018-09-30", "2018-10-08"]
    assert found["effectFrom"] == "2018-10-09"
    never = await answer_until(stage, id_, Q1="WEEKENDS_NEVER")
    assert never["effectFrom"] == "2018-10-11"


async def test_s14b_withdrawn_on_the_second_working_day_nothing_happened(engine: Engine):
    stage, id_ = await asked(engine, "2018-02-13")
    before = (await stage.ask(questions.PLACE, uid="u5"))["account"]
    await stage.on("2018-02-22").act("withdrawRequest", request=id_)
    assert await stage.state(id_, "2018-02-24") == "WITHDRAWN"
    assert (await stage.ask(questions.PLACE, uid="u5"))["account"] == before
    told = (await stage.ask(questions.EVENTS, uid="u5"))["account"]["events"]["edges"]
    assert "LINK_ENDED" not in {each["node"]["kind"] for each in told}


async def test_s14c_an_answer_without_a_withdrawal_is_as_good_as_none(engine: Engine):
    stage, id_ = await asked(engine, "2018-02-13")
    await stage.on("2018-02-22").act("answerRequest", request=id_)
    assert await stage.state(id_, "2018-02-23") == "WAITING"
    assert await stage.state(id_, "2018-02-24") == "DUE"
    await stage.on("2018-02-24").conclude(id_)


async def test_s15_a_month_from_the_last_of_january(engine: Engine):
    stage, id_ = await applied(engine, "2018-01-31")
    granted = {"request": id_, "verdict": "GRANTED"}
    code = await stage.refused("decideRequest", **granted)
    assert code == "NO_DISPUTE_CONFIRMATION_MISSING"
    await stage.act("confirmRequest", request=id_)
    found = await stage.step("decideRequest", **granted)
    assert (found["state"], found["earliest"]) == ("WAITING", "2018-03-01")
    early = stage.on("2018-02-28")
    assert await early.refused("executeDetachment", request=id_, planHash="x") == "TOO_EARLY"
    await stage.on("2018-03-01").conclude(id_)
    found = await stage.holders()
    assert (found["t1"], found[None]) == (7_900_00, 4_100_00)


async def test_s15b_a_month_to_the_same_day_number(engine: Engine):
    stage, id_ = await applied(engine, "2018-02-10", noDisputeConfirmedOn="2018-02-10")
    await stage.act("decideRequest", request=id_, verdict="GRANTED")
    await stage.on("2018-03-11").conclude(id_)
    found = await stage.holders()
    assert (found["t1"], found[None]) == (8_400_00, 3_600_00)


async def test_s15c_without_the_city_partners_confirmation_nothing_is_executed(engine: Engine):
    stage = await staged(engine, "2018-03-10")
    said = {"account": "c1", "ground": "JOINT_APPLICATION", "appliedBy": "t1"}
    id_ = (await stage.step("requestDetachment", **said))["requestId"]
    granted = {"request": id_, "verdict": "GRANTED"}
    assert await stage.refused("decideRequest", **granted) == "CITY_PARTNER_NOT_CONFIRMED"
    await stage.on("2018-03-14").act("confirmRequest", request=id_)
    stage = stage.on("2018-03-16")
    found = await stage.step("decideRequest", **granted)
    assert (found["state"], found["earliest"]) == ("READY", "2018-03-16")
    await stage.conclude(id_)
    assert await stage.place("c1", "2018-03-15") == (None, "t1")
    assert await stage.place("c1", "2018-03-16") == (None, None)


async def test_s17_the_term_ends_or_a_month_later_and_ca_with_it(engine: Engine):
    stage = await staged(engine, "2018-01-05")
    await stage.act("recordAgreement", termEnd="2018-03-31", **FRAMEWORK)
    await stage.act("recordAgreement", **CITY)
    assert await ends(stage) == ("2018-04-01", {"fa1": "2018-04-01", "ca1": "2018-04-01"})
    assert await ends(stage, Q24="AUTOMATIC") == (
        *("2018-05-01", {"fa1": "2018-05-01", "ca1": "2018-05-01"}),
    )
    agreed = {"agreement": "fa1", "renewalAgreedOn": "2018-03-20"}
    await stage.on("2018-03-20").act("recordAgreementStep", **agreed)
    assert await ends(stage) == ("2018-05-01", {"fa1": "2018-05-01", "ca1": "2018-05-01"})


async def ends(stage: Stage, **readings: str) -> tuple[str, dict[str, str]]:
    """First day without standing by the agreements of c1, and without each of them."""
    found = (await stage.ask(questions.ENTITLED, uid="c1", **readings))["account"]
    (standing,) = found["entitledStandings"]
    agreements = found["owner"]["agreements"]
    return standing["days"]["to"], {
        each["agreementId"]: each["inForce"]["to"] for each in agreements
    }


async def test_s18_five_working_days_for_the_deposit(engine: Engine):
    stage = await staged(engine, "2018-01-05")
    await stage.act("recordAgreement", **FRAMEWORK)
    found = (await stage.ask(questions.DEPOSIT, party="c1", asOf="2018-01-12"))["deposit"]
    assert found["due"] == {"state": "OPEN", "deadline": {"lastDay": "2018-01-12"}}
    found = (await stage.ask(questions.DEPOSIT, party="c1", asOf="2018-01-13"))["deposit"]
    assert found["due"]["state"] == "OVERDUE"


@pytest.mark.parametrize(
    ("month", "statistics", "notice", "payment"),
    [
        ("2018-01", "2018-02-11", "2018-02-22", "2018-02-26"),
        ("2018-03", "2018-04-10", "2018-04-16", "2018-04-25"),
    ],
)
async def test_s21_the_dates_of_a_months_fee(
    engine: Engine, month: str, statistics: str, notice: str, payment: str
):
    stage = await staged(engine, "2018-01-05")
    found = (await stage.ask(questions.FEE_DATES, month=month))["feeCalendar"]
    days = [found[name]["lastDay"] for name in ("statistics", "notice", "payment")]
    assert days == [statistics, notice, payment]


async def test_s42_nobody_of_aliyun_is_hired_for_a_year(engine: Engine):
    stage = await staged(engine, "2018-01-05")
    await stage.act("recordAgreement", termEnd="2018-03-31", **FRAMEWORK)
    for day, there in (("2018-03-31", False), ("2018-04-01", True), ("2019-03-31", True)):
        duties = (await stage.ask(questions.DUTIES, party="c1", asOf=day))["survivingDuties"]
        last = [each["lastDay"] for each in duties["duties"] if each["duty"] == "NO_HIRING"]
        assert last == ["2019-03-31"] * there
    duties = (await stage.ask(questions.DUTIES, party="c1", asOf="2019-04-01"))["survivingDuties"]
    assert "NO_HIRING" not in {each["duty"] for each in duties["duties"]}


async def test_s44_a_year_without_a_calendar_is_never_guessed(engine: Engine):
    stage = await staged(engine, "2026-12-30")
    said = {"account": "u5", "ground": "CUSTOMER_REQUEST"}
    id_ = (await stage.step("requestDetachment", **said))["requestId"]
    notice = {"request": id_, "receivedOn": "2026-12-30"}
    assert await stage.refused("recordNotice", **notice) == "CALENDAR_NOT_PUBLISHED"
    period = {"start": "2026-12-30", "kind": "CUSTOMER_REQUEST_ANSWER"}
    found = (await stage.ask(questions.DEADLINE, **period))["deadline"]
    assert (found["code"], "2027" in found["message"]) == ("CALENDAR_NOT_PUBLISHED", True)
    assert "2027" in found["nextStep"]


async def test_s46_the_deposit_comes_back_within_a_week(engine: Engine):
    stage = await staged(engine, "2018-01-10")
    await stage.act("recordAgreement", termEnd="2018-03-31", **FRAMEWORK)
    paid = {"party": "c1", "move": "PAID", "amount": "5000.00", "agreement": "fa1"}
    await stage.act("recordDepositEntry", **paid)
    asked_for = {"party": "c1", "asOf": "2018-04-01"}
    refund = (await stage.ask(questions.DEPOSIT, **asked_for))["deposit"]["refund"]
    assert refund["deadline"] == {"lastDay": "2018-04-07"}
    assert (refund["state"], refund["amount"]["fen"]) == ("DUE", 5_000_00)
    rolled = (await stage.ask(questions.DEPOSIT, **asked_for, Q2="ROLL_OVER"))["deposit"]
    assert rolled["refund"]["deadline"] == {"lastDay": "2018-04-08"}
