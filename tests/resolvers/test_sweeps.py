"""The sweep through the schema: every party, in its place, page by page, as far as it is seen."""

from typing import Any

import pytest

from graph.ladder import parse
from graph.model import Role, Uid, Viewer
from graph.store.engine import Engine
from loaders.after import After
from loaders.shared import Shared
from loaders.sighted import seen_by
from resolvers.context import Context
from resolvers.schema import schema
from tests.resolvers.asking import NOW, ask, planted, refused
from tests.resolvers.ladders import ladder
from tests.resolvers.test_exposures import S32
from tests.sight.tenants import WORLD

pytestmark = pytest.mark.anyio

EXPOSURE = """
query ($parties: [String!]!) { exposure(parties: $parties) { parties {
  byCause { cause total { outstanding { fen } debts } } } } }
"""
SWEEP = """
query ($orderBy: ExposureOrder! = OUTSTANDING, $over: Fen! = 0, $first: Int! = 50, $after: String,
  $asOf: Date, $knownAt: DateTime, $readings: [ReadingChoice!]) {
  exposures(orderBy: $orderBy, over: $over, first: $first, after: $after, asOf: $asOf,
    knownAt: $knownAt, readings: $readings) {
    totalCount
    complete
    pageInfo { hasNextPage endCursor }
    edges { cursor node {
      party { partyId }
      gross { amount { fen } outstanding { fen } debts }
      contingent { outstanding { fen } debts }
      unresolved { outstanding { fen } }
      byRole { role total { amount { fen } debts } }
      byCause { cause total { outstanding { fen } debts } }
    } }
  }
}
"""


def edges(found: Any) -> list[Any]:
    """The entries of a page."""
    return found["exposures"]["edges"]


def places(found: Any) -> list[tuple[str, int]]:
    """The parties of a page and what they have outstanding."""
    nodes = [each["node"] for each in edges(found)]
    return [(each["party"]["partyId"], each["gross"]["outstanding"]["fen"]) for each in nodes]


async def test_those_who_answer_for_most_stand_first(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32, "o1 settled 4000.00 on 2018-04-01 by c1"))
    found = await ask(shared, SWEEP)
    assert places(found) == [
        ("c1", 19_000_00),
        ("cust:u3", 8_000_00),
        ("cust:u5", 3_000_00),
        ("t1", 3_000_00),
    ]
    assert found["exposures"]["totalCount"] == 4
    first = edges(found)[0]["node"]
    assert first["gross"] == {
        "amount": {"fen": 23_000_00},
        "outstanding": {"fen": 19_000_00},
        "debts": 3,
    }


async def test_other_amounts_put_others_first(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32))
    before = await ask(shared, SWEEP, orderBy="CONTINGENT", asOf="2018-04-19")
    assert [each for each, _ in places(before)] == ["t1"]
    assert places(await ask(shared, SWEEP, orderBy="GROSS", over=11_999_99))[0][0] == "c1"
    assert places(await ask(shared, SWEEP, orderBy="UNRESOLVED")) == []
    always = [{"question": "Q11", "option": "ALWAYS_JOINT"}]
    assert places(await ask(shared, SWEEP, readings=always))[1][0] == "t1"


async def test_the_bound_is_not_among_them(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32))
    assert len(places(await ask(shared, SWEEP, over=12_000_00))) == 1
    assert len(places(await ask(shared, SWEEP, over=11_999_99))) == 2
    assert (await refused(shared, SWEEP, over=-1))[0] == "INVALID_ARGUMENT"


async def test_pages_follow_each_other_without_a_gap(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32))
    whole = places(await ask(shared, SWEEP))
    found, after = list[tuple[str, int]](), None
    for _ in whole:
        page = await ask(shared, SWEEP, first=1, after=after)
        found += places(page)
        after = page["exposures"]["pageInfo"]["endCursor"]
    assert found == whole
    assert not page["exposures"]["pageInfo"]["hasNextPage"]
    assert (await refused(shared, SWEEP, orderBy="GROSS", after=after))[0] == "INVALID_CURSOR"
    assert (await refused(shared, SWEEP, first=0))[0] == "FIRST_OUT_OF_RANGE"


async def test_what_was_known_earlier_is_told_as_it_was(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32))
    assert places(await ask(shared, SWEEP, asOf="2018-03-09")) == []
    assert places(await ask(shared, SWEEP, knownAt="2018-01-01T00:00:00Z")) == []


async def seen_from(shared: Shared, root: str, question: str, **variables: object) -> Any:
    """The whole result of a question, to whoever sees what is below an account."""
    viewer = Viewer(root, Role.PARTNER, (Uid(root),))
    facts = seen_by(viewer, await shared.facts())
    context = Context(facts, NOW, viewer=viewer)
    return await schema.execute(question, variable_values=variables, context_value=context)


@pytest.mark.parametrize("root", ["aatop", "aacity", "aafar", "zztop", "zzfar"])
async def test_whoever_sees_a_part_is_told_of_its_own_matters_alone(embedded: Engine, root: str):
    """Those whose exposure it may ask for, and what that question says of them."""
    shared = await planted(embedded, WORLD)
    swept: Any = await seen_from(shared, root, SWEEP, orderBy="GROSS")
    assert swept.errors is None
    told = {each["node"]["party"]["partyId"]: each["node"] for each in edges(swept.data)}
    for party in ("aacorp", "aaurb", "aaowner", "aadistant", "cust:aasold", "zzcorp", "zzurb"):
        asked: Any = await seen_from(shared, root, EXPOSURE, parties=[party])
        if asked.errors is None and (one := asked.data["exposure"]["parties"][0])["byCause"]:
            assert told.pop(party)["byCause"] == [
                {"cause": each["cause"], "total": each["total"]} for each in one["byCause"]
            ]
    assert not {each for each in told if each.startswith(("aa", "cust:aa", "zzcorp", "zzurb"))}


async def test_a_dry_run_knows_of_the_debts_that_there_would_be(embedded: Engine):
    shared = await planted(embedded, ladder("s02", *S32))
    (debt,) = parse("u3 owes 5.00 since 2018-03-10 for transaction as o9").obligations
    after = After(await shared.facts(), [debt], 2)
    assert await after.every_obligation() == ["o1", "o2", "o3", "o9"]
