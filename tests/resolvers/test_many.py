"""Many accounts: what they cost, and that pages over thousands lose none and repeat none (S57)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, put
from tests.resolvers.test_lists import ACCOUNTS, CHILDREN, TREE, pages, tree, uids

pytestmark = pytest.mark.anyio

CITY = [f"v{n:03}" for n in range(150)]
OWN = [f"u{n:04}" for n in range(1_100)]
LADDER = "\n".join(
    [
        "t1 is partner from 2017-04-01",
        "t2 is partner from 2017-04-01",
        "c1 is partner from 2017-06-01",
        "c1 under t1 as city from 2017-06-01",
        *(f"{uid} under c1 as agency from 2018-01-01" for uid in CITY),
        *(f"{uid} under t1 as agency from 2018-01-01" for uid in OWN),
        *(f"w{n:04} under t2 as agency from 2018-01-01 to 2018-02-01" for n in range(2_100)),
        "z1 under t2 as agency from 2018-01-01",
    ]
)
PLACES = """
query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Account {
  uid role lifecycle identity standing { from } links { type } partner { uid role }
  tier1 { uid role } lineage { above { uid } trace { rules clauses { id } facts { id } } } } } }
"""


async def test_pages_over_thousands_are_together_the_whole(engine: Engine):
    shared = await planted(engine, LADDER)

    found = await pages(shared, CHILDREN, uid="t1", first=100)
    assert [uid for page in found for uid in uids(page)] == ["c1", *OWN]
    assert all(len(page["edges"]) == 100 for page in found[:-1])

    walked = await pages(shared, TREE, root="t1", first=100)
    assert [uid for page in walked for uid, _ in tree(page)] == ["c1", *CITY, *OWN]
    assert [page["truncatedReason"] for page in walked] == ["PAGE_LIMIT"] * 12 + [None]

    searched = await pages(shared, ACCOUNTS, filter={"partner": "t1"}, first=500)
    assert [uid for page in searched for uid in uids(page)] == OWN


async def test_a_list_that_is_thinned_out_stops_at_the_scan_limit_and_goes_on(engine: Engine):
    shared = await planted(engine, LADDER)

    first = (await ask(shared, CHILDREN, uid="t2"))["account"]["children"]
    assert uids(first) == []
    assert (first["complete"], first["truncatedReason"]) == (False, "SCAN_LIMIT")
    assert first["pageInfo"]["hasNextPage"]
    found = await pages(shared, CHILDREN, uid="t2")
    assert [uid for page in found for uid in uids(page)] == ["z1"]

    walked = await pages(shared, TREE, root="t2")
    assert [each for page in walked for each in tree(page)] == [("z1", 1)]
    assert walked[0]["truncatedReason"] == "SCAN_LIMIT"

    every = await pages(shared, TREE, first=500)
    assert [uid for page in every for uid, _ in tree(page)] == [
        *("t1", "c1", *CITY, *OWN),
        *("t2", "z1"),
    ]

    tier1 = await pages(shared, ACCOUNTS, filter={"role": "TIER1"}, first=500)
    assert [uid for page in tier1 for uid in uids(page)] == ["t1"]


async def test_many_accounts_cost_two_statements_and_none_when_warm(engine: Engine):
    shared = await planted(engine, LADDER)
    page = await ask(
        shared, '{ account(uid: "t1") { id children(first: 500) { edges { node { id } } } } }'
    )
    every = [page["account"]["id"]] + [
        e["node"]["id"] for e in page["account"]["children"]["edges"]
    ]

    for count in (1, 100, 500):
        cold = type(shared)(engine)
        for statements in (2, 0):
            facts = await cold.facts()
            result = await put(facts, PLACES, ids=every[:count])
            assert result.errors is None
            assert len(result.data["nodes"]) == count
            assert facts.statements <= statements, count
    assert result.data["nodes"][0]["role"] == "TIER1"
    assert result.data["nodes"][1]["role"] == "CITY_PARTNER"
