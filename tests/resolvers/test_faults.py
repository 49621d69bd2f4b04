"""A loss shared by the fault of each side, and whose recourse is whose (R47, R51, R52)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

SHARES = """
query ($loss: Fen!, $faults: [FaultInput!]!) {
  lossShares(loss: $loss, faults: $faults) {
    shares { party amount { fen } } trace { rules clauses { id } }
  }
}
"""
DEBT = """
{ liability(obligation: "o1", asOf: "2018-05-01") { ... on DebtLiability {
  recourse { payer { partyId } against { partyId } amount { fen } } trace { rules }
} } }
"""


def sides(*weights: int) -> list[dict[str, object]]:
    return [{"party": f"p{at}", "weight": weight} for at, weight in enumerate(weights)]


async def test_each_side_bears_its_share_and_no_fen_is_lost(engine: Engine):
    shared = await planted(engine, "")
    found = (await ask(shared, SHARES, loss=100, faults=sides(1, 1, 1)))["lossShares"]
    assert [each["amount"]["fen"] for each in found["shares"]] == [34, 33, 33]
    assert [each["party"] for each in found["shares"]] == ["p0", "p1", "p2"]
    assert found["trace"] == {"rules": ["R47"], "clauses": [{"id": "FA 7.1.2"}]}


@pytest.mark.parametrize(
    ("loss", "faults"),
    [
        (-1, sides(1)),
        (100, []),
        (100, sides(0, 0)),
        (100, sides(2, -1)),
        (100, sides(1_000_001)),
        (100, sides(1) * 2),
    ],
)
async def test_what_is_no_share_is_refused(engine: Engine, loss: int, faults: object):
    shared = await planted(engine, "")
    assert (await refused(shared, SHARES, loss=loss, faults=faults))[0] == "INVALID_ARGUMENT"


@pytest.mark.parametrize(("uid", "rule"), [("u3", "R52"), ("u4", "R51")])
async def test_only_an_agency_customer_is_the_final_bearer_by_r52(
    engine: Engine, uid: str, rule: str
):
    debt = f"""{uid} owes 900.00 since 2018-03-10 for transaction as o1
    o1 settled 300.00 on 2018-04-01 by t1
    t1 mismanaged o1 found on 2018-03-20"""
    shared = await planted(engine, ladder("s02", debt))
    found = (await ask(shared, DEBT))["liability"]
    bearer = "cust:u3" if uid == "u3" else "c1"
    (back,) = found["recourse"]
    assert (back["payer"], back["against"]) == ({"partyId": "t1"}, {"partyId": bearer})
    assert rule in found["trace"]["rules"]
    assert ("R52" in found["trace"]["rules"]) == (uid == "u3")
