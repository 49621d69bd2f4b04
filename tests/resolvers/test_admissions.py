"""What the hierarchy does not admit is refused when planted, and no answer changes: S48–S52."""

import pytest

from gateway.exchange.planting import plant
from gateway.exchange.taking import Outcome, Terms
from graph import ladder as notation
from graph.store import facts as store
from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import NOW, ask
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

PLACE = """query ($uid: String!, $asOf: Date!) { account(uid: $uid, asOf: $asOf) {
  partner { uid } tier1 { uid } links { from to partner { uid } }
} }"""


async def put(engine: Engine, text: str) -> Outcome:
    """Plant a text as the command does, with admission."""
    return await plant(engine, notation.parse(text), "test", Terms("tests", NOW))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("u3 under p3 as agency from 2018-03-01", "ALREADY_LINKED"),
        ("u3 under p3 as agency from 2017-12-01", "ALREADY_LINKED"),
        ("d0 under p3 as agency from 2018-03-01 to 2018-03-01", "EMPTY_INTERVAL"),
        ("d0 under p3 as agency from 2018-03-01 to 2018-02-28", "EMPTY_INTERVAL"),
        ("p3 under c1 as city from 2018-03-01", "DEPTH_EXCEEDED"),
        ("t1 under t2 as city from 2018-03-01", "DEPTH_EXCEEDED"),
        ("c1 under t2 as city from 2018-03-01", "ALREADY_LINKED"),
        ("c2 under p3 as agency from 2018-03-01", "ACCOUNT_IS_PARTNER"),
        ("t1 is partner from 2018-01-01", "ALREADY_STANDING"),
        ("d0 under u1 as agency from 2018-03-01", "NOT_A_PARTNER"),
        ("d0 under p3 as agency from 2017-03-31", "NOT_A_PARTNER"),
    ],
)
async def test_what_the_hierarchy_forbids_is_refused_whole(engine: Engine, line: str, code: str):
    await put(engine, ladder("fixture"))
    before = await store.world(engine)
    outcome = await put(engine, f"{line}\nd0 paid 5.00 at 2018-03-09T12:00:00")
    assert code in {problem.code for problem in outcome.problems}
    assert not outcome.stored
    assert await store.world(engine) == before


async def test_a_customer_moves_where_one_link_ends_and_the_next_begins(engine: Engine):
    text = ladder("fixture").replace(
        "u3 under c1 as agency from 2018-01-10",
        "u3 under c1 as agency from 2018-01-10 to 2018-03-01 known from 2018-03-01",
    )
    await put(engine, text)
    outcome = await put(engine, "u3 under p3 as agency from 2018-03-01")
    assert (outcome.problems, outcome.stored) == ((), True)
    shared = Shared(engine)
    for day, partner, tier1 in (("2018-02-28", "c1", "t1"), ("2018-03-01", "p3", None)):
        found = (await ask(shared, PLACE, uid="u3", asOf=day))["account"]
        assert found["partner"]["uid"] == partner
        assert (found["tier1"] or {}).get("uid") == tier1
    ends = [(each["from"], each["to"]) for each in found["links"]]
    assert ends == [("2018-01-10", "2018-03-01"), ("2018-03-01", None)]
