"""How fees change: by facts learnt late, and by a cut that is previewed (S10, S39, R30, R33)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

RELEASE = {
    "uid": "c1",
    "ground": "OTHER_GROUNDS",
    "on": "2018-03-16",
    "decidedOn": "2018-03-16",
}
RESTATED = """
query ($month: Month!, $before: DateTime!, $knownAt: DateTime) {
  serviceFee(partner: "t1", month: $month, knownAt: $knownAt) {
    ... on ServiceFee {
      amount { amount }
      restated(knownBefore: $before) {
        ... on FeeChange {
          partner { uid } month baseBefore { amount } baseAfter { amount }
          before { amount } after { amount } change { amount } losesTier
          tierBefore { basisPoints } tierAfter { basisPoints }
        }
      }
    }
  }
}
"""


async def test_a_release_recorded_late_restates_the_fee(engine: Engine):
    shared = await planted(engine, ladder("s10"))
    before = "2018-04-10T12:00:00+08:00"
    found = (await ask(shared, RESTATED, month="2018-03", before=before))["serviceFee"]
    assert found["restated"] == {
        "partner": {"uid": "t1"},
        "month": "2018-03",
        "baseBefore": {"amount": "10700.00"},
        "baseAfter": {"amount": "8900.00"},
        "before": {"amount": "1070.00"},
        "after": {"amount": "0.00"},
        "change": {"amount": "-1070.00"},
        "losesTier": True,
        "tierBefore": {"basisPoints": 1000},
        "tierAfter": None,
    }
    variables = {"month": "2018-03", "before": before, "knownAt": before}
    found = (await ask(shared, RESTATED, **variables))["serviceFee"]
    assert (found["amount"]["amount"], found["restated"]["change"]["amount"]) == (
        *("1070.00", "0.00"),
    )


PREVIEWED = """
query ($input: DetachmentInput!, $asOf: Date) {
  detachmentPreview(input: $input, asOf: $asOf) {
    ... on DetachmentPlan {
      fees {
        partner { uid } month baseBefore { amount } baseAfter { amount }
        before { amount } after { amount } change { amount } losesTier
      }
    }
  }
}
"""


async def previewed(shared: Shared, **said: object) -> Any:
    found = await ask(shared, PREVIEWED, input=said, asOf="2018-04-12")
    return found["detachmentPreview"]["fees"]


async def test_s39_a_preview_shows_the_tier_that_a_release_loses(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    assert await previewed(shared, **RELEASE) == [
        {
            "partner": {"uid": "t1"},
            "month": "2018-03",
            "baseBefore": {"amount": "10700.00"},
            "baseAfter": {"amount": "8900.00"},
            "before": {"amount": "1070.00"},
            "after": {"amount": "0.00"},
            "change": {"amount": "-1070.00"},
            "losesTier": True,
        }
    ]


async def test_a_preview_counts_the_whole_month_of_the_holder_by_month(engine: Engine):
    more = (
        "t2 paid 50000.00 at 2018-04-02T12:00:00",
        "t1 paid 20000.00 at 2018-04-02T12:00:00",
        "c1 paid 300.00 at 2018-04-03T12:00:00",
    )
    shared = await planted(engine, ladder("fixture", *more))
    found = await previewed(shared, **RELEASE)
    assert [(each["month"], each["change"]["amount"], each["losesTier"]) for each in found] == [
        ("2018-03", "-1070.00", True),
        ("2018-04", "-30.00", False),
    ]


async def test_a_cut_that_moves_no_recorded_cash_changes_no_fee(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    assert await previewed(shared, **(RELEASE | {"on": "2018-04-01"})) == []


async def test_a_month_without_a_rate_table_is_left_out_of_a_preview(engine: Engine):
    lines = (
        "x is partner from 2017-02-01",
        "y under x as agency from 2017-02-01",
        "y paid 20000.00 at 2017-03-05T12:00:00",
        "y paid 10000.00 at 2017-04-05T12:00:00",
    )
    shared = await planted(engine, ladder("fixture", *lines))
    cut = {"uid": "y", "ground": "CUSTOMER_REQUEST", "on": "2017-03-01"}
    found = await previewed(shared, **cut, noticeReceivedOn="2017-02-20")
    assert [(each["month"], each["change"]["amount"]) for each in found] == [
        ("2017-04", "-1000.00")
    ]
