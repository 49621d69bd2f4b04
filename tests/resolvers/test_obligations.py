"""Obligations with what was settled on them and found about them, alone and on a page."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

OBLIGATION = """
{
  obligation(id: "o1", asOf: "2018-05-01") {
    id cause amount { fen } account { uid } party { partyId } occurred { from to } recordedAt
    settlements { on amount { amount } by { partyId } }
    findings { foundOn mismanaged party { partyId } }
    liability { outstanding { amount } obligation { id } }
  }
  account(uid: "u3", asOf: "2018-05-01") {
    obligations(first: 1) {
      totalCount complete pageInfo { endCursor } edges { node { id } }
    }
  }
}
"""


async def test_a_debt_corrected_to_be_anothers_is_whole_wherever_it_is_asked_for(engine: Engine):
    shared = await planted(
        engine,
        ladder(
            "fixture",
            "u3 owes 10.00 since 2018-03-15 for act as o1 known until 2018-03-17T12:00:00",
            "u4 owes 10.00 since 2018-03-15 for act as o1 version 2 known from 2018-03-17T12:00:00",
        ),
    )
    page = """query ($uid: String!, $knownAt: DateTime) { account(uid: $uid, knownAt: $knownAt) {
      obligations { edges { node { id account { uid } } } } } }"""
    owed = {"u3": [], "u4": [{"node": {"id": "o1", "account": {"uid": "u4"}}}]}
    for uid, edges in owed.items():
        found = await ask(shared, page, uid=uid)
        assert found["account"]["obligations"]["edges"] == edges
    debt = (await ask(shared, '{ obligation(id: "o1") { account { uid } } }'))["obligation"]
    assert debt == {"account": {"uid": "u4"}}
    before = await ask(shared, page, uid="u3", knownAt="2018-03-17T11:59:59+08:00")
    assert len(before["account"]["obligations"]["edges"]) == 1


async def test_an_obligation_tells_its_facts_and_stands_on_its_accounts_page(engine: Engine):
    shared = await planted(
        engine,
        ladder(
            "s02",
            "u3 owes 12000.00 since 2018-03-10 for dispute as o1",
            "u3 owes 5.00 since 2018-03-11 for act as o2",
            "u3 owes 7.00 since 2018-05-02 for act as o3",
            "o1 settled 4000.00 on 2018-04-01 by c1",
            "o1 settled 1.00 on 2018-05-02 by c1",
            "t1 mismanaged o1 found on 2018-04-20",
        ),
    )
    found = await ask(shared, OBLIGATION)
    debt = found["obligation"]
    assert (debt["cause"], debt["account"]["uid"], debt["party"]) == ("DISPUTE", "u3", None)
    assert debt["occurred"] == {"from": "2018-03-10", "to": "2018-03-11"}
    (settled,) = debt["settlements"]
    assert (settled["by"]["partyId"], settled["amount"]["amount"]) == ("c1", "4000.00")
    assert [each["mismanaged"] for each in debt["findings"]] == [True]
    assert debt["liability"] == {"outstanding": {"amount": "8000.00"}, "obligation": {"id": "o1"}}
    page = found["account"]["obligations"]
    assert (page["totalCount"], page["complete"]) == (2, False)
    assert [edge["node"]["id"] for edge in page["edges"]] == ["o1"]
    rest = """query ($after: String!) { account(uid: "u3", asOf: "2018-05-01") {
      obligations(after: $after) { complete edges { node { id } } } } }"""
    after = page["pageInfo"]["endCursor"]
    more = (await ask(shared, rest, after=after))["account"]["obligations"]
    assert ([edge["node"]["id"] for edge in more["edges"]], more["complete"]) == (["o2"], True)
