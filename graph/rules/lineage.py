"""Who stands above an account on a day: its partner, that partner's tier-1, and by which links.

Roles are derived for the day and never stored: an account is a tier-1 because a city partner
hangs from it, a city partner because it hangs from a tier-1 (I5, CA 1.3, CA 1.4).
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import (
    ALIYUN,
    Histories,
    Link,
    Moment,
    Standing,
    TierLink,
    Trace,
    Uid,
    cite,
    join,
)
from graph.rules.standing import Effect, Known, cut_trace, fallen
from graph.rules.standing import on as holding


class Role(StrEnum):
    """What an account is in the hierarchy on a day."""

    ALIYUN = "ALIYUN"
    TIER1 = "TIER1"
    CITY_PARTNER = "CITY_PARTNER"
    PARTNER = "PARTNER"
    CUSTOMER = "CUSTOMER"
    UNLINKED = "UNLINKED"


class Lineage(Struct, frozen=True):
    """What holds above one account on one day; `above` is nearest first, Aliyun not in it."""

    uid: Uid
    day: date
    role: Role
    standing: Standing | None
    tier_link: TierLink | None
    link: Link | None
    partner: Uid | None
    tier1: Uid | None
    above: tuple[Uid, ...]
    trace: Trace


def on(
    histories: Histories,
    uid: Uid,
    moment: Moment,
    day: date | None = None,
    *,
    has_city_partners: bool = False,
) -> Lineage:
    """Lineage of an account (R10–R13, FA 2.1.6, CA 1.4).

    `has_city_partners` tells whether a tier link ends in this account on the day: that fact lies
    below it and is not in its own history.
    """
    return lineage(
        Known(histories, moment), uid, day or moment.as_of, has_city_partners=has_city_partners
    )


def lineage(known: Known, uid: Uid, day: date, *, has_city_partners: bool = False) -> Lineage:
    """The same from effects worked out before."""
    standing = holding(known.standings(uid), day)
    own_tier = holding(known.tier_links(uid), day)
    link = holding(known.links(uid), day) if standing is None else None
    partner = link.fact.partner if link is not None else None
    partner_tier = holding(known.tier_links(partner), day) if partner is not None else None
    tier = own_tier if partner is None else partner_tier
    tier1 = tier.fact.tier1 if tier is not None else None
    steps = _steps(standing, link, tier)
    trace = join(steps) if steps else fallen(known, uid, day) + _nobody()
    return Lineage(
        uid=uid,
        day=day,
        role=_role(uid, standing, own_tier, link, has_city_partners=has_city_partners),
        standing=standing.fact if standing is not None else None,
        tier_link=tier.fact if tier is not None else None,
        link=link.fact if link is not None else None,
        partner=partner,
        tier1=tier1,
        above=tuple(each for each in (partner, tier1) if each is not None),
        trace=trace,
    )


def _nobody() -> Trace:
    """Only a link puts a partner above an account."""
    return cite(rules=("R13",), clauses=("FA 2.1.6",))


def _role(
    uid: Uid,
    standing: Effect[Standing] | None,
    tier: Effect[TierLink] | None,
    link: Effect[Link] | None,
    *,
    has_city_partners: bool,
) -> Role:
    if uid == ALIYUN:
        return Role.ALIYUN
    if standing is not None:
        if tier is not None:
            return Role.CITY_PARTNER
        return Role.TIER1 if has_city_partners else Role.PARTNER
    return Role.CUSTOMER if link is not None else Role.UNLINKED


def _steps(
    standing: Effect[Standing] | None,
    link: Effect[Link] | None,
    tier: Effect[TierLink] | None,
) -> list[Trace]:
    """The facts climbed by, with the clause of each rung."""
    steps: list[Trace] = []
    if standing is not None:
        cited = cite(rules=("R10",), clauses=("FA 2.1.5", "FA 3.4.1.1"))
        steps.append(cut_trace(standing) + cited)
    if link is not None:
        cited = cite(rules=("R13",), clauses=("FA 2.1.6", "FA 3.4.1.2"))
        steps.append(cut_trace(link) + cited)
    if tier is not None:
        cited = cite(rules=("R12",), clauses=("CA 1.3", "CA 1.4"))
        steps.append(cut_trace(tier) + cited)
    return steps
