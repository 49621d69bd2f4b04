"""Deadlines of a party's own papers: agreements, deposit, violations, notices.

What is open is what the rules of each subject say; an agenda only lists it.
"""

from collections.abc import Iterator, Sequence

from graph.model import Moment, NoticeKind, PartyPapers
from graph.rules.agenda.due import Run, earliest
from graph.rules.agreements import Contracts
from graph.rules.deposit.demand import demands
from graph.rules.deposit.due import first_due
from graph.rules.deposit.moves import Movement, movements
from graph.rules.deposit.refund import Refund, refund
from graph.rules.survival import ended_framework, own_day
from graph.rules.term import Term
from graph.rules.violations.count import counts
from graph.rules.violations.proceedings import charged, proceedings

NOTICED = {
    NoticeKind.BREACH: Term.BREACH_COMPENSATION,
    NoticeKind.END_OF_AGREEMENT: Term.NOTICE_OF_END,
}
"""Notices that a period follows which nothing on paper meets (R47, R83)."""


def of_party(papers: PartyPapers, moment: Moment) -> Iterator[Run]:
    """The periods that a party's papers began (R47, R60, R62, R64, R71, R74, R83, R122)."""
    contracts, moves = Contracts(papers, moment), movements(papers, moment)
    yield from _deposited(papers, contracts, moves)
    yield from _ended(contracts, refund(papers, contracts, moves))
    for notice in moment.known(papers.notices):
        if notice.kind in NOTICED:
            yield Run(NOTICED[notice.kind], notice, notice.received_on, passes=True)
    yield from _charged(papers, moment)


def _deposited(
    papers: PartyPapers, contracts: Contracts, moves: Sequence[Movement]
) -> Iterator[Run]:
    """The deposit after signing, and its top-ups (R60, R62)."""
    due = first_due(contracts, moves)
    if due is not None:
        yield Run(Term.DEPOSIT_DUE, due.agreement, due.deadline.start, due.paid_on)
    for each in demands(papers, moves, contracts.moment, city_partner=False):
        yield Run(Term.DEPOSIT_TOP_UP, each.source, each.received_on, each.met_on)


def _ended(contracts: Contracts, back: Refund) -> Iterator[Run]:
    """After the framework agreement: the refund of a clean deposit, and no hiring (R64, R122)."""
    last = ended_framework(contracts, contracts.moment.as_of)
    if last is None:
        return
    if back.deadline is not None:
        yield Run(Term.DEPOSIT_REFUND, last.agreement, back.deadline.start)
    yield Run(Term.NO_HIRING, last.agreement, own_day(last.endings[0]), passes=True)


def _charged(papers: PartyPapers, moment: Moment) -> Iterator[Run]:
    """The reply to a charge, and how long an established one counts (R71, R74, Q5)."""
    charges = [proceedings(each, moment) for each in charged(papers.violations, moment)]
    for each in charges:
        fact = each.violation
        replied = earliest(fact.replied_on, fact.decided_on)
        yield Run(Term.VIOLATION_REPLY, fact, fact.noticed_on, replied, passes=True)
    for each in counts(charges, moment):
        if each.through is not None:
            fact = each.proceedings.violation
            yield Run(Term.VIOLATION_COUNTS, fact, each.since, passes=True)
