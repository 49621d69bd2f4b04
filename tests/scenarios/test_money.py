"""Violations, deposits and fees: S33–S41b by mutation (R30–R39, R46, R60–R65, R70–R77, R87)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.scenarios import questions
from tests.scenarios.stage import Stage, staged

pytestmark = pytest.mark.anyio

S33 = {"v1": "2017-05-20", "v2": "2017-11-11", "v3": "2018-03-15"}
RELEASE = {"uid": "c1", "ground": "OTHER_GROUNDS", "on": "2018-03-16", "decidedOn": "2018-03-16"}


async def counted(stage: Stage, violations: dict[str, str]) -> None:
    """Violations of class 2 of p3, each found and counted on its day."""
    for id_, day in violations.items():
        charge = {"id": id_, "party": "p3", "rank": "CLASS_2", "clause": "MR 6.2.7.3"}
        await stage.on(day).act("recordViolation", reportedOn=day, **charge)
        found = {"violation": id_, "outcome": "ESTABLISHED", "countedOn": day}
        await stage.on(day).act("recordViolationStep", **found)


async def record(stage: Stage, day: str, **readings: str) -> Any:
    """The violations of p3."""
    given = {"party": "p3", "asOf": day, **readings}
    return (await stage.ask(questions.VIOLATIONS, **given))["violations"]


async def repeated(stage: Stage, day: str, **readings: str) -> list[tuple[str, list[str]]]:
    """The right to end for repeated violations: since when, and for which."""
    rights = (await record(stage, day, **readings))["rights"]
    return [
        (each["since"], each["violations"])
        for each in rights
        if each["kind"] == "REPEATED_VIOLATIONS"
    ]


async def deposit(stage: Stage, party: str, day: str, **readings: str) -> Any:
    """The deposit of a party on a day."""
    given = {"party": party, "asOf": day, **readings}
    return (await stage.ask(questions.DEPOSIT, **given))["deposit"]


async def set_off(stage: Stage, party: str, amount: int, day: str, **more: str) -> Any:
    """What an amount due would be taken from."""
    given = {"cause": "PENALTY", "party": party, "amount": amount, "asOf": day, **more}
    found = (await stage.ask(questions.SET_OFF, **given))["setOff"]
    return found | {"taken": {each["source"]: each["amount"]["fen"] for each in found["taken"]}}


async def fee(stage: Stage, partner: str, month: str = "2018-03", **more: str) -> Any:
    """The fee of a month."""
    return (await stage.ask(questions.FEE, partner=partner, month=month, **more))["serviceFee"]


async def deposited(engine: Engine, party: str, yuan: str, day: str, *lines: str) -> Stage:
    """A party whose framework agreement and deposit are of January 2018, and which lost some."""
    stage = await staged(engine, "2018-01-05", *lines)
    made = {"id": f"fa-{party}", "party": party, "kind": "FA", "signedOn": "2018-01-05"}
    await stage.act("recordAgreement", **made)
    entry = {"party": party, "agreement": made["id"]}
    await stage.on("2018-01-10").act("recordDepositEntry", move="PAID", amount="5000.00", **entry)
    stage = stage.on(day)
    owed = {"id": "o1", "account": party, "amount": yuan, "cause": "PARTNER_BREACH"}
    await stage.act("recordObligation", occurredOn=day, **owed)
    lost = {"move": "DEDUCTED", "amount": yuan, "noticedOn": day, "about": "o1", **entry}
    await stage.act("recordDepositEntry", **lost)
    return stage


async def test_s33_three_in_twelve_months_cost_14000_and_give_a_right(engine: Engine):
    stage = await staged(engine, "2017-05-20")
    await counted(stage, S33)
    found = await record(stage, "2018-03-15")
    costs = [(each["ordinal"], each["penalty"]["fen"]) for each in found["charges"]]
    assert costs == [(1, 2_000_00), (2, 4_000_00), (3, 8_000_00)]
    assert found["penalties"]["fen"] == 14_000_00
    assert await repeated(stage, "2018-03-15") == [("2018-03-15", ["v1", "v2", "v3"])]
    assert await repeated(stage, "2018-03-14") == []
    assert found["terminations"] == []
    stage = stage.on("2018-03-22")
    notice = {"party": "p3", "kind": "TERMINATION", "receivedOn": "2018-03-22"}
    await stage.act("recordNotice", **notice)
    assert (await record(stage, "2018-03-21"))["terminations"] == []
    (ended,) = (await record(stage, "2018-03-22"))["terminations"]
    assert (ended["founded"], ended["contractEndsOn"]) == (True, "2018-03-22")
    place = (await stage.ask(questions.PLACE, uid="p3", asOf="2018-03-21"))["account"]
    assert place["standing"] == {"from": "2017-04-01", "to": None}


async def test_s35_by_the_other_reading_the_fourth_gives_the_right(engine: Engine):
    stage = await staged(engine, "2017-05-20")
    await counted(stage, S33 | {"v4": "2018-04-01"})
    assert await repeated(stage, "2018-03-31", Q3="MORE_THAN_3") == []
    found = await repeated(stage, "2018-04-01", Q3="MORE_THAN_3")
    assert found == [("2018-04-01", ["v1", "v2", "v3", "v4"])]
    assert (await record(stage, "2018-04-01"))["charges"][3]["penalty"]["fen"] == 8_000_00


async def test_s36_deposit_then_fees_and_the_rest_is_a_claim(engine: Engine):
    stage = await staged(engine, "2017-05-20", "u9 paid 60000.00 at 2018-02-03T12:00:00")
    await counted(stage, S33)
    paid = {"party": "p3", "move": "PAID", "amount": "5000.00"}
    await stage.on("2017-06-01").act("recordDepositEntry", **paid)
    told = {"account": "p3", "month": "2018-02", "move": "NOTIFIED", "amount": "6000.00"}
    stage = stage.on("2018-03-15")
    await stage.act("recordFeeStep", **told)
    found = await set_off(stage, "p3", 14_000_00, "2018-03-20")
    assert found["taken"] == {"DEPOSIT": 5_000_00, "FEES": 6_000_00}
    assert (found["claim"]["fen"], found["disputed"]) == (3_000_00, False)
    fees_first = await set_off(stage, "p3", 8_000_00, "2018-03-20", Q29="FEES_FIRST")
    assert fees_first["taken"] == {"FEES": 6_000_00, "DEPOSIT": 2_000_00}
    notice = {"party": "p3", "kind": "TERMINATION", "receivedOn": "2018-03-22"}
    await stage.on("2018-03-22").act("recordNotice", **notice)
    ended = await set_off(stage, "p3", 14_000_00, "2018-03-22")
    assert ended["taken"] == {"DEPOSIT": 5_000_00}
    assert (ended["forfeited"]["fen"], ended["claim"]["fen"]) == (6_000_00, 9_000_00)
    assert ended["disputed"] is True


async def test_s37_a_loss_is_to_be_topped_up_in_five_working_days(engine: Engine):
    stage = await deposited(engine, "c1", "3200.00", "2018-02-12")
    found = await deposit(stage, "c1", "2018-02-24")
    assert (found["balance"]["fen"], found["claim"]["fen"]) == (1_800_00, 0)
    (asked,) = found["topUps"]
    assert (asked["amount"]["fen"], asked["state"]) == (3_200_00, "OPEN")
    assert asked["deadline"] == {"lastDay": "2018-02-24"}
    topped = {"party": "c1", "move": "TOPPED_UP", "amount": "3200.00", "agreement": "fa-c1"}
    await stage.on("2018-02-24").act("recordDepositEntry", **topped)
    found = await deposit(stage, "c1", "2018-02-25")
    assert (found["balance"]["fen"], found["topUps"][0]["state"]) == (5_000_00, "MET")


async def test_s37b_a_city_partner_has_no_fees_and_its_tier1_keeps_its_own(engine: Engine):
    stage = await deposited(engine, "c1", "3200.00", "2018-02-12")
    told = {"account": "t1", "month": "2018-03", "move": "NOTIFIED", "amount": "1070.00"}
    await stage.on("2018-04-13").act("recordFeeStep", **told)
    found = await deposit(stage, "c1", "2018-02-25")
    assert (found["shortfall"]["fen"], found["overdue"]["fen"]) == (3_200_00, 3_200_00)
    assert [each["remedy"] for each in found["topUps"]] == ["CLAIM"]
    off = await set_off(stage, "c1", 3_200_00, "2018-04-20", cause="TOP_UP")
    assert (off["taken"], off["claim"]["fen"]) == ({}, 3_200_00)
    kept = (await fee(stage, "t1", asOf="2018-04-20"))["progress"]
    assert kept["outstanding"]["fen"] == 1_070_00


async def test_s38_a_loss_beyond_the_deposit_is_a_claim_and_all_of_it_topped_up(engine: Engine):
    stage = await deposited(engine, "p3", "7500.00", "2018-02-12")
    found = await deposit(stage, "p3", "2018-02-13")
    assert (found["balance"]["fen"], found["claim"]["fen"]) == (0, 2_500_00)
    assert [each["amount"]["fen"] for each in found["topUps"]] == [5_000_00]


async def test_s39_a_release_loses_the_tier_and_the_preview_says_so(engine: Engine):
    stage = await staged(engine, "2018-03-16")
    assert (await fee(stage, "t1"))["amount"]["fen"] == 1_070_00
    shown = await stage.ask(questions.FEES_AFTER, input=RELEASE, asOf=stage.day)
    assert shown["detachmentPreview"]["fees"] == [
        {
            "partner": {"uid": "t1"},
            "month": "2018-03",
            "baseAfter": {"fen": 8_900_00},
            "before": {"fen": 1_070_00},
            "after": {"fen": 0},
            "losesTier": True,
        }
    ]
    await stage.cut(**RELEASE)
    found = await fee(stage, "t1")
    assert (found["amount"]["fen"], found["base"]["fen"]) == (0, 8_900_00)
    assert (await fee(stage, "c1"))["amount"]["fen"] == 0


async def test_s41b_a_city_partner_is_not_tested(engine: Engine):
    stage = await staged(engine, "2018-07-02")
    for uid in ("c1", "p3"):
        for quarter in ("2018-01-01", "2018-04-01"):
            missed = {"account": uid, "quarter": quarter, "newCustomers": 9, "minimum": 10}
            await stage.act("recordAssessment", **missed)
    state = {
        uid: (await stage.ask(questions.CERTIFICATION, uid=uid, asOf="2018-08-01"))["assessment"]
        for uid in ("c1", "p3")
    }
    assert state["c1"] == {"state": "EXEMPT", "cancellableFrom": None}
    assert state["p3"]["state"] == "CANCELLABLE"
