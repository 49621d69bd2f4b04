"""Deadlines through the schema: S11, S12, S15b, S18, S42, S44, S46, and any other period.

The named ones are those of R47, R60, R62, R64, R74, R83, R89, R101, R112 and R122.
"""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, refused

pytestmark = pytest.mark.anyio

DEADLINE = """
query (
  $start: Date!, $kind: DeadlineKind, $period: PeriodInput, $moves: Boolean!,
  $readings: [ReadingChoice!]
) {
  deadline(start: $start, kind: $kind, period: $period, moves: $moves, readings: $readings) {
    ... on Deadline {
      kind start amount unit countedDays skippedDays { day reason zh en } lastDay effectFrom
      movedFrom notices clause { id } starts { zh en } meaning { zh en }
      trace { rules clauses { id } readings { question option } }
    }
    ... on Refusal { code message path clause { id } nextStep }
  }
}
"""


async def counted(engine: Engine, start: str, **asked: object) -> Any:
    """A deadline, or a refusal; the store need not hold anything."""
    shared = await planted(engine, "")
    return (await ask(shared, DEADLINE, **({"start": start, "moves": False} | asked)))["deadline"]


@pytest.mark.parametrize(
    ("kind", "start", "last", "effect", "clause"),
    [
        ("CUSTOMER_REQUEST_ANSWER", "2018-02-13", "2018-02-23", "2018-02-24", "FA 4.3.1.6"),
        ("CUSTOMER_REQUEST_ANSWER", "2018-09-28", "2018-10-08", "2018-10-09", "FA 4.3.1.6"),
        ("CITY_EXIT_NOTICE", "2018-01-31", "2018-02-28", "2018-03-01", "CA 2.3.1②"),
        ("CITY_EXIT_NOTICE", "2018-02-10", "2018-03-10", "2018-03-11", "CA 2.3.1②"),
        ("PARTNER_EXIT_NOTICE", "2018-03-31", "2018-04-30", "2018-05-01", "MR 7.2"),
        ("DEPOSIT_DUE", "2018-01-05", "2018-01-12", "2018-01-13", "FA 3.5.1"),
        ("DEPOSIT_TOP_UP", "2018-02-12", "2018-02-24", "2018-02-25", "FA 3.5.3"),
        ("DEPOSIT_REFUND", "2018-03-31", "2018-04-07", "2018-04-08", "FA 3.5.4"),
        ("BREACH_COMPENSATION", "2018-02-12", "2018-02-22", "2018-02-23", "FA 7.1.1"),
        ("VIOLATION_REPLY", "2018-03-14", "2018-03-19", "2018-03-20", "MR 6.4.1"),
        ("NOTICE_OF_END", "2018-02-01", "2018-03-03", "2018-03-04", "FA 8.3.3"),
        ("NO_HIRING", "2018-03-31", "2019-03-31", "2019-04-01", "FA 4.2.9.3"),
    ],
)
async def test_a_named_period_ends_as_its_clause_says(
    engine: Engine, kind: str, start: str, last: str, effect: str, clause: str
):
    found = await counted(engine, start, kind=kind)
    assert (found["lastDay"], found["effectFrom"]) == (last, effect)
    assert found["clause"]["id"] == clause
    assert clause in {each["id"] for each in found["trace"]["clauses"]}
    assert found["starts"]["zh"]
    assert found["meaning"]["en"]


async def test_the_counted_and_the_skipped_days_are_the_proof(engine: Engine):
    found = await counted(engine, "2018-02-13", kind="CUSTOMER_REQUEST_ANSWER")
    assert found["countedDays"] == ["2018-02-14", "2018-02-22", "2018-02-23"]
    skipped = found["skippedDays"]
    assert [each["day"] for each in skipped] == [f"2018-02-{day}" for day in range(15, 22)]
    assert {each["reason"] for each in skipped} == {"HOLIDAY"}
    assert {each["zh"] for each in skipped} == {"春节"}
    assert found["notices"]


async def test_make_up_weekends_work_unless_read_otherwise(engine: Engine):
    asked = {"start": "2018-09-28", "kind": "CUSTOMER_REQUEST_ANSWER"}
    found = await counted(engine, **asked)
    assert found["countedDays"] == ["2018-09-29", "2018-09-30", "2018-10-08"]
    never = [{"question": "Q1", "option": "WEEKENDS_NEVER"}]
    assert (await counted(engine, **asked, readings=never))["effectFrom"] == "2018-10-11"


async def test_a_last_day_at_rest_stands_unless_it_moves_or_is_read_to_roll_over(engine: Engine):
    week = {"amount": 7, "unit": "DAY"}
    assert (await counted(engine, "2018-03-31", period=week))["lastDay"] == "2018-04-07"
    moved = await counted(engine, "2018-03-31", period=week, moves=True)
    assert (moved["lastDay"], moved["movedFrom"]) == ("2018-04-08", "2018-04-07")
    rolls = [{"question": "Q2", "option": "ROLL_OVER"}]
    rolled = await counted(engine, "2018-03-31", kind="DEPOSIT_REFUND", readings=rolls)
    assert rolled["lastDay"] == "2018-04-08"


async def test_an_unpublished_year_is_refused_and_never_guessed(engine: Engine):
    found = await counted(engine, "2030-01-31", kind="DEPOSIT_DUE")
    assert found["code"] == "CALENDAR_NOT_PUBLISHED"
    assert "2030" in found["message"]
    assert "2030" in found["nextStep"]
    assert found["clause"]["id"] == "FA 2.2.1"
    months = await counted(engine, "2030-01-31", kind="CITY_EXIT_NOTICE")
    assert months["lastDay"] == "2030-02-28"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "expected either kind or period, got 'neither'"),
        (
            {"kind": "DEPOSIT_DUE", "period": {"amount": 1, "unit": "DAY"}},
            "expected either kind or period, got 'both'",
        ),
        ({"period": {"amount": 0, "unit": "DAY"}}, "expected an amount from 1 to 3660, got 0"),
        (
            {"period": {"amount": 100_000, "unit": "YEAR"}},
            "expected an amount from 1 to 3660, got 100000",
        ),
    ],
)
async def test_what_is_no_period_is_refused(engine: Engine, asked: dict[str, object], message: str):
    shared = await planted(engine, "")
    variables = {"start": "2018-01-01", "moves": False} | asked
    assert await refused(shared, DEADLINE, **variables) == ("INVALID_ARGUMENT", message)


async def test_a_period_past_the_end_of_time_is_refused(engine: Engine):
    shared = await planted(engine, "")
    asked = {"start": "9999-12-30", "period": {"amount": 2, "unit": "YEAR"}, "moves": False}
    code, message = await refused(shared, DEADLINE, **asked)
    assert (code, "9999-12-31" in message) == ("INVALID_ARGUMENT", True)


async def test_every_named_period_is_listed_with_its_clause(engine: Engine):
    shared = await planted(engine, "")
    listed = await ask(
        shared,
        "{ periods { kind amount unit moves monthly starts { zh } meaning { en } clause { id }"
        " rule } }",
    )
    kinds = [each["kind"] for each in listed["periods"]]
    assert kinds == sorted(kinds)
    assert len(kinds) >= 19
    answer = next(each for each in listed["periods"] if each["kind"] == "CUSTOMER_REQUEST_ANSWER")
    assert (answer["amount"], answer["unit"], answer["rule"]) == (3, "WORKING_DAY", "R112")
    assert answer["clause"] == {"id": "FA 4.3.1.6"}
    moving = [each["kind"] for each in listed["periods"] if each["moves"]]
    assert moving == ["FEE_NOTICE", "FEE_PAYMENT", "FEE_STATISTICS"]
