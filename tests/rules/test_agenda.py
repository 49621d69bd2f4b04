"""What a party has to do by when: R35, R47, R60, R62, R64, R71, R74, R83, R89, R101, R112, R122."""

from typing import Any

import pytest

from graph.calendar import CalendarNotPublished
from graph.model import (
    AccountPapers,
    DepositEntry,
    DepositMove,
    FactId,
    FeeMove,
    FeeStep,
    PartyPapers,
    Request,
    RequestKind,
    Task,
    Verdict,
    Violation,
    ViolationClass,
    ViolationOutcome,
)
from graph.rules.agenda import Due, agenda
from tests.rules.asked import d
from tests.rules.papered import PARTY, agreement, days, fa, moment, notice, papers, proven


def entry(move: str, on: str, **said: Any) -> DepositEntry:
    """A movement of harbor's deposit."""
    return DepositEntry(
        id=FactId(f"{move}:{on}"), party=PARTY, move=DepositMove(move), on=d(on),
        **{"fen": 500_000} | days(said),
    )  # fmt: skip


def violation(**said: Any) -> Violation:
    """A class-2 violation of harbor."""
    rank = ViolationClass(said.pop("rank", "CLASS_2"))
    return Violation(id=FactId("v1"), party=PARTY, rank=rank, clause="MR 6.2.2.1", **days(said))


def request(kind: str, applied_on: str, **said: Any) -> Request:
    """A request about acme."""
    return Request(
        id=FactId("r1"), account="acme", kind=RequestKind(kind), **days({"applied_on": applied_on} |
        said),
    )  # fmt: skip


def step(move: str, on: str, month: str = "2018-01-01") -> FeeStep:
    """A step of harbor's fee of January 2018."""
    return FeeStep(
        id=FactId(f"{move}:{on}"), account="harbor", month=d(month), move=FeeMove(move), on=d(on)
    )


def party(*facts: Any) -> PartyPapers:
    """Papers of every kind about harbor."""
    agreed = papers(*facts)
    return PartyPapers(
        agreed.agreements,
        tuple(each for each in facts if isinstance(each, Violation)),
        tuple(each for each in facts if isinstance(each, DepositEntry)),
        agreed.notices,
    )


def found(day: str, *facts: Any, **readings: str) -> tuple[Due, ...]:
    """The agenda of a day, with every trace looked at."""
    when = moment(day, **readings)
    account = AccountPapers(
        requests=tuple(each for each in facts if isinstance(each, Request)),
        tasks=tuple(each for each in facts if isinstance(each, Task)),
        fee_steps=tuple(each for each in facts if isinstance(each, FeeStep)),
    )
    due = agenda(party(*facts), [account], when)
    for each in due:
        proven(each.trace, when)
    return due


def told(day: str, *facts: Any, **readings: str) -> list[tuple[str, str]]:
    """Each deadline's kind and its last day."""
    return [
        (each.kind or each.what.en, str(each.last_day)) for each in found(day, *facts, **readings)
    ]


def test_the_deposit_is_due_from_signing_until_it_is_paid():
    assert told("2018-01-04", fa()) == []
    for day in ("2018-01-05", "2018-01-12", "2018-01-13"):
        (due,) = found(day, fa())
        assert (due.kind, due.last_day) == ("DEPOSIT_DUE", d("2018-01-12"))
        assert due.overdue(d(day)) is (day == "2018-01-13")
    paid = entry("PAID", "2018-01-10")
    assert told("2018-01-09", fa(), paid) == [("DEPOSIT_DUE", "2018-01-12")]
    assert told("2018-01-10", fa(), paid) == []


def test_r60_a_deposit_is_due_until_its_parts_reach_five_thousand_yuan():
    part = entry("PAID", "2018-01-08", fen=200_000)
    rest = entry("TOPPED_UP", "2018-01-11", fen=300_000)
    assert told("2018-01-10", fa(), part, rest) == [("DEPOSIT_DUE", "2018-01-12")]
    assert told("2018-01-11", fa(), part, rest) == []


def test_a_renewal_asks_for_no_second_deposit():
    renewed = agreement("FA", "fa2", signed_on="2018-03-20", agreed_from="2018-04-01")
    assert told("2018-04-10", fa(), renewed, entry("PAID", "2018-01-10")) == []


def test_after_a_clean_expiry_the_deposit_comes_back_within_a_week_and_no_staff_is_hired():
    paid = entry("PAID", "2018-01-10")
    ended = [("DEPOSIT_REFUND", "2018-04-07"), ("NO_HIRING", "2019-03-31")]
    assert told("2018-03-31", fa(), paid) == []
    assert told("2018-04-01", fa(), paid) == ended
    assert told("2018-04-01", fa(), paid, Q2="ROLL_OVER")[0] == ("DEPOSIT_REFUND", "2018-04-08")
    assert told("2018-04-03", fa(), paid, entry("REFUNDED", "2018-04-03")) == ended[1:]
    assert told("2018-04-03", fa(), paid, violation(reported_on="2018-02-01")) == ended[1:]
    early = fa(ended_on="2018-03-01", end_cause="MUTUAL")
    assert told("2018-03-02", early, paid) == [("NO_HIRING", "2019-03-01")]
    assert told("2019-04-01", fa(), paid, entry("REFUNDED", "2018-04-03")) == []


def test_r64_r81_r122_an_agenda_says_of_the_end_what_deposit_and_duties_say():
    paid = entry("PAID", "2018-01-10")
    extended = fa(renewal_agreed_on="2018-03-20")
    assert told("2018-05-01", extended, paid) == [
        ("DEPOSIT_REFUND", "2018-05-07"), ("NO_HIRING", "2019-04-30"),
    ]  # fmt: skip
    dismissed = violation(decided_on="2018-02-05", outcome=ViolationOutcome.DISMISSED)
    assert told("2018-04-01", fa(), paid, dismissed)[0] == ("DEPOSIT_REFUND", "2018-04-07")
    ended = notice("TERMINATION", "2018-03-16")
    assert told("2018-03-16", fa(), paid, ended) == [("NO_HIRING", "2019-03-16")]
    again = agreement("FA", "fa2", signed_on="2018-03-01", agreed_from="2018-06-01")
    assert told("2018-04-15", fa(), again, paid) == [("NO_HIRING", "2019-03-31")]
    assert told("2018-06-01", fa(), again, paid) == []


def test_s37_a_top_up_is_due_from_the_notice_until_it_is_paid():
    paid = entry("PAID", "2018-01-10")
    taken = entry("DEDUCTED", "2018-02-10", noticed_on="2018-02-12", fen=320_000)
    assert told("2018-02-11", paid, taken) == []
    assert told("2018-02-12", paid, taken) == [("DEPOSIT_TOP_UP", "2018-02-24")]
    assert told("2018-02-13", paid, notice("TOP_UP", "2018-02-12"), taken) == [
        ("DEPOSIT_TOP_UP", "2018-02-24")
    ]
    early, part = (entry("TOPPED_UP", day, fen=100_000) for day in ("2018-02-11", "2018-02-20"))
    rest = entry("TOPPED_UP", "2018-02-21", fen=120_000)
    due = [("DEPOSIT_TOP_UP", "2018-02-24")]
    assert told("2018-02-20", paid, taken, early, part, rest) == due
    assert told("2018-02-21", paid, taken, early, part, rest) == []


def test_a_charge_is_replied_to_in_time_or_not_at_all():
    charged = violation(noticed_on="2018-03-14")
    assert told("2018-03-19", charged) == [("VIOLATION_REPLY", "2018-03-19")]
    assert told("2018-03-20", charged) == [("VIOLATION_COUNTS", "2019-03-20")]
    assert told("2018-03-16", violation(noticed_on="2018-03-14", replied_on="2018-03-16")) == []


def test_an_established_violation_counts_for_twelve_months():
    found_on = violation(counted_on="2017-05-20", outcome=ViolationOutcome.ESTABLISHED)
    assert told("2018-05-20", found_on) == [("VIOLATION_COUNTS", "2018-05-20")]
    assert told("2018-05-21", found_on) == []
    decided = violation(decided_on="2017-06-01", outcome=ViolationOutcome.ESTABLISHED)
    assert told("2018-01-01", decided) == [("VIOLATION_COUNTS", "2018-06-01")]
    assert told("2018-01-01", violation(rank="CLASS_1", counted_on="2017-06-01")) == []
    dismissed = violation(decided_on="2017-06-01", outcome=ViolationOutcome.DISMISSED)
    assert told("2018-01-01", dismissed) == []


def test_q5_a_violation_that_counts_from_its_act_is_open_from_its_act():
    late = violation(
        acted_on="2017-05-20", counted_on="2017-08-01", outcome=ViolationOutcome.ESTABLISHED
    )
    assert told("2017-09-01", late) == [("VIOLATION_COUNTS", "2018-08-01")]
    assert told("2017-09-01", late, Q5="FROM_ACT") == [("VIOLATION_COUNTS", "2018-05-20")]


@pytest.mark.parametrize(
    ("kind", "last", "term"),
    [
        ("BREACH", "2018-03-11", "BREACH_COMPENSATION"),
        ("END_OF_AGREEMENT", "2018-03-31", "NOTICE_OF_END"),
    ],
)
def test_a_notice_runs_to_its_last_day(kind: str, last: str, term: str):
    given = notice(kind, "2018-03-01")
    assert told("2018-02-28", given) == []
    assert told(last, given) == [(term, last)]
    assert told("2018-04-01", given) == []


def test_a_customers_request_is_open_until_it_is_withdrawn_or_carried_out():
    asked: dict[str, Any] = {"ground": "CUSTOMER_REQUEST", "notice_received_on": "2018-02-13"}
    (due,) = found("2018-02-28", request("DETACHMENT", "2018-02-12", **asked))
    assert (due.kind, due.last_day, due.account) == (
        "CUSTOMER_REQUEST_ANSWER", d("2018-02-23"), "acme",
    )  # fmt: skip
    for met in ("withdrawn_on", "executed_on", "closed_on"):
        ended = asked | {met: "2018-02-20"}
        assert told("2018-02-19", request("DETACHMENT", "2018-02-12", **ended))
        assert told("2018-02-20", request("DETACHMENT", "2018-02-12", **ended)) == []
    answered = asked | {"answered_on": "2018-02-20"}
    assert told("2018-02-21", request("DETACHMENT", "2018-02-12", **answered))


def test_exits_wait_a_month_from_the_application():
    alone = request("DETACHMENT", "2018-01-31", ground="CITY_APPLICATION")
    assert told("2018-02-01", alone) == [("CITY_EXIT_NOTICE", "2018-02-28")]
    assert told("2018-02-01", request("EXIT", "2018-02-01")) == [
        ("PARTNER_EXIT_NOTICE", "2018-03-01")
    ]
    refused = request("EXIT", "2018-02-01", verdict=Verdict.REFUSED, decided_on="2018-02-05")
    assert told("2018-02-04", refused)
    assert told("2018-02-05", refused) == []
    assert told("2018-02-05", request("MOVE", "2018-02-01")) == []


def test_a_task_is_open_until_it_is_done():
    def task(duty: str, **said: Any) -> Task:
        since = d("2018-03-16")
        return Task(
            id=FactId(duty), account="harbor", duty=duty, since=since, clause="FA 8.4.3",
            **days(said),
        )  # fmt: skip

    guide = task("TELL_AND_GUIDE_CUSTOMERS")
    words = "Customers are told and guided to contract directly."
    assert told("2018-03-15", guide) == []
    assert told("2018-03-16", guide, task("call", due_on="2018-03-20")) == [
        ("call", "2018-03-20"), (words, "None"),
    ]  # fmt: skip
    assert not found("2018-03-16", guide)[0].overdue(d("2030-01-01"))
    done = task("call", done_on="2018-03-18")
    assert told("2018-03-17", done)
    assert told("2018-03-18", done) == []


def test_a_fee_waits_for_its_invoice_and_then_for_its_payment():
    notified = step("NOTIFIED", "2018-02-22")
    assert told("2018-02-22", notified) == [("FEE_INVOICE", "2018-02-26")]
    posted = step("INVOICED", "2018-02-26")
    assert told("2018-02-25", notified, posted) == [("FEE_INVOICE", "2018-02-26")]
    assert told("2018-02-26", notified, posted) == [("FEE_PAYMENT", "2018-02-26")]
    late = step("INVOICED", "2018-02-27")
    assert told("2018-02-27", notified, late) == [("FEE_PAYMENT", "2018-03-26")]
    assert told("2018-02-28", notified, posted, step("PAID", "2018-02-28")) == []
    assert told("2018-03-31", step("NOTIFIED", "2018-03-15", "2018-02-01"), posted) == [
        ("FEE_PAYMENT", "2018-02-26"), ("FEE_INVOICE", "2018-03-20"),
    ]  # fmt: skip


def test_the_nearest_comes_first_and_an_unpublished_year_is_an_error():
    both = [notice("BREACH", "2018-03-01"), violation(noticed_on="2018-03-02")]
    assert [kind for kind, _ in told("2018-03-02", *both)] == [
        "VIOLATION_REPLY", "BREACH_COMPENSATION",
    ]  # fmt: skip
    with pytest.raises(CalendarNotPublished):
        told("2026-12-31", violation(noticed_on="2026-12-30"))


def test_only_what_was_known_is_on_the_agenda():
    learnt = fa(recorded_at="2018-01-08")
    assert agenda(papers(learnt), [], moment("2018-01-10", "2018-01-07")) == ()
    assert len(agenda(papers(learnt), [], moment("2018-01-10", "2018-01-08"))) == 1
