"""Duties after a detachment and notes: written by mutations, read beside accounts and parties."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask
from tests.resolvers.changing import at

pytestmark = pytest.mark.anyio

CUT = {"uid": "c1", "ground": "OTHER_GROUNDS", "on": "2018-04-10", "decidedOn": "2018-04-10"}
PREVIEW = """
query ($cut: DetachmentInput!) {
  detachmentPreview(input: $cut) { ... on DetachmentPlan { planHash tasks { since } } }
}
"""
TASKS = """
query ($day: Date!) {
  account(uid: "c1", asOf: $day) {
    tasks { taskId version what { en } since dueOn doneOn clause { id } accounts { uid } }
  }
}
"""
NOTES = """
{
  account(uid: "u3") { notes { text recordedBy source } }
  party(id: "c1") { notes { text } }
}
"""


async def test_the_duties_after_a_release_are_listed_and_done_one_by_one(engine: Engine):
    """R109, R115: what a city partner has to do once it is released."""
    desk = await at(engine, "2018-04-10")
    plan = (await ask(desk.shared, PREVIEW, cut=CUT))["detachmentPreview"]
    done = "... on DetachmentExecuted { revision }"
    await desk.change("executeDetachment", done, detachment=CUT, planHash=plan["planHash"])
    assert (await ask(desk.shared, TASKS, day="2018-04-09"))["account"]["tasks"] == []
    tasks = (await ask(desk.shared, TASKS, day="2018-04-10"))["account"]["tasks"]
    assert len(tasks) == len(plan["tasks"]) > 0
    assert {each["since"] for each in tasks} == {"2018-04-10"}
    assert all(each["clause"] and each["what"]["en"] and not each["doneOn"] for each in tasks)
    told = next(each for each in tasks if each["accounts"])
    assert {each["uid"] for each in told["accounts"]} <= {"u3", "u4", "u5"}
    given = {"task": told["taskId"], "effectiveOn": "2018-04-12", "expectedVersion": 1}
    await desk.change("completeTask", "... on FactsWritten { events { kind } }", **given)
    for day, on in (("2018-04-11", None), ("2018-04-12", "2018-04-12")):
        tasks = (await ask(desk.shared, TASKS, day=day))["account"]["tasks"]
        (found,) = [each for each in tasks if each["taskId"] == told["taskId"]]
        assert (found["doneOn"], found["version"]) == (on, 2)


async def test_what_is_noted_stands_beside_its_account_or_party(engine: Engine):
    """R34: nothing follows from a note."""
    desk = await at(engine, "2018-04-10")
    for subject, text in (("u3", "asked for an offer"), ("u3", "again"), ("c1", "an incentive")):
        written = "... on FactsWritten { facts { id } }"
        await desk.change("annotate", written, subject=subject, text=text, source="a call")
    found = await ask(desk.shared, NOTES)
    assert found["account"]["notes"] == [
        {"text": text, "recordedBy": "tests", "source": "a call"}
        for text in ("asked for an offer", "again")
    ]
    assert found["party"]["notes"] == [{"text": "an incentive"}]
