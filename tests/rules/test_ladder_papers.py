"""Each form of a line about papers, and the fact it states."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.ladder import parse, print_world
from graph.ladder.naming import facts_of
from graph.model import (
    Account,
    Agreement,
    AgreementKind,
    Assessment,
    DepositEntry,
    DepositMove,
    Fact,
    FeeMove,
    FeeStep,
    LinkType,
    Note,
    Notice,
    NoticeKind,
    Party,
    Request,
    RequestKind,
    Task,
    Verdict,
    Violation,
    ViolationClass,
    ViolationOutcome,
)
from graph.model.facts import UNKNOWN_SINCE

D1, D2, D3 = date(2018, 3, 1), date(2018, 3, 2), date(2018, 3, 16)
S1 = datetime(2018, 2, 28, 16, tzinfo=UTC)
S2 = datetime(2018, 3, 1, 16, tzinfo=UTC)
ONE, TWO, THREE = "2018-03-01", "2018-03-02", "2018-03-16"


def stated(text: str) -> Fact:
    """The one fact of a text, besides the accounts and parties that it names."""
    (fact,) = [each for each in facts_of(parse(text)) if not isinstance(each, Account | Party)]
    return fact


def agreement(kind: str = "FA", **said: Any) -> Agreement:
    one = {"party": "harbor", "kind": AgreementKind(kind), "signed_on": D1, "recorded_at": S1}
    return Agreement(**{"id": f"agreement:harbor:{kind}:2018-03-01"} | one | said)


def violation(**said: Any) -> Violation:
    one = {"party": "willow", "rank": ViolationClass.CLASS_2, "clause": "MR 6.2.7.3"}
    return Violation(**{"id": "v1", "recorded_at": S1, "reported_on": D1} | one | said)


def deposit(move: DepositMove, **said: Any) -> DepositEntry:
    one = {"party": "willow", "move": move, "fen": 320_000, "on": D1, "recorded_at": S1}
    about = f":{said['about']}" if "about" in said else ""
    return DepositEntry(**{"id": f"deposit:willow:{move}:2018-03-01{about}"} | one | said)


def notice(kind: NoticeKind, **said: Any) -> Notice:
    one = {"party": "harbor", "kind": kind, "received_on": D1, "recorded_at": S1}
    return Notice(**{"id": f"notice:harbor:{kind}:2018-03-01"} | one | said)


def request(kind: str = "DETACHMENT", **said: Any) -> Request:
    one = {"account": "acme", "kind": RequestKind(kind), "applied_on": D1, "recorded_at": S1}
    return Request(**{"id": f"request:acme:{kind}:2018-03-01"} | one | said)


def task(**said: Any) -> Task:
    one = {"account": "harbor", "duty": "TELL", "since": D1, "clause": "FA 8.4.3"}
    return Task(**{"id": "task:harbor:TELL:2018-03-01", "recorded_at": S1} | one | said)


def fee(move: FeeMove, **said: Any) -> FeeStep:
    one = {"account": "willow", "month": D1, "move": move, "on": D3, "id": f"f-{move}"}
    return FeeStep(**one | {"recorded_at": datetime(2018, 3, 15, 16, tzinfo=UTC)} | said)


SIGNED = f"harbor signed FA on {ONE}"
VIOLATED = f"willow violated MR 6.2.7.3 as class 2 reported {ONE}"
LOST = f"willow lost 3200.00 of deposit on {ONE}"
TOLD = f"harbor was notified of top up on {ONE}"
ASKED = f"acme asked for detachment on {ONE}"
MUST = f"harbor must TELL since {ONE} under FA 8.4.3"


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        (SIGNED, agreement()),
        (f"harbor signed CA on {ONE}", agreement("CA")),
        (f"harbor signed MR on {ONE}", agreement("MR")),
        (f"harbor signed IP on {ONE}", agreement("IP")),
        (f"harbor signed termination on {ONE}", agreement("TERMINATION")),
        (f"{SIGNED} sealed {TWO}", agreement(sealed_on=D2)),
        (
            f"harbor signed FA sealed {TWO}",
            agreement(
                id="agreement:harbor:FA:2018-03-02", signed_on=None, sealed_on=D2, recorded_at=S2
            ),
        ),
        (
            f"harbor signed FA in force from {ONE}",
            agreement(signed_on=None, agreed_from=D1),
        ),
        (f"{SIGNED} term to {THREE}", agreement(term_end=D3)),
        (f"{SIGNED} renewal agreed {TWO}", agreement(renewal_agreed_on=D2)),
        (f"{SIGNED} ended {TWO}", agreement(ended_on=D2)),
        (f'{SIGNED} ended {TWO} by "mutual"', agreement(ended_on=D2, end_cause="mutual")),
        (f'{SIGNED} ended by "mutual"', agreement(end_cause="mutual")),
        (f"{SIGNED} edition 2018-01", agreement(edition="2018-01")),
        (f"{SIGNED} total 1000.00", agreement(fen=100_000)),
        (f"{SIGNED} replacing fa0 as fa1", agreement(id="fa1", replaces="fa0")),
        (f"{VIOLATED} as v1", violation()),
        (VIOLATED, violation(id="violation:willow:MR 6.2.7.3:2018-03-01")),
        (
            f"willow violated MR 6.1/forgery as class 1 acted {ONE} as v1",
            violation(
                rank=ViolationClass.CLASS_1,
                clause="MR 6.1/forgery",
                acted_on=D1,
                reported_on=None,
            ),
        ),
        (
            f'willow violated "a promise" as class 1 noticed {ONE} replied {TWO} as v1',
            violation(
                rank=ViolationClass.CLASS_1,
                clause="a promise",
                reported_on=None,
                noticed_on=D1,
                replied_on=D2,
            ),
        ),
        (
            f"{VIOLATED} established {TWO} counted {THREE} causing o1 as v1",
            violation(
                outcome=ViolationOutcome.ESTABLISHED,
                decided_on=D2,
                counted_on=D3,
                obligation="o1",
            ),
        ),
        (f"{VIOLATED} established as v1", violation(outcome=ViolationOutcome.ESTABLISHED)),
        (
            f"{VIOLATED} dismissed {TWO} as v1",
            violation(outcome=ViolationOutcome.DISMISSED, decided_on=D2),
        ),
        (
            f'{VIOLATED} by east in words "sold on" evidence letter as v1',
            violation(reported_by="east", words="sold on", evidence="letter"),
        ),
        (
            "willow violated MR 6.2.7.3 as class 2 reported by east as v1",
            violation(reported_by="east", reported_on=None, recorded_at=UNKNOWN_SINCE),
        ),
        (f"{VIOLATED} decided {TWO} as v1", violation(decided_on=D2)),
        (
            f"willow deposited 3200.00 on {ONE} under fa1",
            deposit(DepositMove.PAID, agreement="fa1"),
        ),
        (f"willow topped up 3200.00 on {ONE}", deposit(DepositMove.TOPPED_UP)),
        (f"willow got back 3200.00 on {ONE}", deposit(DepositMove.REFUNDED)),
        (
            f"{LOST} for o1 noticed {TWO}",
            deposit(DepositMove.DEDUCTED, about="o1", noticed_on=D2),
        ),
        (
            f"willow lost 3200.00 of prepayment on {ONE}",
            deposit(DepositMove.SET_OFF_PREPAYMENT),
        ),
        (f"willow lost 3200.00 of fees on {ONE} as d1", deposit(DepositMove.SET_OFF_FEES, id="d1")),
        (TOLD, notice(NoticeKind.TOP_UP)),
        (
            f"{TOLD} sent {ONE} stating {TWO} amount 3200.00",
            notice(NoticeKind.TOP_UP, sent_on=D1, stated_on=D2, fen=320_000),
        ),
        (
            f"harbor was notified of violation on {ONE} about v1",
            notice(NoticeKind.VIOLATION, id="notice:harbor:VIOLATION:2018-03-01:v1", about="v1"),
        ),
        (f"{TOLD} from east", notice(NoticeKind.TOP_UP, sender="east")),
        (
            f"harbor gave notice of end of agreement on {ONE}",
            notice(NoticeKind.END_OF_AGREEMENT, sender="harbor"),
        ),
        (ASKED, request()),
        (f"{ASKED} by willow as r1", request(id="r1", applied_by="willow")),
        (
            f"{ASKED} on ground CUSTOMER_REQUEST notice received {TWO} answered {THREE}",
            request(ground="CUSTOMER_REQUEST", notice_received_on=D2, answered_on=D3),
        ),
        (
            f"{ASKED} no dispute {ONE} confirmed {TWO} granted {THREE} effective {THREE}",
            request(
                no_dispute_confirmed_on=D1,
                confirmed_on=D2,
                verdict=Verdict.GRANTED,
                decided_on=D3,
                effective_on=D3,
            ),
        ),
        (f"{ASKED} refused {TWO}", request(verdict=Verdict.REFUSED, decided_on=D2)),
        (
            f"{ASKED} keeping city partners keeping links due {TWO} executed {THREE}",
            request(release_city_partners=False, end_links=False, due_marked_on=D2, executed_on=D3),
        ),
        (
            f'{ASKED} withdrawn {TWO} closed {THREE} by "withdrawal"',
            request(withdrawn_on=D2, closed_on=D3, close_cause="withdrawal"),
        ),
        (
            f"acme asked for entry on {ONE} under willow approved {ONE} framework signed {TWO}",
            request(
                "ENTRY",
                other="willow",
                approved_on=D1,
                framework_signed_on=D2,
            ),
        ),
        (
            f"acme asked for move on {ONE} to willow linked as resale authorised {ONE}",
            request("MOVE", other="willow", link_type=LinkType.RESALE, authorised_on=D1),
        ),
        (
            f"acme asked for exit on {ONE} customers settled {TWO} termination agreed {THREE}",
            request("EXIT", customers_settled_on=D2, termination_agreed_on=D3),
        ),
        (
            f"acme asked for conversion on {ONE} city agreement {TWO}",
            request("CONVERSION", city_agreement_on=D2),
        ),
        (MUST, task()),
        (
            f"{MUST} due {THREE} for acme and birch about r1 done {TWO} as t1",
            task(id="t1", due_on=D3, accounts=("acme", "birch"), about="r1", done_on=D2),
        ),
        (
            f'harbor must "tell all" since {ONE} under "a promise" as t1',
            task(id="t1", duty="tell all", clause="a promise"),
        ),
        (
            "willow reached 0 of 10 new customers in 2018-Q1",
            Assessment(
                id="assessment:willow:2018-01-01",
                account="willow",
                quarter=date(2018, 1, 1),
                new_customers=0,
                minimum=10,
                recorded_at=datetime(2018, 3, 31, 16, tzinfo=UTC),
            ),
        ),
        (
            f"willow fee of 2018-03 notified on {THREE} amount 1070.00 as f-NOTIFIED",
            fee(FeeMove.NOTIFIED, fen=107_000),
        ),
        (f"willow fee of 2018-03 invoiced on {THREE} as f-INVOICED", fee(FeeMove.INVOICED)),
        (
            f"willow fee of 2018-03 invoice rejected on {THREE} as f-INVOICE_REJECTED",
            fee(FeeMove.INVOICE_REJECTED),
        ),
        (f"willow fee of 2018-03 paid on {THREE} as f-PAID", fee(FeeMove.PAID)),
        (f"willow fee of 2018-03 disputed on {THREE} as f-DISPUTED", fee(FeeMove.DISPUTED)),
        (
            f"willow fee of 2018-03 forfeited on {THREE}",
            fee(FeeMove.FORFEITED, id="fee:willow:2018-03-01:FORFEITED:2018-03-16"),
        ),
        (
            'o1 has note "asked twice"',
            Note(id="note:o1", subject="o1", text="asked twice", recorded_at=UNKNOWN_SINCE),
        ),
    ],
)
def test_a_line_states_its_paper_and_is_printed_as_it_was(line: str, fact: Fact) -> None:
    assert stated(line) == fact
    assert print_world(parse(line)) == f"{line}\n"
