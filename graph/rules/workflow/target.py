"""What a request is about, and the day on which that was no more."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from msgspec import Struct

from graph.model import ALIYUN, Dated, Interval, Link, Request, RequestKind, Trace, Uid, cite, join
from graph.readings import Q9
from graph.rules import lifecycle
from graph.rules.detachment import EXITS, Ground
from graph.rules.lifecycle import Lifecycle
from graph.rules.standing import Effect, Known, cut_trace, first_gap
from graph.rules.standing import on as holding
from graph.rules.workflow.taken import ground_of

D = TypeVar("D", bound=Dated)


class Target(Struct, frozen=True):
    """What has to go on while a request is open.

    `above` is the account that stands over it: the tier-1 of a city partner, the partner of a
    customer. `gone_on` is the first day on which it was no more, as far as known, and `cause` says
    what that is. `link` is the customer link that a request would end.
    """

    above: Uid | None
    gone_on: date | None
    cause: str
    trace: Trace
    link: Link | None = None


def target(request: Request, known: Known) -> Target:
    """What a request is about: it lapses when that ends by another way (R11, R91, R106, Q9).

    A tier link for the release of a city partner, a customer link for a customer's request or move,
    the standing of a partner that leaves, the tier-1's standing for an entry (I3), the waiting for
    conversion of a resale account (R110).
    """
    uid, day = request.account, request.applied_on
    match request.kind:
        case RequestKind.ENTRY:
            tier1 = request.other or uid
            found = _lasting(known.standings(tier1), day, _aliyun, "TIER1_STANDING_ENDED")
            return Target(tier1, found.gone_on, found.cause, found.trace)
        case RequestKind.CONVERSION:
            return _conversion(uid, day, known)
        case RequestKind.MOVE:
            return _lasting(known.links(uid), day, _partner, "LINK_ENDED")
        case _:
            return _detachment(ground_of(request), uid, day, known)


def _detachment(ground: Ground | None, uid: Uid, day: date, known: Known) -> Target:
    if ground is Ground.CUSTOMER_REQUEST:
        return _lasting(known.links(uid), day, _partner, "LINK_ENDED")
    if ground in EXITS:
        return _lasting(known.standings(uid), day, _aliyun, "STANDING_ENDED")
    return _lasting(
        known.tier_links(uid), day, lambda each: each.fact.tier1, "CITY_PARTNER_RELEASED"
    )


def _partner(effect: Effect[Link]) -> Uid:
    return effect.fact.partner


def _aliyun(effect: Effect[Dated]) -> Uid:  # noqa: ARG001 (standing is always with Aliyun)
    return ALIYUN


def _lasting(
    effects: Iterable[Effect[D]], day: date, towards: Callable[[Effect[D]], Uid], cause: str
) -> Target:
    """What holds on the day of the application, for as long as it goes on without a gap."""
    every = tuple(effects)
    first = holding(every, day)
    if first is None:
        return Target(None, day, cause, Trace())
    same = [each for each in every if towards(each) == towards(first)]
    gone = first_gap(Interval(day), [each.interval for each in same])
    link = first.fact if isinstance(first.fact, Link) else None
    return Target(towards(first), gone, cause, join(cut_trace(each) for each in same), link)


def _conversion(uid: Uid, applied: date, known: Known) -> Target:
    """While the account waits for its conversion: until it is converted, closed or linked (Q9)."""
    history, day = known.history(uid), known.moment.as_of
    conditions = () if history is None else known.moment.known(history.conditions)
    starts = {each.valid_from for each in conditions}
    starts |= {each.interval.start for each in known.links(uid)}
    changes = sorted({applied, *(start for start in starts if applied < start <= day)})
    states = [lifecycle.state(known, uid, each) for each in changes]
    over = (each for each in states if each.lifecycle is not Lifecycle.PENDING_CONVERSION)
    gone = next(over, None)
    cited = cite(rules=("R110",), readings=(known.moment.readings.of(Q9),))
    return Target(
        states[0].former_partner,
        None if gone is None else gone.day,
        "NOT_PENDING_CONVERSION",
        join(each.trace for each in states) + cited,
    )
