"""Performance statements through the schema: S01–S10, and what the sample does not show."""

from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

STATEMENT = """
query ($month: Month!, $partner: String, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  performanceStatement(month: $month, partner: $partner, knownAt: $knownAt, readings: $readings) {
    month
    partner { uid }
    own { fen }
    accounts { fen }
    cityPartners { account { uid } total { amount } }
    total { amount }
    directTotal { amount }
    lines {
      directPartner { uid } feeHolder { uid } status
      own { amount } accounts { amount } total { amount } payments
    }
    conservation {
      paid { fen } credited { fen } elsewhere { fen } noFeeHolder { fen } unattributed { fen }
      balanced
    }
    note { clause { id } zh en }
    trace { rules clauses { id } readings { question option } facts { id } }
  }
}
"""


async def state(
    shared: Shared, month: str = "2018-03", partner: str | None = None, **more: object
) -> Any:
    """A statement, which has to balance: every fen of it stands in exactly one place (I12)."""
    variables = {"month": month, "partner": partner, **more}
    found = (await ask(shared, STATEMENT, **variables))["performanceStatement"]
    parts = found["conservation"]
    places = ("credited", "elsewhere", "noFeeHolder", "unattributed")
    assert sum(parts[place]["fen"] for place in places) == parts["paid"]["fen"]
    assert parts["balanced"] is True
    return found


def yuan(found: Any, place: str) -> float:
    """An amount of the conservation line."""
    return found["conservation"][place]["fen"] / 100


async def holders(shared: Shared, **more: object) -> dict[str | None, float]:
    """Yuan by fee holder over the whole programme; None: what counts to nobody."""
    sums: dict[str | None, float] = {}
    for line in (await state(shared, **more))["lines"]:
        holder = line["feeHolder"]["uid"] if line["feeHolder"] else None
        sums[holder] = sums.get(holder, 0) + float(line["total"]["amount"])
    return sums


async def test_a_tier1_holds_the_fees_of_its_branch_and_its_city_partners(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    assert await holders(shared) == {"t1": 10_700, "t2": 1_100, "p3": 1_200, None: 1_300}
    found = await state(shared, partner="t1")
    assert found["total"]["amount"] == "10700.00"
    assert found["directTotal"]["amount"] == "6000.00"
    assert (found["own"]["fen"], found["accounts"]["fen"]) == (100_000, 500_000)
    through = {each["account"]["uid"]: each["total"]["amount"] for each in found["cityPartners"]}
    assert through == {"c1": "2800.00", "c2": "1900.00"}
    assert found["note"] is None
    assert {"R20", "R22", "R24", "R27"} <= set(found["trace"]["rules"])
    assert {"CA 2.2.1", "MR 5.1.1"} <= {each["id"] for each in found["trace"]["clauses"]}


async def test_the_whole_programme_loses_no_fen(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await state(shared)
    assert found["partner"] is None
    assert yuan(found, "paid") == 14_300
    assert yuan(found, "credited") == 13_000
    assert yuan(found, "unattributed") == 1_300


async def test_a_city_partner_holds_no_fee_statement_and_is_told_so(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await state(shared, partner="c1")
    assert found["total"]["amount"] == "0.00"
    assert found["directTotal"]["amount"] == "2800.00"
    assert yuan(found, "elsewhere") == 2_800
    assert found["note"]["clause"]["id"] == "CA 2.2.2"
    (line,) = found["lines"]
    assert (line["directPartner"]["uid"], line["feeHolder"]["uid"]) == ("c1", "t1")
    assert (line["own"]["amount"], line["accounts"]["amount"]) == ("500.00", "2300.00")


async def test_a_plain_account_has_a_statement_of_what_it_paid(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await state(shared, partner="d0")
    assert found["total"]["amount"] == "0.00"
    assert yuan(found, "unattributed") == 1_300


async def test_from_the_day_of_release_a_city_partners_cash_counts_to_nobody(engine: Engine):
    shared = await planted(engine, ladder("s02"))
    assert await holders(shared) == {"t1": 8_900, "t2": 1_100, "p3": 1_200, None: 3_100}
    found = await state(shared, partner="c1")
    assert found["directTotal"]["amount"] == "1000.00"
    assert yuan(found, "unattributed") == 1_800


async def test_the_day_of_release_begins_at_midnight_in_shanghai(engine: Engine):
    lines = ("u3 paid 1.00 at 2018-03-15T15:59:59Z", "u3 paid 2.00 at 2018-03-15T16:00:00Z")
    shared = await planted(engine, ladder("s02", *lines))
    sums = await holders(shared)
    assert (sums["t1"], sums[None]) == (8_901, 3_102)


async def test_a_tier1_without_standing_and_its_released_city_partners_hold_nothing(
    engine: Engine,
):
    shared = await planted(engine, ladder("s04"))
    assert await holders(shared) == {"t1": 8_850, "t2": 1_100, "p3": 1_200, None: 3_150}
    through = (await state(shared, partner="t1"))["cityPartners"]
    assert [each["total"]["amount"] for each in through] == ["1900.00", "950.00"]


async def test_until_the_release_a_city_partners_cash_has_no_fee_holder(engine: Engine):
    text = ladder("fixture").replace(
        "t1 is partner from 2017-04-01",
        "t1 is partner from 2017-04-01 to 2018-03-20 ended by expelled known from 2018-03-20",
    )
    shared = await planted(engine, text)
    found = await state(shared)
    # u7, u4 and u3 pay 950, 600 and 300 through city partners that still wait for their release
    assert yuan(found, "noFeeHolder") == 1_850
    waiting = [line for line in found["lines"] if line["status"] == "NO_FEE_HOLDER"]
    assert {line["directPartner"]["uid"] for line in waiting} == {"c1", "c2"}
    automatic = [{"question": "Q7", "option": "AUTOMATIC"}]
    found = await state(shared, readings=automatic)
    assert (yuan(found, "noFeeHolder"), yuan(found, "unattributed")) == (0, 3_150)


async def test_vouchers_do_not_count(engine: Engine):
    paid = "u3 paid 300.00 at 2018-04-02T12:00:00 with voucher 200.00"
    shared = await planted(engine, ladder("fixture", paid))
    assert await holders(shared, month="2018-04") == {"t1": 300}


async def test_a_refund_follows_the_link_of_its_payment_in_its_own_month(engine: Engine):
    lines = (
        "u3 paid 1000.00 at 2018-04-02T12:00:00 as p1",
        "u3 paid -400.00 at 2018-04-20T12:00:00 refunding p1",
        "u3 paid -100.00 at 2018-05-01T00:00:00 refunding p1",
    )
    text = ladder("fixture", *lines).replace(
        "c1 under t1 as city from 2018-01-05",
        "c1 under t1 as city from 2018-01-05 to 2018-04-16 known from 2018-04-16",
    )
    shared = await planted(engine, text)
    assert await holders(shared, month="2018-04") == {"t1": 600}
    assert await holders(shared, month="2018-05") == {"t1": -100}


async def test_cash_for_earlier_use_counts_by_the_clock_that_is_read(engine: Engine):
    used = "u3 paid 250.00 at 2018-03-25T12:00:00 used from 2018-03-10 to 2018-03-11"
    shared = await planted(engine, ladder("s02", used))
    assert (await holders(shared))["t1"] == 8_900
    consumed = [{"question": "Q14", "option": "CONSUMED"}]
    assert (await holders(shared, readings=consumed))["t1"] == 9_150


async def test_days_of_use_share_a_payment_among_months_and_links(engine: Engine):
    used = "u3 paid 400.00 at 2018-03-31T12:00:00 used from 2018-03-31 to 2018-04-04 as p1"
    text = ladder("fixture", used, "u3 paid -40.00 at 2018-04-20T12:00:00 refunding p1").replace(
        "c1 under t1 as city from 2018-01-05",
        "c1 under t1 as city from 2018-01-05 to 2018-04-03 known from 2018-04-03",
    )
    shared = await planted(engine, text)
    readings = [{"question": "Q14", "option": "CONSUMED"}]
    march = await holders(shared, readings=readings)
    assert march["t1"] == 10_800
    april = await holders(shared, month="2018-04", readings=readings)
    assert april == {"t1": 170, None: 90}


async def test_a_release_recorded_late_changes_what_is_known_and_not_what_was(engine: Engine):
    shared = await planted(engine, ladder("s10"))
    before = await state(shared, partner="t1", knownAt="2018-04-10T12:00:00+08:00")
    after = await state(shared, partner="t1", knownAt="2018-04-12T12:00:00+08:00")
    assert before["total"]["amount"] == "10700.00"
    assert after["total"]["amount"] == "8900.00"
    assert (await state(shared, partner="t1"))["total"]["amount"] == "8900.00"


async def test_a_city_partner_moves_to_another_tier1_with_a_gap(engine: Engine):
    text = ladder(
        "s02",
        "c1 is partner from 2018-04-10",
        "c1 under t2 as city from 2018-04-10",
        "u3 under c1 as agency from 2018-04-12",
        "c1 paid 1.00 at 2018-04-09T12:00:00",
        "c1 paid 2.00 at 2018-04-10T00:00:00",
        "u3 paid 4.00 at 2018-04-11T23:59:59",
        "u3 paid 8.00 at 2018-04-12T00:00:00",
    )
    shared = await planted(engine, text)
    assert await holders(shared, month="2018-04") == {"t2": 10, None: 5}
    found = await state(shared, month="2018-04", partner="t1")
    assert found["total"]["amount"] == "0.00"
    assert (yuan(found, "elsewhere"), yuan(found, "unattributed")) == (10, 5)


async def test_a_tier1_keeps_what_a_city_partner_that_left_had_brought(engine: Engine):
    text = ladder(
        "fixture",
        "c0 is partner from 2017-06-01 to 2017-12-01 ended by release known from 2017-12-01",
        "c0 under t1 as city from 2017-06-01 to 2017-12-01 known from 2017-12-01",
        "v1 under c0 as agency from 2017-06-10 to 2017-12-01 known from 2017-12-01",
        "v1 paid 5.00 at 2017-11-30T23:59:59",
        "v1 paid 7.00 at 2017-12-01T00:00:00",
    )
    shared = await planted(engine, text)
    assert await holders(shared, month="2017-11") == {"t1": 5}
    assert await holders(shared, month="2017-12") == {None: 7}
    assert (await state(shared, month="2017-11", partner="t1"))["total"]["amount"] == "5.00"


async def test_a_statement_of_somebody_unknown_is_null_and_a_bad_month_is_refused(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    for partner in ("nobody", ""):
        found = await ask(shared, STATEMENT, month="2018-03", partner=partner)
        assert found["performanceStatement"] is None
    _, message = await refused(shared, STATEMENT, month="2018-13")
    assert "expected a month as YYYY-MM" in message


BY_ACCOUNT = """
query ($first: Int!, $after: String) {
  performanceStatement(month: "2018-03", partner: "t1") {
    byAccount(first: $first, after: $after) {
      totalCount complete truncatedReason
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node {
          account { uid } directPartner { uid } feeHolder { uid } status amount { fen } payments
        }
      }
    }
  }
}
"""


async def test_pages_by_account_together_are_the_statement(engine: Engine):
    shared = await planted(engine, ladder("s02"))
    nodes, after = list[Any](), None
    while True:
        found = await ask(shared, BY_ACCOUNT, first=4, after=after)
        page = found["performanceStatement"]["byAccount"]
        nodes += [edge["node"] for edge in page["edges"]]
        assert page["complete"] is not page["pageInfo"]["hasNextPage"]
        if page["complete"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert len(nodes) == page["totalCount"]
    told = [
        (n["account"]["uid"], (n["feeHolder"] or {}).get("uid"), n["amount"]["fen"]) for n in nodes
    ]
    assert told == [
        ("c1", "t1", 50_000),
        ("c2", "t1", 15_000),
        ("t1", "t1", 100_000),
        ("u1", "t1", 200_000),
        ("u2", "t1", 300_000),
        ("u3", None, 50_000),
        ("u3", "t1", 10_000),
        ("u4", None, 60_000),
        ("u4", "t1", 40_000),
        ("u5", None, 70_000),
        ("u6", "t1", 80_000),
        ("u7", "t1", 95_000),
    ]


async def test_a_page_out_of_range_and_a_foreign_cursor_are_refused(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    code, message = await refused(shared, BY_ACCOUNT, first=1_000_000_000, after=None)
    assert (code, "from 1 to 500" in message) == ("FIRST_OUT_OF_RANGE", True)
    code, _ = await refused(shared, BY_ACCOUNT, first=5, after="bm90aGluZw==")
    assert code == "INVALID_CURSOR"
