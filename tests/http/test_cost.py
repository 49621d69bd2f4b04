"""How many objects a query may ask for: pages within pages are refused before they are fetched."""

import pytest
from graphql import DocumentNode, OperationDefinitionNode, parse

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
    return Costs().of(core(schema), tree, operation, variables)


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
        (
            '{ performancePeriod(period: "2018-Q1") { byAccount(first: 20) { totalCount } } }',
            {},
            3 * (1 + 20),
        ),
        ("query Q($p: Period!) { performancePeriod(period: $p) { first } }", {"p": "2018"}, 12),
        ('{ performancePeriod(period: "2018-Q9") { first } }', {}, 1),
    ],
)
def test_pages_multiply_what_is_below_them(text: str, variables: dict, expected: int):
    assert cost(text, **variables) == expected


def first(text: str) -> tuple[DocumentNode, OperationDefinitionNode]:
    tree = parse(text)
    (operation,) = tree.definitions
    assert isinstance(operation, OperationDefinitionNode)
    return tree, operation


def test_a_query_without_a_deciding_variable_is_counted_once():
    counted, (tree, operation) = Costs(), first(PAGE)
    assert counted.of(core(schema), tree, operation, {}) == 300
    assert counted.of(core(schema), *first("{ revision { number } }"), {"any": []}) == 300


VARYING = """query ($n: Int = 7, $i: [ID!]!) {
  accounts(first: $n) { edges { node { uid } } } nodes(ids: $i) { id } }"""


def test_what_variables_decide_is_counted_once_for_each_choice_of_them():
    counted, (tree, operation) = Costs(), first(PAGE.replace("100", "$n"))
    for given, expected in (({"n": 9}, 27), ({"n": 9}, 27), ({"n": 1.0}, 150), ({"n": 1}, 3)):
        assert counted.of(core(schema), tree, operation, given) == expected
    assert counted.of(core(schema), tree, operation, {"n": None}) == 150
    assert len(counted.known) == 3
    for size in range(40):
        assert counted.of(core(schema), tree, operation, {"n": size}) == 3 * max(size, 1)
    assert len(counted.known) == 16


def test_lists_are_counted_each_time():
    counted, (tree, operation) = Costs(), first(VARYING)
    for ids, expected in ((["a"], 22), (["a", "b"], 23)):
        assert counted.of(core(schema), tree, operation, {"i": ids}) == expected
    assert not counted.known


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
