"""Where fees stand, through the schema (R35–R37, R120, Q3, Q10, S33, S36)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

PROGRESS = """
query ($partner: String!, $month: Month!, $asOf: Date, $readings: [ReadingChoice!]) {
  serviceFee(
    partner: $partner, month: $month, asOf: $asOf, knownAt: "2019-01-01T00:00:00+08:00",
    readings: $readings
  ) {
    ... on ServiceFee {
      progress {
        ... on FeeProgress {
          state dueOn earned { amount } notified { amount } adjustment { amount } paid { amount }
          setOff { amount } lost { amount } outstanding { amount } disputed endedOn clause { id }
          trace { rules readings { question option } facts { kind } }
        }
        ... on Refusal { code message clause { id } }
      }
    }
  }
}
"""
STEPS = (
    "t1 fee of 2018-03 notified on 2018-04-13 amount 1070.00",
    "t1 fee of 2018-03 invoiced on 2018-04-18",
    "t1 fee of 2018-03 paid on 2018-04-25",
)
P3 = (
    "u9 paid 20000.00 at 2018-02-03T12:00:00",
    "p3 violated MR 6.2.2.1 as class 2 acted 2017-05-10 established 2017-05-20",
    "p3 violated MR 6.2.7.2 as class 2 acted 2017-11-01 established 2017-11-11",
    "p3 violated MR 6.2.7.3 as class 2 acted 2018-03-01 established 2018-03-15",
    "p3 fee of 2018-02 notified on 2018-03-14 amount 2000.00",
    "p3 was notified of termination on 2018-03-22",
)


async def progress(
    shared: Shared, day: str, partner: str = "t1", month: str = "2018-03", **readings: str
) -> Any:
    chosen = [{"question": question, "option": option} for question, option in readings.items()]
    variables = {"partner": partner, "month": month, "asOf": day, "readings": chosen}
    return (await ask(shared, PROGRESS, **variables))["serviceFee"]["progress"]


async def test_a_fee_goes_its_way_from_statistics_to_payment(engine: Engine):
    shared = await planted(engine, ladder("fixture", *STEPS))
    states = {
        day: (await progress(shared, day))["state"]
        for day in ("2018-04-09", "2018-04-12", "2018-04-13", "2018-04-18", "2018-04-25")
    }
    assert list(states.values()) == [
        *("STATISTICS_PENDING", "NOTICE_PENDING", "NOTIFIED", "PAYABLE", "PAID"),
    ]
    found = await progress(shared, "2018-04-18")
    assert (found["dueOn"], found["clause"]["id"]) == ("2018-04-25", "MR 5.2.3")
    assert (found["notified"]["amount"], found["adjustment"]["amount"]) == ("1070.00", "0.00")
    assert found["outstanding"]["amount"] == "1070.00"


async def test_what_was_paid_before_a_release_was_learnt_is_to_be_given_back(engine: Engine):
    shared = await planted(engine, ladder("s02", *STEPS))
    found = await progress(shared, "2018-05-01")
    assert (found["state"], found["outstanding"]["amount"]) == ("PAID", "-1070.00")
    assert (found["adjustment"]["amount"], found["earned"]["amount"]) == ("-1070.00", "0.00")


async def test_an_end_for_repeated_violations_forfeits_what_is_unpaid(engine: Engine):
    """S33, S36: three within twelve months give the right, the notice exercises it."""
    shared = await planted(engine, ladder("fixture", *P3))
    before = await progress(shared, "2018-03-21", "p3", "2018-02")
    assert (before["state"], before["lost"]["amount"]) == ("INVOICE_MISSING", "0.00")
    found = await progress(shared, "2018-03-22", "p3", "2018-02")
    assert (found["state"], found["lost"]["amount"], found["outstanding"]["amount"]) == (
        *("FORFEITED", "2000.00", "0.00"),
    )
    assert (found["disputed"], found["clause"]["id"]) == (True, "MR 6.2")
    assert {"R36", "R37", "R72"} <= set(found["trace"]["rules"])


async def test_what_was_set_off_is_not_paid_again(engine: Engine):
    """S36: 600 of the fee went for a penalty."""
    lines = (*P3[:-1], "p3 lost 600.00 of fees on 2018-03-20 for v3")
    lines = tuple(f"{line} as v3" if "2018-03-15" in line else line for line in lines)
    shared = await planted(engine, ladder("fixture", *lines))
    before = await progress(shared, "2018-03-19", "p3", "2018-02")
    found = await progress(shared, "2018-03-20", "p3", "2018-02")
    amounts = [each["outstanding"]["amount"] for each in (before, found)]
    assert amounts == ["2000.00", "1400.00"]
    assert found["setOff"]["amount"] == "600.00"
    assert "DEPOSIT_ENTRY" in {each["kind"] for each in found["trace"]["facts"]}


async def test_by_the_other_reading_three_violations_forfeit_nothing(engine: Engine):
    """Q3: the right, and with it the forfeiture, needs more than three."""
    shared = await planted(engine, ladder("fixture", *P3))
    found = await progress(shared, "2018-03-22", "p3", "2018-02", Q3="MORE_THAN_3")
    assert (found["state"], found["lost"]["amount"]) == ("INVOICE_MISSING", "0.00")


async def test_from_the_act_on_the_first_of_three_no_longer_counts(engine: Engine):
    """Q5: the first was done more than twelve months before the third was counted."""
    late = [line.replace("acted 2017-05-10", "acted 2017-02-20") for line in P3]
    shared = await planted(engine, ladder("fixture", *late))
    counted = await progress(shared, "2018-03-22", "p3", "2018-02")
    acted = await progress(shared, "2018-03-22", "p3", "2018-02", Q5="FROM_ACT")
    assert (counted["state"], acted["state"]) == ("FORFEITED", "INVOICE_MISSING")


async def test_an_end_without_violations_leaves_the_fee_or_takes_it_by_reading(engine: Engine):
    """Q10."""
    text = ladder("fixture").replace(
        "p3 is partner from 2017-04-01",
        "p3 is partner from 2017-04-01 to 2018-03-01 known from 2018-03-01",
    )
    shared = await planted(engine, f"{text}\n{P3[0]}\n")
    found = await progress(shared, "2018-03-12", "p3", "2018-02")
    assert (found["state"], found["endedOn"]) == ("NOTICE_PENDING", "2018-03-01")
    lost = await progress(shared, "2018-03-12", "p3", "2018-02", Q10="ALL_LOST")
    assert (lost["state"], lost["lost"]["amount"], lost["clause"]["id"]) == (
        *("FORFEITED", "2000.00", "MR 5.1.5"),
    )


async def test_a_city_partner_waits_for_nothing(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await progress(shared, "2018-03-20", "c1")
    assert (found["state"], found["clause"]["id"]) == ("NO_FEE", "CA 2.2.2")


async def test_where_the_calendar_is_not_published_the_state_is_not_guessed(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await progress(shared, "2027-01-20", month="2026-12")
    assert (found["code"], found["clause"]["id"]) == ("CALENDAR_NOT_PUBLISHED", "FA 2.2.1")


async def test_a_month_whose_fee_nobody_can_pay_is_refused(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    code, message = await refused(shared, PROGRESS, partner="t1", month="9999-12")
    assert code == "INVALID_ARGUMENT"
    assert "a month whose fee is paid by 9999-12-31, got '9999-12'" in message
