"""What a set-off rests on: what it draws on, and nothing else (R46, R62, R63, R65; I9)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted

pytestmark = pytest.mark.anyio

P3 = """
p3 is partner from 2017-04-01
p3 signed FA on 2017-04-01 as fa
p3 deposited 5000.00 on 2017-04-05 under fa as dep
p3 fee of 2018-03 notified on 2018-04-13 amount 6000.00 as steps
"""
CITY = f"""{P3}
t1 is partner from 2017-04-01
p3 under t1 as city from 2017-05-01 fact tier
"""
ENDED = f"""{P3}
p3 violated MR 6.2.7.3 as class 2 counted 2018-04-01 as v1
p3 violated MR 6.2.2.2 as class 2 counted 2018-04-02 as v2
p3 violated MR 6.2.3 as class 2 counted 2018-04-03 as v3
p3 was notified of termination on 2018-04-16 about v3 as over
"""
RESTS = """
query ($cause: SetOffCause!, $fees: Fen) {
  setOff(party: "p3", amount: 100, cause: $cause, unpaidFees: $fees, asOf: "2018-04-20") {
    ... on SetOff { forfeited { fen } trace { facts { id } rules } }
  }
}
"""


@pytest.mark.parametrize(
    ("text", "cause", "facts"),
    [
        (P3, "PENALTY", {"dep", "steps"}),
        (P3, "LOSS", {"dep"}),
        (P3, "TOP_UP", {"steps"}),
        (CITY, "PENALTY", {"dep", "tier"}),
        (CITY, "TOP_UP", {"tier"}),
    ],
)
async def test_a_set_off_names_what_it_draws_on(
    engine: Engine, text: str, cause: str, facts: set[str]
):
    shared = await planted(engine, text)
    off = (await ask(shared, RESTS, cause=cause, fees=None if "steps" in facts else 0))["setOff"]
    assert {each["id"] for each in off["trace"]["facts"]} == facts
    assert ("R35" in off["trace"]["rules"]) == ("steps" in facts)


async def test_fees_that_an_end_took_along_name_the_end(engine: Engine):
    shared = await planted(engine, ENDED)
    off = (await ask(shared, RESTS, cause="PENALTY", fees=600_000))["setOff"]
    assert off["forfeited"]["fen"] == 600_000
    assert "over" in {each["id"] for each in off["trace"]["facts"]}
