"""Attribution of a day through the schema, and what many accounts cost: S02, S03, S10."""

from datetime import date, timedelta
from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted, put
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

RELEASE = date(2018, 3, 16)
DAYS = [RELEASE + timedelta(n) for n in (-1, 0, 1)]

ATTRIBUTION = """
query ($uid: String!, $asOf: Date, $knownAt: DateTime) {
  attribution(uid: $uid, asOf: $asOf, knownAt: $knownAt) {
    account { uid } day status directPartner { uid } feeHolder { uid role }
    trace { rules clauses { id } facts { id from to } }
  }
}
"""


async def attributed(shared: Shared, uid: str, day: object, known: str | None = None) -> Any:
    """Status, direct partner and fee holder of an account on a day."""
    variables = {"uid": uid, "asOf": str(day), "knownAt": known}
    found = (await ask(shared, ATTRIBUTION, **variables))["attribution"]
    names = [each["uid"] if each else None for each in (found["directPartner"], found["feeHolder"])]
    return found["status"], *names


@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_cash_counts_up_to_the_day_before_the_release(engine: Engine, day: date):
    shared = await planted(engine, ladder("s02"))
    before = day < RELEASE
    expected = ("ATTRIBUTED", "c1", "t1") if before else ("UNATTRIBUTED", None, None)
    for uid in ("c1", "u3", "u4", "u5"):
        assert await attributed(shared, uid, day) == expected
    assert await attributed(shared, "u6", day) == ("ATTRIBUTED", "c2", "t1")
    assert await attributed(shared, "t1", day) == ("ATTRIBUTED", "t1", "t1")
    assert await attributed(shared, "d0", day) == ("UNATTRIBUTED", None, None)


async def test_a_release_recorded_late_was_not_known_before(engine: Engine):
    shared = await planted(engine, ladder("s10"))
    day = "2018-03-18"
    was = await attributed(shared, "u3", day, "2018-04-11T12:00:00+08:00")
    now = await attributed(shared, "u3", day, "2018-04-12T00:00:00+08:00")
    assert was == ("ATTRIBUTED", "c1", "t1")
    assert now == ("UNATTRIBUTED", None, None)


async def test_an_attribution_cites_links_and_clauses_and_unknown_accounts_are_null(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = (await ask(shared, ATTRIBUTION, uid="u3", asOf="2018-03-16"))["attribution"]
    assert found["feeHolder"] == {"uid": "t1", "role": "TIER1"}
    cited = {each["id"] for each in found["trace"]["clauses"]}
    assert {"CA 2.2.1", "FA 2.1.6"} <= cited
    facts = {each["id"] for each in found["trace"]["facts"]}
    assert {"link:u3:c1:2018-01-10", "tier:c1:t1:2018-01-05"} <= facts
    assert (await ask(shared, ATTRIBUTION, uid="nobody"))["attribution"] is None
    early = await attributed(shared, "u3", "0001-01-01")
    assert early == ("UNATTRIBUTED", None, None)


@pytest.mark.parametrize("count", [1, 30])
async def test_any_number_of_accounts_costs_two_statements_cold_and_none_warm(
    engine: Engine, count: int
):
    lines = [f"v{n} under c1 as agency from 2018-01-10" for n in range(count)]
    shared = await planted(engine, ladder("s02", *lines))
    asked = " ".join(
        f'v{n}: account(uid: "v{n}", asOf: "2018-03-15")'
        " { attribution { status feeHolder { uid } }"
        " liability { obligors { role accounts { uid } } } }"
        for n in range(count)
    )
    for most in (2, 0):
        facts = await shared.facts()
        result = await put(facts, f"{{ {asked} }}")
        assert result.errors is None
        assert result.data["v0"]["attribution"]["feeHolder"] == {"uid": "t1"}
        assert facts.statements <= most
