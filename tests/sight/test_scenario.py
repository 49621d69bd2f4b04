"""S56: who sees a customer whose partner was released, on which day."""

from datetime import UTC, datetime

import pytest

from graph.model import OPERATOR, Uid
from graph.store.engine import Engine
from loaders.shared import Shared
from loaders.sighted import seen_by
from tests.resolvers.asking import planted
from tests.resolvers.ladders import ladder
from tests.sight.looking import ask, partner, put

pytestmark = pytest.mark.anyio

ACCOUNT = "query ($uid: String!, $day: Date) { account(uid: $uid, asOf: $day) { uid role } }"


@pytest.fixture
async def shared(embedded: Engine):
    return await planted(embedded, ladder("s02"))


@pytest.mark.parametrize(
    ("root", "day", "seen"),
    [
        ("c1", "2018-03-10", True),
        ("c1", "2018-03-15", True),
        ("c1", "2018-03-16", False),
        ("c1", "2018-03-20", False),
        ("c1", "2018-01-09", False),
        ("t1", "2018-03-10", True),
        ("t1", "2018-03-20", False),
        ("t2", "2018-03-10", False),
        ("t2", "2018-03-20", False),
        ("u3", "2018-03-20", True),
    ],
)
async def test_a_customer_is_seen_by_whom_it_was_linked_to_then(shared, root, day, seen):
    found = await ask(shared, partner(root), ACCOUNT, uid="u3", day=day)
    assert (found["account"] is not None) is seen


async def test_an_operator_sees_it_on_any_day(shared):
    for day in ("2018-03-10", "2018-03-20"):
        assert (await ask(shared, OPERATOR, ACCOUNT, uid="u3", day=day))["account"]


async def test_hidden_looks_like_missing(shared):
    hidden = await put(shared, partner("t2"), ACCOUNT, uid="u3", day="2018-03-10")
    missing = await put(shared, partner("t2"), ACCOUNT, uid="nobody", day="2018-03-10")
    assert (hidden.data, hidden.errors) == (missing.data, missing.errors)


async def test_asking_for_what_is_hidden_costs_as_much_as_for_what_there_is_not(shared):
    costs = set[int]()
    for uid in ("u3", "nobody"):
        facts = seen_by(partner("t2"), await Shared(shared.engine).facts())
        assert not await facts.histories([Uid(uid)])
        costs.add(facts.statements)
    assert len(costs) == 1


async def test_a_partner_without_roots_sees_nothing(shared):
    found = await ask(shared, partner(), ACCOUNT, uid="u3", day="2018-03-10")
    assert found == {"account": None}


STATEMENT = """query ($month: Month!, $uid: String!) {
  performanceStatement(month: $month, partner: $uid) {
    total { amount } unattributed { amount } accounts { amount } own { amount }
    cityPartners { account { uid } total { amount } }
  }
}"""


async def test_its_own_statement_is_the_one_an_operator_sees(shared):
    own = await ask(shared, partner("t1"), STATEMENT, month="2018-03", uid="t1")
    every = await ask(shared, OPERATOR, STATEMENT, month="2018-03", uid="t1")
    assert own["performanceStatement"]["total"] == {"amount": "8900.00"}
    assert own["performanceStatement"].pop("unattributed") == {"amount": "0.00"}
    assert every["performanceStatement"].pop("unattributed") != {"amount": "0.00"}
    assert own == every


async def test_of_whoever_stands_above_only_the_name_is_seen(shared):
    question = """query { account(uid: "c1", asOf: "2018-03-10") {
      tier1 { uid name role standing { from } children { edges { node { uid } } } }
    } }"""
    tier1 = (await ask(shared, partner("c1"), question))["account"]["tier1"]
    assert tier1["uid"] == "t1"
    assert [each["node"]["uid"] for each in tier1["children"]["edges"]] == ["c1"]
    result = await put(shared, partner("c1"), STATEMENT, month="2018-03", uid="t1")
    assert "NotInSight" in repr(result.errors[0].original_error)


NAME = """query ($then: DateTime) {
  account(uid: "u3", asOf: "2018-03-10", knownAt: $then) { name externalId owner { name } } }"""


async def test_a_name_of_later_days_is_not_told_by_what_was_known_before(embedded: Engine):
    shared = await planted(embedded, ladder("s10"))
    later = datetime(2018, 5, 2, 4, tzinfo=UTC)
    new = {"account": "u3", "name": "Anew", "idempotencyKey": "k"}
    text = "mutation ($i: RenameAccountInput!) { renameAccount(input: $i) { __typename } }"
    await ask(shared, OPERATOR, text, later, i=new)
    for then in (None, "2018-04-11T12:00:00+08:00"):
        found = await ask(shared, partner("c1"), NAME, later, then=then)
        assert found["account"]["name"] == ""
    assert (await ask(shared, partner("u3"), NAME, later))["account"]["name"] == "Anew"
