"""Thresholds met exactly, expiry a day early or late, late news (R30, R46, R60–R65, R70–R87)."""

import pytest

from graph.store.engine import Engine
from tests.scenarios import questions
from tests.scenarios.stage import Stage, staged
from tests.scenarios.test_money import deposit, deposited, fee, record, repeated

pytestmark = pytest.mark.anyio

OLD = "p3 violated MR 6.2.3 as class 2 established"
ONE_DAY = {"v1": "2017-05-20", "v2": "2018-03-15", "v3": "2018-03-15"}


async def price(stage: Stage, class_: str, on: str, **readings: str) -> tuple[int | None, int]:
    """Ordinal and fen of one more violation of p3."""
    given = {"party": "p3", "class": class_, "on": on, **readings}
    found = (await stage.ask(questions.PRICE, **given))["penalty"]
    return found["ordinal"], found["penalty"]["fen"]


@pytest.mark.parametrize(
    ("before", "on", "expected"),
    [
        ("2017-05-20", "2018-05-19", (2, 4_000_00)),
        ("2017-05-20", "2018-05-20", (2, 4_000_00)),
        ("2017-05-20", "2018-05-21", (1, 2_000_00)),
        ("2019-02-28", "2020-02-28", (2, 4_000_00)),
        ("2019-02-28", "2020-02-29", (1, 2_000_00)),
        ("2020-02-29", "2021-02-28", (2, 4_000_00)),
        ("2020-02-29", "2021-03-01", (1, 2_000_00)),
        ("2017-12-31", "2018-12-31", (2, 4_000_00)),
        ("2017-12-31", "2019-01-01", (1, 2_000_00)),
    ],
)
async def test_r71_a_violation_counts_through_the_same_day_a_year_later(
    engine: Engine, before: str, on: str, expected: tuple[int, int]
):
    stage = await staged(engine, on, f"{OLD} {before} as v0")
    assert await price(stage, "CLASS_2", on) == expected


async def test_q5_by_the_other_reading_it_counts_from_the_act(engine: Engine):
    old = "p3 violated MR 6.2.3 as class 2 acted 2017-03-01 established 2017-05-20 as v0"
    stage = await staged(engine, "2018-05-20", old)
    assert await price(stage, "CLASS_2", "2018-03-02") == (2, 4_000_00)
    assert await price(stage, "CLASS_2", "2018-03-01", Q5="FROM_ACT") == (2, 4_000_00)
    assert await price(stage, "CLASS_2", "2018-03-02", Q5="FROM_ACT") == (1, 2_000_00)


async def test_q4_class_1_costs_8000_or_all_three_tiers(engine: Engine):
    stage = await staged(engine, "2018-03-15")
    assert (await price(stage, "CLASS_1", "2018-03-15"))[1] == 8_000_00
    cumulative = await price(stage, "CLASS_1", "2018-03-15", Q4="CUMULATIVE_14000")
    assert cumulative[1] == 14_000_00


async def test_r74_silence_for_three_working_days_establishes_a_charge(engine: Engine):
    stage = await staged(engine, "2018-02-13")
    charge = {"id": "v1", "party": "p3", "rank": "CLASS_2", "clause": "MR 6.2.3"}
    await stage.act("recordViolation", noticedOn="2018-02-13", **charge)
    assert (await record(stage, "2018-02-23"))["penalties"]["fen"] == 0
    assert (await record(stage, "2018-02-24"))["penalties"]["fen"] == 2_000_00
    replied = {"violation": "v1", "repliedOn": "2018-02-23"}
    await stage.on("2018-02-25").act("recordViolationStep", **replied)
    assert (await record(stage, "2018-02-24"))["penalties"]["fen"] == 0


async def test_a_third_finding_that_is_recorded_late_gives_the_right_when_it_is_known(
    engine: Engine,
):
    world = f"{OLD} 2017-05-20 as v1", f"{OLD} 2017-11-11 as v2"
    stage = await staged(engine, "2018-04-12", *world)
    charge = {"id": "v3", "party": "p3", "rank": "CLASS_2", "clause": "MR 6.2.3"}
    await stage.act("recordViolation", actedOn="2018-03-10", **charge)
    found = {"violation": "v3", "outcome": "ESTABLISHED", "countedOn": "2018-03-15"}
    await stage.act("recordViolationStep", effectiveOn="2018-03-15", **found)
    early = {"knownAt": "2018-04-11T12:00:00+08:00"}
    assert await repeated(stage, "2018-03-20", **early) == []
    assert await repeated(stage, "2018-03-20") == [("2018-03-15", ["v1", "v2", "v3"])]


async def test_two_violations_on_one_day_count_one_after_the_other(engine: Engine):
    lines = [f"{OLD} {day} as {id_}" for id_, day in ONE_DAY.items()]
    stage = await staged(engine, "2018-03-15", *lines)
    assert (await record(stage, "2018-03-14"))["penalties"]["fen"] == 2_000_00
    assert (await record(stage, "2018-03-15"))["penalties"]["fen"] == 14_000_00
    assert await repeated(stage, "2018-03-15") == [("2018-03-15", ["v1", "v2", "v3"])]
    assert await price(stage, "CLASS_2", "2018-05-20") == (4, 8_000_00)
    assert await price(stage, "CLASS_2", "2018-05-21") == (3, 8_000_00)
    assert await price(stage, "CLASS_2", "2019-03-15") == (3, 8_000_00)
    assert await price(stage, "CLASS_2", "2019-03-16") == (1, 2_000_00)


async def test_r70_a_violation_of_class_1_ends_nothing_until_the_notice_arrives(engine: Engine):
    stage = await staged(
        engine,
        "2018-03-15",
        'p3 violated MR 6.1 as class 1 in words "forgery" established 2018-03-15 as v1',
    )
    found = await record(stage, "2018-03-19")
    assert (found["penalties"]["fen"], found["terminations"]) == (8_000_00, [])
    notice = {"party": "p3", "kind": "TERMINATION", "receivedOn": "2018-03-20"}
    await stage.on("2018-03-20").act("recordNotice", statedOn="2018-03-31", **notice)
    assert (await record(stage, "2018-03-19"))["terminations"] == []
    (ended,) = (await record(stage, "2018-03-20"))["terminations"]
    assert (ended["contractEndsOn"], ended["standingEndsOn"]) == ("2018-03-20", "2018-03-31")
    assert ended["founded"] is True


@pytest.mark.parametrize(
    ("more", "base", "amount", "missing"),
    [
        ("9999.99", 9_999_99, 0, 1),
        ("10000.00", 10_000_00, 1_000_00, None),
        ("10000.01", 10_000_01, 1_000_00, None),
    ],
)
async def test_r05_a_standard_is_reached_by_its_own_number(
    engine: Engine, more: str, base: int, amount: int, missing: int | None
):
    stage = await staged(engine, "2020-03-01", world="t1 is partner from 2019-01-01")
    await stage.paid("t1", more, "2020-02-29T23:59:59+08:00")
    await stage.paid("t1", "20000.00", "2020-03-01T00:00:00+08:00")
    found = await fee(stage, "t1", "2020-02")
    assert (found["base"]["fen"], found["amount"]["fen"]) == (base, amount)
    assert (found["missing"] or {}).get("fen") == (missing if amount == 0 else None)


async def test_a_refund_of_the_next_month_leaves_the_fee_of_this_one(engine: Engine):
    stage = await staged(engine, "2018-04-02")
    await stage.paid("u1", "5000.00", "2018-03-31T12:00:00+08:00", id="p1")
    assert (await fee(stage, "t1"))["amount"]["fen"] == 1_570_00
    await stage.paid("u1", "-5000.00", "2018-04-02T12:00:00+08:00", refundOf="p1")
    assert (await fee(stage, "t1"))["amount"]["fen"] == 1_570_00
    found = await fee(stage, "t1", "2018-04")
    assert (found["base"]["fen"], found["amount"]["fen"]) == (-5_000_00, 0)


@pytest.mark.parametrize(
    ("lost", "balance", "claim", "top_up"),
    [
        ("4999.99", 1, 0, 4_999_99),
        ("5000.00", 0, 0, 5_000_00),
        ("5000.01", 0, 1, 5_000_00),
    ],
)
async def test_r61_a_loss_about_as_large_as_the_deposit(
    engine: Engine, lost: str, balance: int, claim: int, top_up: int
):
    stage = await deposited(engine, "p3", lost, "2018-02-12")
    found = await deposit(stage, "p3", "2018-02-13")
    assert (found["balance"]["fen"], found["claim"]["fen"]) == (balance, claim)
    assert [each["amount"]["fen"] for each in found["topUps"]] == [top_up]


@pytest.mark.parametrize(("day", "before"), [("2018-02-24", "OPEN"), ("2018-02-26", "OVERDUE")])
async def test_r62_topped_up_on_the_last_day_or_later(engine: Engine, day: str, before: str):
    stage = await deposited(engine, "p3", "3200.00", "2018-02-12")
    (open_,) = (await deposit(stage, "p3", day))["topUps"]
    remedy = "FROM_FEES" if before == "OVERDUE" else None
    assert (open_["state"], open_["remedy"]) == (before, remedy)
    topped = {"party": "p3", "move": "TOPPED_UP", "agreement": "fa-p3"}
    await stage.on(day).act("recordDepositEntry", amount="3199.99", **topped)
    (part,) = (await deposit(stage, "p3", day))["topUps"]
    assert (part["state"], part["unmet"]["fen"]) == (before, 1)
    await stage.on(day).act("recordDepositEntry", amount="0.01", **topped)
    assert [each["state"] for each in (await deposit(stage, "p3", day))["topUps"]] == ["MET"]


async def test_q1_a_top_up_is_due_later_where_weekends_never_work(engine: Engine):
    stage = await deposited(engine, "p3", "3200.00", "2018-02-12")
    found = await deposit(stage, "p3", "2018-02-25", Q1="WEEKENDS_NEVER")
    (asked,) = found["topUps"]
    assert (asked["deadline"], asked["state"]) == ({"lastDay": "2018-02-26"}, "OPEN")


async def test_r64_a_violation_in_the_term_keeps_the_deposit(engine: Engine):
    made = "p3 signed FA on 2018-01-05 term to 2018-03-31 as fa1"
    paid = "p3 deposited 5000.00 on 2018-01-10 under fa1"
    stage = await staged(engine, "2018-04-01", made, paid)
    assert (await deposit(stage, "p3", "2018-04-01"))["refund"]["state"] == "DUE"
    assert (await deposit(stage, "p3", "2018-04-07"))["refund"]["state"] == "DUE"
    assert (await deposit(stage, "p3", "2018-04-08"))["refund"]["state"] == "OVERDUE"
    charge = {"id": "v1", "party": "p3", "rank": "CLASS_2", "clause": "MR 6.2.3"}
    await stage.act("recordViolation", actedOn="2018-03-31", **charge)
    found = {"violation": "v1", "outcome": "ESTABLISHED", "countedOn": "2018-03-31"}
    await stage.act("recordViolationStep", effectiveOn="2018-03-31", **found)
    assert (await deposit(stage, "p3", "2018-04-01"))["refund"]["state"] == "HELD"


@pytest.mark.parametrize(
    ("reached", "state"),
    [
        ({"2018-07-01": 9, "2018-10-01": 9}, "CANCELLABLE"),
        ({"2018-10-01": 9, "2019-01-01": 9}, "CANCELLABLE"),
        ({"2018-07-01": 9, "2018-10-01": 10}, "CERTIFIED"),
        ({"2018-07-01": 9, "2018-10-01": 10, "2019-01-01": 9}, "AT_RISK"),
        ({"2018-07-01": 9, "2019-01-01": 9}, "AT_RISK"),
    ],
)
async def test_r87_two_quarters_in_a_row_and_a_minimum_met_exactly(
    engine: Engine, reached: dict[str, int], state: str
):
    stage = await staged(engine, "2019-05-02")
    for quarter, number in reached.items():
        given = {"account": "p3", "quarter": quarter, "newCustomers": number, "minimum": 10}
        await stage.act("recordAssessment", **given)
    asked = {"uid": "p3", "asOf": "2019-05-02"}
    found = (await stage.ask(questions.CERTIFICATION, **asked))["assessment"]
    assert found["state"] == state


async def test_r53_the_integrity_penalty_is_the_highest_and_no_sum(engine: Engine):
    stage = await staged(engine, "2018-03-15")
    for given, expected in (
        ({"contractTotal": 1_000_00, "feesPaid": 2_000_00, "benefit": 500_00}, 600_00),
        ({"contractTotal": 1_000_00, "feesPaid": 2_000_00, "benefit": 600_01}, 600_01),
        ({"benefit": 1}, 1),
    ):
        found = (await stage.ask(questions.INTEGRITY, **given))["integrityPenalty"]
        assert found["penalty"]["fen"] == expected
