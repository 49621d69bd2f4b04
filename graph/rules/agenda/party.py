"""Deadlines of a party's own papers: agreements, deposit, violations, notices."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from graph.model import (
    AgreementKind,
    DepositEntry,
    DepositMove,
    FactId,
    Moment,
    Notice,
    NoticeKind,
    PartyPapers,
    Violation,
    ViolationClass,
    ViolationOutcome,
)
from graph.rules.agenda.due import Run, earliest
from graph.rules.agreements import Contracts, EndCause, InForce
from graph.rules.agreements.begin import signed
from graph.rules.term import Term

DAY = timedelta(1)

NOTICED = {
    NoticeKind.BREACH: Term.BREACH_COMPENSATION,
    NoticeKind.END_OF_AGREEMENT: Term.NOTICE_OF_END,
}
"""Notices that a period follows which nothing on paper meets (R47, R83)."""


def of_party(papers: PartyPapers, moment: Moment) -> Iterator[Run]:
    """The periods that a party's papers began (R47, R60, R62, R64, R71, R74, R83, R122)."""
    entries = moment.known(papers.deposit_entries)
    notices = moment.known(papers.notices)
    violations = moment.known(papers.violations)
    yield from _agreed(Contracts(papers, moment), entries, violations)
    yield from _topped_up(entries, notices)
    for notice in notices:
        if notice.kind in NOTICED:
            yield Run(NOTICED[notice.kind], notice, notice.received_on, passes=True)
    for violation in violations:
        yield from _charged(violation)


def _agreed(
    contracts: Contracts, entries: Sequence[DepositEntry], violations: Sequence[Violation]
) -> Iterator[Run]:
    """The deposit after signing; after the last framework agreement its refund, and no hiring."""
    frameworks = contracts.of(AgreementKind.FA)
    for span in contracts.relation:
        mine = [each for each in frameworks if each.begin is not None and each.begin in span]
        fact = mine[0].agreement
        paid = _paid(entries, {each.agreement.id for each in mine})
        yield Run(Term.DEPOSIT_DUE, fact, signed(fact) or mine[0].begin, paid)
        if (
            span.end is not None
            and span.end <= contracts.moment.as_of
            and span is contracts.relation[-1]
        ):
            yield from _after(mine[-1], entries, clean=paid is not None and not violations)


def _after(last: InForce, entries: Sequence[DepositEntry], *, clean: bool) -> Iterator[Run]:
    """After the relation: the refund of a clean deposit, and no hiring (R64, R122)."""
    for ending in last.endings[:1]:
        end = ending.on - DAY
        if clean and ending.cause is EndCause.EXPIRED:
            refunded = earliest(*(e.on for e in entries if e.move is DepositMove.REFUNDED))
            yield Run(Term.DEPOSIT_REFUND, last.agreement, end, refunded)
        yield Run(Term.NO_HIRING, last.agreement, end, passes=True)


def _paid(entries: Sequence[DepositEntry], agreements: set[FactId]) -> date | None:
    """The day on which the deposit of one of the agreements was paid."""
    paid = (e for e in entries if e.move is DepositMove.PAID)
    return earliest(*(e.on for e in paid if e.agreement is None or e.agreement in agreements))


def _topped_up(entries: Sequence[DepositEntry], notices: Sequence[Notice]) -> Iterator[Run]:
    """Top-ups that were asked for, each until one is paid from the notice on (R62, FA 3.5.3)."""
    told = [(each, each.received_on) for each in notices if each.kind is NoticeKind.TOP_UP]
    days = {day for _, day in told}
    told += [(e, e.noticed_on) for e in entries if e.noticed_on and e.noticed_on not in days]
    paid = [entry.on for entry in entries if entry.move is DepositMove.TOPPED_UP]
    for about, day in told:
        met = earliest(*(on for on in paid if on >= day))
        yield Run(Term.DEPOSIT_TOP_UP, about, day, met)


def _charged(fact: Violation) -> Iterator[Run]:
    """The reply to a charge, and how long an established one counts (R71, R74)."""
    replied = earliest(fact.replied_on, fact.decided_on)
    yield Run(Term.VIOLATION_REPLY, fact, fact.noticed_on, replied, passes=True)
    counts = fact.outcome is not ViolationOutcome.DISMISSED and fact.rank is ViolationClass.CLASS_2
    if counts:
        yield Run(Term.VIOLATION_COUNTS, fact, fact.counted_on or fact.decided_on, passes=True)
