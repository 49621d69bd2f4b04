"""How many objects a query may ask for: pages within pages are refused before they are fetched."""

import pytest
from graphql import OperationDefinitionNode, parse

from gateway.documents.execution import core
from gateway.limits.cost import Costs
from gateway.settings import Settings
from resolvers.schema import schema
from tests.http.tiny import Door

PAGE = "{ accounts(first: 100) { edges { node { uid } } } }"
BOMB = """{ accounts(first: 100) { edges { node { partner { children(first: 500) { edges { node {
  partner { children(first: 500) { edges { node { uid } } } } } } } } } } } }"""


def cost(text: str, **variables: object) -> int:
    tree = parse(text)
    operation = next(o for o in tree.definitions if isinstance(o, OperationDefinitionNode))
    return Costs(core(schema)).of(text, tree, operation, variables)


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("{ revision { number } }", {}, 1),
        (PAGE, {}, 100 * 3),
        ("{ accounts { edges { node { uid } } } }", {}, 50 * 3),
        ("query Q($n: Int = 7) { accounts(first: $n) { edges { node { uid } } } }", {}, 7 * 3),
        ("query Q($n: Int) { accounts(first: $n) { edges { node { uid } } } }", {"n": 9}, 9 * 3),
        ("{ accounts(first: 1000000000) { edges { node { uid } } } }", {}, 500 * 3),
        ("{ accounts(first: -3) { edges { node { uid } } } }", {}, 3),
        ('{ nodes(ids: ["a", "b"]) { ... on Account { partner { uid } } } }', {}, 2 * 2),
        ("query Q($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["a", "b", "c"]}, 3),
        ("{ ...A } fragment A on Query { accounts(first: 2) { edges { node { uid } } } }", {}, 6),
        ('{ exposure(parties: ["a", "b"]) { grossSum { fen } } }', {}, 4),
        ('{ performancePeriod(period: "2018-Q1") { total { fen } } }', {}, 3 * 2),
        ("query Q($p: Period!) { performancePeriod(period: $p) { first } }", {"p": "2018"}, 12),
        ('{ performancePeriod(period: "2018-Q9") { first } }', {}, 1),
    ],
)
def test_pages_multiply_what_is_below_them(text: str, variables: dict, expected: int):
    assert cost(text, **variables) == expected


def test_a_query_without_a_deciding_variable_is_counted_once():
    counted, tree = Costs(core(schema)), parse(PAGE)
    (operation,) = tree.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert counted.of(PAGE, tree, operation, {}) == 300
    assert counted.of(PAGE, parse("{ revision { number } }"), operation, {}) == 300


def test_pages_within_pages_are_beyond_the_limit_and_a_full_page_is_not():
    most = Settings().max_cost
    assert cost(BOMB) > most
    assert cost("{ accounts(first: 500) { edges { node { partner { uid } } } } }") < most


@pytest.mark.anyio
async def test_what_costs_too_much_is_refused_with_both_figures():
    found = await Door(max_cost=1).post("{ node { child { depth } } }")
    (error,) = found.json()["errors"]
    assert "may ask for 2 objects, at most 1 are allowed" in error["message"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert (await Door(max_cost=2).post("{ node { child { depth } } }")).json()["data"]
