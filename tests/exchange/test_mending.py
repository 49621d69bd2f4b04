"""The mutations that reconcile names: each fits the schema; sent in order they mend all drift."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from graphql import OperationDefinitionNode, parse, validate
from graphql.execution.values import get_variable_values

from gateway.documents.execution import core
from gateway.exchange.mending import Mutation, mutations
from graph.changes import Change, End, Record, Retract, Supersede
from graph.ladder import parse as ladder
from graph.ladder.naming import facts_of
from graph.model import AccountCondition, Link, Note, Party, Standing, TierLink
from graph.rules.drift import between, steps
from resolvers.schema import schema
from tests.exchange.folders import folder
from tests.property.worlds import random_world
from tests.rules.asked import d
from tests.rules.drifting import moment

pytestmark = pytest.mark.usefixtures("anyio_backend")  # so that the engine can be asked for

Gateway = Callable[..., Result]

HERE = {
    "parties": "id,name\nt1,East\nc1,Harbor\nc2,Cove\ncust:u3,Acme\ncust:u4,\ncust:u5,\n",
    "accounts": "uid,owner\nt1,t1\nc1,c1\nc2,c2\nu3,cust:u3\nu4,cust:u4\nu5,cust:u5\n",
    "standings": "account,valid_from\nt1,2017-04-01\nc1,2018-01-05\nc2,2018-01-05\n",
    "tier_links": "city,tier1,valid_from\nc1,t1,2018-01-05\n",
    "links": "account,partner,type,valid_from,valid_to\n"
    "u3,c1,AGENCY,2018-01-10,\nu4,c1,AGENCY,2018-01-10,\nu5,c1,RESALE,2018-01-10,\n",
}
THERE = {
    "parties": HERE["parties"].replace("Acme", "Acme Paper")
    + "p9,Willow\ncust:u6,Orchard\ncust:u7,\n",
    "accounts": HERE["accounts"] + "p9,p9\nu6,cust:u6\nu7,cust:u7\n",
    "standings": "account,valid_from,valid_to,end_cause\nt1,2017-04-01,,\nc1,2018-01-03,,\n"
    "c2,2018-01-05,,\np9,2018-02-01,2018-12-01,VOLUNTARY\n",
    "tier_links": "city,tier1,valid_from\nc1,t1,2018-01-05\nc2,t1,2018-02-05\n",
    "links": "account,partner,type,valid_from,valid_to\nu3,c1,AGENCY,2018-01-10,2018-03-16\n"
    "u3,t1,AGENCY,2018-03-16,\nu4,c1,RESALE,2018-01-10,\nu6,c2,AGENCY,2018-03-01,2018-09-01\n",
    "payments": "id,account,paid_at,amount,product\np1,u3,2018-03-15T23:59:59,90,compute\n"
    "p2,u6,2018-03-16T00:00:00,10.00,\n",
    "obligations": "id,account,party,occurred_from,amount\no1,u3,,2018-03-10,12000.50\n"
    "o2,,c1,2018-03-11,7.00\n",
    "settlements": "obligation,by,settled_on,amount\no1,c1,2018-04-01,4000\n",
    "findings": "obligation,party,mismanaged,found_on\no1,c1,true,2018-04-20\n",
    "conditions": "account,condition,valid_from\nu4,FROZEN,2018-03-01\n",
    "agreements": "party,kind,signed_on,term_end\nt1,FA,2018-01-05,2018-12-31\n",
    "authorisations": "account,partner,act,valid_from\nu3,t1,REFUND,2018-03-16\n",
    "violations": "party,class,clause,reported_on\nc1,CLASS_2,MR 6.2.7.3,2018-03-20\n",
    "notes": 'subject,text\nu3,"called, twice"\n',
}
DAY = ("--as-of", "2018-05-01", "--format", "ndjson")


def sent(out: Result) -> list[dict[str, Any]]:
    """The mutations of all rows, in the order of their steps."""
    mends = [mend for line in out.stdout.splitlines() for mend in json.loads(line)["mend"]]
    return sorted(mends, key=lambda mend: mend["step"])


def unfit(mutation: Mutation) -> list[str]:
    """What does not fit the schema in a mutation's text and variables."""
    document, offered = parse(mutation.query), core(schema)
    errors = [str(each) for each in validate(offered, document)]
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    found = get_variable_values(
        offered, operation.variable_definitions or (), json.loads(json.dumps(mutation.variables))
    )
    return errors + ([str(each) for each in found] if isinstance(found, list) else [])


def test_sent_in_the_order_of_their_steps_they_mend_all_drift(gateway: Gateway, tmp_path: Path):
    empty = dict.fromkeys(("payments", "obligations", "settlements", "findings"), "")
    empty |= dict.fromkeys(
        ("conditions", "agreements", "authorisations", "violations", "notes"), ""
    )
    here = folder(tmp_path / "here", **HERE, **empty)
    assert gateway("import", here).exit_code == 0
    there = folder(tmp_path / "there", **THERE)
    drifted = gateway("reconcile", there, *DAY)
    assert drifted.exit_code == 1
    every = sent(drifted)
    assert [each["step"] for each in every] == list(range(1, len(every) + 1))
    assert {each["mutation"] for each in every} >= {
        *("linkCustomerAccount", "endCustomerLink", "admitCityPartner", "registerAccounts"),
        *("recordStanding", "recordStandingLoss", "correctFact", "retractFact"),
        *("recordPayments", "recordObligation", "settleObligation", "recordFinding"),
        "importBatch",
    }
    for each in every:
        out = gateway("ask", each["query"], "--variables", json.dumps(each["variables"]))
        (answer,) = json.loads(out.stdout)["data"].values()
        assert "code" not in answer, (each, answer)
    again = gateway("reconcile", there, *DAY)
    assert (again.exit_code, again.stdout) == (0, "")


LADDER = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
harbor under east as city from 2018-01-05 to 2019-01-01
acme   under harbor as agency from 2018-01-10
acme   frozen from 2018-02-01
acme   has note "called twice"
birch  converted from 2018-02-01
"""


def one(kind: type) -> Any:
    """The fact of a kind in the ladder."""
    return next(fact for fact in facts_of(ladder(LADDER)) if isinstance(fact, kind))


def names(change: Change) -> list[str]:
    """The mutations of a change, each of which fits the schema."""
    found = mutations(change)
    assert [unfit(each) for each in found] == [[] for _ in found]
    return [each.name for each in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Record(one(TierLink)), ["admitCityPartner", "correctFact"]),
        (End(one(TierLink), d("2018-03-01")), ["correctFact"]),
        (End(one(AccountCondition), d("2018-03-01")), ["correctFact"]),
        (End(one(Standing), d("2018-03-01")), ["recordStandingLoss"]),
        (Retract(one(Note)), ["retractFact"]),
        (Record(one(AccountCondition)), ["importBatch"]),
        (Record(one(Party)), ["importBatch"]),
        (Record(one(Note)), ["importBatch"]),
        (Supersede(one(Link), one(Link)), ["correctFact"]),
    ],
)
def test_a_change_is_one_mutation_or_more(change: Change, expected: list[str]):
    assert names(change) == expected


def test_a_converted_account_is_converted():
    birch = next(f for f in facts_of(ladder(LADDER)) if getattr(f, "condition", "") == "CONVERTED")
    assert names(Record(birch)) == ["convertResaleAccount"]


def test_the_same_change_has_the_same_key_and_another_another():
    link = one(Link)
    keys = [
        mutations(End(link, d(day)))[0].variables["input"]["idempotencyKey"]
        for day in ("2018-03-01", "2018-03-01", "2018-03-02")
    ]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_parts_two_random_worlds_is_mended_by_what_fits_the_schema(seed: int):
    there, here = facts_of(random_world(seed)), facts_of(random_world(seed + 1_000))
    for step in steps(between(there, here, moment())):
        assert names(step.change)
