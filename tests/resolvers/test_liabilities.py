"""Attribution of a day, liability of a day and of a debt: S03, S10, S22–S28."""

from datetime import date, timedelta
from typing import Any

import pytest

from graph.store.engine import Engine
from loaders.shared import Shared
from tests.resolvers.asking import ask, planted, put, refused
from tests.resolvers.ladders import ladder

pytestmark = pytest.mark.anyio

RELEASE = date(2018, 3, 16)
DAYS = [RELEASE + timedelta(n) for n in (-1, 0, 1)]

ATTRIBUTION = """
query ($uid: String!, $asOf: Date, $knownAt: DateTime) {
  attribution(uid: $uid, asOf: $asOf, knownAt: $knownAt) {
    account { uid } day status directPartner { uid } feeHolder { uid role }
    trace { rules clauses { id } facts { id from to } }
  }
}
"""
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


async def attributed(shared: Shared, uid: str, day: object, known: str | None = None) -> Any:
    """Status, direct partner and fee holder of an account on a day."""
    variables = {"uid": uid, "asOf": str(day), "knownAt": known}
    found = (await ask(shared, ATTRIBUTION, **variables))["attribution"]
    names = [each["uid"] if each else None for each in (found["directPartner"], found["feeHolder"])]
    return found["status"], *names


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


@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_cash_counts_up_to_the_day_before_the_release(engine: Engine, day: date):
    shared = await planted(engine, ladder("s02"))
    before = day < RELEASE
    expected = ("ATTRIBUTED", "c1", "t1") if before else ("UNATTRIBUTED", None, None)
    for uid in ("c1", "u3", "u4", "u5"):
        assert await attributed(shared, uid, day) == expected
    assert await attributed(shared, "u6", day) == ("ATTRIBUTED", "c2", "t1")
    assert await attributed(shared, "t1", day) == ("ATTRIBUTED", "t1", "t1")
    assert await attributed(shared, "d0", day) == ("UNATTRIBUTED", None, None)


async def test_a_release_recorded_late_was_not_known_before(engine: Engine):
    shared = await planted(engine, ladder("s10"))
    day = "2018-03-18"
    was = await attributed(shared, "u3", day, "2018-04-11T12:00:00+08:00")
    now = await attributed(shared, "u3", day, "2018-04-12T00:00:00+08:00")
    assert was == ("ATTRIBUTED", "c1", "t1")
    assert now == ("UNATTRIBUTED", None, None)


async def test_an_attribution_cites_links_and_clauses_and_unknown_accounts_are_null(engine: Engine):
    shared = await planted(engine, ladder("fixture"))
    found = (await ask(shared, ATTRIBUTION, uid="u3", asOf="2018-03-16"))["attribution"]
    assert found["feeHolder"] == {"uid": "t1", "role": "TIER1"}
    cited = {each["id"] for each in found["trace"]["clauses"]}
    assert {"CA 2.2.1", "FA 2.1.6"} <= cited
    facts = {each["id"] for each in found["trace"]["facts"]}
    assert {"link:u3:c1:2018-01-10", "tier:c1:t1:2018-01-05"} <= facts
    assert (await ask(shared, ATTRIBUTION, uid="nobody"))["attribution"] is None
    early = await attributed(shared, "u3", "0001-01-01")
    assert early == ("UNATTRIBUTED", None, None)


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


OBLIGATION = """
{
  obligation(id: "o1", asOf: "2018-05-01") {
    id cause amount { fen } account { uid } party { partyId } occurred { from to } recordedAt
    settlements { on amount { amount } by { partyId } }
    findings { foundOn mismanaged party { partyId } }
    liability { outstanding { amount } obligation { id } }
  }
  account(uid: "u3", asOf: "2018-05-01") {
    obligations(first: 1) {
      totalCount complete pageInfo { endCursor } edges { node { id } }
    }
  }
}
"""


async def test_an_obligation_tells_its_facts_and_stands_on_its_accounts_page(engine: Engine):
    shared = await planted(
        engine,
        ladder(
            "s02",
            "u3 owes 12000.00 since 2018-03-10 for dispute as o1",
            "u3 owes 5.00 since 2018-03-11 for act as o2",
            "u3 owes 7.00 since 2018-05-02 for act as o3",
            "o1 settled 4000.00 on 2018-04-01 by c1",
            "o1 settled 1.00 on 2018-05-02 by c1",
            "t1 mismanaged o1 found on 2018-04-20",
        ),
    )
    found = await ask(shared, OBLIGATION)
    debt = found["obligation"]
    assert (debt["cause"], debt["account"]["uid"], debt["party"]) == ("DISPUTE", "u3", None)
    assert debt["occurred"] == {"from": "2018-03-10", "to": "2018-03-11"}
    (settled,) = debt["settlements"]
    assert (settled["by"]["partyId"], settled["amount"]["amount"]) == ("c1", "4000.00")
    assert [each["mismanaged"] for each in debt["findings"]] == [True]
    assert debt["liability"] == {"outstanding": {"amount": "8000.00"}, "obligation": {"id": "o1"}}
    page = found["account"]["obligations"]
    assert (page["totalCount"], page["complete"]) == (2, False)
    assert [edge["node"]["id"] for edge in page["edges"]] == ["o1"]
    rest = """query ($after: String!) { account(uid: "u3", asOf: "2018-05-01") {
      obligations(after: $after) { complete edges { node { id } } } } }"""
    after = page["pageInfo"]["endCursor"]
    more = (await ask(shared, rest, after=after))["account"]["obligations"]
    assert ([edge["node"]["id"] for edge in more["edges"]], more["complete"]) == (["o2"], True)


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


@pytest.mark.parametrize("count", [1, 30])
async def test_any_number_of_accounts_costs_two_statements_cold_and_none_warm(
    engine: Engine, count: int
):
    lines = [f"v{n} under c1 as agency from 2018-01-10" for n in range(count)]
    shared = await planted(engine, ladder("s02", *lines))
    asked = " ".join(
        f'v{n}: account(uid: "v{n}", asOf: "2018-03-15")'
        " { attribution { status feeHolder { uid } }"
        " liability { obligors { role accounts { uid } } } }"
        for n in range(count)
    )
    for most in (2, 0):
        facts = await shared.facts()
        result = await put(facts, f"{{ {asked} }}")
        assert result.errors is None
        assert result.data["v0"]["attribution"]["feeHolder"] == {"uid": "t1"}
        assert facts.statements <= most
