"""Service fees through the schema (R30–R39, S06, S07, S10, S21, S39)."""

from typing import Any

import pytest
from msgspec.structs import replace

from graph.rules.fees import sample
from graph.store.engine import Engine
from loaders.shared import Shared
from resolvers.context import Context
from resolvers.schema import schema
from tests.resolvers.asking import NOW, ask, planted, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

FEE = """
query ($partner: String!, $month: Month!, $asOf: Date, $knownAt: DateTime,
       $readings: [ReadingChoice!]) {
  serviceFee(
    partner: $partner, month: $month, asOf: $asOf, knownAt: $knownAt, readings: $readings
  ) {
    __typename
    ... on Refusal { code message path nextStep clause { id } }
    ... on ServiceFee {
      partner { uid } month entitlement reason { zh en clause { id } } underTier1
      amount { amount } performance { amount } notEligible { amount } base { amount }
      tier { start { amount } basisPoints } nextTier { start { amount } } missing { amount }
      lines { cityPartner { uid } base { amount } amount { amount } }
      table { schedule sample remark { zh en } source start end tiers { basisPoints } }
      calendar {
        ... on FeeCalendar { statistics { lastDay } notice { lastDay } payment { lastDay } }
        ... on Refusal { code }
      }
      commission { entitlement base { amount } amount { amount } tier { basisPoints } }
      trace { rules clauses { id } readings { question option } }
    }
  }
}
"""


async def fee(shared: Shared, partner: str = "t1", month: str = "2018-03", **more: object) -> Any:
    return (await ask(shared, FEE, partner=partner, month=month, **more))["serviceFee"]


async def test_a_tier1_has_the_fee_of_its_branch_and_of_its_city_partners(engine: Engine):
    found = await fee(await planted(engine, ladder("fixture")))
    assert (found["amount"]["amount"], found["base"]["amount"]) == ("1070.00", "10700.00")
    assert [
        (line["cityPartner"] and line["cityPartner"]["uid"], line["amount"]["amount"])
        for line in found["lines"]
    ] == [(None, "600.00"), ("c1", "280.00"), ("c2", "190.00")]
    assert (found["entitlement"], found["tier"]["basisPoints"]) == ("EARNED", 1000)
    assert (found["nextTier"], found["missing"]) == (None, None)
    assert (found["table"]["schedule"], found["table"]["sample"]) == ("sample", True)
    assert found["calendar"] == {
        "statistics": {"lastDay": "2018-04-10"},
        "notice": {"lastDay": "2018-04-16"},
        "payment": {"lastDay": "2018-04-25"},
    }
    assert {"R30", "R31", "R33", "R05"} <= set(found["trace"]["rules"])


async def test_below_the_standard_it_is_told_what_is_missing(engine: Engine):
    found = await fee(await planted(engine, ladder("s02")))
    assert (found["amount"]["amount"], found["entitlement"]) == ("0.00", "BELOW_STANDARD")
    assert (found["tier"], found["nextTier"]) == (None, {"start": {"amount": "10000.00"}})
    assert found["missing"]["amount"] == "1100.00"


async def test_a_city_partner_has_none_and_is_told_by_which_clause(engine: Engine):
    found = await fee(await planted(engine, ladder("fixture")), "c1")
    assert (found["amount"]["amount"], found["entitlement"]) == ("0.00", "CITY_PARTNER")
    assert (found["reason"]["clause"]["id"], found["underTier1"], found["lines"]) == (
        "CA 2.2.2",
        True,
        [],
    )
    assert found["commission"]["entitlement"] == "CITY_PARTNER"


async def test_a_month_without_a_table_and_an_account_that_is_none(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await fee(shared, month="2017-03")
    assert (found["__typename"], found["code"], found["path"]) == (
        *("Refused", "NO_FEE_SCHEDULE", "month"),
    )
    assert found["clause"]["id"] == "MR 5.1.3"
    assert await fee(shared, "nobody") is None


async def test_the_schedule_that_is_configured_decides(engine: Engine):
    shared = await planted(engine, ladder("fixture", "t1 paid 30.00 at 2018-03-09T12:00:00"))
    bare = replace(sample(), name="bare", sample=False, commission=None)
    context = Context(await shared.facts(), NOW, schedule=bare)
    variables = {"partner": "t1", "month": "2018-03"}
    result = await schema.execute(FEE, variable_values=variables, context_value=context)
    assert result.errors is None
    assert result.data is not None
    found = result.data["serviceFee"]
    assert (found["table"]["schedule"], found["table"]["sample"]) == ("bare", False)
    assert found["commission"] is None


MONTHS = """
query ($partner: String!, $first: Month!, $last: Month!) {
  serviceFees(partner: $partner, firstMonth: $first, lastMonth: $last) {
    ... on ServiceFee { month base { amount } amount { amount } }
    ... on Refusal { code }
  }
}
"""


async def test_months_in_a_row_cost_as_many_statements_as_one(engine: Engine):
    shared = await planted(engine, ladder("fixture", "u1 paid 20000.00 at 2018-04-02T12:00:00"))
    facts = await shared.facts()
    variables = {"partner": "t1", "first": "2018-02", "last": "2018-04"}
    context = Context(facts, NOW)
    result = await schema.execute(MONTHS, variable_values=variables, context_value=context)
    assert result.errors is None
    assert result.data is not None
    assert [(each["month"], each["amount"]["amount"]) for each in result.data["serviceFees"]] == [
        ("2018-02", "0.00"),
        ("2018-03", "1070.00"),
        ("2018-04", "2000.00"),
    ]
    assert facts.statements == 2


async def test_months_before_the_schedule_are_refused_each_by_itself(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await ask(shared, MONTHS, partner="t1", first="2017-03", last="2017-04")
    assert found["serviceFees"][0] == {"code": "NO_FEE_SCHEDULE"}
    assert found["serviceFees"][1]["month"] == "2017-04"
    found = await ask(shared, MONTHS, partner="nobody", first="2017-03", last="2017-04")
    assert found["serviceFees"] is None


@pytest.mark.parametrize(("first", "last"), [("2018-02", "2018-01"), ("2018-01", "2021-01")])
async def test_months_backwards_and_too_many_are_refused(engine: Engine, first: str, last: str):
    shared = await planted(engine, ladder("fixture"))
    code, message = await refused(shared, MONTHS, partner="t1", first=first, last=last)
    assert code == "INVALID_ARGUMENT"
    assert f"expected a last month from {first} on, at most 36 months" in message


CALENDAR = """
query ($month: Month!, $readings: [ReadingChoice!]) {
  feeCalendar(month: $month, readings: $readings) {
    ... on FeeCalendar {
      month
      statistics { lastDay movedFrom clause { id } } notice { lastDay skippedDays { zh } }
      invoice { countedDays } payment { lastDay } trace { rules }
    }
    ... on Refusal { code message nextStep }
  }
}
"""


async def test_s21_the_dates_of_january_2018(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = (await ask(shared, CALENDAR, month="2018-01"))["feeCalendar"]
    assert found["statistics"]["lastDay"] == "2018-02-11"
    assert found["statistics"]["movedFrom"] == "2018-02-10"
    assert found["notice"]["lastDay"] == "2018-02-22"
    assert len(found["notice"]["skippedDays"]) == 7
    assert found["invoice"]["countedDays"] == ["2018-02-23", "2018-02-24", "2018-02-26"]
    assert found["payment"]["lastDay"] == "2018-02-26"
    never = [{"question": "Q1", "option": "WEEKENDS_NEVER"}]
    found = (await ask(shared, CALENDAR, month="2018-01", readings=never))["feeCalendar"]
    assert found["statistics"]["lastDay"] == "2018-02-12"


async def test_dates_that_cannot_be_told_are_not_guessed(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = (await ask(shared, CALENDAR, month="2026-12"))["feeCalendar"]
    assert found["code"] == "CALENDAR_NOT_PUBLISHED"
    assert "2027" in found["message"]
    code, _ = await refused(shared, CALENDAR, month="9999-12")
    assert code == "INVALID_ARGUMENT"


STATEMENT = """
query ($month: Month!, $partner: String) {
  performanceStatement(month: $month, partner: $partner) {
    total { amount }
    fee { ... on ServiceFee { amount { amount } entitlement } ... on Refusal { code } }
  }
}
"""


@pytest.mark.parametrize(
    ("partner", "month", "expected"),
    [
        ("t1", "2018-03", {"amount": {"amount": "1070.00"}, "entitlement": "EARNED"}),
        ("c1", "2018-03", {"amount": {"amount": "0.00"}, "entitlement": "CITY_PARTNER"}),
        ("t1", "2017-03", {"code": "NO_FEE_SCHEDULE"}),
        (None, "2018-03", None),
    ],
)
async def test_a_statement_leads_to_its_fee(
    engine: Engine, partner: str | None, month: str, expected: object
):
    shared = await planted(engine, ladder("fixture"))
    found = await ask(shared, STATEMENT, month=month, partner=partner)
    assert found["performanceStatement"]["fee"] == expected


DISCOUNT = """
query ($uid: String!, $product: String!, $asOf: Date) {
  purchaseDiscount(uid: $uid, product: $product, asOf: $asOf) {
    product day granted scope clause { id } trace { rules }
  }
}
"""


async def test_only_what_a_partner_buys_itself_is_discounted(engine: Engine):
    shared = await planted(engine, ladder("fixture"))

    async def told(uid: str, product: str = "mail") -> Any:
        variables = {"uid": uid, "product": product, "asOf": "2018-03-20"}
        return (await ask(shared, DISCOUNT, **variables))["purchaseDiscount"]

    found = await told("t1")
    assert (found["granted"], found["scope"], found["day"]) == (True, "GRANTED", "2018-03-20")
    assert (await told("u1"))["scope"] == "NOT_A_PARTNER"
    found = await told("c1")
    assert (found["granted"], found["clause"]["id"]) == (False, "CA 2.2.3")
    assert await told("nobody") is None
