"""Readings compared on agreements, acts, ways out and duties (Q15, Q20, Q24, Q25, Q28)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, refused

pytestmark = pytest.mark.anyio

WORLD = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-08 to 2018-03-16
acme   under east as agency from 2018-01-10
acme   lets east refund from 2018-02-01
east   signed FA on 2017-04-01 term to 2018-03-31 as fa-east
harbor signed FA on 2018-01-05 as fa-harbor
"""
COMPARE = """
query ($about: ComparedQuestion!, $right: [ReadingChoice!]!, $asOf: Date) {
  compareReadings(question: $about, right: $right, asOf: $asOf) {
    left { ...answer }
    right { ...answer }
    differences { path left right }
  }
}
fragment answer on ComparedAnswer {
  __typename
  ... on Agreement { inForce { to } }
  ... on ActJudgement { allowed candidate { id } }
  ... on ExitOptions { options { way open } }
  ... on SurvivingDuties { duties { duty } }
  ... on Refusal { code }
}
"""


async def compare(engine: Engine, about: object, question: str, option: str) -> Any:
    shared = await planted(engine, WORLD)
    right = [{"question": question, "option": option}]
    asked = {"about": about, "right": right, "asOf": "2018-03-20"}
    return (await ask(shared, COMPARE, **asked))["compareReadings"]


def parted(found: Any) -> dict[str, tuple[str | None, str | None]]:
    return {each["path"]: (each["left"], each["right"]) for each in found["differences"]}


async def test_the_end_of_an_agreement_parts_by_q24(engine: Engine):
    found = await compare(engine, {"agreement": "fa-east"}, "Q24", "AUTOMATIC")
    assert found["left"]["inForce"] == {"to": "2018-04-01"}
    assert found["right"]["inForce"] == {"to": "2018-05-01"}
    assert parted(found)["endings[cause=EXTENDED].on"] == (None, "2018-05-01")
    assert parted(found)["endings[cause=EXPIRED].on"] == ("2018-04-01", None)


async def test_an_act_parts_by_q25(engine: Engine):
    about = {"authorised": {"account": "acme", "partner": "east", "act": "REFUND"}}
    found = await compare(engine, about, "Q25", "FORBIDDEN")
    assert (found["left"]["allowed"], found["right"]["allowed"]) == (True, False)
    assert parted(found)["judgement.candidate"] == (None, "MR 6.2.7.4")


async def test_the_ways_out_part_by_q15(engine: Engine):
    found = await compare(engine, {"exitOptions": "east"}, "Q15", "FREE_CHOICE")
    assert parted(found) == {"options[way=NOTICE].open": ("false", "true")}


async def test_duties_part_by_q28_and_not_by_q20(engine: Engine):
    found = await compare(engine, {"survivingDuties": "harbor"}, "Q28", "FA_LIVES_ON")
    left = {each["duty"] for each in found["left"]["duties"]}
    right = {each["duty"] for each in found["right"]["duties"]}
    assert "NO_HIRING" in left - right
    assert parted(found)["duties[duty=NO_HIRING].since"] == ("2018-03-16", None)
    same = await compare(engine, {"survivingDuties": "harbor"}, "Q20", "SEVEN")
    assert same["differences"] == []


async def test_what_does_not_exist_has_no_answer(engine: Engine):
    found = await compare(engine, {"agreement": "none"}, "Q24", "AUTOMATIC")
    assert (found["left"], found["right"], found["differences"]) == (None, None, [])
    shared = await planted(engine, WORLD)
    asked = {"about": {"exitOptions": "none"}, "right": []}
    assert (await refused(shared, COMPARE, **asked))[0] == "ACCOUNT_UNKNOWN"
