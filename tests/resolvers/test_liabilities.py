"""Liability of a day and for a debt through the schema: S22–S28."""

from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

LIABILITY = """
query ($uid: String, $debt: String, $cause: Cause!, $asOf: Date, $readings: [ReadingChoice!]) {
  liability(uid: $uid, obligation: $debt, cause: $cause, asOf: $asOf, readings: $readings) {
    __typename
    obligors {
      party { partyId } accounts { uid } role amount { amount } outstanding { amount }
      clauses { id } requiresTier1Agreement
    }
    trace { rules clauses { id } facts { id } }
    ... on DayLiability { account { uid } day cause }
    ... on DebtLiability {
      obligation { id }
      amount { amount } settled { amount } outstanding { amount }
      portions { days { from to } amount { amount } outstanding { amount } obligors { role } }
      recourse { payer { partyId } against { partyId } amount { amount } clauses { id } }
    }
  }
}
"""


async def liable(shared: Shared, **asked: object) -> Any:
    """A liability, of an account or for a debt."""
    variables = {"cause": "TRANSACTION", "asOf": "2018-05-01"} | asked
    return (await ask(shared, LIABILITY, **variables))["liability"]


def roles(found: Any) -> dict[str, str]:
    """Each obligor's role."""
    return {each["party"]["partyId"]: each["role"] for each in found["obligors"]}


def owed(found: Any) -> dict[str, tuple[str, str]]:
    """Each obligor's role and amount."""
    return {
        each["party"]["partyId"]: (each["role"], each["amount"]["amount"])
        for each in found["obligors"]
    }


async def test_an_agency_customer_and_its_partner_owe_jointly_also_after_a_release(engine: Engine):
    shared = await planted(
        engine, ladder("s02", "u3 owes 12000.00 since 2018-03-10 for transaction as o1")
    )
    found = await liable(shared, debt="o1")
    assert owed(found) == {
        "cust:u3": ("PRIMARY", "12000.00"),
        "c1": ("JOINT", "12000.00"),
        "t1": ("JOINT_CONTINGENT", "12000.00"),
    }
    assert (found["amount"]["amount"], found["outstanding"]["amount"]) == ("12000.00", "12000.00")
    cited = {each["id"] for each in found["trace"]["clauses"]}
    assert {"FA 3.4.4.1", "FA 8.4.1", "CA 1.4"} <= cited
    by_party = {each["party"]["partyId"]: each for each in found["obligors"]}
    assert by_party["t1"]["requiresTier1Agreement"] is True
    assert by_party["c1"]["accounts"] == [{"uid": "c1"}]


@pytest.mark.parametrize(
    ("uid", "day", "expected"),
    [
        ("u3", "2018-03-15", {"cust:u3": "PRIMARY", "c1": "JOINT", "t1": "JOINT_CONTINGENT"}),
        ("u3", "2018-03-16", {"cust:u3": "PRIMARY"}),
        ("u4", "2018-03-15", {"c1": "SOLE", "t1": "JOINT_CONTINGENT"}),
        ("u4", "2018-03-16", {"c1": "UNRESOLVED", "cust:u4": "UNRESOLVED"}),
        ("u1", "2018-03-16", {"cust:u1": "PRIMARY", "t1": "JOINT"}),
        ("u2", "2018-03-16", {"t1": "SOLE"}),
        ("c1", "2018-03-15", {"c1": "SOLE", "t1": "JOINT_CONTINGENT"}),
        ("c1", "2018-03-16", {"c1": "PRIMARY"}),
        ("d0", "2018-03-16", {"cust:d0": "PRIMARY"}),
    ],
)
async def test_the_links_of_the_day_say_who_answers(
    engine: Engine, uid: str, day: str, expected: dict[str, str]
):
    debt = f"{uid} owes 600.00 since {day} for transaction as o1"
    shared = await planted(engine, ladder("s02", debt))
    on_day = await liable(shared, uid=uid, asOf=day)
    assert (on_day["__typename"], roles(on_day)) == ("DayLiability", expected)
    assert all(each["amount"] is None for each in on_day["obligors"])
    for_debt = await liable(shared, debt="o1")
    assert owed(for_debt) == {party: (role, "600.00") for party, role in expected.items()}


@pytest.mark.parametrize(
    ("finding", "asked", "expected"),
    [
        ("c1 mismanaged o1 found on 2018-04-20", "2018-04-19", "JOINT_CONTINGENT"),
        ("c1 mismanaged o1 found on 2018-04-20", "2018-04-20", "JOINT"),
        ("c1 did not mismanage o1 found on 2018-04-20", "2018-04-19", "JOINT_CONTINGENT"),
        ("c1 did not mismanage o1 found on 2018-04-20", "2018-04-20", None),
    ],
)
async def test_a_finding_decides_on_the_tier1_from_its_day_on(
    engine: Engine, finding: str, asked: str, expected: str | None
):
    debt = "u4 owes 8000.00 since 2018-03-12 for transaction as o1"
    shared = await planted(engine, ladder("s02", debt, finding))
    found = await liable(shared, debt="o1", asOf=asked)
    assert roles(found).get("t1") == expected
    assert roles(found)["c1"] == "SOLE"
    assert "cust:u4" not in roles(found)


@pytest.mark.parametrize(
    ("lines", "day", "lifecycle", "expected"),
    [
        ([], "2018-03-20", "PENDING_CONVERSION", {"c1": "UNRESOLVED", "cust:u4": "UNRESOLVED"}),
        (["u4 converted from 2018-03-25"], "2018-03-24", "PENDING_CONVERSION", None),
        (["u4 converted from 2018-03-25"], "2018-03-25", "CONVERTED", {"cust:u4": "PRIMARY"}),
        (["u4 closed from 2018-03-25"], "2018-03-25", "CLOSED", None),
        (["u4 under t2 as resale from 2018-04-01"], "2018-04-01", "ACTIVE", {"t2": "SOLE"}),
        (
            ["u4 under p3 as agency from 2018-04-01"],
            "2018-04-01",
            "ACTIVE",
            {"cust:u4": "PRIMARY", "p3": "JOINT"},
        ),
    ],
)
async def test_a_released_resale_account_answers_by_what_became_of_it(
    engine: Engine, lines: list[str], day: str, lifecycle: str, expected: dict[str, str] | None
):
    shared = await planted(engine, ladder("s02", *lines))
    page = """query ($day: Date!) { account(uid: "u4", asOf: $day) {
      lifecycle liability { obligors { role party { partyId } } } } }"""
    account = (await ask(shared, page, day=day))["account"]
    assert account["lifecycle"] == lifecycle
    unresolved = {"c1": "UNRESOLVED", "cust:u4": "UNRESOLVED"}
    assert roles(account["liability"]) == (unresolved if expected is None else expected)


@pytest.mark.parametrize(
    ("option", "expected"),
    [("FORMER_PARTNER", {"c1": "SOLE"}), ("CUSTOMER", {"cust:u4": "PRIMARY"})],
)
async def test_who_answers_before_conversion_can_be_read_otherwise(
    engine: Engine, option: str, expected: dict[str, str]
):
    shared = await planted(engine, ladder("s02"))
    readings = [{"question": "Q9", "option": option}]
    found = await liable(shared, uid="u4", asOf="2018-03-20", readings=readings)
    assert roles(found) == expected


async def test_a_debt_over_the_release_is_split_by_day(engine: Engine):
    debt = "u3 owes 400.00 from 2018-03-14 to 2018-03-18 for transaction as o1"
    shared = await planted(engine, ladder("s02", debt))
    found = await liable(shared, debt="o1")
    spans = [
        (each["days"]["from"], each["days"]["to"], each["amount"]["amount"])
        for each in found["portions"]
    ]
    assert spans == [("2018-03-14", "2018-03-16", "200.00"), ("2018-03-16", "2018-03-18", "200.00")]
    assert owed(found) == {
        "cust:u3": ("PRIMARY", "400.00"),
        "c1": ("JOINT", "200.00"),
        "t1": ("JOINT_CONTINGENT", "200.00"),
    }


async def test_what_one_pays_reduces_all_and_gives_recourse(engine: Engine):
    shared = await planted(
        engine,
        ladder(
            "s02",
            "u3 owes 12000.00 since 2018-03-10 for transaction as o1",
            "o1 settled 4000.00 on 2018-04-01 by c1",
            "o1 settled 1000.00 on 2018-04-02 by u3",
        ),
    )
    found = await liable(shared, debt="o1")
    assert (found["settled"]["amount"], found["outstanding"]["amount"]) == ("5000.00", "7000.00")
    assert {each["outstanding"]["amount"] for each in found["obligors"]} == {"7000.00"}
    (recourse,) = found["recourse"]
    assert recourse["payer"]["partyId"] == "c1"
    assert recourse["against"]["partyId"] == "cust:u3"
    assert recourse["amount"]["amount"] == "4000.00"
    assert {"CC 178", "CC 519"} <= {each["id"] for each in recourse["clauses"]}
    day_before = await liable(shared, debt="o1", asOf="2018-03-31")
    assert day_before["outstanding"]["amount"] == "12000.00"


async def test_a_debt_that_is_unknown_or_has_not_arisen_is_null(engine: Engine):
    debt = "u3 owes 12000.00 since 2018-03-10 for transaction as o1"
    shared = await planted(engine, ladder("s02", debt))
    assert await liable(shared, debt="o1", asOf="2018-03-09") is None
    assert (await liable(shared, debt="o1", asOf="2018-03-10"))["outstanding"] is not None
    assert await liable(shared, debt="o2") is None
    assert await liable(shared, uid="nobody") is None
    asked = 'query ($d: Date!) { obligation(id: "o1", asOf: $d) { id } }'
    assert (await ask(shared, asked, d="2018-03-09"))["obligation"] is None


async def test_a_question_about_both_an_account_and_a_debt_or_neither_is_refused(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    for asked in ({"uid": "u3", "debt": "o1"}, {}):
        code, message = await refused(shared, LIABILITY, cause="TRANSACTION", **asked)
        assert (code, "either uid or obligation" in message) == ("INVALID_ARGUMENT", True)


async def test_a_partys_own_debt_goes_by_its_partner_account_of_the_day(engine: Engine):
    shared = await planted(
        engine,
        ladder(
            "s02",
            "party c1 owes 30.00 since 2018-03-15 for penalty as o1",
            "party c1 owes 40.00 since 2018-03-16 for penalty as o2",
        ),
    )
    assert roles(await liable(shared, debt="o1")) == {"c1": "SOLE", "t1": "JOINT_CONTINGENT"}
    assert roles(await liable(shared, debt="o2")) == {"c1": "PRIMARY"}
