"""Open deadlines through the schema (R35, R60, R62, R74, R101, R112; I17)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, refused

pytestmark = pytest.mark.anyio

AGENDA = """
query ($party: String!, $asOf: Date, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  agenda(party: $party, asOf: $asOf, knownAt: $knownAt, readings: $readings) {
    ... on Agenda {
      party { partyId }
      deadlines {
        kind what { zh en } clause { id } since lastDay overdue paper account { uid }
        counted { kind countedDays lastDay } trace { rules clauses { id } }
      }
      icalendar
    }
    ... on Refusal { code message nextStep }
  }
}
"""

BOOKS = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05
acme   under harbor as agency from 2018-01-10
elm    under east as agency from 2018-01-10
harbor signed FA on 2018-01-05 as fa1
harbor violated MR 6.2.7.3 as class 2 noticed 2018-02-09 as v1
acme asked for detachment on 2018-02-12 on ground CUSTOMER_REQUEST notice received 2018-02-13 as r1
harbor asked for detachment on 2018-02-10 on ground CITY_APPLICATION as r2
elm    must "call them" since 2018-02-01 under FA 8.4.3 as t1
"""


async def open_on(engine: Engine, party: str, day: str, text: str = BOOKS, **more: object) -> Any:
    """The agenda of a party on a day."""
    shared = await planted(engine, text)
    return (await ask(shared, AGENDA, party=party, asOf=day, **more))["agenda"]


def shown(found: Any) -> list[tuple[str, str | None, str | None]]:
    """Paper, last day and account of each."""
    return [
        (each["paper"], each["lastDay"], each["account"] and each["account"]["uid"])
        for each in found["deadlines"]
    ]


async def test_a_partner_sees_its_own_and_those_of_its_customers(engine: Engine):
    found = await open_on(engine, "harbor", "2018-02-13")
    assert found["party"] == {"partyId": "harbor"}
    assert shown(found) == [
        ("fa1", "2018-01-12", None),
        ("v1", "2018-02-13", None),
        ("r1", "2018-02-23", "acme"),
        ("r2", "2018-03-10", "harbor"),
    ]
    first, reply, answer, _ = found["deadlines"]
    assert (first["kind"], first["overdue"], reply["overdue"]) == ("DEPOSIT_DUE", True, False)
    assert answer["clause"] == {"id": "FA 4.3.1.6"}
    assert answer["counted"]["countedDays"] == ["2018-02-14", "2018-02-22", "2018-02-23"]
    assert "R112" in answer["trace"]["rules"]
    assert found["icalendar"].count("BEGIN:VEVENT\r\n") == 4


async def test_a_tier_1_sees_those_of_its_city_partners_and_not_of_their_customers(engine: Engine):
    found = await open_on(engine, "east", "2018-02-14")
    assert shown(found) == [("r2", "2018-03-10", "harbor"), ("t1", None, "elm")]
    task = found["deadlines"][1]
    assert (task["kind"], task["counted"], task["overdue"]) == (None, None, False)
    assert task["what"] == {"zh": "call them", "en": "call them"}


async def test_a_party_without_papers_has_nothing_open(engine: Engine):
    assert shown(await open_on(engine, "cust:acme", "2018-01-10")) == []
    assert shown(await open_on(engine, "harbor", "2018-01-04")) == []


async def test_an_unknown_party_and_an_unpublished_year_are_refused(engine: Engine):
    shared = await planted(engine, BOOKS)
    code, _ = await refused(shared, AGENDA, party="nobody")
    assert code == "PARTY_UNKNOWN"
    late = BOOKS + "harbor violated MR 6.2.7.3 as class 2 noticed 2026-12-30 as v2\n"
    found = await open_on(engine, "harbor", "2026-12-31", late, knownAt="2027-01-01T00:00:00Z")
    assert found["code"] == "CALENDAR_NOT_PUBLISHED"
    assert "gateway calendar add 2027.json" in found["nextStep"]


async def test_a_clause_that_the_texts_lack_is_left_out(engine: Engine):
    odd = BOOKS + 'harbor must "call; them" since 2018-02-01 under "our own promise" as t2\n'
    *_, due = (await open_on(engine, "harbor", "2018-02-02", odd))["deadlines"]
    assert (due["what"]["en"], due["clause"]) == ("call; them", None)
