"""A fee under two sets of readings: each alternative that bears on fees changes an answer (Q1–Q34).

Q6, Q29, Q31, Q32 and Q34 have no alternative that a fee could show; Q2 moves no date of MR 5.2.
"""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted
from tests.resolvers.ladders import ladder
from tests.resolvers.test_fee_progress import P3

pytestmark = pytest.mark.anyio

COMPARED = """
query ($fee: FeeQuestion!, $right: [ReadingChoice!]!, $asOf: Date) {
  compareReadings(
    question: {serviceFee: $fee}, right: $right, asOf: $asOf, knownAt: "2019-01-01T00:00:00+08:00"
  ) {
    left { __typename ... on ServiceFee { amount { amount } } ... on Refusal { code } }
    right { __typename }
    differences { path left right }
  }
}
"""
NOTIFIED = "t1 fee of 2018-03 notified on 2018-04-25"
LOST = ladder("fixture").replace(
    "t1 is partner from 2017-04-01", "t1 is partner from 2017-04-01 to 2018-03-22"
)
WAITING = "c1 paid 400.00 at 2018-03-05T10:00:00 used from 2018-03-31 to 2018-04-02"


async def compare(
    engine: Engine, text: str, fee: dict[str, str], day: str, **right: str
) -> tuple[Any, dict[str, tuple[str | None, str | None]]]:
    shared = await planted(engine, text)
    chosen = [{"question": question, "option": option} for question, option in right.items()]
    found = (await ask(shared, COMPARED, fee=fee, right=chosen, asOf=day))["compareReadings"]
    parted = {each["path"]: (each["left"], each["right"]) for each in found["differences"]}
    return found, parted


@pytest.mark.parametrize(
    ("text", "fee", "day", "right", "path", "values"),
    [
        pytest.param(
            ladder("fixture", NOTIFIED),
            ("t1", "2018-03"),
            "2018-05-01",
            {"Q1": "WEEKENDS_NEVER"},
            "progress.state",
            ("INVOICE_MISSING", "NOTIFIED"),
            id="Q1",
        ),
        pytest.param(
            ladder("fixture", *P3),
            ("p3", "2018-02"),
            "2018-03-22",
            {"Q3": "MORE_THAN_3"},
            "progress.lost",
            ("200000", "0"),
            id="Q3",
        ),
        pytest.param(
            ladder("fixture", *P3).replace("acted 2017-05-10", "acted 2017-02-20"),
            ("p3", "2018-02"),
            "2018-03-22",
            {"Q5": "FROM_ACT"},
            "progress.lost",
            ("200000", "0"),
            id="Q5",
        ),
        pytest.param(
            ladder("fixture").replace(
                "p3 is partner from 2017-04-01", "p3 is partner from 2017-04-01 to 2018-03-01"
            )
            + f"\n{P3[0]}\n",
            ("p3", "2018-02"),
            "2018-03-12",
            {"Q10": "ALL_LOST"},
            "progress.state",
            ("NOTICE_PENDING", "FORFEITED"),
            id="Q10",
        ),
        pytest.param(
            ladder("fixture", WAITING),
            ("t1", "2018-03"),
            "2018-04-10",
            {"Q14": "CONSUMED"},
            "amount",
            ("111000", "109000"),
            id="Q14",
        ),
    ],
)
async def test_an_alternative_changes_the_answer(
    engine: Engine,
    text: str,
    fee: tuple[str, str],
    day: str,
    right: dict[str, str],
    path: str,
    values: tuple[str, str],
):
    asked = {"partner": fee[0], "month": fee[1]}
    found, parted = await compare(engine, text, asked, day, **right)
    assert found["left"]["__typename"] == found["right"]["__typename"] == "ServiceFee"
    assert parted[path] == values


async def test_by_the_automatic_release_a_city_partner_is_none_on_the_day_of_the_loss(
    engine: Engine,
):
    """Q7: by a decision c1 stands under t1 though that has lost its standing, else no more."""
    asked = {"partner": "c1", "month": "2018-04"}
    _, parted = await compare(engine, LOST, asked, "2018-05-12", Q7="AUTOMATIC")
    assert parted["entitlement"] == ("CITY_PARTNER", "NOT_A_PARTNER")


async def test_where_nothing_depends_on_the_choice_there_is_no_difference(engine: Engine):
    asked = {"partner": "t1", "month": "2018-03"}
    _, parted = await compare(engine, ladder("fixture"), asked, "2018-04-10", Q2="ROLL_OVER")
    assert parted == {}


@pytest.mark.parametrize(
    ("partner", "month", "left"),
    [
        ("t1", "2017-03", {"__typename": "Refused", "code": "NO_FEE_SCHEDULE"}),
        ("nobody", "2018-03", None),
        ("t1", "2026-12", {"__typename": "ServiceFee", "amount": {"amount": "0.00"}}),
    ],
)
async def test_what_cannot_be_told_is_told_alike_on_both_sides(
    engine: Engine, partner: str, month: str, left: object
):
    asked = {"partner": partner, "month": month}
    found, parted = await compare(engine, ladder("fixture"), asked, "2027-01-20", Q3="MORE_THAN_3")
    assert found["left"] == left
    assert parted == {}
