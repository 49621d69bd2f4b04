"""Performance of quarters, years and several months: their sum, and what was restated of it."""

from random import Random
from typing import Any

import pytest

from graph.ladder.naming import facts_of
from graph.model import Month, Period
from graph.store import ledger
from graph.store.embedded import Embedded
from graph.store.engine import Engine
from loaders.shared import Shared
from tests.property.worlds import random_world
from tests.resolvers.asking import AUTHOR, ask, planted, put, refused
from tests.resolvers.ladders import ladder
from tests.resolvers.test_posted_statements import both, cost_of
from tests.resolvers.test_statements import STATEMENT

pytestmark = pytest.mark.anyio

SUMS = """
  own { fen } accounts { fen } total { fen } directTotal { fen } noFeeHolder { fen }
  unattributed { fen } elsewhere { fen } note { zh }
  conservation { paid { fen } credited { fen } balanced }
"""
PERIOD = f"""
query ($period: Period!, $partner: String, $knownAt: DateTime) {{
  performancePeriod(period: $period, partner: $partner, knownAt: $knownAt) {{
    period first last {SUMS} partner {{ uid }}
    months {{ month {SUMS} }}
  }}
}}
"""
WHOLE = """
query ($period: Period!, $partner: String, $knownAt: DateTime) {
  performancePeriod(period: $period, partner: $partner, knownAt: $knownAt) {
    total { fen }
    directTotal { fen }
    conservation { paid { fen } }
    lines {
      directPartner { uid } feeHolder { uid } status own { fen } accounts { fen } total { fen }
      payments
    }
    cityPartners { account { uid } total { fen } }
    byProduct { product total { fen } directTotal { fen } paid { fen } payments }
    trace { rules facts { id } }
    months { lines { total { fen } } trace { facts { id } } }
  }
}
"""
RESTATED = """
query ($period: Period!, $partner: String, $before: DateTime!, $knownAt: DateTime) {
  performancePeriod(period: $period, partner: $partner, knownAt: $knownAt) {
    restated(knownBefore: $before) {
      knownBefore before { fen } after { fen } change { fen } directChange { fen }
      lines {
        directPartner { uid } feeHolder { uid } status before { fen } after { fen } change { fen }
      }
      trace { facts { id } }
    }
  }
}
"""
PRODUCTS = (
    "u1 paid 10.00 at 2018-04-02T10:00:00 for disk as d1",
    "u1 paid -4.00 at 2018-05-02T10:00:00 for disk refunding d1",
    "c1 paid 7.00 at 2018-06-30T23:59:59 for mail",
    "u9 paid 9.00 at 2018-06-30T23:59:59 for mail",
    "u1 paid 1.00 at 2018-07-01T00:00:00 for disk",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        worlds = 100 if metafunc.config.getoption("--deep") else 3
        metafunc.parametrize("seed", range(worlds))


async def period(shared: Shared, question: str, period: str, **more: object) -> Any:
    """The answer about a period, as known when all of the sample has been paid."""
    asked = {"knownAt": "2018-08-01T00:00:00+08:00", **more}
    return (await ask(shared, question, period=period, **asked))["performancePeriod"]


async def test_a_quarter_is_the_sum_of_its_months(engine: Engine):
    shared = await planted(engine, ladder("fixture", *PRODUCTS))
    found = await period(shared, PERIOD, "2018-Q2", partner="t1")
    assert (found["period"], found["first"], found["last"]) == ("2018-Q2", "2018-04", "2018-06")
    assert [each["month"] for each in found["months"]] == ["2018-04", "2018-05", "2018-06"]
    assert [each["total"]["fen"] for each in found["months"]] == [1000, -400, 700]
    assert found["total"]["fen"] == 1300
    assert found["directTotal"]["fen"] == 600
    assert found["partner"] == {"uid": "t1"}
    year = await period(shared, PERIOD, "2018")
    assert year["total"]["fen"] == 1_300_000 + 600 + 700 + 900 + 100
    assert year["unattributed"]["fen"] == 130_000
    assert year["partner"] is None


async def test_products_come_to_what_was_paid(engine: Engine):
    shared = await planted(engine, ladder("fixture", *PRODUCTS))
    found = await period(shared, WHOLE, "2018-Q2", partner="t1")
    assert found["byProduct"] == [
        {
            "product": product,
            "total": {"fen": total},
            "directTotal": {"fen": direct},
            "paid": {"fen": total},
            "payments": payments,
        }
        for product, total, direct, payments in (("disk", 600, 600, 2), ("mail", 700, 0, 1))
    ]
    assert found["cityPartners"] == [{"account": {"uid": "c1"}, "total": {"fen": 700}}]
    (unnamed,) = (await period(shared, WHOLE, "2018-03"))["byProduct"]
    assert (unnamed["product"], unnamed["paid"]["fen"]) == (None, 1_430_000)


BY_ACCOUNT = """
query ($period: Period!, $first: Int!, $after: String, $knownAt: DateTime) {
  performancePeriod(period: $period, partner: "t1", knownAt: $knownAt) {
    byAccount(first: $first, after: $after) {
      totalCount complete pageInfo { endCursor }
      edges { node {
        account { uid } directPartner { uid } feeHolder { uid } status amount { fen } payments
      } }
    }
  }
}
"""


async def test_accounts_of_a_period_are_those_of_its_months_added_up_page_by_page(engine: Engine):
    shared = await planted(engine, ladder("fixture", *PRODUCTS))
    pages, after = list[Any](), None
    while not pages or not pages[-1]["complete"]:
        found = await period(shared, BY_ACCOUNT, "2018-03/2018-06", first=2, after=after)
        pages.append(found["byAccount"])
        after = pages[-1]["pageInfo"]["endCursor"]
    nodes = [edge["node"] for page in pages for edge in page["edges"]]
    sums: dict[tuple[str, str, str, str], tuple[int, int]] = {}
    for month in ("2018-03", "2018-04", "2018-05", "2018-06"):
        of_month = (await period(shared, BY_ACCOUNT, month, first=100))["byAccount"]
        for edge in of_month["edges"]:
            key, fen, payments = _of_account(edge["node"])
            before = sums.get(key, (0, 0))
            sums[key] = before[0] + fen, before[1] + payments
    assert [_of_account(node) for node in nodes] == [(key, *sums[key]) for key in sorted(sums)]
    assert {page["totalCount"] for page in pages} == {len(sums)}
    assert (("u1", "t1", "t1", "ATTRIBUTED"), 600, 2) in [
        _of_account(edge["node"])
        for edge in (await period(shared, BY_ACCOUNT, "2018-Q2", first=100))["byAccount"]["edges"]
    ]
    code, _ = await refused(
        shared, BY_ACCOUNT, period="2018-Q3", first=2, after=pages[0]["pageInfo"]["endCursor"]
    )
    assert code == "INVALID_CURSOR"


def _of_account(node: Any) -> tuple[tuple[str, str, str, str], int, int]:
    direct, holder = ((node[name] or {"uid": ""})["uid"] for name in ("directPartner", "feeHolder"))
    key = node["account"]["uid"], direct, holder, node["status"]
    return key, node["amount"]["fen"], node["payments"]


async def test_a_release_learnt_late_restates_its_quarter(engine: Engine):
    shared = await planted(engine, ladder("s10"))
    known = "2018-04-12T12:00:00+08:00"
    asked = {"partner": "t1", "before": "2018-04-10T12:00:00+08:00", "knownAt": known}
    found = (await period(shared, RESTATED, "2018-Q1", **asked))["restated"]
    assert found["knownBefore"] == "2018-04-10T04:00:00Z"
    assert (found["before"]["fen"], found["after"]["fen"]) == (1_070_000, 890_000)
    assert found["change"]["fen"] == -180_000
    places = {
        (each["directPartner"] and each["directPartner"]["uid"], each["status"]): each["change"]
        for each in found["lines"]
    }
    assert places == {
        ("c1", "ATTRIBUTED"): {"fen": -180_000},
        (None, "UNATTRIBUTED"): {"fen": 180_000},
    }
    assert found["trace"]["facts"]
    same = {**asked, "before": known}
    assert (await period(shared, RESTATED, "2018-Q1", **same))["restated"]["lines"] == []


async def test_an_account_nobody_knew_of_had_nothing(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await period(
        shared, RESTATED, "2018-03", partner="t1", before="2000-01-01T00:00:00+08:00"
    )
    assert found["restated"]["before"]["fen"] == 0
    assert found["restated"]["change"]["fen"] == 1_070_000
    assert await period(shared, PERIOD, "2018", partner="nobody") is None


async def test_an_earlier_instant_comes_before_the_one_asked_at(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    asked = {"period": "2018-03", "before": "2018-05-02T00:00:00Z"}
    code, message = await refused(shared, RESTATED, **asked)
    assert code == "INVALID_ARGUMENT"
    assert message == (
        "expected an instant no later than 2018-05-01T04:00:00Z, got 2018-05-02T00:00:00Z"
    )


@pytest.mark.parametrize("given", ["2018-Q5", "2018-03/2018-01", "1900/2018", "2000-01/2018-01", 3])
async def test_what_is_no_period_is_told_so(engine: Engine, given: object):
    result = await put(await Shared(engine).facts(), PERIOD, period=given)
    (error,) = result.errors
    assert "has invalid value: expected a period " in error.message
    assert error.extensions["code"] == "INVALID_ARGUMENT"


async def test_twelve_months_from_postings_are_one_statement(posted: Embedded):
    await planted(posted, ladder("fixture"))
    for partner in ("t1", None):
        statements, _ = await cost_of(posted, PERIOD, period="2018", partner=partner)
        assert statements == 1


async def test_a_period_from_postings_is_the_one_from_all_payments(posted: Embedded, seed: int):
    world, random = random_world(seed), Random(f"periods {seed}")
    await ledger.plant(posted, world, AUTHOR)
    shared = Shared(posted)
    months = sorted({Month.of(payment.day) for payment in world.payments})
    instants = [fact.recorded_at for fact in facts_of(world) if fact.recorded_at.year > 1]
    for _ in range(6):
        first, last = sorted(random.choices(months, k=2))
        asked: dict[str, Any] = {
            "period": str(Period(first, min(last, Month(first.year + 9, first.number)))),
            "partner": random.choice([None, *(each.uid for each in world.accounts)]),
            "knownAt": random.choice([None, random.choice(instants).isoformat()]),
        }
        for question in (PERIOD, WHOLE):
            kept, worked_out = await both(shared, question, **asked)
            assert kept == worked_out, asked
        found = kept["performancePeriod"]
        if found is None:
            continue
        await _adds_up(shared, found, **asked)


async def _adds_up(shared: Shared, found: Any, **asked: Any) -> None:
    """A period is the sum of the statements that its months have by themselves."""
    statements = list[Any]()
    for month in Period.parse(asked["period"]).months:
        one = await ask(shared, STATEMENT, **{**asked, "month": str(month)})
        statements.append(one["performanceStatement"])
    paid = sum(each["conservation"]["paid"]["fen"] for each in statements)
    assert found["conservation"]["paid"]["fen"] == paid
    assert sum(each["paid"]["fen"] for each in found["byProduct"]) == paid
    assert sum(each["total"]["fen"] for each in found["lines"]) == paid
    for name in ("total", "directTotal"):
        assert sum(each[name]["fen"] for each in found["byProduct"]) == found[name]["fen"]
