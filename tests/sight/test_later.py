"""What is recorded of later days is no news to whom an account or a party belonged before."""

from typing import Any

import pytest

from graph.model import OPERATOR, Viewer
from graph.store.engine import Engine
from tests.resolvers.asking import planted
from tests.sight.looking import ask, partner
from tests.sight.tenants import WORLD
from tests.sight.test_changing import AT, change

pytestmark = pytest.mark.anyio

MOVED = """
went must "sign anew" since 2018-03-05 under FA 8.4.3 due 2018-03-31 as then5
moved is partner from 2018-01-05
moved under aatop as city from 2018-01-05 to 2018-03-16
moved under zztop as city from 2018-03-16
moved violated MR 6.2.7.3 as class 2 reported 2018-02-05 noticed 2018-02-07 as then6
moved paid 5.00 at 2018-03-05T12:00:00 as then7
"""
FEED = """{ changes(first: 500) { edges { node {
  kind actor reason before { id } after { id } } } } }"""


async def told(shared: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """What a viewer is told of what was done here, which has a reason."""
    found = (await ask(shared, viewer, FEED, AT))["changes"]["edges"]
    return [each["node"] for each in found if each["node"]["reason"]]


async def done(shared: Any, name: str, /, **given: Any) -> None:
    answer = await change(shared, OPERATOR, name, reason="A secret.", **given)
    assert "code" not in answer, answer


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("renameAccount", {"account": "went", "name": "Anew"}),
        ("completeTask", {"task": "then5", "effectiveOn": "2018-04-20"}),
        ("recordViolationStep", {"violation": "then6", "repliedOn": "2018-04-20"}),
    ],
)
async def test_a_step_of_later_days_is_told_to_whose_days_these_are(
    embedded: Engine, name: str, given: dict[str, Any]
):
    shared = await planted(embedded, WORLD + MOVED)
    await done(shared, name, **given)
    for former in ("aatop", "aacity"):
        assert await told(shared, partner(former)) == []
    (own,) = await told(shared, partner("zztop"))
    assert own["reason"] == "A secret."
    assert own["after"] is not None


async def test_what_is_recorded_later_of_ones_own_days_is_told(embedded: Engine):
    shared = await planted(embedded, WORLD + MOVED)
    await done(shared, "completeTask", task="then5", effectiveOn="2018-03-10")
    await done(shared, "recordViolationStep", violation="then6", repliedOn="2018-02-10")
    await done(shared, "retractFact", kind="PAYMENT", id="then7")
    kinds = {"TASK_ADVANCED", "VIOLATION_ADVANCED", "PAYMENT_RETRACTED"}
    assert {each["kind"] for each in await told(shared, partner("aatop"))} == kinds
    assert {each["kind"] for each in await told(shared, partner("aacity"))} == {"TASK_ADVANCED"}
