"""Exposure through the schema: each party's own, and no debt counted twice (S32)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, put, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

EXPOSURE = """
query ($parties: [String!]!, $asOf: Date, $readings: [ReadingChoice!]) {
  exposure(parties: $parties, asOf: $asOf, readings: $readings) {
    parties {
      party { partyId }
      gross { amount { amount } outstanding { amount } debts }
      outstanding { amount }
      contingent { amount { amount } }
      unresolved { amount { amount } }
      byRole { role total { amount { amount } debts } }
      byCause { cause total { amount { amount } } }
    }
    grossSum { amount }
    distinct { amount { amount } outstanding { amount } debts }
    trace { rules clauses { id } facts { id } }
  }
}
"""
S32 = (
    "u3 owes 12000.00 since 2018-03-10 for transaction as o1",
    "u4 owes 8000.00 since 2018-03-12 for transaction as o2",
    "u5 owes 3000.00 since 2018-03-13 for dispute as o3",
    "c1 did not mismanage o1 found on 2018-04-20",
    "c1 did not mismanage o2 found on 2018-04-20",
    "c1 mismanaged o3 found on 2018-04-20",
)
ALL = ["c1", "cust:u3", "cust:u5", "t1"]


def gross(found: Any) -> dict[str, str]:
    """What each party owes now."""
    return {
        each["party"]["partyId"]: each["gross"]["amount"]["amount"] for each in found["parties"]
    }


async def test_debts_are_counted_once_however_many_answer_for_them(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32))
    found = (await ask(shared, EXPOSURE, parties=ALL))["exposure"]
    assert gross(found) == {
        "c1": "23000.00",
        "cust:u3": "12000.00",
        "cust:u5": "3000.00",
        "t1": "3000.00",
    }
    assert found["grossSum"]["amount"] == "41000.00"
    assert found["distinct"]["amount"]["amount"] == "23000.00"
    assert found["distinct"]["debts"] == 3
    assert "R51" in found["trace"]["rules"]
    assert {"o1", "o2", "o3"} <= {each["id"] for each in found["trace"]["facts"]}


async def test_roles_and_causes_are_told_apart(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32))
    found = (await ask(shared, EXPOSURE, parties=["c1"]))["exposure"]["parties"][0]
    by_role = {each["role"]: each["total"]["amount"]["amount"] for each in found["byRole"]}
    assert by_role == {"JOINT": "15000.00", "SOLE": "8000.00"}
    by_cause = {each["cause"]: each["total"]["amount"]["amount"] for each in found["byCause"]}
    assert by_cause == {"TRANSACTION": "20000.00", "DISPUTE": "3000.00"}


async def test_a_tier1_answers_contingently_for_its_city_partners_debts_before_findings(
    engine: Engine,
):
    shared = await planted(engine, ladder("s02", *S32))
    asked = {"parties": ["t1"], "asOf": "2018-04-19"}
    (before,) = (await ask(shared, EXPOSURE, **asked))["exposure"]["parties"]
    assert before["gross"]["amount"]["amount"] == "0.00"
    assert before["contingent"]["amount"]["amount"] == "23000.00"
    always = [{"question": "Q11", "option": "ALWAYS_JOINT"}]
    (read,) = (await ask(shared, EXPOSURE, **asked, readings=always))["exposure"]["parties"]
    assert read["gross"]["amount"]["amount"] == "23000.00"


async def test_a_settlement_reduces_everybodys_exposure_once(engine: Engine):
    paid = "o1 settled 4000.00 on 2018-04-25 by u3"
    shared = await planted(engine, ladder("s02", *S32, paid))
    found = (await ask(shared, EXPOSURE, parties=ALL))["exposure"]
    outstanding = {e["party"]["partyId"]: e["outstanding"]["amount"] for e in found["parties"]}
    assert (outstanding["c1"], outstanding["cust:u3"]) == ("19000.00", "8000.00")
    assert found["distinct"]["outstanding"]["amount"] == "19000.00"


async def test_what_waits_for_a_conversion_stands_beside(engine: Engine):
    debt = "u4 owes 600.00 since 2018-03-20 for transaction as o4"
    shared = await planted(engine, ladder("s02", debt))
    found = (await ask(shared, EXPOSURE, parties=["c1", "cust:u4"]))["exposure"]
    unresolved = [each["unresolved"]["amount"]["amount"] for each in found["parties"]]
    assert unresolved == ["600.00", "600.00"]
    assert found["distinct"]["amount"]["amount"] == "0.00"


async def test_a_tier1_answers_for_debts_under_a_city_partner_that_left_and_for_its_own(
    engine: Engine,
):
    shared = await planted(
        engine,
        ladder(
            "fixture",
            "c0 is partner from 2017-06-01 to 2017-12-01 ended by release known from 2017-12-01",
            "c0 under t1 as city from 2017-06-01 to 2017-12-01 known from 2017-12-01",
            "v1 under c0 as resale from 2017-06-10 to 2017-12-01 known from 2017-12-01",
            "v1 owes 10.00 since 2017-11-30 for transaction as o1",
            "v1 owes 20.00 since 2017-12-01 for transaction as o2",
            "c0 mismanaged o1 found on 2018-01-15",
            "t1 owes 40.00 since 2018-01-01 for penalty as o3",
            "party t1 owes 80.00 since 2018-01-01 for penalty as o4",
        ),
    )
    found = (await ask(shared, EXPOSURE, parties=["t1", "c0"]))["exposure"]
    assert gross(found) == {"t1": "130.00", "c0": "10.00"}
    assert found["distinct"]["amount"]["amount"] == "130.00"


async def test_a_party_of_two_accounts_answers_through_both(engine: Engine):
    shared = await planted(
        engine,
        ladder(
            "fixture",
            "u1 owned by cust:one",
            "u8 owned by cust:one",
            "u1 owes 1.00 since 2018-03-10 for act as o1",
            "u8 owes 2.00 since 2018-03-10 for act as o2",
        ),
    )
    asked = '{ party(id: "cust:one") { exposure { gross { amount { amount } debts } } } }'
    found = (await ask(shared, asked))["party"]["exposure"]["gross"]
    assert found == {"amount": {"amount": "3.00"}, "debts": 2}


async def test_a_party_without_accounts_owes_alone_and_aliyun_answers_for_nobody(engine: Engine):
    lines = ("party lone is company", "party lone owes 30.00 since 2018-03-10 for act as o1")
    shared = await planted(engine, ladder("fixture", *lines))
    found = (await ask(shared, EXPOSURE, parties=["lone", "aliyun"]))["exposure"]
    assert gross(found) == {"lone": "30.00", "aliyun": "0.00"}


async def test_parties_that_do_not_exist_and_too_many_are_refused(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    code, message = await refused(shared, EXPOSURE, parties=["t1", "nobody"])
    assert (code, "'nobody'" in message) == ("PARTY_UNKNOWN", True)
    code, message = await refused(shared, EXPOSURE, parties=[])
    assert (code, message) == ("INVALID_ARGUMENT", "expected 1 to 100 parties, got 0")


async def test_exposure_asked_again_costs_only_the_branches(engine: Engine):
    shared = await planted(engine, ladder("s02", *S32))
    await ask(shared, EXPOSURE, parties=["t1"])
    facts = await shared.facts()
    assert (await put(facts, EXPOSURE, parties=["t1"])).errors is None
    assert facts.statements == 1
