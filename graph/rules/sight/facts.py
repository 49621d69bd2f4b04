"""What a viewer sees of accounts, parties, debts, payments and papers.

One principle: a fact is seen if it has to do with an account on a day on which that account is seen
whole, and names nobody who is hidden. What is the viewer's own, about a root, is seen whole.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import TypeVar

from msgspec.structs import replace

from graph.model import (
    Account,
    AccountCondition,
    AccountHistory,
    AccountPapers,
    Condition,
    Fact,
    FactId,
    Interval,
    Link,
    LinkType,
    Obligation,
    ObligationHistory,
    Party,
    PartyId,
    PartyPapers,
    Payment,
    Request,
    Settlement,
    Standing,
    TierLink,
    Uid,
    Violation,
    day_of,
)
from graph.rules.sight.clipping import Ends, as_of_then, clipped, merged
from graph.rules.sight.days import ALL, Days, Sight

W = TypeVar("W", bound=Standing | TierLink | Link | AccountCondition)

SOMEBODY = PartyId("")
"""Stands for a party that is hidden, where a fact has to name one."""


def history(sight: Sight, uid: Uid) -> AccountHistory | None:
    """An account as it is seen; None if it is not."""
    found, days = sight.histories.get(uid), sight.seen(uid)
    if found is None or not days:
        return None
    return AccountHistory(
        account=row(sight, found.account, days),
        standings=dated(sight, uid, found.standings),
        tier_links=dated(sight, uid, found.tier_links),
        links=dated(sight, uid, found.links),
        conditions=dated(sight, uid, found.conditions),
    )


def dated(sight: Sight, uid: Uid, facts: Iterable[W]) -> tuple[W, ...]:
    """Dated facts about an account as they are seen.

    Of one above a root its places are seen, from the first: by the automatic reading of Q7 a gap
    before it stood there would count.
    """
    if sight.is_root(uid):
        return tuple(filter(sight.told, facts))
    whole, above, known = sight.below(uid), sight.above(uid), sight.known
    effects = chain(known.standings(uid), known.tier_links(uid), known.links(uid))
    ends: Ends = {(type(each.fact), each.fact.key): each.interval.end for each in effects}
    placed = whole | Days((Interval(date.min, above.end),)) if above else whole
    days: Mapping[type, Days] = {Standing: placed, TierLink: placed}
    return merged(
        each if _settles(sight, each) else clipped(each, days.get(type(each), whole), ends)
        for each in facts
        if sight.told(each) and all(sight.seen(named) for named in uppers(each))
    )


def _settles(sight: Sight, fact: Fact) -> bool:
    """Whether a fact tells the former partner of a resale account what it waits for (Q9).

    Until the account is converted or closed its debts stay undecided for that partner too, so it is
    told whenever that happens (FA 8.4.3).
    """
    if not isinstance(fact, AccountCondition) or fact.condition is Condition.FROZEN:
        return False
    days = sight.below(fact.account)
    resold = (e for e in sight.known.links(fact.account) if e.fact.type is LinkType.RESALE)
    return any(days.meet(each.interval) for each in resold if not each.interval.is_empty)


def uppers(fact: Fact) -> tuple[Uid, ...]:
    """The account that a fact hangs another from, if it names one."""
    match fact:
        case Link():
            return (fact.partner,)
        case TierLink():
            return (fact.tier1,)
        case _:
            return ()


def row(sight: Sight, account: Account, days: Days) -> Account:
    """An account's own row: without its names where these were recorded after the days.

    Of an account and a party the store keeps the newest version alone, so one that was recorded
    after the moment has to be left out here.
    """
    if sight.is_root(account.uid) or (sight.told(account) and recorded_within(account, days)):
        return account
    return replace(account, name="", external_id=None)


def party(sight: Sight, found: Party) -> Party | None:
    """A party as it is seen: one that owns an account that is; None if it is not."""
    owned = sight.owned.get(PartyId(found.id), ())
    days = Days(tuple(chain.from_iterable(sight.seen(uid).spans for uid in owned)))
    if not days:
        return None
    own = any(map(sight.is_root, owned))
    if own or (sight.told(found) and recorded_within(found, days)):
        return found
    return replace(found, name="")


def recorded_within(fact: Fact, days: Days) -> bool:
    """Whether what has no day of its own was recorded before the days were over."""
    return days.end is None or day_of(fact.recorded_at) < days.end


def payments(
    sight: Sight, paid: Iterable[Payment], refunded: Mapping[FactId, tuple[Payment, ...]]
) -> tuple[Payment, ...]:
    """The payments made or used on days on which their accounts are seen whole.

    A refund goes where the payment went that it gives back (R24).
    """

    def shown(each: Payment) -> bool:
        days = sight.below(each.account)
        if each.refund_of is None or each.refund_of not in refunded:
            return _used(each, days)
        return any(_used(original, days) for original in refunded[each.refund_of])

    return tuple(each for each in paid if sight.told(each) and shown(each))


def _used(payment: Payment, days: Days) -> bool:
    begun, over = payment.consumed_from, payment.consumed_to
    if payment.day in days:
        return True
    return begun is not None and days.meet(Interval(begun, over or begun + timedelta(days=1)))


def debt(sight: Sight, found: ObligationHistory) -> ObligationHistory | None:
    """A debt that arose on days on which its debtor is seen whole; None if it did not.

    What was paid on it later is told, since it lessens the debt of all; a hidden payer is not.
    """
    versions = tuple(v for v in found.versions if sight.told(v) and _arose(sight, v))
    if not versions:
        return None
    return ObligationHistory(
        versions,
        tuple(settled(sight, each) for each in found.settlements if sight.told(each)),
        tuple(f for f in found.findings if sight.told(f) and sight.names(f.party)),
    )


def settled(sight: Sight, paid: Settlement) -> Settlement:
    """A settlement, without its payer where that is hidden."""
    return paid if sight.names(paid.by) else replace(paid, by=SOMEBODY)


def _arose(sight: Sight, owed: Obligation) -> bool:
    """Whether it arose within sight; a party's own, and all who answer for it are in sight too."""
    first = owed.occurred_from
    span = Interval(first, max(owed.occurred_to, first + timedelta(days=1)))
    if owed.account is not None:
        return sight.below(owed.account).meet(span)
    party = owed.party or SOMEBODY
    days = sight.owned_by(party)
    return days is ALL or (days.meet(span) and not sight.hangs_elsewhere(party, span))


def account_papers(sight: Sight, uid: Uid, found: AccountPapers) -> AccountPapers:
    """The papers about an account that is seen whole on some days, as of these."""
    if sight.is_root(uid):
        return found
    days = sight.below(uid)
    authorised = [each for each in found.authorisations if sight.seen(each.partner)]
    requests = [each for each in found.requests if each.other is None or sight.seen(each.other)]
    tasks = [each for each in found.tasks if all(map(sight.seen, each.accounts))]
    return AccountPapers(
        authorisations=merged(clipped(each, days, {}) for each in authorised),
        requests=tuple(_applied(sight, each) for each in as_of_then(requests, days)),
        tasks=as_of_then(tasks, days),
        assessments=as_of_then(found.assessments, days),
        fee_steps=as_of_then(found.fee_steps, days),
    )


def _applied(sight: Sight, request: Request) -> Request:
    by = request.applied_by
    return request if by is None or sight.names(by) else replace(request, applied_by=None)


def party_papers(sight: Sight, id_: PartyId, found: PartyPapers) -> PartyPapers:
    """The papers about a party whose accounts are seen whole on some days, as of these."""
    days = sight.owned_by(id_)
    violations = as_of_then(found.violations, days)
    notices = [each for each in found.notices if each.sender is None or sight.names(each.sender)]
    return PartyPapers(
        agreements=as_of_then(found.agreements, days),
        violations=tuple(_reported(sight, each) for each in violations),
        deposit_entries=as_of_then(found.deposit_entries, days),
        notices=as_of_then(notices, days),
    )


def _reported(sight: Sight, violation: Violation) -> Violation:
    """A violation, without who reported it where that party is hidden."""
    by = violation.reported_by
    return violation if by is None or sight.names(by) else replace(violation, reported_by=None)
