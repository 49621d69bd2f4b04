"""Every root that takes readings can be compared under two sets of them (Q1–Q34)."""

from typing import Any

import pytest
from graphql import GraphQLInputObjectType, build_schema

from graph.store.engine import Engine
from resolvers.schema import sdl
from tests.resolvers.asking import ask, planted

pytestmark = pytest.mark.anyio

WORLD = """
east   is partner from 2017-04-01 to 2018-03-20 ended by expelled
harbor is partner from 2017-06-01
harbor under east as city from 2017-06-01
north  is partner from 2017-04-01
north  signed FA on 2017-04-01 term to 2018-03-31 as fa-north
north  violated MR 6.2.7.3 as class 2 acted 2017-01-10 counted 2018-02-01 as v1
north  violated MR 6.2.2.2 as class 2 acted 2017-11-11 counted 2017-11-11 as v2
acme   under north as agency from 2017-06-01
acme   lets north transfer from 2017-06-01
birch  under harbor as agency from 2017-06-01
acme asked for detachment on 2018-02-21 on ground CUSTOMER_REQUEST notice received 2018-02-22 as r1
"""
COMPARE = """
query ($about: ComparedQuestion!, $right: [ReadingChoice!]!, $asOf: Date) {
  compareReadings(question: $about, right: $right, asOf: $asOf) {
    left { __typename ... on Refusal { code } }
    right { __typename ... on Refusal { code } }
    differences { path left right }
  }
}
"""
CHANGED = {
    "account": ("birch", "Q7=AUTOMATIC", "2018-03-20", "Account", "lineage.partner"),
    "originalAgreement": (
        *("north", "Q24=AUTOMATIC", "2018-04-01", "OriginalAgreement"),
        "framework.endings[cause=EXTENDED]",
    ),
    "standingMismatches": (
        *("north", "Q24=AUTOMATIC", "2018-04-01", "StandingMismatches"),
        "[kind=STANDING_WITHOUT_AGREEMENT,account=north,days=2018-04-01/]",
    ),
    "precedence": (
        *(["FA 4.2.3.6", "MR 3.5.3"], "Q25=FORBIDDEN", "2018-03-20", "ClausePrecedence"),
        "winner",
    ),
    "linkTypeChange": (
        {"account": "acme", "type": "RESALE"},
        *("Q17=FORBID", "2018-03-20", "LinkTypeChange", "code"),
    ),
    "directContract": (
        {"account": "birch", "ground": "PARTNER_ENDED"},
        *(
            "Q7=AUTOMATIC",
            "2018-03-20",
            "DirectContract",
            "requirements[name=PARTNER_HAS_ENDED].met",
        ),
    ),
    "assessment": ("harbor", "Q7=AUTOMATIC", "2018-03-20", "Certification", "state"),
    "feeCalendar": (
        *("2018-01", "Q1=WEEKENDS_NEVER", "2018-03-20", "FeeCalendar"),
        "statistics.lastDay",
    ),
    "purchaseDiscount": (
        {"uid": "harbor", "product": "mail"},
        *("Q7=AUTOMATIC", "2018-03-20", "PurchaseDiscount", "scope"),
    ),
    "request": ("r1", "Q1=WEEKENDS_NEVER", "2018-02-23", "Request", "earliest"),
    "violation": ("v1", "Q5=FROM_ACT", "2018-03-20", "Violation", "count.since"),
    "penalty": (
        {"party": "north", "class": "CLASS_1"},
        *("Q4=CUMULATIVE_14000", "2018-03-20", "ViolationPrice", "penalty"),
    ),
}
"""Each further question, the reading that changes it, and where the answers part."""

OTHERWISE = {
    "node": "account",
    "nodes": "account",
    "party": "deposit",
    "accounts": "account",
    "hierarchy": "account",
    "performanceStatement": "statement",
    "performancePeriod": "statement",
    "serviceFees": "serviceFee",
    "obligation": "liability",
    "liabilityChain": "liability",
    "exposures": "exposure",
    "agreements": "agreement",
    "detachmentPreview": "detachment",
    "requests": "request",
}
"""Roots that are compared by the question about each thing that they tell of."""

ALIKE = {
    "integrityPenalty": "Q27 has one reading only.",
    "ruleVersion": "No open question is about the day in a notice.",
}
"""Roots that no choice of readings changes, and why."""


async def compared(engine: Engine, about: Any, right: str, as_of: str) -> Any:
    shared = await planted(engine, WORLD)
    question, option = right.split("=")
    chosen = [{"question": question, "option": option}]
    found = await ask(shared, COMPARE, about=about, right=chosen, asOf=as_of)
    return found["compareReadings"]


@pytest.mark.parametrize("name", CHANGED)
async def test_a_reading_changes_what_a_root_answers(engine: Engine, name: str):
    about, right, as_of, kind, path = CHANGED[name]
    found = await compared(engine, {name: about}, right, as_of)
    assert found["left"]["__typename"] == kind
    assert path in {each["path"] for each in found["differences"]}, found


@pytest.mark.parametrize(
    "about",
    [
        {"account": "nobody"},
        {"request": "nothing"},
        {"violation": "nothing"},
        {"purchaseDiscount": {"uid": "nobody", "product": "mail"}},
    ],
)
async def test_what_does_not_exist_is_null_on_both_sides(engine: Engine, about: Any):
    found = await compared(engine, about, "Q7=AUTOMATIC", "2018-03-20")
    assert found == {"left": None, "right": None, "differences": []}


async def test_a_refusal_stands_on_both_sides(engine: Engine):
    found = await compared(engine, {"feeCalendar": "2029-12"}, "Q1=WEEKENDS_NEVER", "2018-03-20")
    assert found["left"] == {"__typename": "Refused", "code": "CALENDAR_NOT_PUBLISHED"}


def test_every_root_with_readings_can_be_compared():
    told = build_schema(sdl())
    asked = told.type_map["ComparedQuestion"]
    assert told.query_type is not None
    assert isinstance(asked, GraphQLInputObjectType)
    read = {name for name, root in told.query_type.fields.items() if "readings" in root.args}
    questions = set(asked.fields)
    assert set(OTHERWISE.values()) <= questions
    assert questions >= CHANGED.keys()
    assert read - questions == OTHERWISE.keys() | ALIKE.keys()
