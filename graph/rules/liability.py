"""Who answers to Aliyun for what arises under an account on a day.

An agency customer answers itself and its partner jointly and severally with it (R40, FA 3.4.4.1);
a resale partner answers alone and finally (R41, FA 3.4.4.2), and so does a partner for its own
account (R42, FA 4.2.2). A tier-1 answers jointly for what its city partner caused by bad
management, so until a finding only contingently (R45, CA 1.3, CA 1.4, Q11). The links of the day
of occurrence decide, whatever is cut later (R50, FA 8.4.1).
"""

from datetime import date
from typing import assert_never

from msgspec import Struct

from graph.model import (
    Cause,
    Finding,
    Histories,
    Link,
    LinkType,
    Moment,
    ObligorRole,
    PartyId,
    TierLink,
    Trace,
    Uid,
    cite,
)
from graph.readings import Q9, Q11, Q12, Q13
from graph.rules.lifecycle import unconverted
from graph.rules.standing import Effect, Known, cut_trace, fallen
from graph.rules.standing import on as holding

__all__ = ["DEFINITE", "DayLiability", "Debt", "Obligor", "ObligorRole", "obligors", "on"]

DEFINITE = frozenset({ObligorRole.PRIMARY, ObligorRole.JOINT, ObligorRole.SOLE})
"""Roles in which a party owes now; the others depend on a finding or a conversion."""


class Obligor(Struct, frozen=True):
    """A party that answers, through which of its accounts, how, and by which clauses.

    `requires_tier1_agreement` marks that the tier-1 is no party to the city partner agreement:
    its own contract must be looked at too (Q11).
    """

    party: PartyId
    account: Uid
    role: ObligorRole
    clauses: tuple[str, ...]
    requires_tier1_agreement: bool = False


class DayLiability(Struct, frozen=True):
    """Everyone who answers for what arises under an account on a day."""

    account: Uid
    day: date
    obligors: tuple[Obligor, ...]
    trace: Trace


class Debt(Struct, frozen=True):
    """What the rule must know of a debt besides account and day: its cause and the findings."""

    cause: Cause = Cause.TRANSACTION
    findings: tuple[Finding, ...] = ()


def on(
    histories: Histories,
    uid: Uid,
    moment: Moment,
    day: date | None = None,
    cause: Cause = Cause.TRANSACTION,
) -> DayLiability:
    """Obligors of whatever arises under an account on a day, before any finding (R40–R45, R50)."""
    return obligors(Known(histories, moment), uid, day or moment.as_of, Debt(cause))


def obligors(known: Known, uid: Uid, day: date, debt: Debt) -> DayLiability:
    """The same from effects worked out before, for one debt with the findings on it."""
    first, partner, trace = _below_tier1(known, uid, day, debt)
    tier = holding(known.tier_links(partner), day) if partner is not None else None
    if partner is not None and tier is not None:
        above, cited = _tier1(known, uid, partner, tier, debt)
        return DayLiability(uid, day, (*first, *above), trace + cited)
    return DayLiability(uid, day, first, trace)


Step = tuple[tuple[Obligor, ...], Uid | None, Trace]
"""Obligors below the tier-1, the partner among them if any, and what that rests on."""


def _below_tier1(known: Known, uid: Uid, day: date, debt: Debt) -> Step:
    """The account's own standing decides before its link, and its link before what it was once."""
    standing = holding(known.standings(uid), day)
    if standing is not None:
        rules, clauses = _own(debt.cause)
        sole = _obligor(known, uid, ObligorRole.SOLE, clauses)
        cited = cite(rules=(*rules, "R50"), clauses=(*clauses, "FA 8.4.1"))
        return (sole,), uid, cut_trace(standing) + cited
    link = holding(known.links(uid), day)
    if link is not None:
        return _linked(known, uid, link, debt)
    last = unconverted(known, uid, day)
    if last is not None:
        return _pending(known, uid, last)
    primary = _obligor(known, uid, ObligorRole.PRIMARY, ("FA 8.4.1",))
    return (primary,), None, fallen(known, uid, day) + cite(rules=("R50",), clauses=("FA 8.4.1",))


def _own(cause: Cause) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Rules and clauses by which a partner owes what arose under its own account."""
    match cause:
        case Cause.PENALTY:
            return ("R63",), ("MR 6.3",)
        case Cause.PARTNER_BREACH:
            return ("R44", "R47"), ("FA 4.2.7", "FA 7.1.2")
        case _:
            return ("R42",), ("FA 4.2.2",)


def _linked(known: Known, uid: Uid, link: Effect[Link], debt: Debt) -> Step:
    partner = link.fact.partner
    if link.fact.type is LinkType.RESALE:
        sole = _obligor(known, partner, ObligorRole.SOLE, ("FA 3.4.4.2",))
        cited = cite(rules=("R41", "R50"), clauses=("FA 3.4.4.2", "FA 8.4.1"))
        return (sole,), partner, cut_trace(link) + cited
    breach = debt.cause is Cause.PARTNER_BREACH
    clauses = ("FA 3.4.4.1", "FA 4.2.7") if breach else ("FA 3.4.4.1",)
    both = (
        _obligor(known, uid, ObligorRole.PRIMARY, clauses),
        _obligor(known, partner, ObligorRole.JOINT, clauses),
    )
    reading = (known.moment.readings.of(Q12),) if debt.cause is Cause.DISPUTE else ()
    rules = ("R40", "R44", "R50") if breach else ("R40", "R50")
    cited = cite(rules=rules, clauses=(*clauses, "FA 8.4.1"), readings=reading)
    return both, partner, cut_trace(link) + cited


def _pending(known: Known, uid: Uid, last: Effect[Link]) -> Step:
    """New debt of a released resale account that is not converted yet is nobody's silently (Q9)."""
    reading = known.moment.readings.of(Q9)
    partner = last.fact.partner
    clauses = ("MR 7.3.5", "FA 8.4.3")
    trace = cut_trace(last) + cite(rules=("R110",), clauses=clauses, readings=(reading,))
    match reading:
        case Q9.UNRESOLVED:
            both = tuple(
                _obligor(known, each, ObligorRole.UNRESOLVED, clauses) for each in (partner, uid)
            )
            return both, None, trace
        case Q9.FORMER_PARTNER:
            return (_obligor(known, partner, ObligorRole.SOLE, clauses),), partner, trace
        case Q9.CUSTOMER:
            return (_obligor(known, uid, ObligorRole.PRIMARY, clauses),), None, trace
        case _ as never:
            assert_never(never)


def _tier1(
    known: Known, uid: Uid, partner: Uid, tier: Effect[TierLink], debt: Debt
) -> tuple[tuple[Obligor, ...], Trace]:
    """The tier-1's part in what arose under its city partner (R45, R48, Q11, Q13)."""
    tier1 = tier.fact.tier1
    finding = _finding(known, partner, tier1, debt)
    always, breach = known.moment.readings.of(Q11), known.moment.readings.of(Q13)
    own_breach = debt.cause is Cause.PARTNER_BREACH and uid == partner
    trace = cut_trace(tier) + cite(
        facts=() if finding is None else (finding,),
        rules=("R45", "R48") if own_breach else ("R45",),
        clauses=("CA 1.3", "CA 1.4", *(("CA 2.4",) if own_breach else ())),
        readings=(always, breach) if own_breach else (always,),
    )
    if always is Q11.ALWAYS_JOINT or (own_breach and breach is Q13.TIER1):
        role = ObligorRole.JOINT
    elif finding is None:
        role = ObligorRole.JOINT_CONTINGENT
    elif finding.mismanaged:
        role = ObligorRole.JOINT
    else:
        return (), trace
    clauses = ("CA 2.4",) if own_breach and breach is Q13.TIER1 else ("CA 1.3", "CA 1.4")
    return (_obligor(known, tier1, role, clauses, requires_tier1_agreement=True),), trace


def _finding(known: Known, partner: Uid, tier1: Uid, debt: Debt) -> Finding | None:
    """The latest finding by the day asked about on either's management of this debt (Q11)."""
    parties = {_owner(known, partner), _owner(known, tier1)}
    found = [
        each
        for each in known.moment.known(debt.findings)
        if each.party in parties and each.found_on <= known.moment.as_of
    ]
    return max(found, key=lambda each: (each.found_on, each.recorded_at, each.id), default=None)


def _obligor(
    known: Known,
    uid: Uid,
    role: ObligorRole,
    clauses: tuple[str, ...],
    *,
    requires_tier1_agreement: bool = False,
) -> Obligor:
    return Obligor(_owner(known, uid), uid, role, clauses, requires_tier1_agreement)


def _owner(known: Known, uid: Uid) -> PartyId:
    return known.histories[uid].account.owner
