"""Deposits and set-offs through the schema (R46, R60–R65; S18, S36, S37, S37b, S38, S46)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted

pytestmark = pytest.mark.anyio

C1 = """
t1 is partner from 2017-04-01
c1 is partner from 2018-01-05
c1 under t1 as city from 2018-01-05
c1 signed FA on 2018-01-05 term to 2018-03-31 as fa1
c1 deposited 5000.00 on 2018-01-10 under fa1
c1 lost 3200.00 of deposit on 2018-02-12 for o1 noticed 2018-02-12 as d1
t1 fee of 2018-01 notified on 2018-02-13 amount 9000.00
"""
DEPOSIT = """
query ($party: String!, $on: Date!, $readings: [ReadingChoice!]) {
  deposit(party: $party, asOf: $on, readings: $readings) {
    ... on Deposit {
      party { partyId } cityPartner required { fen } balance { fen } shortfall { fen }
      claim { fen } overdue { fen }
      due { agreementId paidOn state deadline { lastDay kind } }
      entries { id move on amount { fen } change { fen } balance { fen } uncovered { fen } about }
      topUps {
        source { id } receivedOn amount { fen } met { fen } unmet { fen } metOn state remedy about
        deadline { lastDay } trace { rules }
      }
      refund { state amount { fen } endedOn obstacles deadline { lastDay } }
      trace { rules clauses { id } readings { question option } }
    }
    ... on Refusal { code }
  }
}
"""


async def held(engine: Engine, text: str, party: str, on: str, **readings: str) -> Any:
    chosen = [{"question": key, "option": option} for key, option in readings.items()]
    shared = await planted(engine, text)
    return (await ask(shared, DEPOSIT, party=party, on=on, readings=chosen))["deposit"]


async def test_s18_and_s37_a_city_partner_has_five_working_days_for_each(engine: Engine):
    found = await held(engine, C1, "c1", "2018-02-24")
    assert found["due"] == {
        "agreementId": "fa1",
        "paidOn": "2018-01-10",
        "state": "PAID",
        "deadline": {"lastDay": "2018-01-12", "kind": "DEPOSIT_DUE"},
    }
    sums = {key: found[key]["fen"] for key in ("balance", "shortfall", "claim", "overdue")}
    assert sums == {"balance": 180_000, "shortfall": 320_000, "claim": 0, "overdue": 0}
    (asked,) = found["topUps"]
    assert (asked["deadline"]["lastDay"], asked["state"]) == ("2018-02-24", "OPEN")
    assert (asked["amount"]["fen"], asked["remedy"], asked["about"]) == (320_000, None, "o1")
    assert asked["source"]["id"] == "d1"


async def test_s37b_what_it_does_not_top_up_stays_a_claim(engine: Engine):
    found = await held(engine, C1, "c1", "2018-02-25")
    assert (found["cityPartner"], found["overdue"]["fen"]) == (True, 320_000)
    assert found["topUps"][0]["remedy"] == "CLAIM"
    assert "R65" in found["trace"]["rules"]
    shared = await planted(engine, "")
    question = """{ setOff(party: "c1", amount: 320000, cause: TOP_UP, unpaidFees: 900000,
      asOf: "2018-02-25") { ... on SetOff { taken { source } claim { fen } trace { rules } } } }"""
    off = (await ask(shared, question))["setOff"]
    assert (off["taken"], off["claim"]["fen"]) == ([], 320_000)


async def test_s38_a_loss_beyond_the_deposit_is_owed_in_full(engine: Engine):
    text = """
    p3 is partner from 2017-04-01
    p3 deposited 5000.00 on 2017-04-10
    p3 lost 7500.00 of deposit on 2018-02-12 for o1 noticed 2018-02-12
    """
    found = await held(engine, text, "p3", "2018-02-12")
    assert (found["balance"]["fen"], found["claim"]["fen"]) == (0, 250_000)
    assert [each["amount"]["fen"] for each in found["topUps"]] == [500_000]
    last = found["entries"][-1]
    assert (last["change"]["fen"], last["uncovered"]["fen"]) == (-500_000, 250_000)
    shared = await planted(engine, "")
    question = """{ setOff(party: "p3", amount: 750000, cause: LOSS, asOf: "2018-02-11") {
      ... on SetOff { taken { source amount { fen } } claim { fen } topUp { fen } }
    } }"""
    off = (await ask(shared, question))["setOff"]
    assert off["taken"] == [{"source": "DEPOSIT", "amount": {"fen": 500_000}}]
    assert (off["claim"]["fen"], off["topUp"]["fen"]) == (250_000, 500_000)


P3 = """
p3 is partner from 2017-04-01
p3 signed FA on 2017-04-01 as fa3
p3 deposited 5000.00 on 2017-04-10
p3 fee of 2018-03 notified on 2018-04-13 amount 6000.00
p3 violated MR 6.2.7.3 as class 2 counted 2017-05-20 as v1
p3 violated MR 6.2.2.2 as class 2 counted 2017-11-11 as v2
p3 violated MR 6.2.3 as class 2 counted 2018-03-15 as v3
"""
OFF = """
query ($on: Date!, $readings: [ReadingChoice!]) {
  setOff(party: "p3", amount: 1400000, asOf: $on, readings: $readings) {
    ... on SetOff {
      taken { source amount { fen } } claim { fen } forfeited { fen } disputed
      trace { readings { question option } }
    }
  }
}
"""


async def off(engine: Engine, text: str, on: str = "2018-04-20", **readings: str) -> Any:
    chosen = [{"question": key, "option": option} for key, option in readings.items()]
    found = (await ask(await planted(engine, text), OFF, on=on, readings=chosen))["setOff"]
    taken = [(each["source"], each["amount"]["fen"]) for each in found["taken"]]
    return taken, found["claim"]["fen"], found["forfeited"]["fen"], found["disputed"]


async def test_s36_the_deposit_then_fees_then_a_claim(engine: Engine):
    expected = [("DEPOSIT", 500_000), ("FEES", 600_000)]
    assert await off(engine, P3) == (expected, 300_000, 0, False)


async def test_q29_by_the_other_reading_the_fees_come_first(engine: Engine):
    expected = [("FEES", 600_000), ("DEPOSIT", 500_000)]
    assert await off(engine, P3, Q29="FEES_FIRST") == (expected, 300_000, 0, False)


async def test_s36_an_end_for_violations_forfeits_the_fees_first(engine: Engine):
    text = f"{P3}p3 was notified of termination on 2018-04-18\n"
    assert await off(engine, text) == ([("DEPOSIT", 500_000)], 900_000, 600_000, True)
    without = text.replace("p3 signed FA on 2017-04-01 as fa3\n", "")
    assert await off(engine, without) == ([("DEPOSIT", 500_000)], 900_000, 600_000, True)


async def test_q10_after_another_end_the_reading_decides(engine: Engine):
    ended = "2017-04-01 to 2018-04-16 ended by expired"
    text = P3.replace("as fa3", "term to 2018-04-15 as fa3").replace("2017-04-01", ended, 1)
    expected = [("DEPOSIT", 500_000), ("FEES", 600_000)]
    assert await off(engine, text) == (expected, 300_000, 0, False)
    lost = await off(engine, text, Q10="ALL_LOST")
    assert lost == ([("DEPOSIT", 500_000)], 900_000, 600_000, True)


TOLD = "p3 was notified of"
GIVEN = """
query ($readings: [ReadingChoice!]) {
  setOff(
    party: "p3", amount: 1400000, unpaidFees: 600000, asOf: "2018-04-20", readings: $readings
  ) {
    ... on SetOff { claim { fen } forfeited { fen } }
  }
}
"""


@pytest.mark.parametrize(
    ("more", "reading", "expected"),
    [
        ("", "SURVIVES_EXCEPT_BREACH", (300_000, 0)),
        (f"{TOLD} termination on 2018-04-18", "SURVIVES_EXCEPT_BREACH", (900_000, 600_000)),
        (f"{TOLD} end of agreement on 2018-03-01", "SURVIVES_EXCEPT_BREACH", (300_000, 0)),
        (f"{TOLD} end of agreement on 2018-03-01", "ALL_LOST", (900_000, 600_000)),
    ],
)
async def test_fees_that_are_given_go_the_same_way(
    engine: Engine, more: str, reading: str, expected: tuple
):
    chosen = [{"question": "Q10", "option": reading}]
    found = (await ask(await planted(engine, f"{P3}{more}\n"), GIVEN, readings=chosen))["setOff"]
    assert (found["claim"]["fen"], found["forfeited"]["fen"]) == expected


async def test_an_end_without_an_agreement_on_record_is_told_by_its_notice(engine: Engine):
    text = P3.replace("p3 signed FA on 2017-04-01 as fa3\n", "")
    text += "p3 was notified of termination on 2018-04-18\n"
    found = (await ask(await planted(engine, text), GIVEN, readings=[]))["setOff"]
    assert (found["claim"]["fen"], found["forfeited"]["fen"]) == (900_000, 600_000)


async def test_s46_a_clean_expiry_gives_it_back_within_a_week(engine: Engine):
    text = """
    p3 is partner from 2017-04-01
    p3 signed FA on 2017-04-01 term to 2018-03-31
    p3 deposited 5000.00 on 2017-04-10
    """
    refund = (await held(engine, text, "p3", "2018-04-01"))["refund"]
    assert refund == {
        "state": "DUE",
        "amount": {"fen": 500_000},
        "endedOn": "2018-04-01",
        "obstacles": [],
        "deadline": {"lastDay": "2018-04-07"},
    }
    moved = await held(engine, text, "p3", "2018-04-01", Q2="ROLL_OVER")
    assert moved["refund"]["deadline"]["lastDay"] == "2018-04-08"


async def test_a_party_without_papers_has_no_deposit(engine: Engine):
    found = await held(engine, "p3 is partner from 2017-04-01", "p3", "2018-04-01")
    assert (found["required"]["fen"], found["due"], found["topUps"]) == (0, None, [])
    assert found["refund"]["deadline"] is None


async def test_an_amount_below_zero_is_refused(engine: Engine):
    shared = await planted(engine, "p3 is partner from 2017-04-01")
    question = """{
      amount: setOff(party: "p3", amount: -1) { ... on Refusal { code path } }
      fees: setOff(party: "p3", amount: 1, unpaidFees: -1) { ... on Refusal { code path } }
    }"""
    found = await ask(shared, question)
    assert found["amount"] == {"code": "AMOUNT_NOT_POSITIVE", "path": "amount"}
    assert found["fees"] == {"code": "AMOUNT_NOT_POSITIVE", "path": "unpaidFees"}


async def test_a_year_without_a_calendar_is_refused(engine: Engine):
    text = "p3 is partner from 2017-04-01\np3 signed FA on 2018-01-05"
    shared = await planted(engine, text.replace("2018-01-05", "2030-01-31"))
    question = """query ($known: DateTime!) {
      held: deposit(party: "p3", asOf: "2030-06-01", knownAt: $known) { ... on Refusal { code } }
      off: setOff(party: "p3", amount: 1, asOf: "2030-06-01", knownAt: $known) {
        ... on Refusal { code }
      }
    }"""
    found = await ask(shared, question, known="2031-01-01T00:00:00Z")
    assert {each["code"] for each in found.values()} == {"CALENDAR_NOT_PUBLISHED"}
