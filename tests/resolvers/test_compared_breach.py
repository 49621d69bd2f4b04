"""Violations, deposits and set-offs under two sets of readings (Q2–Q5, Q29)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, refused
from tests.resolvers.test_deposits import P3

pytestmark = pytest.mark.anyio

COMPARED = """
query ($about: ComparedQuestion!, $right: [ReadingChoice!]!) {
  compareReadings(question: $about, right: $right, asOf: "2018-04-20") {
    left { __typename ... on Refusal { code } } right { __typename }
    differences { path left right }
  }
}
"""


async def differences(engine: Engine, question: Any, text: str = P3, **right: str) -> Any:
    chosen = [{"question": key, "option": option} for key, option in right.items()]
    shared = await planted(engine, text)
    found = (await ask(shared, COMPARED, about=question, right=chosen))["compareReadings"]
    told = [(each["path"], each["left"], each["right"]) for each in found["differences"]]
    return found["left"]["__typename"], told


async def test_q3_changes_the_right_to_end(engine: Engine):
    kind, told = await differences(engine, {"violations": "p3"}, Q3="MORE_THAN_3")
    assert kind == "ViolationRecord"
    assert ("rights[kind=REPEATED_VIOLATIONS]", "there", None) in told
    assert all(path.startswith("rights[kind=REPEATED_VIOLATIONS]") for path, _, _ in told)


async def test_q2_changes_the_last_day_of_a_refund(engine: Engine):
    text = """
    p3 is partner from 2017-04-01 to 2018-04-01 ended by expired
    p3 signed FA on 2017-04-01 term to 2018-03-31
    p3 deposited 5000.00 on 2017-04-10
    """
    kind, told = await differences(engine, {"deposit": "p3"}, text, Q2="ROLL_OVER")
    assert kind == "Deposit"
    assert ("refund.deadline.lastDay", "2018-04-07", "2018-04-08") in told


async def test_q29_changes_what_is_taken_first(engine: Engine):
    question = {"setOff": {"party": "p3", "amount": 800_000}}
    kind, told = await differences(engine, question, Q29="FEES_FIRST")
    assert kind == "SetOff"
    assert ("taken[source=DEPOSIT].amount", "500000", "200000") in told
    assert ("taken[source=FEES].amount", "300000", "600000") in told
    given = {"setOff": {"party": "p3", "amount": 800_000, "unpaidFees": 0}}
    assert (await differences(engine, given, Q29="FEES_FIRST"))[1] == []


async def test_what_can_t_be_told_is_refused_on_both_sides(engine: Engine):
    text = "p3 is partner from 2017-04-01\np3 signed FA on 2018-01-05"
    shared = await planted(engine, text.replace("2018-01-05", "2030-01-31"))
    question = COMPARED.replace("2018-04-20", "2030-06-01").replace(
        "asOf:", 'knownAt: "2031-01-01T00:00:00Z", asOf:'
    )
    asked = {"about": {"deposit": "p3"}, "right": []}
    found = (await ask(shared, question, **asked))["compareReadings"]
    assert found["left"] == {"__typename": "Refused", "code": "CALENDAR_NOT_PUBLISHED"}
    empty = {"about": {"deposit": ""}, "right": []}
    assert (await refused(shared, COMPARED, **empty))[0] == "INVALID_ARGUMENT"
