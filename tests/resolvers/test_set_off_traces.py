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


async def test_a_notice_after_the_agreement_ran_out_takes_no_fees(engine: Engine):
    """What arose before an end survives it, and the notice ended nothing (R80, R120, Q10)."""
    over = ENDED.replace("from 2017-04-01\n", "from 2017-04-01 to 2018-04-15 ended by expired\n", 1)
    over = over.replace("signed FA on 2017-04-01", "signed FA on 2017-04-01 term to 2018-04-14")
    shared = await planted(engine, over)
    for fees in (600_000, None):
        off = (await ask(shared, RESTS, cause="PENALTY", fees=fees))["setOff"]
        assert off["forfeited"]["fen"] == 0
        assert "over" not in {each["id"] for each in off["trace"]["facts"]}


LEFT = """
query ($cause: SetOffCause!) {
  setOff(party: "p3", amount: 300000, cause: $cause, asOf: "2018-04-21") {
    ... on SetOff { claim { fen } taken { source amount { fen } } trace { rules } }
  }
}
"""


@pytest.mark.parametrize("cause", ["PENALTY", "TOP_UP"])
async def test_fees_that_were_set_off_are_not_offered_again(engine: Engine, cause: str):
    taken = """p3 violated MR 6.2.7.3 as class 2 counted 2018-04-01 as v1
    p3 lost 5000.00 of deposit on 2018-04-20 for v1 as d1
    p3 lost 6000.00 of fees on 2018-04-20 for v1 as d2
    """
    shared = await planted(engine, P3 + taken)
    off = (await ask(shared, LEFT, cause=cause))["setOff"]
    assert (off["claim"]["fen"], off["taken"]) == (300_000, [])
    assert "R62" in off["trace"]["rules"]
