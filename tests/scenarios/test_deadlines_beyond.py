"""Other years, month ends and leap days than in the sample (R35, R60, R64, R81, R101, R112)."""

import pytest

from graph.store.engine import Engine
from tests.scenarios import questions
from tests.scenarios.stage import Stage, staged
from tests.scenarios.test_deadlines import answer_until, asked, ends

pytestmark = pytest.mark.anyio

NEVER = {"Q1": "WEEKENDS_NEVER"}
ROLLS = {"Q2": "ROLL_OVER"}


PERIODS: list[tuple[str, str, dict[str, str], str, str]] = [
    # received on a Saturday, and in the middle of the Spring Festival
    ("CUSTOMER_REQUEST_ANSWER", "2018-02-10", {}, "2018-02-13", "2018-02-14"),
    ("CUSTOMER_REQUEST_ANSWER", "2018-02-10", NEVER, "2018-02-14", "2018-02-15"),
    ("CUSTOMER_REQUEST_ANSWER", "2018-02-17", {}, "2018-02-24", "2018-02-25"),
    ("CUSTOMER_REQUEST_ANSWER", "2018-02-17", NEVER, "2018-02-26", "2018-02-27"),
    # 29 December 2018 was worked for the New Year of 2019
    ("CUSTOMER_REQUEST_ANSWER", "2018-12-28", {}, "2019-01-03", "2019-01-04"),
    ("CUSTOMER_REQUEST_ANSWER", "2018-12-28", NEVER, "2019-01-04", "2019-01-05"),
    # Sunday 28 April 2019 was worked, 1 to 4 May were free, Sunday 5 May was worked
    ("CUSTOMER_REQUEST_ANSWER", "2019-04-26", {}, "2019-04-30", "2019-05-01"),
    ("CUSTOMER_REQUEST_ANSWER", "2019-04-26", NEVER, "2019-05-06", "2019-05-07"),
    ("DEPOSIT_DUE", "2019-04-30", {}, "2019-05-09", "2019-05-10"),
    ("DEPOSIT_DUE", "2019-04-30", NEVER, "2019-05-10", "2019-05-11"),
    # the Spring Festival of 2020 was prolonged to 2 February
    ("CUSTOMER_REQUEST_ANSWER", "2020-01-23", {}, "2020-02-05", "2020-02-06"),
    ("CUSTOMER_REQUEST_ANSWER", "2020-02-27", {}, "2020-03-03", "2020-03-04"),
    ("CUSTOMER_REQUEST_ANSWER", "2020-02-28", {}, "2020-03-04", "2020-03-05"),
    ("CUSTOMER_REQUEST_ANSWER", "2021-02-19", {}, "2021-02-23", "2021-02-24"),
    ("CUSTOMER_REQUEST_ANSWER", "2021-02-19", NEVER, "2021-02-24", "2021-02-25"),
    ("VIOLATION_REPLY", "2019-09-30", {}, "2019-10-10", "2019-10-11"),
    # a month goes to the same number, or to the month's end
    ("CITY_EXIT_NOTICE", "2020-01-31", {}, "2020-02-29", "2020-03-01"),
    ("CITY_EXIT_NOTICE", "2020-01-31", ROLLS, "2020-03-02", "2020-03-03"),
    ("CITY_EXIT_NOTICE", "2020-01-29", {}, "2020-02-29", "2020-03-01"),
    ("CITY_EXIT_NOTICE", "2019-01-29", {}, "2019-02-28", "2019-03-01"),
    ("CITY_EXIT_NOTICE", "2020-02-29", {}, "2020-03-29", "2020-03-30"),
    ("CITY_EXIT_NOTICE", "2018-12-31", {}, "2019-01-31", "2019-02-01"),
    ("CITY_EXIT_NOTICE", "2018-03-31", {}, "2018-04-30", "2018-05-01"),
    ("CITY_EXIT_NOTICE", "2018-03-31", ROLLS, "2018-05-02", "2018-05-03"),
    ("NO_HIRING", "2020-02-29", {}, "2021-02-28", "2021-03-01"),
    # thirty days are no month, and seven no working week
    ("NOTICE_OF_END", "2019-02-01", {}, "2019-03-03", "2019-03-04"),
    ("NOTICE_OF_END", "2020-02-01", {}, "2020-03-02", "2020-03-03"),
    ("DEPOSIT_REFUND", "2020-02-29", {}, "2020-03-07", "2020-03-08"),
    ("DEPOSIT_REFUND", "2020-02-29", ROLLS, "2020-03-09", "2020-03-10"),
]
"""Kind, start and readings; the last day and the first day after it."""
FEE_DATES: list[tuple[str, dict[str, str], list[str]]] = [
    ("2018-09", {}, ["2018-10-10", "2018-10-15", "2018-10-25"]),
    ("2018-12", {}, ["2019-01-10", "2019-01-15", "2019-01-25"]),
    # 10 February 2019 was the last day of the Spring Festival
    ("2019-01", {}, ["2019-02-11", "2019-02-15", "2019-02-25"]),
    ("2019-08", {}, ["2019-09-10", "2019-09-16", "2019-09-25"]),
    ("2020-01", {}, ["2020-02-10", "2020-02-17", "2020-02-25"]),
    # 25 April 2020 was a Saturday, and the Sunday after it was worked
    ("2020-03", {}, ["2020-04-10", "2020-04-15", "2020-04-26"]),
    ("2020-03", NEVER, ["2020-04-10", "2020-04-15", "2020-04-27"]),
    ("2020-09", {}, ["2020-10-10", "2020-10-15", "2020-10-26"]),
    ("2020-09", NEVER, ["2020-10-12", "2020-10-15", "2020-10-26"]),
]
"""Month and readings; the days of statistics, notice and payment."""


async def test_a_period_ends_where_a_calendar_on_paper_ends_it(engine: Engine):
    stage = await staged(engine, "2018-01-05", world="")
    for kind, start, readings, last, effect in PERIODS:
        asked_for = {"kind": kind, "start": start, **readings}
        found = (await stage.ask(questions.DEADLINE, **asked_for))["deadline"]
        assert (found["lastDay"], found["effectFrom"]) == (last, effect), asked_for


async def test_fee_dates_move_on_over_days_at_rest(engine: Engine):
    stage = await staged(engine, "2018-01-05", world="")
    for month, readings, days in FEE_DATES:
        found = (await stage.ask(questions.FEE_DATES, month=month, **readings))["feeCalendar"]
        told = [found[name]["lastDay"] for name in ("statistics", "notice", "payment")]
        assert told == days, (month, readings)


async def test_the_last_days_of_the_last_year_known_are_counted(engine: Engine):
    stage = await staged(engine, "2026-12-28", world="")
    period = {"start": "2026-12-28", "kind": "CUSTOMER_REQUEST_ANSWER"}
    found = (await stage.ask(questions.DEADLINE, **period))["deadline"]
    assert found["countedDays"] == ["2026-12-29", "2026-12-30", "2026-12-31"]
    assert found["effectFrom"] == "2027-01-01"


async def test_a_city_partner_that_applies_on_31_january_of_a_leap_year(engine: Engine):
    world = """
    t1 is partner from 2019-01-01
    c1 is partner from 2019-06-01
    c1 under t1 as city from 2019-06-01
    c1 paid 1.00 at 2020-02-29T23:59:59
    c1 paid 2.00 at 2020-03-01T00:00:00
    """
    stage = await staged(engine, "2020-01-31", world=world)
    said = {"account": "c1", "ground": "CITY_APPLICATION", "noDisputeConfirmedOn": "2020-01-31"}
    id_ = (await stage.step("requestDetachment", **said))["requestId"]
    found = await stage.step("decideRequest", request=id_, verdict="GRANTED")
    assert found["earliest"] == "2020-03-01"
    early = stage.on("2020-02-29")
    assert await early.refused("executeDetachment", request=id_, planHash="x") == "TOO_EARLY"
    await stage.on("2020-03-01").conclude(id_)
    assert await stage.holders("2020-02") == {"t1": 1_00}
    assert await stage.holders("2020-03") == {None: 2_00}


async def test_q16_what_is_executed_late_ends_on_the_day_of_execution(engine: Engine):
    stage, id_ = await asked(engine, "2018-02-13", "u5 paid 5.00 at 2018-03-04T23:59:59")
    await stage.on("2018-03-05").conclude(id_)
    assert await stage.place("u5", "2018-03-04") == ("c1", "t1")
    assert await stage.place("u5", "2018-03-05") == (None, None)
    assert (await stage.holders())["t1"] == 10_700_00 - 700_00 + 5_00


async def test_a_customer_withdraws_on_the_last_day_and_not_on_the_next(engine: Engine):
    stage, id_ = await asked(engine, "2018-02-13")
    assert await stage.on("2018-02-24").refused("withdrawRequest", request=id_) == "TOO_LATE"
    await stage.on("2018-02-23").act("withdrawRequest", request=id_)
    assert await stage.state(id_, "2018-02-24") == "WITHDRAWN"


async def test_q1_a_request_is_due_later_where_weekends_never_work(engine: Engine):
    stage, id_ = await asked(engine, "2019-04-26")
    assert (await answer_until(stage, id_))["effectFrom"] == "2019-05-01"
    assert (await answer_until(stage, id_, **NEVER))["effectFrom"] == "2019-05-07"


@pytest.mark.parametrize(
    ("term", "agreed", "end"),
    [
        ("2018-03-31", "2018-03-30", "2018-05-01"),
        ("2018-03-31", "2018-03-31", "2018-05-01"),
        ("2018-03-31", "2018-04-01", "2018-04-01"),
        ("2019-01-31", "2019-01-31", "2019-03-01"),
        ("2020-01-31", "2020-01-31", "2020-03-01"),
        ("2018-02-28", "2018-02-28", "2018-03-29"),
    ],
)
async def test_r81_the_will_to_renew_is_agreed_by_the_end_of_the_term(
    engine: Engine, term: str, agreed: str, end: str
):
    stage = await staged(engine, "2018-01-05")
    made = {"id": "fa1", "party": "c1", "kind": "FA", "signedOn": "2018-01-05"}
    await stage.act("recordAgreement", termEnd=term, **made)
    await renewed(stage, agreed, on=agreed)
    assert await ends(stage) == (end, {"fa1": end})


async def test_a_will_to_renew_that_is_recorded_late_changes_what_is_known(engine: Engine):
    stage = await staged(engine, "2018-01-05")
    made = {"id": "fa1", "party": "c1", "kind": "FA", "signedOn": "2018-01-05"}
    await stage.act("recordAgreement", termEnd="2018-03-31", **made)
    await renewed(stage, "2018-03-20", on="2018-04-12")
    early = {"knownAt": "2018-04-11T12:00:00+08:00"}
    assert (await ends(stage, **early))[0] == "2018-04-01"
    assert (await ends(stage))[0] == "2018-05-01"


async def renewed(stage: Stage, agreed: str, on: str) -> None:
    """The will to renew agreed on one day and recorded on another."""
    await stage.on(on).act("recordAgreementStep", agreement="fa1", renewalAgreedOn=agreed)
