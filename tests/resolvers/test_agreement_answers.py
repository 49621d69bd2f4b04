"""Agreements, levels, authorisations and leaving through the schema: moments, refusals, errors."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted, refused

pytestmark = pytest.mark.anyio

WORLD = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05
acme   under harbor as agency from 2018-01-10
acme   lets harbor manage from 2018-02-01 known from 2018-02-20
cedar  owned by cust:cedar
harbor signed FA on 2018-01-05 sealed 2018-01-08 in force from 2018-01-10 term to 2018-03-31
       edition "2018-01" total 1000.00 renewal agreed 2018-03-20 as fa
harbor signed MR on 2018-01-05 edition "2018-01" as mr
harbor reached 9 of 10 new customers in 2018-Q1
harbor was notified of assignment on 2018-02-01 about party-west
harbor was notified of force majeure on 2018-02-20 stating 2018-02-01
east   signed FA on 2017-04-01 ended 2018-02-20 by "FORCE_MAJEURE"
harbor asked for exit on 2018-01-31
""".replace("\n       edition", " edition")
ROLL = [{"question": "Q2", "option": "ROLL_OVER"}]
FAR = """
harbor is partner from 2018-01-05
harbor signed FA on 2018-01-05 term to 2030-03-31 renewal agreed 2030-03-01 as fa
"""


async def asked(engine: Engine, question: str, world: str = WORLD, **variables: Any) -> Any:
    return await ask(await planted(engine, world), question, **variables)


async def test_an_agreement_says_all_that_was_signed(engine: Engine):
    found = await asked(
        engine,
        """{ agreement(id: "fa") {
          agreementId party { partyId } kind edition signedOn sealedOn agreedFrom termEnd
          renewalAgreedOn total { amount } inForce { from to } ending { on because { id } }
        } none: agreement(id: "other") { kind } }""",
    )
    assert found["none"] is None
    assert found["agreement"] == {
        "agreementId": "fa",
        "party": {"partyId": "harbor"},
        "kind": "FA",
        "edition": "2018-01",
        "signedOn": "2018-01-05",
        "sealedOn": "2018-01-08",
        "agreedFrom": "2018-01-10",
        "termEnd": "2018-03-31",
        "renewalAgreedOn": "2018-03-20",
        "total": {"amount": "1000.00"},
        "inForce": {"from": "2018-01-10", "to": "2018-05-01"},
        "ending": {"on": "2018-05-01", "because": {"id": "fa"}},
    }


async def test_a_party_and_its_original_agreement_name_the_same_papers(engine: Engine):
    found = await asked(
        engine,
        """{
          party(id: "harbor") { agreements { agreementId total { fen } } }
          originalAgreement(party: "harbor", asOf: "2018-02-01") {
            framework { agreementId } managementRules { agreementId edition } counterparty
            trace { rules }
          }
          before: originalAgreement(party: "harbor", asOf: "2018-01-04") {
            framework { kind } managementRules { kind } counterparty
          }
          ruleVersion(party: "harbor", asOf: "2018-02-01") { name }
          general: ruleVersion(asOf: "2018-02-01") { name }
          first: ruleVersion(asOf: "2017-03-31") { name }
        }""",
    )
    assert [each["agreementId"] for each in found["party"]["agreements"]] == ["fa", "mr"]
    original = found["originalAgreement"]
    assert original["framework"] == {"agreementId": "fa"}
    assert original["managementRules"] == {"agreementId": "mr", "edition": "2018-01"}
    assert original["counterparty"] == "party-west"
    assert {"R04", "R93"} <= set(original["trace"]["rules"])
    assert found["before"] == {
        "framework": None,
        "managementRules": None,
        "counterparty": "aliyun",
    }
    assert [found[each] for each in ("ruleVersion", "general", "first")] == [
        {"name": "2018-01"},
        {"name": "2017-04"},
        None,
    ]


async def test_what_speaks_against_an_end_is_told(engine: Engine):
    found = await asked(
        engine,
        '{ agreements(party: "east") { ending { cause objections { clause { id } message } } } }',
    )
    ((told,),) = [each["ending"]["objections"] for each in found["agreements"]]
    assert told["clause"] == {"id": "FA 10.3.2"}


async def test_an_authorisation_is_told_from_the_instant_it_was_known(engine: Engine):
    question = """query ($known: DateTime!) {
      account(uid: "acme", knownAt: $known, asOf: "2018-02-10") {
        authorisations { authorisationId partner { uid } act days { from to } source recordedAt }
      }
      authorised(
        account: "acme", partner: "harbor", act: MANAGE, knownAt: $known, asOf: "2018-02-10"
      ) { allowed account { uid } by { act } refusal { nextStep } }
    }"""
    before = await asked(engine, question, known="2018-02-19T23:59:59+08:00")
    assert before["account"]["authorisations"] == []
    assert before["authorised"]["allowed"] is False
    after = await asked(engine, question, known="2018-02-20T00:00:00+08:00")
    (told,) = after["account"]["authorisations"]
    assert (told["partner"], told["act"]) == ({"uid": "harbor"}, "MANAGE")
    assert told["days"] == {"from": "2018-02-01", "to": None}
    assert after["authorised"]["by"] == {"act": "MANAGE"}
    assert after["authorised"]["refusal"] is None


async def test_who_has_never_had_a_partner_has_no_direct_contract(engine: Engine):
    found = await asked(
        engine,
        """{
          none: directContract(input: {account: "cedar", ground: OTHER, reason: "x"}) {
            allowed partner { uid } account { uid }
          }
          agreed: directContract(
            input: {account: "acme", ground: THREE_PARTY_AGREEMENT, agreedOn: "2018-02-01"}
            asOf: "2018-02-01"
          ) { allowed partner { uid } consequences { meaning { en zh } } }
        }""",
    )
    assert found["none"] == {"allowed": False, "partner": None, "account": {"uid": "cedar"}}
    assert found["agreed"]["allowed"] is True


async def test_figures_and_tables_are_taken_as_they_are_given(engine: Engine):
    found = await asked(
        engine,
        """{
          all: eligibility(input: {capital: 50000000, staff: 10, technicalTeam: 3, newCustomers: 10,
            deposit: 500000, cash: 200, levels: [
              {level: STANDARD, first: 0, below: 100}, {level: DIAMOND, first: 100}]}) {
            ... on Eligibility { met level { level missing { fen } table sample } }
          }
          none: eligibility(input: {staff: 0}) { ... on Eligibility { met level { level } } }
        }""",
    )
    level = {"level": "DIAMOND", "missing": None, "table": "given", "sample": False}
    assert found["all"] == {"met": True, "level": level}
    assert found["none"] == {"met": False, "level": None}


S17 = """
east   is partner from 2017-04-01
harbor is partner from 2018-01-05 to 2018-04-01 ended by expired
harbor under east as city from 2018-01-08
harbor signed FA on 2018-01-05 term to 2018-03-31 as fa
harbor signed CA on 2018-01-05 sealed 2018-01-08 as ca
"""
AGREED = S17.replace(
    "term to 2018-03-31", "term to 2018-03-31 renewal agreed 2018-03-20 known from 2018-03-20"
)


@pytest.mark.parametrize(
    ("world", "known", "end"),
    [
        (S17, "2018-04-10T00:00:00+08:00", "2018-04-01"),
        (AGREED, "2018-04-10T00:00:00+08:00", "2018-05-01"),
    ],
)
async def test_s17_standing_ends_with_the_term_or_a_month_later_and_ca_the_same_day(
    engine: Engine, world: str, known: str, end: str
):
    found = await asked(
        engine,
        """query ($known: DateTime!) {
          account(uid: "harbor", knownAt: $known) {
            entitledStandings { days { from to } trace { rules } }
            owner { agreements { agreementId inForce { to } } }
          }
          standingMismatches(party: "harbor", knownAt: $known) { kind days { from to } }
        }""",
        world,
        known=known,
    )
    (entitled,) = found["account"]["entitledStandings"]
    assert entitled["days"] == {"from": "2018-01-05", "to": end}
    assert "R07" in entitled["trace"]["rules"]
    ends = {each["agreementId"]: each["inForce"]["to"] for each in agreements_of(found)}
    assert ends == {"fa": end, "ca": end}
    kinds = [each["kind"] for each in found["standingMismatches"]]
    assert kinds == ([] if end == "2018-04-01" else ["AGREEMENT_WITHOUT_STANDING"])


def agreements_of(found: Any) -> list[Any]:
    return found["account"]["owner"]["agreements"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ('{ agreements(party: "nobody") { kind } }', "PARTY_UNKNOWN"),
        ('{ survivingDuties(party: "nobody") { __typename } }', "PARTY_UNKNOWN"),
        ('{ precedence(clauses: ["FA 1.2.3.4", "MR 6.2"]) { winner { id } } }', "UNKNOWN_CLAUSE"),
        ('{ precedence(clauses: ["MR 6.2", "mr 6.2"]) { winner { id } } }', "INVALID_ARGUMENT"),
        ("{ eligibility(input: {staff: -1}) { __typename } }", "INVALID_ARGUMENT"),
        ('{ assessment(account: "nobody") { state } }', "ACCOUNT_UNKNOWN"),
        ('{ exitOptions(account: "nobody") { __typename } }', "ACCOUNT_UNKNOWN"),
        (
            '{ authorised(account: "acme", partner: "nobody", act: PAY) { allowed } }',
            "ACCOUNT_UNKNOWN",
        ),
        ('{ linkTypeChange(account: "nobody", type: AGENCY) { __typename } }', "ACCOUNT_UNKNOWN"),
        (
            '{ directContract(input: {account: "nobody", ground: OTHER}) { allowed } }',
            "ACCOUNT_UNKNOWN",
        ),
    ],
)
async def test_what_does_not_exist_is_an_error_that_says_so(
    engine: Engine, question: str, code: str
):
    found, message = await refused(await planted(engine, WORLD), question)
    assert found == code
    assert "expected" in message or "no clause" in message


async def test_a_year_without_calendar_is_refused_and_never_guessed(engine: Engine):
    shared = await planted(engine, FAR)
    for root in ("survivingDuties(party", "exitOptions(account"):
        question = (
            f'query ($r: [ReadingChoice!]) {{ a: {root}: "harbor", asOf: "2030-02-10",'
            " readings: $r) { ... on Refusal { code } } }"
        )
        assert (await ask(shared, question, r=ROLL))["a"] == {"code": "CALENDAR_NOT_PUBLISHED"}
    question = 'query ($r: [ReadingChoice!]) { agreements(party: "harbor", readings: $r) { kind } }'
    code, message = await refused(shared, question, r=ROLL)
    assert code == "CALENDAR_NOT_PUBLISHED"
    assert "2030" in message


async def test_duties_and_mismatches_name_their_party(engine: Engine):
    found = await asked(
        engine,
        """{
          survivingDuties(party: "east", asOf: "2018-03-01") {
            ... on SurvivingDuties { day party { partyId } duties { duty } }
          }
          exitOptions(account: "harbor", asOf: "2018-02-10") {
            ... on ExitOptions { account { uid } options { way deadlines { lastDay } } }
          }
          standingMismatches(party: "harbor") { kind account { uid } trace { rules } }
        }""",
    )
    told = found["survivingDuties"]
    assert (told["day"], told["party"]) == ("2018-03-01", {"partyId": "east"})
    assert "PAY_DAMAGES" in [each["duty"] for each in told["duties"]]
    assert found["exitOptions"]["account"] == {"uid": "harbor"}
    kinds = {each["kind"] for each in found["standingMismatches"]}
    assert kinds == {"STANDING_WITHOUT_AGREEMENT"}
