"""Every statement there is, and the lint that holds them to what both engines answer alike."""

from typing import LiteralString, cast

import neo4j
import pytest

from graph.store import schema
from graph.store.cypher import Statement, inline, statements
from graph.store.engine import Engine
from graph.store.lint import lint, names
from tests.engines import NEO4J, connection

ALL = pytest.mark.parametrize("each", statements(), ids=lambda each: each.name)

OURS = {"DEPRECATION", "UNSUPPORTED"}
"""Remarks about what is written; a store that is still empty knows no label, and says so too."""

NUMBERS = {"limit", "first", "last", "after", "version"}
MAPS = {"row", "columns"}

WRONG = {
    "MATCH (a:$($l)) RETURN a.x AS x": "fixed in the text",
    "MATCH (a:A) RETURN id(a) AS x": "own ids",
    "MATCH (a:A) RETURN elementId(a) AS x": "own ids",
    "MATCH (a:A) WHERE exists(a.x) RETURN a.x AS x": "stands for exists",
    "MATCH (a:A)-[:B|:C]->(d:D) RETURN d.x AS x": "[:A|B]",
    "MATCH p = shortestPath((a:A)-[:B*]->(c:C)) RETURN length(p) AS n": "shortest-path",
    "MATCH p = ALL SHORTEST (a:A)-[:B]->+(c:C) RETURN length(p) AS n": "shortest-path",
    "RETURN date($d) AS d": "arithmetic is in Python",
    "RETURN date.truncate('month', $d) AS d": "arithmetic is in Python",
    "MATCH (a:A) SET a.at = datetime()": "arithmetic is in Python",
    "MATCH (a:A) CALL (a) { DETACH DELETE a } IN TRANSACTIONS": "many commits",
    "CYPHER 25 MATCH (a:A) RETURN a.x AS x": "without a prefix",
    "CREATE INDEX a_x FOR (n:A) ON (n.x)": "schema/",
    "LOAD CSV FROM 'x' AS row RETURN row": "engine's own affair",
    "CALL { WITH a MATCH (b:B) RETURN b.x AS x } RETURN x": "CALL (x)",
    "MATCH (a:A) RETURN *": "name the columns",
    "MATCH (a:A) RETURN a.x": "`a.x` needs an alias",
    "MATCH (a:A) RETURN 1": "`1` needs an alias",
    "MATCH (a:A) WITH a.x RETURN 1 AS n": "`a.x` needs an alias",
    "MATCH (a:A) CALL (a) { MATCH (a)-[:B]->(c:C) RETURN c.x } RETURN 1 AS n": "`c.x` needs an",
    "MATCH (a:A) RETURN count(*) = 6 AND sum(a.n) > 1 AS ok": "aggregate",
    "MATCH (a:A) RETURN collect(a)[0].id AS id": "aggregate",
    "MATCH (a:A) RETURN max(a.n) IS NULL AS none": "aggregate",
    "MATCH (a:A) RETURN 'r' IN collect(a.id) AS found": "aggregate",
    "MATCH (a:A) WITH max(a.d).year AS year RETURN year": "aggregate",
    "MATCH (a:A) RETURN a.x AS x LIMIT 5": "ORDER BY",
    "MATCH (a:A) WITH a SKIP 2 DETACH DELETE a": "ORDER BY",
    "MATCH (a:A) SET a += $m, a.q = a.n": "SET reads `a`",
    "MATCH (a:A), (b:B) SET a.n = b.n, b.n = a.n": "SET reads `b`",
    "MATCH (a:A) SET a.n = a.n + 1": "SET reads `a`",
    "MERGE (a:A {id: $id}) ON MATCH SET a.n = a.n + 1": "SET reads `a`",
    "CREATE (a:A {id: 1}), (b:B {id: a.id})": "CREATE reads `a`",
    "MATCH (a:A)": "ends in RETURN or in a write",
    "": "ends in RETURN or in a write",
    "MATCH (a:OWNS)-[:OWNS]->(b:B) RETURN a.x AS x": "`OWNS` is both",
}
RIGHT = [
    "MATCH (a:A) RETURN count(a) + 1 AS n, collect(a.id)[0] AS first, size(collect(a.id)) AS size",
    "MATCH (a:A) RETURN CASE WHEN count(a) > 1 THEN 'many' ELSE 'few' END AS many",
    "MATCH (a:A) WITH count(a) AS n, collect(a.id) AS ids RETURN n > 0 AND 'r' IN ids AS ok",
    "MATCH (a:A) WHERE a.x STARTS WITH 'AND LIMIT' RETURN a.x AS x ORDER BY x LIMIT $limit",
    "MATCH (a:A) SET a.n = $n, a.m = $m, a:Seen",
    "MATCH (a:A) WITH a, a.n AS old SET a.n = old + 1",
    "MATCH (a:A) CREATE (a)-[:X {id: $id}]->(b:B {key: a.key})",
    "UNWIND $rows AS row MERGE (a:A {id: row.id}) ON CREATE SET a += row",
    "MATCH (a:A) RETURN COLLECT { MATCH (a)-[:B]->(c:C) RETURN c.x } AS xs",
    "MATCH (a:A) WHERE EXISTS { (a)-[:B|C]->(:D) } RETURN COUNT { (a)-[:B]->() } > 0 AS ok",
    "MATCH p = (a:A)-[:T*1..3]->(b:B) RETURN length(p) AS n ORDER BY n LIMIT 1",
    "MATCH (a:A) WITH *, a.x AS x RETURN x",
    "// any order: all are alike\nMATCH (a:A) RETURN a.x AS x LIMIT 5",
    "MATCH (a:A) CALL (a) { MATCH (a)-[:B]->(c:C) RETURN c.x AS x } RETURN x",
]


def sample(each: Statement) -> dict[str, object]:
    """Something for each parameter: Neo4j plans by the kinds of values."""
    return {name: _some(name) for name in each.inputs}


def _some(name: str) -> object:
    if name in NUMBERS:
        return 1
    return dict[str, object]() if name in MAPS else []


@pytest.mark.parametrize(("text", "said"), WRONG.items())
def test_the_lint_names_what_the_engines_answer_differently(text: str, said: str):
    assert any(said in each for each in lint(inline(text)))


@pytest.mark.parametrize("text", RIGHT)
def test_the_lint_accepts_what_both_answer_alike(text: str):
    assert lint(inline(text)) == []


@ALL
def test_every_statement_passes_the_lint(each: Statement):
    assert lint(each) == []


def test_no_label_has_the_name_of_a_relationship_type():
    texts = [*statements(), *schema.rules(schema.HERE / "rules.cypher")]
    labels, types = (frozenset[str]().union(*each) for each in zip(*map(names, texts), strict=True))
    assert {"Account", "Payment", "Obligation"} <= labels
    assert {"PARTNER_OF", "LINKED_TO", "OWNS"} <= types
    assert not labels & types


@ALL
@pytest.mark.anyio
async def test_every_statement_is_understood_by_each_engine(engine: Engine, each: Statement):
    await engine.run(
        Statement(each.name, f"EXPLAIN {each.text}", each.inputs, each.outputs),
        **sample(each),
    )


@ALL
@pytest.mark.anyio
@pytest.mark.usefixtures("session_neo4j")
@pytest.mark.skipif(not NEO4J, reason="only Neo4j gives hints; scripts/neo4j run starts one")
async def test_neo4j_has_nothing_to_remark(each: Statement):
    """Deprecated words are remarked on there, and columns are named though there is no row."""
    uri, user, password = connection()
    async with (
        neo4j.AsyncGraphDatabase.driver(uri, auth=(user, password)) as driver,
        driver.session() as session,
    ):
        given = sample(each)
        result = await session.run(cast("LiteralString", f"EXPLAIN {each.text}"), given)
        columns = result.keys()
        summary = await result.consume()
    assert tuple(columns) == each.outputs
    remarks = [found for found in summary.gql_status_objects if found.is_notification]
    assert [found.status_description for found in remarks if found.raw_classification in OURS] == []
