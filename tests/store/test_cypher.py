"""The loader holds the header of a statement's file to its body."""

import pytest

from graph.store import cypher
from graph.store.cypher import StatementMalformed, inline, parse, statement

HEADER = "// What it gives.\n// in: ids\n// out: id, names\n"
BODY = "UNWIND $ids AS id\nMATCH (a:Account {uid: id})\nRETURN id, collect(a.name) AS names"


def test_a_statement_has_name_text_inputs_and_outputs():
    found = parse("names.cypher", HEADER + BODY)
    assert found == cypher.Statement("names", BODY, frozenset({"ids"}), ("id", "names"))


def test_a_statement_may_take_nothing_and_give_nothing():
    found = parse("wipe.cypher", "// Nothing is left.\n// in:\n// out:\nMATCH (n) DETACH DELETE n")
    assert (found.inputs, found.outputs) == (frozenset(), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("// G.\n// in: ids\n// out: x\nRETURN $id AS x", "declares ['ids'] but uses ['id']"),
        ("// G.\n// in:\n// out: x\nRETURN $b AS x, $a AS y", "declares [] but uses ['a', 'b']"),
        ("// G.\n// in: a, b\n// out: x\nRETURN $a AS x", "declares ['a', 'b'] but uses ['a']"),
        ("// G.\n// in:\n// out: y\nRETURN 1 AS x", "declares ['y'] but returns ['x']"),
        ("// G.\n// in:\n// out: y, x\nRETURN 1 AS x, 2 AS y", "but returns ['x', 'y']"),
        ("// G.\n// in:\n// out: x\nMATCH (n) DELETE n", "declares ['x'] but returns []"),
        ("// G.\n// in:\n// out: x\nRETURN 1", "declares ['x'] but returns ['1']"),
        ("// G.\n// in:\nRETURN 1 AS x", "expects a header"),
        ("// G.\n// out: x\nRETURN 1 AS x", "expects a header"),
        ("// in:\n// out: x\nRETURN 1 AS x", "expects a header of what it gives"),
        ("RETURN 1 AS x", "expects a header"),
        ("", "expects a header"),
    ],
)
def test_a_header_that_differs_from_its_body_is_named(text: str, said: str):
    with pytest.raises(StatementMalformed) as raised:
        parse("x.cypher", text)
    assert str(raised.value).startswith("x.cypher ")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("text", "inputs", "outputs"),
    [
        ("RETURN '$a' AS x // $b\n, $c AS y /* $d */", {"c"}, ("x", "y")),
        ('RETURN "it\\"s $a" AS x', set(), ("x",)),
        ("MATCH (n) RETURN DISTINCT n.id AS id ORDER BY id LIMIT $limit", {"limit"}, ("id",)),
        ("MATCH (a) WHERE a.name STARTS WITH $p RETURN a.uid AS uid", {"p"}, ("uid",)),
        ("CALL () { RETURN 1 AS x UNION ALL RETURN 2 AS x } RETURN x", set(), ("x",)),
        ("MATCH (n) WITH n RETURN {set: n.set, in: [1, 2]} AS m, n.return AS r", set(), ("m", "r")),
        ("RETURN COLLECT { MATCH (n) RETURN n.x ORDER BY n.x } AS xs", set(), ("xs",)),
    ],
)
def test_only_what_is_cypher_counts(text: str, inputs: set[str], outputs: tuple[str, ...]):
    found = inline(text)
    assert (found.inputs, found.outputs) == (inputs, outputs)


def test_a_statement_is_loaded_once():
    assert statement("schema_version") is statement("schema_version")


def test_a_statement_that_is_not_there_is_named():
    with pytest.raises(
        StatementMalformed, match=r"no statement 'nope': there is no file nope\.cyph"
    ):
        statement("nope")


def test_parameters_are_held_to_the_statement():
    found = parse("names.cypher", HEADER + BODY)
    found.accept({"ids": []})
    with pytest.raises(TypeError, match="'names' expects ids, was given no parameters"):
        found.accept({})
    with pytest.raises(TypeError, match="'names' expects ids, was given ids, uids"):
        found.accept({"uids": [], "ids": []})
