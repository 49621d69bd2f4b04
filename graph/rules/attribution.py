"""To whom a payment counts: the direct partner, and who holds its fee.

All cash under a linked account counts to the linked partner (R20, FA 2.1.6, FA 3.4.1.3); all of a
city partner's cash counts to its tier-1 (R22, CA 2.2.1), up to but not on the day of its release
(R23, CA 2.3.2①). The clock is the day of payment in Shanghai; a refund follows the link of the
payment it refunds (Q14).
"""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from graph.model import Histories, Moment, Standing, TierLink, Trace, Uid, cite
from graph.readings import Q6, Q7
from graph.rules.standing import Effect, Known, cut_trace, fallen
from graph.rules.standing import on as holding


class Status(StrEnum):
    """Whether somebody's performance and fee base take a payment in."""

    ATTRIBUTED = "ATTRIBUTED"
    NO_FEE_HOLDER = "NO_FEE_HOLDER"
    UNATTRIBUTED = "UNATTRIBUTED"


Place = tuple[Uid | None, Uid | None, Status]
"""Where cash counts: direct partner, fee holder, status."""


class Credit(Struct, frozen=True):
    """Direct partner and fee holder of what an account pays on a day (I10: at most one each)."""

    account: Uid
    day: date
    status: Status
    direct: Uid | None
    holder: Uid | None
    trace: Trace


def credit(histories: Histories, uid: Uid, moment: Moment, day: date | None = None) -> Credit:
    """Attribution of an account on a day (R20, R22, R23, R25, R26)."""
    return credited(Known(histories, moment), uid, day or moment.as_of)


def place(known: Known, uid: Uid, day: date) -> Place:
    """To whom cash counts, as `credited` has it, without the trace: it costs a tenth."""
    direct = uid
    if holding(known.standings(uid), day) is None:
        link = holding(known.links(uid), day)
        if link is None or holding(known.standings(link.fact.partner), day) is None:
            return None, None, Status.UNATTRIBUTED
        direct = link.fact.partner
    tier = holding(known.tier_links(direct), day)
    if tier is None:
        return direct, direct, Status.ATTRIBUTED
    if holding(known.standings(tier.fact.tier1), day) is None:
        return direct, None, Status.NO_FEE_HOLDER
    return direct, tier.fact.tier1, Status.ATTRIBUTED


def credited(known: Known, uid: Uid, day: date) -> Credit:
    """The same from effects worked out before."""
    direct, standing, trace = _direct(known, uid, day)
    if direct is None or standing is None:
        cited = cite(rules=("R26",), clauses=("FA 3.4.1.3",))
        return Credit(uid, day, Status.UNATTRIBUTED, None, None, trace + cited)
    trace += cut_trace(standing) + cite(rules=("R20",), clauses=("FA 2.1.6", "FA 3.4.1.3"))
    tier = holding(known.tier_links(direct), day)
    if tier is None:
        cited = cite(rules=("R25",), clauses=("MR 5.1.1",))
        return Credit(uid, day, Status.ATTRIBUTED, direct, direct, trace + cited)
    return _through_tier1(known, uid, day, direct, tier, trace)


def _direct(known: Known, uid: Uid, day: date) -> tuple[Uid | None, Effect[Standing] | None, Trace]:
    """The account itself if it has standing, else the partner it is linked to if that one has."""
    own = holding(known.standings(uid), day)
    if own is not None:
        return uid, own, cite(rules=("R21",), clauses=("MR 3.5.2",))
    link = holding(known.links(uid), day)
    if link is None:
        return None, None, _released(known, uid, day)
    standing = holding(known.standings(link.fact.partner), day)
    if standing is None:
        return None, None, cut_trace(link) + cite(rules=("R108",), clauses=("MR 7.3.3",))
    return link.fact.partner, standing, cut_trace(link)


def _released(known: Known, uid: Uid, day: date) -> Trace:
    """Why nothing counts any more: the release that took a link or standing still recorded."""
    trace = fallen(known, uid, day)
    if "R106" not in trace.rules:
        return trace
    reading = known.moment.readings.of(Q6)
    return trace + cite(rules=("R23", "R105"), clauses=("CA 2.3.2①",), readings=(reading,))


def _through_tier1(  # noqa: PLR0913 (the step needs what the steps before it found)
    known: Known, uid: Uid, day: date, direct: Uid, tier: Effect[TierLink], trace: Trace
) -> Credit:
    """The tier-1 holds the fee while it has standing; in the window before release nobody."""
    tier1 = tier.fact.tier1
    trace += cut_trace(tier) + cite(rules=("R22", "R33"), clauses=("CA 2.2.1",))
    standing = holding(known.standings(tier1), day)
    if standing is None:
        reading = known.moment.readings.of(Q7)
        cited = cite(rules=("R102", "R104"), clauses=("CA 2.3.1③",), readings=(reading,))
        return Credit(uid, day, Status.NO_FEE_HOLDER, direct, None, trace + cited)
    return Credit(uid, day, Status.ATTRIBUTED, direct, tier1, trace + cut_trace(standing))
