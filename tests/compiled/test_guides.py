"""Every query of the pages has a plan."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from graphql import OperationDefinitionNode, OperationType, parse, type_from_ast

from gateway.compiled import Way
from gateway.compiled.plans import Plan, planned
from gateway.documents.execution import core
from graph.store.engine import Engine
from resolvers.context import Context
from resolvers.schema import schema
from tests.compiled.differing import Comparison
from tests.compiled.documents import Documents
from tests.compiled.test_differences import DAYS, OWING
from tests.resolvers.asking import NOW, planted
from tests.resolvers.ladders import ladder

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"```graphql\n(.*?)```", re.DOTALL)
BLOCKS = [
    pytest.param(found.group(1), id=f"{page.name}-{number}")
    for page in sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md"])
    for number, found in enumerate(BLOCK.finditer(page.read_text(encoding="utf-8")))
]

SCALARS: dict[str, Any] = {
    "Date": lambda rng: rng.choice(DAYS),
    "DateTime": lambda _: "2018-04-30T00:00:00Z",
    "Month": lambda _: "2018-03",
    "Period": lambda _: "2018-Q1",
    "Fen": lambda _: 100,
}
QUERIES = {
    "account page": """{ account(uid: "u3") {
        uid role lifecycle identity standing { from to } partner { uid } tier1 { uid }
        lineage { role above { uid } trace { rules clauses { id } facts { __typename } } }
        links { from to type account { uid } partner { uid role } }
        children(first: 5) { edges { node { uid role } } pageInfo { hasNextPage endCursor } }
        } }""",
    "hierarchy": """{ hierarchy(root: "aliyun", depth: 3) {
        root { uid } entries { depth parent account { uid role partner { uid } } } complete } }""",
    "statement": """{ performanceStatement(month: "2018-03", partner: "t1") {
        month lines { __typename } total { amount fen currency } conservation { __typename }
        partner { uid } trace { rules readings { question option } } } }""",
    "liability trace": """{ liability(obligation: "o1") { __typename
        ... on DebtLiability { amount { amount } outstanding { fen } portions { __typename }
        obligors { __typename } trace { rules clauses { id } } } } }""",
    "detachment preview": """{ detachmentPreview(
        input: {uid: "c1", ground: CITY_APPLICATION, appliedOn: "2018-04-02"}
        ) { __typename
        ... on DetachmentPlan { planHash executable ended { __typename } accounts { __typename }
        money { __typename } deadlines { __typename } trace { rules } }
        ... on Refusal { code message nextStep } } }""",
}


@pytest.mark.parametrize("text", BLOCKS)
def test_a_query_of_the_pages_has_a_plan(text: str):
    tree = parse(text)
    maker = Documents(core(schema), Random(1), SCALARS)
    for each in tree.definitions:
        if isinstance(each, OperationDefinitionNode) and each.operation is OperationType.QUERY:
            kinds: Any = {
                node.variable.name.value: type_from_ast(core(schema), node.type)
                for node in each.variable_definitions or ()
            }
            executor: Any = schema.execution_context_class.build(
                core(schema),
                tree,
                operation_name=each.name.value if each.name else None,
                raw_variable_values={name: maker.value(kind) for name, kind in kinds.items()},
            )
            assert isinstance(planned(schema, executor), Plan)


@pytest.mark.anyio
async def test_the_questions_of_every_day_are_answered_compiled(engine: Engine):
    shared = await planted(engine, ladder("fixture", *OWING))

    async def context() -> Context:
        return Context(await shared.facts(), NOW)

    compared = Comparison(schema, context)
    for text in QUERIES.values():
        tree = compared.tree(text)
        assert tree is not None, text
        await compared.hold(tree, text, {})
    assert compared.ways == {Way.COMPILED: len(QUERIES)}, compared.reasons
