"""The liability chain through the schema: what a page draws hangs together (R40–R50)."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, put
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

CHAIN = """
query ($id: ID!, $asOf: Date) {
  liabilityChain(obligation: $id, asOf: $asOf) {
    nodes { id kind key depth account { uid } party { partyId } }
    edges { id kind source target role amount { fen } requiresTier1Agreement fact { id } }
    paths { role nodes edges days { from to } }
    amount { fen }
    outstanding { fen }
    trace { rules }
  }
}
"""
DEBT = "u3 owes 12000.00 since 2018-03-10 for transaction as o1"


async def test_every_edge_joins_two_nodes_and_every_path_goes_by_edges(engine: Engine):
    shared = await planted(engine, ladder("s02", DEBT))
    found = (await ask(shared, CHAIN, id="o1"))["liabilityChain"]
    nodes = {each["id"]: each for each in found["nodes"]}
    edges = {each["id"]: each for each in found["edges"]}
    assert {at for each in edges.values() for at in (each["source"], each["target"])} == set(nodes)
    for path in found["paths"]:
        steps = zip(path["nodes"], path["nodes"][1:], strict=False)
        assert [(edges[id_]["source"], edges[id_]["target"]) for id_ in path["edges"]] == [*steps]
    assert {each["role"] for each in found["paths"]} == {"PRIMARY", "JOINT", "JOINT_CONTINGENT"}
    filled = {
        each["kind"]: [name for name in ("account", "party") if each[name]]
        for each in nodes.values()
    }
    accounts = {kind: ["account"] for kind in ("ACCOUNT", "CITY_PARTNER", "TIER1")}
    assert filled == {"OBLIGATION": [], **accounts, "PARTY": ["party"]}
    assert found["amount"]["fen"] == found["outstanding"]["fen"] == 1_200_000


async def test_it_costs_two_statements_and_warm_none(engine: Engine):
    shared = await planted(engine, ladder("s02", DEBT))
    question = 'query { liabilityChain(obligation: "o1") { nodes { key } edges { id } } }'
    cold = await shared.facts()
    await put(cold, question)
    assert cold.statements == 2
    warm = await shared.facts()
    await put(warm, question)
    assert warm.statements == 0


async def test_a_debt_that_is_not_there_or_has_not_arisen_has_none(engine: Engine):
    shared = await planted(engine, ladder("s02", DEBT))
    assert await ask(shared, CHAIN, id="none") == {"liabilityChain": None}
    assert await ask(shared, CHAIN, id="o1", asOf="2018-03-09") == {"liabilityChain": None}
