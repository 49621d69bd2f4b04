"""Bad input: a code, what was expected, and what was given; nothing is guessed."""

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, put, refused
from tests.resolvers.test_accounts import FIXTURE

pytestmark = pytest.mark.anyio

OTHER_LIST = 'accounts(first: 1, search: "u") { pageInfo { endCursor } }'


@pytest.mark.parametrize(
    ("question", "code", "said"),
    [
        ("{ accounts(first: 0) { complete } }", "FIRST_OUT_OF_RANGE", "from 1 to 500, got 0"),
        ("{ accounts(first: -1) { complete } }", "FIRST_OUT_OF_RANGE", "got -1"),
        ("{ accounts(first: 501) { complete } }", "FIRST_OUT_OF_RANGE", "got 501"),
        ("{ hierarchy(first: 1000000000) { complete } }", "FIRST_OUT_OF_RANGE", "got 1000000000"),
        (
            '{ account(uid: "t1") { children(first: 1000000000) { complete } } }',
            "FIRST_OUT_OF_RANGE",
            "got 1000000000",
        ),
        ('{ accounts(after: "nonsense") { complete } }', "INVALID_CURSOR", "endCursor"),
        ('{ accounts(after: "游标") { complete } }', "INVALID_CURSOR", "endCursor"),
        ('{ accounts(after: "gICA") { complete } }', "INVALID_CURSOR", "endCursor"),
        ("{ hierarchy(depth: 0) { complete } }", "INVALID_ARGUMENT", "depth from 1 to 3, got 0"),
        ("{ hierarchy(depth: 4) { complete } }", "INVALID_ARGUMENT", "depth from 1 to 3, got 4"),
        ('{ hierarchy(root: "nobody") { complete } }', "ACCOUNT_UNKNOWN", "got 'nobody'"),
        ('{ node(id: "harbor") { id } }', "INVALID_ARGUMENT", "a global id"),
        ('{ node(id: "标识") { id } }', "INVALID_ARGUMENT", "a global id"),
        ('{ node(id: "TGluazp4") { id } }', "INVALID_ARGUMENT", "got one of Link"),
        ('{ clause(id: "FA 99.9") { id } }', "UNKNOWN_CLAUSE", "near it"),
        ('{ clause(id: "MR 6.2.1") { id } }', "UNKNOWN_CLAUSE", "not present"),
        ('{ clauses(text: "ZZ") { id } }', "UNKNOWN_CLAUSE", "expected a text of FA"),
        ('{ readings(question: "Q99") { id } }', "UNKNOWN_READING", "from Q1 to Q34, got 'Q99'"),
        (
            '{ account(uid: "u3", readings: [{question: "Q7", option: "NEVER"}]) { uid } }',
            "UNKNOWN_READING",
            "DECISION or AUTOMATIC",
        ),
        ('{ account(uid: "u3", asOf: "2018-02-30") { uid } }', "INVALID_ARGUMENT", "YYYY-MM-DD"),
        ('{ account(uid: "u3", asOf: 20180301) { uid } }', "INVALID_ARGUMENT", "YYYY-MM-DD"),
        (
            '{ account(uid: "u3", knownAt: "2018-03-01T00:00:00") { uid } }',
            "INVALID_ARGUMENT",
            "an instant with its offset",
        ),
    ],
)
async def test_bad_input_is_a_coded_error(embedded: Engine, question: str, code: str, said: str):
    shared = await planted(embedded, FIXTURE)
    found, message = await refused(shared, question)
    assert found == code
    assert said in message


async def test_a_cursor_is_good_for_its_own_list_alone(embedded: Engine):
    shared = await planted(embedded, FIXTURE)
    cursor = (await ask(shared, f"{{ {OTHER_LIST} }}"))["accounts"]["pageInfo"]["endCursor"]
    for question in (
        "query ($after: String) { hierarchy(after: $after) { complete } }",
        'query ($after: String) { account(uid: "t1") { children(after: $after) { complete } } }',
    ):
        assert (await refused(shared, question, after=cursor))[0] == "INVALID_CURSOR"


async def test_a_wrong_variable_is_refused_with_the_same_code(embedded: Engine):
    shared = await planted(embedded, FIXTURE)
    question = 'query ($day: Date) { account(uid: "u3", asOf: $day) { uid } }'
    assert (await refused(shared, question, day="2018-13-01"))[0] == "INVALID_ARGUMENT"


async def test_too_many_ids_are_refused(embedded: Engine):
    shared = await planted(embedded, FIXTURE)
    question = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    code, message = await refused(shared, question, ids=["QWNjb3VudDp1Mw=="] * 501)
    assert (code, message) == ("INVALID_ARGUMENT", "expected at most 500 ids, got 501")


async def test_one_bad_field_leaves_the_others_answered(embedded: Engine):
    shared = await planted(embedded, FIXTURE)
    question = '{ account(uid: "t1") { uid } hierarchy(first: 0) { complete } }'
    result = await put(await shared.facts(), question)
    assert result.data is None or result.data["account"] == {"uid": "t1"}
    assert [error.extensions["code"] for error in result.errors] == ["FIRST_OUT_OF_RANGE"]


async def test_what_the_texts_say_needs_no_facts(embedded: Engine):
    shared = await planted(embedded, FIXTURE)
    facts = await shared.facts()
    question = """
    { clause(id: "fa 3.4.4.1") { id label number present rules gloss { zh en } }
      clauses(text: "CA", rule: "R106") { id }
      all: clauses { id }
      readings { id default options { name meaning { en } effect { zh } } clauses { id } rules }
      one: readings(question: "Q7") { id problem { en } default } }
    """
    data = (await put(facts, question)).data
    assert facts.statements == 0
    assert data["clause"]["id"] == "FA 3.4.4.1"
    assert "R40" in data["clause"]["rules"]
    assert {"id": "CA 2.3.2②"} in data["clauses"]
    assert len(data["all"]) > len(data["clauses"])
    assert [each["id"] for each in data["readings"]] == [f"Q{n}" for n in range(1, 35)]
    assert data["one"][0]["default"] == "DECISION"
