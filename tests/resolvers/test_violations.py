"""Violations through the schema (R53, R70–R77, R79; S33, S35)."""

from typing import Any

import pytest

from graph.store.engine import Engine
from tests.resolvers.asking import ask, planted

pytestmark = pytest.mark.anyio

P3 = """
p3 is partner from 2017-04-01
p3 violated MR 6.2.7.3 as class 2 counted 2017-05-20 as v1
p3 violated MR 6.2.2.2 as class 2 counted 2017-11-11 as v2
p3 violated MR 6.2.2.1 as class 2 reported 2018-03-01 by t2 counted 2018-03-15 evidence "shop" as v3
p3 was notified of termination on 2018-04-10 stating 2018-04-30 as n1
p3 deposited 5000.00 on 2017-04-10
p3 lost 5000.00 of deposit on 2018-03-20 for v3
t2 is partner from 2017-04-01
"""
RECORD = """
query ($on: Date!, $readings: [ReadingChoice!]) {
  violations(party: "p3", asOf: $on, readings: $readings) {
    ... on ViolationRecord {
      party { partyId }
      charges { violationId ordinal penalty { amount } counting countsFrom countsThrough state }
      counting penalties { amount } taken { amount } outstanding { amount }
      rights { kind since through violations }
      terminations { founded contractEndsOn standingEndsOn forfeitsFees notice { id } }
      trace { rules readings { question option } }
    }
    ... on Refusal { code }
  }
}
"""


async def record(engine: Engine, on: str, text: str = P3, **readings: str) -> Any:
    chosen = [{"question": key, "option": option} for key, option in readings.items()]
    shared = await planted(engine, text)
    return (await ask(shared, RECORD, on=on, readings=chosen))["violations"]


async def test_s33_three_cost_14000_and_the_third_gives_a_right(engine: Engine):
    found = await record(engine, "2018-03-20")
    assert [each["penalty"]["amount"] for each in found["charges"]] == [
        "2000.00",
        "4000.00",
        "8000.00",
    ]
    assert [each["ordinal"] for each in found["charges"]] == [1, 2, 3]
    assert found["penalties"]["amount"] == "14000.00"
    assert (found["taken"]["amount"], found["outstanding"]["amount"]) == ("5000.00", "9000.00")
    assert found["party"]["partyId"] == "p3"
    repeated = next(each for each in found["rights"] if each["kind"] == "REPEATED_VIOLATIONS")
    assert (repeated["since"], repeated["through"]) == ("2018-03-15", "2018-05-20")
    assert repeated["violations"] == ["v1", "v2", "v3"]
    assert found["terminations"] == []


async def test_q21_nothing_ends_before_the_notice_and_then_on_two_days(engine: Engine):
    assert (await record(engine, "2018-04-09"))["terminations"] == []
    (ended,) = (await record(engine, "2018-04-10"))["terminations"]
    assert (ended["contractEndsOn"], ended["standingEndsOn"]) == ("2018-04-10", "2018-04-30")
    assert (ended["founded"], ended["forfeitsFees"], ended["notice"]["id"]) == (True, True, "n1")


async def test_s35_by_the_other_reading_the_third_gives_none(engine: Engine):
    found = await record(engine, "2018-04-10", Q3="MORE_THAN_3")
    assert "REPEATED_VIOLATIONS" not in {each["kind"] for each in found["rights"]}
    (ended,) = found["terminations"]
    assert ended["forfeitsFees"] is False


async def test_a_year_without_a_calendar_is_refused(engine: Engine):
    text = "p3 is partner from 2017-04-01\np3 violated MR 6.2.3 as class 2 noticed 2030-02-13 as v1"
    shared = await planted(engine, text)
    asked = {"on": "2030-06-01", "known": "2031-01-01T00:00:00Z"}
    every = """query ($on: Date!, $known: DateTime!) {
      record: violations(party: "p3", asOf: $on, knownAt: $known) { ... on Refusal { code } }
      one: violation(id: "v1", asOf: $on, knownAt: $known) { ... on Refusal { code } }
      price: penalty(party: "p3", class: CLASS_2, asOf: $on, knownAt: $known) {
        ... on Refusal { code }
      }
      off: setOff(party: "p3", amount: 1, asOf: $on, knownAt: $known) { ... on Refusal { code } }
      early: violation(id: "v1", asOf: "2030-02-14", knownAt: $known) {
        ... on Violation { state replyDeadline { ... on Refusal { code } } }
      }
    }"""
    found = await ask(shared, every, **asked)
    early = found.pop("early")
    assert {each["code"] for each in found.values()} == {"CALENDAR_NOT_PUBLISHED"}
    assert early["state"] == "AWAITING_REPLY"
    assert early["replyDeadline"]["code"] == "CALENDAR_NOT_PUBLISHED"


async def test_a_violation_tells_all_that_was_recorded(engine: Engine):
    text = """
    p3 is partner from 2017-04-01
    t2 is partner from 2017-04-01
    p3 violated MR 6.1 as class 1 acted 2018-02-01 reported 2018-02-10 by t2 noticed 2018-02-13 \
      replied 2018-02-14 in words "sold a list" evidence "the list" as v1
    """.replace("\\\n      ", "")
    shared = await planted(engine, text)
    question = """{ violation(id: "v1", asOf: "2018-02-20") { ... on Violation {
      violationId class code words evidence actedOn reportedOn noticedOn repliedOn outcome
      decidedOn state final basis establishedOn penalty { amount } ordinal counting source
      recordedAt reportedBy { partyId } party { partyId }
      entry { code open gloss { zh } clause { id } breaches { id } classes }
      replyDeadline { ... on Deadline { lastDay } }
    } } }"""
    found = (await ask(shared, question))["violation"]
    said = {key: found[key] for key in ("violationId", "class", "code", "words", "evidence")}
    assert said == {
        "violationId": "v1",
        "class": "CLASS_1",
        "code": "MR 6.1",
        "words": "sold a list",
        "evidence": "the list",
    }
    assert (found["state"], found["final"], found["counting"]) == ("UNDER_REVIEW", False, False)
    assert found["replyDeadline"]["lastDay"] == "2018-02-23"
    assert (found["reportedBy"]["partyId"], found["party"]["partyId"]) == ("t2", "p3")
    assert found["entry"]["open"] is True
    days = [found[key] for key in ("actedOn", "reportedOn", "noticedOn", "repliedOn")]
    assert days == ["2018-02-01", "2018-02-10", "2018-02-13", "2018-02-14"]
    assert (found["penalty"], found["outcome"], found["decidedOn"]) == (None, None, None)


async def test_a_violation_that_is_not_there_is_null(engine: Engine):
    shared = await planted(engine, P3)
    question = """{
      none: violation(id: "v9") { __typename }
      early: violation(id: "v3", asOf: "2018-02-28") { __typename }
      there: violation(id: "v3", asOf: "2018-03-01") { ... on Violation { reportedBy { partyId } } }
      bare: violation(id: "v1", asOf: "2018-03-01") { ... on Violation {
        reportedBy { partyId } replyDeadline { __typename }
      } }
    }"""
    found = await ask(shared, question)
    assert (found["none"], found["early"]) == (None, None)
    assert found["there"] == {"reportedBy": {"partyId": "t2"}}
    assert found["bare"] == {"reportedBy": None, "replyDeadline": None}


async def test_a_price_is_that_of_one_more(engine: Engine):
    shared = await planted(engine, P3)
    question = """{
      third: penalty(party: "p3", class: CLASS_2, asOf: "2018-03-10") { ...P }
      later: penalty(party: "p3", class: CLASS_2, on: "2018-11-12", asOf: "2018-03-10") { ...P }
      grave: penalty(party: "p3", class: CLASS_1, asOf: "2018-03-10",
        readings: [{question: "Q4", option: "CUMULATIVE_14000"}]) { ...P }
    }
    fragment P on ViolationPriceResult { ... on ViolationPrice {
      ordinal penalty { fen } givesRightToEnd trace { rules }
    } }"""
    found = await ask(shared, question)
    told = {
        key: (each["ordinal"], each["penalty"]["fen"], each["givesRightToEnd"])
        for key, each in found.items()
    }
    assert told == {
        "third": (3, 800_000, True),
        "later": (1, 200_000, False),
        "grave": (None, 1_400_000, True),
    }


async def test_the_catalogue_lists_both_classes_and_no_6_2_1(engine: Engine):
    shared = await planted(engine, "")
    question = """{
      every: violationCatalogue { code classes breaches { id } clause { id } }
      first: violationCatalogue(class: CLASS_1) { code }
    }"""
    found = await ask(shared, question)
    codes = [each["code"] for each in found["every"]]
    assert "MR 6.2.7.3" in codes
    assert "MR 6.2.1" not in codes
    assert {each["code"].split("/")[0] for each in found["first"]} == {"MR 6.1"}


async def test_a_party_offers_its_violations_and_its_deposit(engine: Engine):
    shared = await planted(engine, P3)
    question = """{ account(uid: "p3", asOf: "2018-03-20") { owner {
      violations { ... on ViolationRecord { counting } }
      deposit { ... on Deposit { balance { fen } shortfall { fen } } }
    } } }"""
    owner = (await ask(shared, question))["account"]["owner"]
    assert owner["violations"] == {"counting": 3}
    assert owner["deposit"] == {"balance": {"fen": 0}, "shortfall": {"fen": 500_000}}


async def test_the_integrity_penalty_is_the_highest_of_what_is_given_or_on_paper(engine: Engine):
    text = """
    p3 is partner from 2017-04-01
    p3 signed FA on 2017-04-01 total 1000.00
    p3 fee of 2018-03 notified on 2018-04-13 amount 5000.00
    p3 fee of 2018-03 paid on 2018-04-25 amount 5000.00
    """
    shared = await planted(engine, text)
    question = """{
      given: integrityPenalty(contractTotal: 100000, feesPaid: 50000, benefit: 30001) { ...P }
      paper: integrityPenalty(party: "p3", benefit: 100) { ...P }
      mixed: integrityPenalty(party: "p3", contractTotal: 0, feesPaid: 0, benefit: 100) { ...P }
      none: integrityPenalty(party: "p3", asOf: "2018-04-24") { ...P }
      bad: integrityPenalty(benefit: -1) { ...P }
    }
    fragment P on IntegrityPenaltyResult {
      ... on IntegrityPenalty {
        penalty { fen } decisive parts { of { fen } percent amount { fen } }
      }
      ... on Refusal { code path }
    }"""
    found = await ask(shared, question)
    assert found.pop("bad") == {"code": "AMOUNT_NOT_POSITIVE", "path": "BENEFIT"}
    told = {key: (each["penalty"]["fen"], each["decisive"]) for key, each in found.items()}
    assert told == {
        "given": (30_001, ["BENEFIT"]),
        "paper": (150_000, ["FEES_PAID"]),
        "mixed": (100, ["BENEFIT"]),
        "none": (30_000, ["CONTRACT_TOTAL"]),
    }
    assert found["none"]["parts"][1]["of"] is None
