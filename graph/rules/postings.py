"""Postings by rule: what a commit adds to the cash of months, and a statement as their sum.

Kept are the sums under the recommended readings: by the day of payment (Q14), and where a release
needs a decision (Q7); no other reading changes to whom cash counts (R20–R24, R27). The groups of a
partner are the lines of its statement (`performance.statement`). Those of the programme are folded,
so that its totals are four groups however many partners there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain

from graph.model import (
    NOTHING,
    PROGRAMME,
    AccountHistory,
    Amount,
    Dated,
    Fen,
    Group,
    Moment,
    Month,
    Posting,
    Trace,
    Uid,
)
from graph.readings import Q7, Q14
from graph.rules.attribution import Status
from graph.rules.performance import Line, Statement, order, summed
from graph.rules.standing import Known
from graph.rules.timeline import Cash, Entry, Timeline

ANY = Uid("*")
"""Stands in a folded group for every fee holder, and for one that is its own direct partner."""

ANY_CITY = Uid("**")
"""Stands in a folded group for every direct partner whose fee another one holds, or nobody."""


def kept_for(moment: Moment) -> bool:
    """Whether what is kept answers under the readings of a moment."""
    readings = moment.readings
    return readings.of(Q14) is Q14.PAID and readings.of(Q7) is Q7.DECISION


def has_sums(known: Known, uid: Uid) -> bool:
    """Whether an account has groups of its own: it ever had standing or a tier link."""
    history = known.history(uid)
    rows = (*history.standings, *history.tier_links) if history else ()
    return any(each.recorded_in <= known.moment.revision for each in rows)


def posted(
    before: Timeline | None, after: Timeline, uids: Iterable[Uid], cause: str
) -> list[Posting]:
    """What a revision adds to all groups, given the cash of accounts before it and after it.

    `before` None: all that `after` holds.
    """
    changes = defaultdict[tuple[Group, datetime], Amount](lambda: NOTHING)
    for uid in uids:
        for group, at, amount in _grouped(after, uid):
            changes[group, at] = changes[group, at].plus(amount)
        for group, at, amount in _grouped(before, uid) if before else ():
            changes[group, at] = changes[group, at].less(amount)
    return [
        Posting(group, amount, at, after.revision, cause)
        for (group, at), amount in changes.items()
        if amount != NOTHING
    ]


def moved_since(cash: Cash, uid: Uid, revision: int) -> bool:
    """Whether anything by which an account's cash counts was written after a revision."""
    paid = cash.payments.get(uid, ())
    refunded = (cash.originals.get(each.refund_of, ()) for each in paid if each.refund_of)
    partners = [each.partner for each in cash.histories[uid].links]
    tiers = [tier for each in (uid, *partners) for tier in cash.histories[each].tier_links]
    above = dict.fromkeys((uid, *partners, *(each.tier1 for each in tiers)))
    rows = (_rows(cash.histories[each]) for each in above)
    every = chain(paid, chain.from_iterable(refunded), chain.from_iterable(rows))
    return any(
        each.recorded_in > revision or (each.superseded_in or 0) > revision for each in every
    )


def _rows(history: AccountHistory) -> tuple[Dated, ...]:
    return (*history.standings, *history.tier_links, *history.links)


def _grouped(timeline: Timeline, uid: Uid) -> Iterator[tuple[Group, datetime, Amount]]:
    """An account's cash in every group that it stands in."""
    scopes = timeline.scopes(uid)
    for (entry, at), amount in timeline.steps(uid).items():
        for group in groups(entry, scopes):
            yield group, at, amount


def groups(entry: Entry, scopes: Iterable[Uid]) -> list[Group]:
    """The groups of an entry: of the programme, and of each partner whose statement it is in."""
    return [_folded(entry), *(Group(scope, *entry) for scope in scopes)]


def _folded(entry: Entry) -> Group:
    """The group of the programme, of which nothing is told but totals."""
    month, direct, holder, status = entry
    if direct is None:
        return Group(PROGRAMME, month, None, None, status)
    folded = ANY if direct == holder else ANY_CITY
    return Group(PROGRAMME, month, folded, None if holder is None else ANY, status)


def summed_up(
    amounts: Mapping[Group, Amount], month: Month, partner: Uid | None, *, under_tier1: bool
) -> Statement:
    """The statement whose groups these are, without its trace; of the programme its totals alone.

    `under_tier1`: whether the partner stands under a tier-1 on a day of the month (I11).
    """
    some = (_line(group, amount) for group, amount in amounts.items() if amount != NOTHING)
    lines = sorted(some, key=lambda line: order((line.direct, line.holder, line.status)))
    paid = Fen(sum(line.fen for line in lines))
    return summed(month, partner, tuple(lines), paid, Trace(), under_tier1=under_tier1)


def _line(group: Group, amount: Amount) -> Line:
    own, accounts, payments = amount
    status = Status(group.status)
    return Line(group.direct, group.holder, status, Fen(own), Fen(accounts), payments)
