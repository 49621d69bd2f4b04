"""The same question under two sets of readings: where the answers part, and where they do not."""

from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted, put, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

COMPARE = """
query ($about: ComparedQuestion!, $left: [ReadingChoice!], $right: [ReadingChoice!]!,
       $asOf: Date) {
  compareReadings(question: $about, left: $left, right: $right, asOf: $asOf) {
    left { ...answer }
    right { ...answer }
    differences { path left right }
  }
}
fragment answer on ComparedAnswer {
  __typename
  ... on Attribution { status feeHolder { uid } }
  ... on PerformanceStatement { total { amount } }
  ... on DayLiability { obligors { role } day }
  ... on DebtLiability { obligors { role } outstanding { amount } }
  ... on Exposure { distinct { amount { amount } } }
  ... on DetachmentPlan { on executable }
  ... on Refusal { code }
}
"""


async def compare(shared: Shared, question: object, *right: str, **more: object) -> Any:
    """Both answers and their differences; the right is read as `Q14=CONSUMED` says."""
    options = [dict(zip(("question", "option"), each.split("="), strict=True)) for each in right]
    variables = {"about": question, "right": options, **more}
    return (await ask(shared, COMPARE, **variables))["compareReadings"]


def parted(found: Any) -> dict[str, tuple[str | None, str | None]]:
    """The differences by path."""
    return {each["path"]: (each["left"], each["right"]) for each in found["differences"]}


async def test_two_clocks_part_in_the_lines_of_a_statement(engine: Engine):
    used = "u3 paid 250.00 at 2018-03-25T12:00:00 used from 2018-03-10 to 2018-03-11"
    shared = await planted(engine, ladder("s02", used))
    asked = {"statement": {"month": "2018-03", "partner": "t1"}}
    found = await compare(shared, asked, "Q14=CONSUMED")
    assert found["left"]["total"]["amount"] == "8900.00"
    assert found["right"]["total"]["amount"] == "9150.00"
    paths = parted(found)
    assert paths["total"] == ("890000", "915000")
    assert paths["unattributed"] == ("205000", "180000")
    line = "lines[directPartner=c1,feeHolder=t1,status=ATTRIBUTED]"
    assert paths[f"{line}.accounts"] == ("50000", "75000")
    assert not any(path.startswith("trace") for path in paths)


async def test_the_window_of_a_lost_tier1_parts_an_attribution(engine: Engine):
    text = ladder("fixture").replace(
        "t1 is partner from 2017-04-01",
        "t1 is partner from 2017-04-01 to 2018-03-20 ended by expelled known from 2018-03-20",
    )
    shared = await planted(engine, text)
    found = await compare(shared, {"attribution": "u3"}, "Q7=AUTOMATIC", asOf="2018-03-20")
    assert parted(found) == {
        "status": ("NO_FEE_HOLDER", "UNATTRIBUTED"),
        "directPartner": ("c1", None),
    }
    day_before = await compare(shared, {"attribution": "u3"}, "Q7=AUTOMATIC", asOf="2018-03-19")
    assert day_before["differences"] == []


async def test_an_obligor_that_only_one_side_has_is_told(engine: Engine):
    shared = await planted(engine, ladder("s02"))
    asked = {"dayLiability": {"uid": "u4"}}
    found = await compare(shared, asked, "Q9=CUSTOMER", asOf="2018-03-20")
    assert found["left"]["__typename"] == "DayLiability"
    paths = parted(found)
    assert paths["obligors[party=c1,role=UNRESOLVED]"] == ("there", None)
    assert paths["obligors[party=cust:u4,role=PRIMARY]"] == (None, "there")


async def test_debts_and_exposure_part_on_the_tier1s_liability(engine: Engine):
    debt = "u3 owes 12000.00 since 2018-03-10 for transaction as o1"
    shared = await planted(engine, ladder("s02", debt))
    found = await compare(shared, {"liability": "o1"}, "Q11=ALWAYS_JOINT")
    assert parted(found)["obligors[party=t1,role=JOINT].amount"] == (None, "1200000")
    found = await compare(shared, {"exposure": ["t1"]}, "Q11=ALWAYS_JOINT")
    paths = parted(found)
    assert paths["distinct.amount"] == ("0", "1200000")
    assert paths["parties[party=t1].byRole[JOINT].amount"] == (None, "1200000")


async def test_a_plan_parts_where_its_days_are_counted_otherwise(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    asked = {
        "detachment": {
            "uid": "u5",
            "ground": "CUSTOMER_REQUEST",
            "noticeReceivedOn": "2018-09-28",
        }
    }
    found = await compare(shared, asked, "Q1=WEEKENDS_NEVER")
    assert (found["left"]["on"], found["right"]["on"]) == ("2018-10-09", "2018-10-11")
    paths = parted(found)
    assert paths["on"] == ("2018-10-09", "2018-10-11")
    assert paths["deadlines[start=2018-09-28].counted"] == (
        "2018-09-29, 2018-09-30, 2018-10-08",
        "2018-10-08, 2018-10-09, 2018-10-10",
    )


async def test_debts_that_survive_a_cut_part_where_their_obligors_do(engine: Engine):
    debt = "u3 owes 12000.00 since 2018-03-10 for transaction as o1"
    shared = await planted(engine, ladder("fixture", debt))
    cut = {"uid": "c1", "ground": "OTHER_GROUNDS", "on": "2018-03-16", "decidedOn": "2018-03-16"}
    found = await compare(shared, {"detachment": cut}, "Q11=ALWAYS_JOINT")
    path = "surviving[obligation=o1].obligors[party=t1,role=JOINT].amount"
    assert parted(found)[path] == (None, "1200000")


async def test_what_no_reading_touches_does_not_part(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = await compare(shared, {"attribution": "u3"}, "Q14=CONSUMED", asOf="2018-03-16")
    assert found["differences"] == []
    assert found["left"] == found["right"]


async def test_unknown_subjects_are_null_or_refused_on_both_sides(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    for question in (
        {"attribution": "nobody"},
        {"liability": "nothing"},
        {"dayLiability": {"uid": "nobody"}},
        {"statement": {"month": "2018-03", "partner": "nobody"}},
    ):
        found = await compare(shared, question, "Q7=AUTOMATIC")
        assert found == {"left": None, "right": None, "differences": []}
    cut = {"detachment": {"uid": "nobody", "ground": "PARTNER_EXIT"}}
    found = await compare(shared, cut, "Q7=AUTOMATIC")
    assert (found["left"]["code"], found["differences"]) == ("ACCOUNT_UNKNOWN", [])


async def test_an_unknown_reading_and_an_empty_question_are_refused(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    asked = {"about": {"attribution": "u3"}, "right": [{"question": "Q99", "option": "X"}]}
    code, message = await refused(shared, COMPARE, **asked)
    assert (code, "Q1 to Q34" in message) == ("UNKNOWN_READING", True)
    code, _ = await refused(shared, COMPARE, about={"attribution": ""}, right=[])
    assert code == "INVALID_ARGUMENT"
    both = {"attribution": "u3", "liability": "o1"}
    assert (await put(await shared.facts(), COMPARE, about=both, right=[])).errors


async def test_a_period_parts_in_its_days(engine: Engine):
    shared = await planted(engine, "")
    asked = {"deadline": {"start": "2018-09-28", "kind": "CUSTOMER_REQUEST_ANSWER"}}
    paths = parted(await compare(shared, asked, "Q1=WEEKENDS_NEVER"))
    assert paths["lastDay"] == ("2018-10-08", "2018-10-10")
    assert paths["effectFrom"] == ("2018-10-09", "2018-10-11")
    week = {"start": "2018-03-31", "period": {"amount": 7, "unit": "DAY"}}
    paths = parted(await compare(shared, {"deadline": week}, "Q2=ROLL_OVER"))
    assert paths["lastDay"] == ("2018-04-07", "2018-04-08")
    unknown = {"deadline": {"start": "2030-01-01", "kind": "DEPOSIT_DUE"}}
    found = await compare(shared, unknown, "Q1=WEEKENDS_NEVER")
    assert found["left"]["code"] == "CALENDAR_NOT_PUBLISHED"


async def test_an_agenda_parts_in_what_is_open_and_until_when(engine: Engine):
    books = (
        "harbor is partner from 2018-01-05\n"
        "harbor signed FA on 2018-01-05 term to 2018-03-31 as fa1\n"
        "harbor deposited 5000.00 on 2018-01-10 under fa1\n"
    )
    shared = await planted(engine, books)
    found = await compare(shared, {"agenda": "harbor"}, "Q2=ROLL_OVER", asOf="2018-04-05")
    path = "deadlines[kind=DEPOSIT_REFUND,paper=fa1]"
    assert parted(found)[f"{path}.lastDay"] == ("2018-04-07", "2018-04-08")
    assert found["left"]["__typename"] == "Agenda"
    found = await compare(shared, {"agenda": "harbor"}, "Q24=AUTOMATIC", asOf="2018-04-05")
    assert parted(found)[path] == ("there", None)
