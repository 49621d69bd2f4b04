"""Admission of accounts, standings, tier links and customer links (I1–I4, I6, I15)."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from graph.model import (
    ALIYUN,
    Account,
    AccountCondition,
    Dated,
    Fact,
    Interval,
    Link,
    PartyId,
    Standing,
    TierLink,
    Uid,
)
from graph.rules.admission.existing import Accepted, RefusedFact, refuse
from graph.rules.refusal import Code
from graph.rules.standing import Effect, on

D = TypeVar("D", bound=Dated)


def empty(fact: Dated) -> RefusedFact | None:
    """An interval without a day (I6)."""
    if not fact.interval.is_empty:
        return None
    return refuse(
        fact,
        Code.EMPTY_INTERVAL,
        f"the interval [{fact.valid_from}, {fact.valid_to}) holds no day",
        path="validTo",
        clause=None,
        next_step="Give an end later than the start; the end is the first day outside.",
    )


def unknown(fact: Fact, accepted: Accepted, **places: Uid) -> RefusedFact | None:
    """An account that is named but not there."""
    for path, uid in places.items():
        if not accepted.has(uid):
            return refuse(
                fact,
                Code.ACCOUNT_UNKNOWN,
                f"there is no account {uid!r}",
                path=path,
                clause=None,
                next_step="Add the account first, or correct the uid.",
            )
    return None


def accounts(facts: Iterable[Account], parties: frozenset[PartyId]) -> Iterator[RefusedFact]:
    """Each account needs its owner."""
    for fact in facts:
        if fact.owner not in parties:
            yield refuse(
                fact,
                Code.PARTY_UNKNOWN,
                f"there is no party {fact.owner!r} to own account {fact.id!r}",
                path="owner",
                clause=None,
                next_step="Add the party first (`ownerName`, `parties`), or correct the owner.",
            )


def standing(fact: Standing, accepted: Accepted) -> RefusedFact | None:
    """A standing stands alone, and not beside a customer link of the same account (I15)."""
    bad = empty(fact) or unknown(fact, accepted, account=fact.account)
    if bad is not None:
        return bad
    if fact.account == ALIYUN:
        return _cycle(fact, fact.account)
    other = overlap(fact.interval, accepted.known.standings(fact.account))
    if other is not None:
        return refuse(
            fact,
            Code.ALREADY_STANDING,
            f"{fact.account} already has standing from {_span(other)}",
            path="validFrom",
            clause="FA 3.3.2",
            next_step="End the other standing first, or begin this one when it ends.",
        )
    link = overlap(fact.interval, accepted.known.links(fact.account))
    return None if link is None else _is_partner(fact, fact.account, link)


def tier_link(fact: TierLink, accepted: Accepted) -> RefusedFact | None:
    """A city partner has one tier-1, both are partners, nothing deeper (I2, I3, R14, CA 1.4).

    Below, a standing that a release has taken but whose row is open is enough: entering under a
    tier-1 is what proves that it was given anew (R11). Nothing proves it of the tier-1 (R106).
    """
    bad = empty(fact) or unknown(fact, accepted, city=fact.city, tier1=fact.tier1)
    if bad is not None:
        return bad
    if fact.city == fact.tier1:
        return _cycle(fact, fact.city)
    known = accepted.known
    for path, uid, held in (
        ("city", fact.city, known.recorded(fact.city)),
        ("tier1", fact.tier1, known.standings(fact.tier1)),
    ):
        if not any(fact.valid_from in each.interval for each in held):
            return _no_partner(fact, uid, path, "CA 2.1.2")
    other = overlap(fact.interval, known.tier_links(fact.city))
    if other is not None:
        return refuse(
            fact,
            Code.ALREADY_LINKED,
            f"{fact.city} is already under {other.fact.tier1} from {_span(other)}",
            path="city",
            clause="CA 1.4",
            next_step="Release it from there first (CA 2.3.1).",
        )
    return _too_deep(fact, accepted)


def _too_deep(fact: TierLink, accepted: Accepted) -> RefusedFact | None:
    above = overlap(fact.interval, accepted.known.tier_links(fact.tier1))
    under = next(
        (each for each in accepted.below(fact.city) if each.interval.overlaps(fact.interval)), None
    )
    if above is None and under is None:
        return None
    reason = (
        f"{fact.tier1} is itself a city partner of {above.fact.tier1} from {_span(above)}"
        if above is not None
        else f"{fact.city} has a city partner of its own, {under.city if under else ''}"
    )
    return refuse(
        fact,
        Code.DEPTH_EXCEEDED,
        f"{fact.city} cannot stand under {fact.tier1}: {reason}",
        path="tier1",
        clause="FA 3.4.1.4",
        next_step="Link to a tier-1 directly; partners stand at most two deep (I2).",
    )


def link(fact: Link, accepted: Accepted) -> RefusedFact | None:
    """A customer account has one partner, which has standing, and is none itself (I1, I4, I15)."""
    bad = empty(fact) or unknown(fact, accepted, account=fact.account, partner=fact.partner)
    if bad is not None:
        return bad
    if fact.account in (fact.partner, ALIYUN):
        return _cycle(fact, fact.account)
    own = overlap(fact.interval, accepted.known.standings(fact.account))
    if own is not None:
        return _is_partner(fact, fact.account, own)
    other = overlap(fact.interval, accepted.known.links(fact.account))
    if other is not None:
        return refuse(
            fact,
            Code.ALREADY_LINKED,
            f"{fact.account} is already linked to {other.fact.partner} from {_span(other)}",
            path="account",
            clause="FA 2.1.6",
            next_step="End that link first, or begin this one on the day it ends.",
        )
    if on(accepted.known.standings(fact.partner), fact.valid_from) is None:
        return _no_partner(fact, fact.partner, "partner", "FA 3.4.1.2")
    return None


def condition(fact: AccountCondition, accepted: Accepted) -> RefusedFact | None:
    """A condition needs its account and a day."""
    return empty(fact) or unknown(fact, accepted, account=fact.account)


def overlap(interval: Interval, effects: Iterable[Effect[D]]) -> Effect[D] | None:
    """The first effect that shares a day with an interval."""
    return next((each for each in effects if each.interval.overlaps(interval)), None)


def _span(effect: Effect[D]) -> str:
    end = effect.interval.end
    return f"{effect.interval.start} on" if end is None else f"{effect.interval.start} to {end}"


def _cycle(fact: Fact, uid: Uid) -> RefusedFact:
    return refuse(
        fact,
        Code.CYCLE,
        f"{uid} cannot stand below itself",
        path="account",
        clause="FA 3.4.1.4",
        next_step="Name two different accounts, the lower one not Aliyun's own.",
    )


def _is_partner(fact: Fact, uid: Uid, other: Effect[D]) -> RefusedFact:
    return refuse(
        fact,
        Code.ACCOUNT_IS_PARTNER,
        f"{uid} would be a partner and a customer account at once: see {other.fact.id}, "
        f"{_span(other)}",
        path="account",
        clause="FA 3.4.1.4",
        next_step="End the standing or the customer link first (I15).",
    )


def _no_partner(fact: Dated, uid: Uid, path: str, clause: str) -> RefusedFact:
    return refuse(
        fact,
        Code.NOT_A_PARTNER,
        f"{uid} has no PARTNER standing on {fact.valid_from}",
        path=path,
        clause=clause,
        next_step="Record its standing first, or begin the link inside it (I3, I4).",
    )
